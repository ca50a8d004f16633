"""Documents through the batch, each result written as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import errors
from ingest.batch import Job, Limits, Unit, run
from ingest.export.writing import write
from ingest.inputs.files import Input
from ingest.work import EXTRACTION


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the input at ``place``: the text written to ``output``, or an error."""

    place: int
    seconds: float
    output: Path
    text: str | None = None
    error: errors.HandleplanError | None = None


def save_text(output: Path, text: str) -> None:
    """The text as the file's content."""
    write(output, text.encode("utf-8"))


def process(
    inputs: Sequence[Input],
    job_of: Callable[[Input], Job],
    unit: Unit,
    folder: Path,
    limits: Limits,
    save: Callable[[Path, str], None] = save_text,
    preload: Sequence[str] = (EXTRACTION,),
) -> Iterator[Result]:
    """Do every input once, in a worker, and write ``folder/<stem>.json``; an error leaves an earlier file be.

    Yields in the order of completion. An input that could not even be read is an error at once; one whose
    bytes another input has is not done at all. ``save`` writes a unit's text, which may be several files;
    ``preload`` names what a worker imports first.
    """
    places = []
    for place, named in enumerate(inputs):
        if named.problem is not None:
            yield Result(place, 0.0, output_of(named, folder), error=named.problem)
        elif named.same_as is None:
            places.append(place)
    for outcome in run([job_of(inputs[place]) for place in places], unit, limits, preload):
        place = places[outcome.place]
        output = output_of(inputs[place], folder)
        error: errors.HandleplanError | None = outcome.error
        if outcome.text is not None:
            try:
                save(output, outcome.text)
            except errors.OutputError as refused:
                error = refused
        yield Result(place, outcome.seconds, output, None if error else outcome.text, error)


def output_of(named: Input, folder: Path) -> Path:
    """The file that an input's result is written to."""
    return folder / f"{named.stem}.json"
