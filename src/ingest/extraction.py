"""The straight line from a PDF to a plan: every step of the design in its order, none done twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest import errors
from ingest.audit import audit
from ingest.headings.labelling import PlanTable, plan_tables
from ingest.headings.matching import Headings, headings
from ingest.inputs.sources import SourceRow
from ingest.inputs.themes_file import ThemeRow
from ingest.joining.broken_words import with_words_over_pages
from ingest.joining.joined import Table
from ingest.joining.joiner import join
from ingest.language.cpr import has_cpr_number
from ingest.layout import outline as outlining
from ingest.layout.lines import lines
from ingest.layout.outline import Block
from ingest.layout.pages import Document, document
from ingest.reading import read
from ingest.reading.page import Reading
from ingest.records.activities import PlanFacts, activities
from ingest.records.colours import legend
from ingest.records.editions import Edition, edition
from ingest.settings import DEFAULT, Settings
from ingest.tables.broken_words import with_broken_words
from ingest.tables.fragment import Fragment, Paragraph, in_reading_order
from ingest.text import Hyphenation, cell_text, line_text, observe
from ingest.verifying.asking import fragments_by, rescued, verify
from ingest.verifying.comparing import with_rescued
from model.issue import Issue, issue, rounded
from model.municipalities import by_name
from model.plan import Heading, Plan, PlanForm, PlanMunicipality, Prose, Source


@dataclass(frozen=True, slots=True)
class TableDocument:
    """The tables of any PDF: the parts as printed, the tables that they make, and what stands outside them.

    ``rescued`` are the fragments that a second reader read because none of our methods could.
    """

    document: Document
    fragments: tuple[Fragment, ...]
    tables: tuple[Table, ...]
    hyphenation: Hyphenation
    blocks: tuple[Block, ...]
    headings: Headings
    rescued: tuple[Fragment, ...] = ()

    @property
    def continues(self) -> tuple[int | None, ...]:
        """For each fragment the index of the one that it continues."""
        before: list[int | None] = [None] * len(self.fragments)
        for table in self.tables:
            for part, following in zip(table.parts, table.parts[1:], strict=False):
                before[following] = part
        return tuple(before)

    def text(self, paragraphs: Sequence[Paragraph]) -> str:
        """The paragraphs of a cell as this document hyphenates."""
        return cell_text(paragraphs, self.hyphenation)


def read_tables(path: str | Path, *, settings: Settings = DEFAULT) -> TableDocument:
    """Every table of a PDF, plan or not.

    Raises:
        errors.HandleplanError: the file cannot be read (``ingest.errors`` says how).
    """
    path = Path(path)
    return _tables(path, document(read(path)), settings)


def extract(
    path: str | Path,
    *,
    source: SourceRow | None = None,
    themes: Sequence[ThemeRow] = (),
    settings: Settings = DEFAULT,
) -> Plan:
    """A plan: its activities, each text with its place, and the account of every word.

    ``source`` is the row of ``kilder.csv`` that speaks of this file, ``themes`` the lines of ``temaer.csv``.

    Raises:
        errors.PersonalNumber: the file holds what looks like a citizen's CPR number.
        errors.HandleplanError: the file cannot be read (``ingest.errors`` says how).
    """
    from ingest.language.protection import protected
    from ingest.language.understanding import Surroundings, understood

    path = Path(path)
    laid_out = document(read(path))
    _refuse_personal_numbers(path, laid_out.reading)
    found = _tables(path, laid_out, settings)
    blocks = found.blocks
    heading, title_blocks = outlining.title(blocks)
    used, seen = plan_tables(found.tables, blocks, title_blocks, found.headings, found.hyphenation)
    period = next((t.match.period for t in used if t.match.period), None)
    about = edition(path.stem, found.document, blocks, heading, period, source)
    entries = legend(blocks)
    facts = PlanFacts(about.edition_id, about.municipalities, about.municipality_basis, bool(entries))
    names = (about.plan_id, about.edition_id, path.stem)
    surroundings = Surroundings(names, about.municipalities, entries, tuple(themes))
    rows = understood(activities(used, facts, found.hyphenation), surroundings)
    account, lost = audit(laid_out, found.fragments, blocks)
    reading = laid_out.reading
    issues = [*_reading_issues(reading), *about.issues, *lost]
    issues.extend(issue("not_a_plan_table", page=table.pages[0], bbox=table.bbox) for table in seen if not table.used)
    form = _form(reading, used)
    if form == "prose":
        issues.append(issue("prose_plan"))
    plan = Plan(
        plan_id=about.plan_id,
        edition_id=about.edition_id,
        title=about.title,
        municipalities=_coded(about),
        municipality_basis=about.municipality_basis,
        edition_date=about.date,
        edition_date_basis=about.date_basis,
        valid_from=about.valid[0] if about.valid else None,
        valid_to=about.valid[1] if about.valid else None,
        plan_form=form,
        unit=next((t.match.unit for t in used if t.match.unit), None),
        source=_source(path, reading, source),
        pages=len(reading.pages) + len(reading.unreadable_pages),
        producer=reading.producer or None,
        tagged=reading.tree is not None,
        legend=entries,
        headings=tuple(
            Heading(text=b.text, level=b.level, page=b.page, bbox=rounded(b.bbox)) for b in blocks if b.level > 0
        ),
        prose=tuple(Prose(text=b.text, page=b.page, bbox=rounded(b.bbox)) for b in blocks if b.level == 0 and b.text),
        tables=tuple(seen),
        audit=account,
        issues=tuple(issues),
        activities=tuple(rows),
    )
    plan = with_rescued(plan, found.rescued)
    if settings.verify:
        plan = verify(plan, path, laid_out, found.fragments, settings.verify, found.text)
    return protected(plan, settings.persons)


def _tables(path: Path, laid_out: Document, settings: Settings) -> TableDocument:
    known = headings(settings.vocabulary)
    found = _joined(laid_out, fragments_by(settings.engine, path, laid_out, known), known)
    more = rescued(path, laid_out, found.blocks) if settings.engine == "auto" else []
    return _joined(laid_out, found.fragments, known, more) if more else found


def _joined(
    laid_out: Document, fragments: Sequence[Fragment], known: Headings, more: Sequence[Fragment] = ()
) -> TableDocument:
    fragments = in_reading_order((*fragments, *more))
    free = outlining.free_words(laid_out, fragments)
    hyphenation = observe(
        line_text(line)
        for lines_of_place in (
            *((line for p in c.paragraphs for line in p.lines) for f in fragments for c in f.cells),
            *map(lines, free),
        )
        for line in lines_of_place
    )
    vocabulary = hyphenation.vocabulary
    fragments = [with_broken_words(fragment, vocabulary) for fragment in fragments]
    joined = join(laid_out, fragments, hyphenation, known)
    return TableDocument(
        laid_out,
        tuple(fragments),
        tuple(with_words_over_pages(table, vocabulary) for table in joined),
        hyphenation,
        tuple(outlining.outline(laid_out, free, hyphenation)),
        known,
        tuple(more),
    )


def _refuse_personal_numbers(path: Path, reading: Reading) -> None:
    """Stop at a document that looks like a citizen's own plan, running heads and all."""
    for page in reading.pages:
        if has_cpr_number("\n".join(line_text(line) for line in lines(page.words))):
            raise errors.PersonalNumber(path, str(page.number))


