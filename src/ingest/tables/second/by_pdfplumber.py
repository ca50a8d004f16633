"""The cells that pdfplumber finds: ``page.find_tables()`` with its default settings, which go by lines.

Merged cells come as one box; what ``Table.extract`` shows as ``None`` is lost only there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from ingest.tables.second.spaces import Space
from model.issue import BBox


def tables(data: bytes, spaces: Mapping[int, Space]) -> Iterator[tuple[int, list[BBox]]]:
    """Each table as its page and the boxes of its cells, in our points."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data), pages=sorted(spaces)) as pdf:
        for page in pdf.pages:
            left, top = page.mediabox[:2]
            for table in page.find_tables():
                boxes = [(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells]
                yield page.page_number, spaces[page.page_number].ours(boxes)
            page.close()
