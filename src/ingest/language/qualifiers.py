"""What narrows a party's part: when ("frem til 1. nov. 2013") and as what ("tovholder"). Pure."""

from __future__ import annotations

import re

from ingest.language.lexicon import table

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\.?"
_DATE = (
    r"(?:(?:udgangen|starten|begyndelsen|slutningen|midten) af )?(?:(?:d\.|den) ?)?"
    rf"(?:\d{{1,2}}[./-] ?\d{{1,2}}[./-] ?\d{{2,4}}|(?:\d{{1,2}}\.? ?)?{_MONTH}(?: \d{{4}})?"
    r"|(?:sommer|forår|efterår|vinter|skoleår)\w* \d{4}(?:/\d{2,4})?|\d{4})"
)
_WHEN = re.compile(
    r"(?i)(?:frem til|indtil|til og med|til|fra og med|fra|pr\.|siden|efter|før|inden|i perioden)"
    rf" {_DATE}(?: ?(?:-|–|til) ?{_DATE})?(?=$|\W)"
)
_AS_WHAT = re.compile(
    r"(?i)(?:(?:primær|fælles) )?(?:tovholder\w*|formand|projektleder\w*|kontaktperson\w*|ansvarlig\w*|\w+ansvarlig)$"
)


def when(text: str) -> str | None:
    """The time that a text begins with: "frem til 1. nov. 2013"; None when it begins with none."""
    found = _WHEN.match(text)
    return found[0][:1].lower() + found[0][1:] if found else None


def in_brackets(text: str) -> str | None:
    """What brackets say about the party before them, when it is a time or an office and nothing else."""
    said = text[:1].lower() + text[1:]
    return said if _AS_WHAT.match(said) or when(said) == said else None


def label(text: str) -> str | None:
    """The qualifier that a text before a colon gives; "" for one that says no more than that it is a party."""
    known: dict[str, str] = table()["labels"]
    return known.get(text.casefold(), when(text))


def is_office(name: str) -> bool:
    """Whether a role is an office in the matter ("tovholder"), which a person has beside a post."""
    return name.casefold() in table()["offices"]["nouns"]


def is_short_for(letters: str, name: str) -> bool:
    """Whether letters are the initials of a name or stand in it in their order ("CRF", "JC" of "Jobcentret")."""
    initials = [word[0] for word in re.findall(r"\w+", name) if word.casefold() not in ("og", "for", "af", "i")]
    if len(letters) < 2 or not letters.isupper():
        return False
    in_order = re.match(".*".join(map(re.escape, letters.casefold())), name.casefold())
    return "".join(initials).upper() == letters or in_order is not None
