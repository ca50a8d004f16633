"""What the benchmarks share: tables in Markdown, the versions measured, the part of a page they write."""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("handleplan", "pdfplumber", "camelot-py", "pypdfium2")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first stand to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def measured() -> str:
    """When, with what and on what."""
    said = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"Measured {date.today().isoformat()}: {said}; {system}.\n"


def publish(text: str, page: Path | None, part: str) -> None:
    """Print the text, and put it between the markers ``<!-- part -->`` and ``<!-- /part -->`` of a page."""
    print(text)
    if page is None:
        return
    between = re.compile(rf"(?<=<!-- {part} -->\n).*(?=<!-- /{part} -->)", re.DOTALL)
    said = page.read_text(encoding="utf-8")
    if not between.search(said):
        raise SystemExit(f"{page} has no markers for {part!r}")
    page.write_text(between.sub(lambda _: text, said), encoding="utf-8")
