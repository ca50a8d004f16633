"""Layout: pages → ``Document``: page furniture told from text, table-like regions, and later the outline."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.layout.furniture import furniture
from ingest.layout.rulings import Region, regions
from ingest.layout.stripes import striped
from ingest.reading.page import Page, Reading, Word


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its words sorted into text and furniture, and the regions that lines or fills make."""

    page: Page
    words: tuple[Word, ...]
    furniture: tuple[Word, ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A reading, laid out."""

    reading: Reading
    sheets: tuple[Sheet, ...]

    def words_on(self, page: int) -> tuple[Word, ...]:
        """The words of a page, by its number, without its furniture."""
        return next((sheet.words for sheet in self.sheets if sheet.page.number == page), ())


def document(reading: Reading) -> Document:
    """Lay out all pages of a reading."""
    found = [tuple(striped(regions(page), page.words)) for page in reading.pages]
    sheets = []
    for page, own, orders in zip(reading.pages, found, furniture(reading, found), strict=True):
        words = tuple(w for w in page.words if w.order not in orders)
        sheets.append(Sheet(page, words, tuple(w for w in page.words if w.order in orders), own))
    return Document(reading, tuple(sheets))
