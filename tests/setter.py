"""Sets tables without a line, one row at a time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

Row = Sequence[str]
LEFT, TOP, LEADING = 60.0, 770.0, 12.0
XS = (60.0, 110.0, 250.0, 430.0)
WIDTHS = (40.0, 120.0, 165.0, 100.0)


def wrapped(text: str, width: float, font: str = "Helvetica", size: float = 9) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Setter:
    """Sets rows of wrapped cells on pages, without a line."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1)
        self.y = TOP

    def line(self, text: str, x: float = LEFT, size: float = 9, bold: bool = False) -> None:
        """One line of text."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.y, text)
        self.y -= LEADING * size / 9

    def row(
        self,
        cells: Row,
        xs: Sequence[float] = XS,
        widths: Sequence[float] = WIDTHS,
        *,
        bold: bool = False,
        gap: float = 8.0,
        middle: bool = False,
        right: frozenset[int] = frozenset(),
    ) -> None:
        """Cells side by side, as high as the highest."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        blocks = [wrapped(text, width, font) for text, width in zip(cells, widths, strict=True)]
        most = max(map(len, blocks))
        self.canvas.setFont(font, 9)
        for k, (block, x) in enumerate(zip(blocks, xs, strict=True)):
            down = (most - len(block)) / 2 if middle else 0
            for n, text in enumerate(block):
                y = self.y - LEADING * (n + down)
                if k in right:
                    self.canvas.drawRightString(x + widths[k], y, text)
                else:
                    self.canvas.drawString(x, y, text)
        self.y -= LEADING * most + gap

    def rule(self, x0: float = LEFT, x1: float = 540.0) -> None:
        """A rule above the next line."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.y + LEADING * 0.9, x1, self.y + LEADING * 0.9)

    def page(self) -> None:
        """A new page."""
        self.canvas.showPage()
        self.y = TOP

    def save(self, folder: Path) -> Path:
        """What was set, as a file."""
        self.canvas.showPage()
        self.canvas.save()
        path = folder / "set.pdf"
        path.write_bytes(self.out.getvalue())
        return path
