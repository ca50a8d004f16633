"""Time a page: handleplan's ``read_tables`` beside pdfplumber and camelot, on the same files in the same run.

uv run python benchmarks/speed.py data/raw
uv run python benchmarks/speed.py ../shared/known/pdf --write docs/benchmarks.md

CPU time of one process. The readers take turns on each file, so that a busy machine slows all of them; each
number is the median over the runs.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2
from peers import PEERS
from report import measured, publish, table

from ingest.extraction import read_tables

RUNS = 5


def pdfplumber_tables(path: Path) -> object:
    """``page.extract_tables()``: what pdfplumber is called for most often."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_tables() for page in pdf.pages]


def pdfplumber_cells(path: Path) -> object:
    """``page.find_tables()``: the cells without their text."""
    with pdfplumber.open(path) as pdf:
        return [[found.cells for found in page.find_tables()] for page in pdf.pages]


READERS: dict[str, Callable[[Path], object]] = {
    "handleplan read_tables": read_tables,
    "pdfplumber find_tables": pdfplumber_cells,
    "pdfplumber extract_tables": pdfplumber_tables,
    "camelot lattice, vector": PEERS["camelot lattice, vector"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", type=Path, nargs="+", metavar="PDF|FOLDER")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into this page")
    asked = parser.parse_args()
    paths = [p for given in asked.inputs for p in (sorted(given.glob("*.pdf")) if given.is_dir() else [given])]
    if not paths:
        parser.error("no PDF there")
    pages = {path: len(pypdfium2.PdfDocument(path)) for path in paths}
    spent = seconds(paths, asked.runs)
    publish(f"{measured()}\n{report(pages, spent)}", asked.write, "speed")
    return 0


def seconds(paths: list[Path], runs: int) -> dict[str, dict[Path, float]]:
    """Reader → file → CPU seconds, the median of some runs, after a first round that imports and warms up."""
    for read in READERS.values():
        read(paths[0])
    taken: dict[str, dict[Path, list[float]]] = {name: {path: [] for path in paths} for name in READERS}
    for _ in range(runs):
        for path in paths:
            for name, read in READERS.items():
                before = time.process_time()
                read(path)
                taken[name][path].append(time.process_time() - before)
    return {
        name: {path: statistics.median(times) for path, times in of_reader.items()} for name, of_reader in taken.items()
    }


def report(pages: dict[Path, int], spent: dict[str, dict[Path, float]]) -> str:
    """Milliseconds a page, and how many times as long as ours."""
    ours = spent["handleplan read_tables"]
    rows = []
    for name, times in spent.items():
        whole = sum(times.values())
        each = [1000 * times[path] / pages[path] for path in pages]
        rows.append(
            [
                name,
                f"{1000 * whole / sum(pages.values()):.1f}",
                f"{min(each):.1f} to {max(each):.1f}",
                f"{whole / sum(ours.values()):.1f}",
            ]
        )
    header = ["reader", "ms a page", "by file", "times ours"]
    return f"{len(pages)} files, {sum(pages.values())} pages.\n\n{table(header, rows)}"


if __name__ == "__main__":
    sys.exit(main())
