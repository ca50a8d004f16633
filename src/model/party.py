"""``Party``: who is responsible for an activity, understood from the words of its cell."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

PartyKind = Literal["person", "role", "unit", "organisation"]


class Party(BaseModel):
    """A person, a role ("SSP-konsulent"), a unit of the municipality ("Sundhedsplejen") or an organisation.

    A role is named in the singular indefinite, a unit as it is printed, whatever the sentence around it. The
    municipality is there only where the cell says it. The qualifier narrows the part that the party takes:
    "tovholder", "frem til 1. nov. 2013", "i samarbejde med". ``same_as`` links a person's name to the spelling
    that the plan uses most; the name itself stays as printed.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    kind: PartyKind
    municipality: str | None = None
    qualifier: str | None = None
    same_as: str | None = None
    words: str = ""
