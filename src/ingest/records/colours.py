"""Colours of fills as traffic lights, and the legend that says what they mean in this plan."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable

from ingest.layout.outline import Block
from model.activity import Colour
from model.plan import LegendEntry

MIN_SATURATION = 0.15  # paler fills are zebra stripes and shades of grey
MIN_VALUE = 0.45  # darker ones are header rows
HUES: tuple[tuple[float, float, Colour], ...] = (  # degrees, from and to
    (0, 18, "red"),
    (18, 68, "yellow"),  # amber and orange stand for yellow
    (68, 170, "green"),
    (340, 361, "red"),
)
_NAMES: dict[str, Colour] = {"grøn": "green", "gul": "yellow", "rød": "red"}
_ENTRY = re.compile(r"\b(grøn|gul|rød)(?:t|e|e felter|t felt)?\s*(?:[:=–]|betyder)\s*", re.IGNORECASE)


def traffic_light(rgb: int | None) -> Colour | None:
    """Green, yellow or red of a colour 0xRRGGBB; ``None`` for any other, pale or dark."""
    if rgb is None:
        return None
    hue, saturation, value = colorsys.rgb_to_hsv(*((rgb >> shift & 255) / 255 for shift in (16, 8, 0)))
    if saturation < MIN_SATURATION or value < MIN_VALUE:
        return None
    return next((name for low, high, name in HUES if low <= hue * 360 < high), None)


def legend(blocks: Iterable[Block]) -> tuple[LegendEntry, ...]:
    """The entries "Grøn: ..." of the prose, the first of each colour."""
    found: dict[Colour, LegendEntry] = {}
    for block in blocks:
        places = list(_ENTRY.finditer(block.text))
        ends = [following.start() for following in places[1:]]
        for place, end in zip(places, [*ends, len(block.text)], strict=False):
            colour = _NAMES[place.group(1).lower()]
            text = block.text[place.end() : end].strip()
            if text:
                found.setdefault(colour, LegendEntry(colour=colour, text=text, page=block.page))
    return tuple(found.values())
