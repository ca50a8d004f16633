"""Which plan a document is: title, municipalities, dates, and the ids made of them. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.inputs.sources import SourceRow
from ingest.layout.lines import lines
from ingest.layout.outline import Block
from ingest.layout.pages import Document
from ingest.records.naming import commonest_municipality, municipalities_in_filename, named_municipalities
from ingest.text import line_text, without_marks
from model.issue import Issue, issue

FIRST_PAGES = 2  # pages on which a plan says what it is and how long it runs
LATEST_YEAR = 2100

_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()
_DATED = re.compile(
    rf"\b(?:revideret|opdateret|godkendt|vedtaget|udgivet|version|den|pr\.|dato:?)?\s*"
    rf"(?:(\d{{1,2}})\.\s*)?({'|'.join(_MONTHS)})\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ü": "u", "ö": "o", "ä": "a", "é": "e"})
_NOT_A_TITLE = re.compile(r"\.(docx?|indd|pptx?|xlsx?|pdf|odt)$|^(microsoft|untitled|uden navn|dokument\d*)\b", re.I)


@dataclass(frozen=True, slots=True)
class Edition:
    """What is known of the document as a whole, each with its basis."""

    plan_id: str
    edition_id: str
    title: str
    municipalities: tuple[str, ...]
    municipality_basis: str | None
    date: str | None
    date_basis: str | None
    valid: tuple[str, str] | None
    issues: tuple[Issue, ...]


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits with hyphens between; æ, ø, å as ae, oe, aa."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def edition(
    stem: str,
    document: Document,
    blocks: Sequence[Block],
    heading: str,
    period: tuple[int, int] | None,
    source: SourceRow | None,
) -> Edition:
    """The edition, from ``kilder.csv`` first, then from the document, then from its file name.

    ``heading`` is the title as printed; ``period`` one that a column heading gives ("Tidsplan (2013-2018)").
    """
    title = _title(stem, document, heading, source)
    names, basis, issues = _municipalities(stem, document, blocks, title, source)
    date, date_basis = _date(stem, blocks, title, source)
    plan_id = (source.plan_id if source else None) or slug(" ".join([*names, _YEAR.sub("", title)])) or slug(stem)
    return Edition(
        plan_id,
        slug(stem) or "plan",
        title,
        names,
        basis,
        date,
        date_basis,
        _valid(stem, blocks, title, period),
        tuple(issues),
    )


def _title(stem: str, document: Document, heading: str, source: SourceRow | None) -> str:
    if source and source.title:
        return source.title
    if heading:
        return heading
    said = document.reading.title.strip()
    return said if said and not _NOT_A_TITLE.search(said) else stem


def _municipalities(
    stem: str, document: Document, blocks: Sequence[Block], title: str, source: SourceRow | None
) -> tuple[tuple[str, ...], str | None, list[Issue]]:
    """Names and basis, from the first source that names any."""
    if source and source.municipality:
        return tuple(source.municipality), "kilder.csv", []
    first = " \n".join(b.text for b in blocks if b.page == 1)
    heads = " \n".join(line_text(line) for sheet in document.sheets for line in lines(sheet.furniture))
    reading = document.reading
    metadata = " \n".join((reading.title, reading.author, reading.subject, reading.keywords))
    for basis, text in (
        ("title", title),
        ("first page", first),
        ("running head", heads),
        ("PDF metadata", metadata),
    ):
        if names := named_municipalities(text):
            return names, basis, []
    if names := municipalities_in_filename(stem):
        return names, "file name", []
    common = commonest_municipality(line_text(line) for sheet in document.sheets for line in lines(sheet.words))
    if common is not None:
        basis = "commonest name"
        return (common[0],), basis, [issue("municipality_guessed", name=common[0], basis=basis)]
    return (), None, [issue("municipality_unknown")]


def _date(stem: str, blocks: Sequence[Block], title: str, source: SourceRow | None) -> tuple[str | None, str | None]:
    """The edition's date as YYYY, YYYY-MM or YYYY-MM-DD, and where it is from."""
    if source and source.edition_date:
        return source.edition_date, "kilder.csv"
    for block in blocks:
        if block.page <= FIRST_PAGES and (found := _DATED.search(without_marks(block.text))) and len(block.text) < 200:
            day, month, year = found.groups()
            iso = f"{year}-{_MONTHS.index(month.lower()) + 1:02}"
            return (f"{iso}-{int(day):02}" if day and 1 <= int(day) <= 31 else iso), f"page {block.page}"
    for basis, text in (("title", title), ("file name", stem.replace("_", " "))):
        years = _YEAR.findall(_PERIOD.sub(lambda m: m.group(1), without_marks(text)))
        if years:
            return years[0], basis
    return None, None


def _valid(stem: str, blocks: Sequence[Block], title: str, period: tuple[int, int] | None) -> tuple[str, str] | None:
    """First and last year of the plan's period."""
    texts = [
        title,
        *(b.text for b in blocks if b.page <= FIRST_PAGES and (b.level > 0 or len(b.text) < 80)),
        stem,
    ]
    for text in texts:
        for start, end in _PERIOD.findall(without_marks(text)):
            if int(start) <= int(end) <= LATEST_YEAR:
                return start, end
    return (str(period[0]), str(period[1])) if period else None
