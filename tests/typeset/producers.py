"""The programs that set a document: what each can do, and the PDF that it makes."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from typeset.breaking import font_path
from typeset.canvas import finish, fpdf2_font, with_fpdf2, with_reportlab
from typeset.markup import BORDERS, html
from typeset.plan import RULE_KINDS, Beside, Block, Cell, Columns, PlanDocument, Row, RuleKind, Table
from typeset.setting import DoesNotFit, set_document
from typeset.typst_source import STROKES, typst_source
from typeset.word import BORDERS as WORD_BORDERS
from typeset.word import word

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT = 60  # seconds for a program to set a document


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


def _weasyprint(document: PlanDocument) -> bytes:
    from weasyprint import HTML

    return finish(bytes(HTML(string=html(document)).write_pdf()), document.style)


def _weasyprint_tagged(document: PlanDocument) -> bytes:
    from weasyprint import HTML

    return finish(bytes(HTML(string=html(document)).write_pdf(pdf_variant="pdf/ua-1")), document.style)


def _typst(document: PlanDocument) -> bytes:
    import typst

    fonts = font_path("DejaVu Sans", False).parent
    made = typst.compile(typst_source(document).encode(), font_paths=[fonts])
    return finish(bytes(made), document.style)


def _chromium(document: PlanDocument) -> bytes:
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        raise Impossible("Chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        page, made = Path(folder) / "plan.html", Path(folder) / "plan.pdf"
        page.write_text(html(document), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        options += ["--disable-background-networking", f"--user-data-dir={folder}/profile"]
        command = [program, *options, f"--print-to-pdf={made}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
        return finish(made.read_bytes(), document.style)


def _libreoffice(document: PlanDocument) -> bytes:
    program = shutil.which("soffice")
    if program is None:
        raise Impossible("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.docx"
        source.write_bytes(word(document))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        options = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        command = [program, profile, "--headless", "--convert-to", options, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
        return finish(source.with_suffix(".pdf").read_bytes(), document.style)


def _in_a_bundled_font(document: PlanDocument) -> PlanDocument:
    return replace(document, style=replace(document.style, font=fpdf2_font(document.style.font)))


def _for_flowing_text(document: PlanDocument) -> PlanDocument:
    """Without what only a canvas does: cuts by hand, tables beside each other, text at 90 degrees, open page ends."""
    document = _in_a_bundled_font(document)
    hyphen = "typographic" if document.style.hyphen == "soft" else document.style.hyphen
    style = replace(document.style, open_breaks="closed", side_furniture=False, hyphen=hyphen)
    return PlanDocument(document.title, tuple(_flowing(document.blocks)), style)


def _for_word(document: PlanDocument) -> PlanDocument:
    """As flowing text, hyphenated by soft hyphens or not at all; Word joins tables that touch."""
    document = _for_flowing_text(document)
    hyphen = "none" if document.style.hyphen == "none" else "soft"
    blocks = tuple(replace(b, attached=False) if isinstance(b, Table) else b for b in document.blocks)
    return PlanDocument(document.title, blocks, replace(document.style, hyphen=hyphen))


def _untagged(document: PlanDocument) -> PlanDocument:
    """Without cut rows: where such a program cuts one, a reader cannot always tell."""
    document = _for_flowing_text(document)
    return replace(document, style=replace(document.style, cuts_rows=False))


def _flowing(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table):
            header = tuple(_level(row) for row in block.header)
            yield replace(block, header=header, cut_before=None, header_alone=False)
        elif isinstance(block, Beside):
            yield from _flowing(block.tables)
        elif isinstance(block, Columns):
            yield from _flowing(block.blocks)
        else:
            yield block


def _level(row: Row) -> Row:
    return tuple(replace(cell, upright=False) if isinstance(cell, Cell) else None for cell in row)


PRODUCERS: dict[str, Producer] = {
    "reportlab": Producer(_reportlab),
    "fpdf2": Producer(_fpdf2, _in_a_bundled_font),
    "weasyprint": Producer(_weasyprint, _untagged, frozenset(BORDERS)),
    "weasyprint-tagged": Producer(_weasyprint_tagged, _for_flowing_text, frozenset(BORDERS)),
    "typst": Producer(_typst, _for_flowing_text, frozenset(STROKES)),
    "chromium": Producer(_chromium, _for_flowing_text, frozenset(BORDERS)),
    "libreoffice": Producer(_libreoffice, _for_word, frozenset(WORD_BORDERS)),
}
ON_CANVAS = ("reportlab", "fpdf2")
IN_PROCESS = (*ON_CANVAS, "weasyprint", "weasyprint-tagged", "typst")
