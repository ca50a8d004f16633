"""What the commands show: progress and complaints on stderr, the summary on stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from ingest.messages import Language, text

PIPE_WIDTH = 140  # characters; where no terminal says how wide it is, nothing should be cut


class Tick(Protocol):
    """Says that one more document is done, in one line."""

    def __call__(self, said: str) -> None:
        """Show it."""
        ...


@contextmanager
def progress(total: int, lang: Language) -> Iterator[Tick]:
    """A bar in a terminal, else a line for every document."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        count = iter(range(1, total + 1))
        yield lambda said: print(f"[{next(count)}/{total}] {said}", file=sys.stderr, flush=True)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(text(lang, "console.working"), total=total)

        def tick(said: str) -> None:
            bar.update(task, advance=1, description=said)

        yield tick


def complain(said: str) -> None:
    """One line on stderr."""
    print(said, file=sys.stderr, flush=True)


def show_table(header: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[int]) -> None:
    """A table on stdout; the columns in ``numeric`` stand to the right."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    table = Table()
    for place, label in enumerate(header):
        table.add_column(label, justify="right" if place in numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def number(value: float, lang: Language) -> str:
    """A number with one decimal, by the comma or point of the language."""
    return f"{value:.1f}".replace(".", "," if lang == "da" else ".")