def _reading_issues(reading: Reading) -> list[Issue]:
    issues: list[Issue] = []
    if reading.repaired:
        issues.append(issue("repaired"))
    issues.extend(issue("page_unreadable", page=number) for number in reading.unreadable_pages)
    for page in reading.pages:
        if page.image_only:
            issues.append(issue("image_only", page=page.number))
        if page.unreadable:
            issues.append(issue("text_unreadable", page=page.number, count=page.unreadable))
    return issues


def _form(reading: Reading, used: Sequence[PlanTable]) -> PlanForm:
    if used:
        forms = {table.is_sheet for table in used}
        return "mixed" if len(forms) > 1 else "sheets" if True in forms else "table"
    scanned = sum(page.image_only for page in reading.pages)
    return "scan" if scanned > len(reading.pages) / 2 else "prose"


def _coded(about: Edition) -> tuple[PlanMunicipality, ...]:
    found = []
    for name in about.municipalities:
        known = by_name(name)
        found.append(PlanMunicipality(code=known.code if known else "", name=known.name if known else name))
    return tuple(found)


def _source(path: Path, reading: Reading, source: SourceRow | None) -> Source:
    marked = "rekonstruktion" in f"{reading.subject} {reading.keywords} {reading.title}".casefold()
    kind: Literal["original", "reconstruction"] = "reconstruction" if marked else "original"
    return Source(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        url=source.url if source else None,
        retrieved=source.retrieved if source else None,
        licence=source.licence if source else None,
        source_kind=(source.source_kind if source else None) or kind,
        note=source.note if source else None,
    )
