"""From PDF user space to the page as displayed: crop box and /Rotate undone, origin top-left, y down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box (left, bottom, right, top in user space) and the rotation in degrees, clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation % 180 else (width, height)

    def points(self, x: Array, y: Array) -> tuple[Array, Array]:
        """User-space points as displayed."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def boxes(self, boxes: Array) -> Array:
        """(n, 4) user-space boxes (any two corners) as displayed: x0, top, x1, bottom."""
        xa, ya = self.points(boxes[:, 0], boxes[:, 1])
        xb, yb = self.points(boxes[:, 2], boxes[:, 3])
        return np.column_stack((np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb)))

    def angle(self, degrees: int) -> int:
        """The direction of text as displayed: 0, 90, 180 or 270, counter-clockwise."""
        return (degrees - self.rotation) % 360
