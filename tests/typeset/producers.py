"""The programs that set a document: what each can do, and the PDF that it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from typeset.canvas import fpdf2_font, with_fpdf2, with_reportlab
from typeset.plan import RULE_KINDS, PlanDocument, RuleKind
from typeset.setting import DoesNotFit, set_document


class Impossible(Exception):
    """This producer cannot set this document."""


@dataclass(frozen=True)
class Made:
    """A PDF, and the document as it was set: less what the producer cannot do."""

    content: bytes
    document: PlanDocument


@dataclass(frozen=True)
class Producer:
    """A program, and the kinds of rules that it can draw."""

    make: Callable[[PlanDocument], bytes]
    fitted: Callable[[PlanDocument], PlanDocument] = lambda document: document
    rules: frozenset[RuleKind] = frozenset(RULE_KINDS)

    def sets(self, rules: RuleKind) -> bool:
        """Whether it draws such rules."""
        return rules in self.rules

    def set(self, document: PlanDocument) -> Made:
        """The document, set.

        Raises:
            Impossible: it does not fit the page.
        """
        document = self.fitted(document)
        try:
            return Made(self.make(document), document)
        except DoesNotFit as reason:
            raise Impossible(str(reason)) from reason


def _reportlab(document: PlanDocument) -> bytes:
    return with_reportlab(set_document(document), document.style)


def _fpdf2(document: PlanDocument) -> bytes:
    return with_fpdf2(set_document(document), document.style)


def _for_fpdf2(document: PlanDocument) -> PlanDocument:
    return replace(document, style=replace(document.style, font=fpdf2_font(document.style.font)))


PRODUCERS: dict[str, Producer] = {
    "reportlab": Producer(_reportlab),
    "fpdf2": Producer(_fpdf2, _for_fpdf2),
}
IN_PROCESS = ("reportlab", "fpdf2")
