"""Where other libraries say that something stands → where it stands with us.

They count from the corner of the media box as displayed; we from that of what is shown of it (the crop box).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pypdfium2

from ingest.reading.frame import Frame
from model.issue import BBox


@dataclass(frozen=True, slots=True)
class Space:
    """A page as another library sees it: its media box in user space, and the part of it that is shown."""

    media: Frame
    shown: Frame

    def ours(self, boxes: Iterable[BBox], turned: int = 0) -> list[BBox]:
        """Boxes counted from the upper left of the media box as displayed, y down, as our reading counts.

        ``turned`` are the degrees, clockwise, by which the library turned the page beyond its own rotation.
        """
        media = Frame(*_box(self.media), (self.media.rotation + turned) % 360)
        return [_moved(box, media, self.shown) for box in boxes]

    def height(self, turned: int = 0) -> float:
        """The height of the media box as displayed."""
        return Frame(*_box(self.media), (self.media.rotation + turned) % 360).size[1]

    def theirs(self, box: BBox, turned: int = 0) -> BBox:
        """One of our boxes, counted from the upper left of the media box as the library has it."""
        return _moved(box, self.shown, Frame(*_box(self.media), (self.media.rotation + turned) % 360))

    @property
    def turned(self) -> int:
        """How far our reading turned the page beyond its own rotation, in degrees clockwise."""
        return (self.shown.rotation - self.media.rotation) % 360


def spaces(document: pypdfium2.PdfDocument, data: bytes, rotations: Mapping[int, int]) -> dict[int, Space]:
    """Page number → its space, for the pages that were read; ``rotations``: how far they were turned for that.

    PDFium does not tell an inherited media box from a missing one, so that pikepdf is asked for it.
    """
    import pikepdf

    found = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for index, said in enumerate(pdf.pages):
            if index + 1 not in rotations:
                continue
            page = document[index]
            x0, y0, x1, y1 = (float(corner) for corner in said.mediabox)
            media = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
            shown: BBox = page.get_bbox()
            found[index + 1] = Space(Frame(*media, page.get_rotation()), Frame(*shown, rotations[index + 1]))
            page.close()
    return found


def _box(frame: Frame) -> BBox:
    return frame.left, frame.bottom, frame.right, frame.top


def _moved(box: BBox, before: Frame, after: Frame) -> BBox:
    """A box from one frame to another by way of user space."""
    xa, ya = _displayed(after, *_user(before, box[0], box[1]))
    xb, yb = _displayed(after, *_user(before, box[2], box[3]))
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _user(frame: Frame, x: float, y: float) -> tuple[float, float]:
    """The inverse of ``Frame.points``."""
    if frame.rotation == 90:
        return frame.left + y, frame.bottom + x
    if frame.rotation == 180:
        return frame.right - x, frame.bottom + y
    if frame.rotation == 270:
        return frame.right - y, frame.top - x
    return frame.left + x, frame.top - y


def _displayed(frame: Frame, x: float, y: float) -> tuple[float, float]:
    """``Frame.points`` of one point."""
    if frame.rotation == 90:
        return y - frame.bottom, x - frame.left
    if frame.rotation == 180:
        return frame.right - x, y - frame.bottom
    if frame.rotation == 270:
        return frame.top - y, frame.right - x
    return x - frame.left, frame.top - y
