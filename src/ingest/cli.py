"""The command ``handleplan``. Nothing heavy is imported before a command runs: ``--help`` answers at once."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.batch import Limits

INTERRUPTED = 130  # what a shell expects of a program that Ctrl-C ended

DESCRIPTION = "Tables of Danish municipal action plans (handleplaner): from PDF to clean, comparable data."
EXIT_CODES = """\
exit codes:
  0    every document was extracted, or has no plan table
  1    a document failed or is partial, or a file could not be written; the rest is done
  2    nothing could start: no input, output folder not writable, wrong option, kilder.csv or vocabulary
  130  interrupted with Ctrl-C; what was finished is kept
"""
EXAMPLES = """\
examples:
  handleplan extract data/raw
  handleplan extract varde-2013.pdf ishoej.pdf -o out --lang en
  handleplan tables report.pdf -o tables
  handleplan inspect varde-2013.pdf -o pictures
  handleplan headings data/extracted --suggest > mine.toml
"""
EXTRACT = """\
Extract the activities of action plans. A folder is searched for PDFs, also in the folders below it. A file
kilder.csv beside the PDFs may say what they do not (municipality, title, date, where they are from), and a
file temaer.csv the themes of plans and sections.

Written to the output folder: plans/<name>.json (one a document, with provenance and issues), and from all
plans there, those of earlier runs too: activities.xlsx, activities.csv, activities.parquet, plans.parquet;
and report.json about this run. A document that fails leaves an earlier result as it was.
"""
TABLES = """\
Write the tables of any PDF, plan or not, to DIR/<name>.json: "tables" are the parts as printed,
page by page, with cells, spans and boxes; "joined" are the tables as a reader sees them, over page breaks.
"""
INSPECT = """\
Show how any PDF was read: DIR/<name>-001.png and so on are its pages with the tables, cells, headings,
prose and lost words that were found, in the colours of the methods; DIR/<name>.json says why.
"""
HEADINGS = """\
Show the headings of the plans that were extracted to FOLDER: which field each became and by which rule, in
which documents; unknown ones first. With --suggest it prints a vocabulary of the unknown ones: write a field
behind each, and pass the file to extract with --vocabulary.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):  # a notebook's stream is what it is
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # an old console has no ø
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.command is None:
        parser.print_help()
        return 0
    return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    from ingest import errors
    from ingest.messages import text

    try:
        return _command(asked)()
    except errors.HandleplanError as error:
        print(error.message(asked.lang), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(text(asked.lang, "console.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone; everything was written before it was printed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _command(asked: argparse.Namespace) -> Callable[[], int]:
    """The command asked for, with its arguments."""
    if asked.command == "headings":
        from ingest.commands.headings import headings

        return partial(headings, asked.folder, asked.lang, asked.suggest, asked.vocabulary)
    from ingest.settings import Settings

    chosen = vars(asked)
    settings = Settings(**{name: chosen[name] for name in Settings._fields if name in chosen})
    common = (asked.inputs, asked.output, _limits(asked), asked.lang)
    if asked.command == "extract":
        from ingest.commands.extract import extract

        return partial(extract, *common, themes=asked.themes, settings=settings)
    if asked.command == "inspect":
        from ingest.commands.inspect import inspect

        return partial(inspect, *common, settings=settings)
    from ingest.commands.tables import tables

    return partial(tables, *common, settings=settings)


def _limits(asked: argparse.Namespace) -> Limits:
    from ingest.batch import Limits, usable_cpus

    return Limits(asked.workers or usable_cpus(), asked.timeout, asked.memory)


def _parser() -> argparse.ArgumentParser:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="handleplan", description=DESCRIPTION, epilog=f"{EXAMPLES}\n{EXIT_CODES}", formatter_class=layout
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    extract = commands.add_parser(
        "extract",
        help="activities out of action plans",
        description=EXTRACT,
        epilog=EXIT_CODES,
        formatter_class=layout,
    )
    default = Path("data/extracted")
    extract.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        type=Path,
        default=default,
        help="where to write (default: data/extracted)",
    )
    extract.add_argument(
        "--persons",
        choices=("keep", "pseudonymise", "remove"),
        default="keep",
        help="names of persons in all that is written: as they are, as numbers, or none (default: keep)",
    )
    extract.add_argument(
        "--themes",
        metavar="FILE",
        type=Path,
        help="themes of your own: plan;section;theme (default: temaer.csv beside the PDFs)",
    )
    extract.add_argument(
        "--verify",
        choices=("pdfplumber", "camelot"),
        help="read all tables a second time with this library; what differs is an issue on the row",
    )
    tables = commands.add_parser(
        "tables",
        help="the tables of any PDF, as JSON",
        description=TABLES,
        epilog=EXIT_CODES,
        formatter_class=layout,
    )
    inspect = commands.add_parser(
        "inspect",
        help="pictures of the pages with what was found on them",
        description=INSPECT,
        epilog=EXIT_CODES,
        formatter_class=layout,
    )
    headings = commands.add_parser(
        "headings",
        help="the headings met, and what became of each",
        description=HEADINGS,
        epilog=EXIT_CODES,
        formatter_class=layout,
    )
    headings.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        default=default,
        help="where extract wrote to (default: data/extracted)",
    )
    headings.add_argument(
        "--suggest", action="store_true", help="print a vocabulary of the unknown headings, to complete"
    )
    for command in (tables, inspect):
        command.add_argument("-o", "--output", metavar="DIR", type=Path, required=True, help="where to write")
    for command in (extract, tables, inspect):
        _add_common(command)
    for command in (extract, inspect, headings):
        command.add_argument(
            "--vocabulary", metavar="FILE", type=Path, help="headings of your own, beside those that are known"
        )
    for command in (extract, tables, inspect, headings):
        command.add_argument(
            "--lang", choices=("da", "en"), default="da", help="language of messages, Excel and CSV (default: da)"
        )
    return parser


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("inputs", metavar="PDF|FOLDER", nargs="+", type=Path, help="PDF files, or folders of them")
    command.add_argument(
        "--engine",
        choices=("auto", "pdfplumber", "camelot"),
        default="auto",
        help="whose tables to take: our own methods' (auto, default), or those of another library",
    )
    command.add_argument("--workers", metavar="N", type=_whole(1), help="processes at work (default: one a processor)")
    command.add_argument(
        "--timeout", metavar="SECONDS", type=_seconds, default=300.0, help="for one document (default: 300)"
    )
    command.add_argument(
        "--memory",
        metavar="MB",
        type=_whole(0),
        default=4096,
        help="for one process, where the system can limit it (Linux); 0: no limit (default: 4096)",
    )


def _whole(least: int) -> Any:
    def whole(said: str) -> int:
        if not said.isdecimal() or int(said) < least:
            raise argparse.ArgumentTypeError(f"{said!r} is not a whole number of at least {least}")
        return int(said)

    return whole


def _seconds(said: str) -> float:
    try:
        seconds = float(said)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{said!r} is not a number of seconds above 0")
    return seconds


class _Version(argparse.Action):
    """Looks the version up only when asked: that takes longer than all the rest."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any, **__: Any) -> None:
        from importlib.metadata import version

        print(f"handleplan {version('handleplan')}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
