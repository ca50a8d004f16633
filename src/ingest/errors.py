"""Everything that can go wrong, each with a reason, an exit code and a remedy in words.

    HandleplanError                     reason                  exit code
    ├── DocumentError                   one document fails, the others are extracted
    │   ├── MissingFile                 missing                 1
    │   ├── UnreadableFile              unreadable              1
    │   ├── EmptyFile                   empty_file              1
    │   ├── NotAPdf                     not_a_pdf               1
    │   ├── EncryptedDocument           encrypted               1
    │   ├── DamagedDocument             damaged                 1
    │   ├── PersonalNumber              personal_number         1
    │   ├── TimedOut                    timeout                 1
    │   ├── Crashed                     crashed                 1
    │   ├── OutOfMemory                 out_of_memory           1
    │   └── Unexpected                  unexpected              1
    ├── OutputError                     one file cannot be written, the others are
    │   ├── OutputLocked                output_locked           1
    │   └── WriteFailed                 write_failed            1
    └── CannotStart                     nothing is extracted
        ├── NoInput                     no_input                2
        ├── MissingInput                missing                 2
        ├── OutputNotWritable           output_not_writable     2
        ├── BadSources                  bad_sources             2
        ├── BadVocabulary               bad_vocabulary          2
        └── WorkerUnfit                 worker_unfit            2

The words stand in ``messages.toml`` under ``errors``, by reason.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from ingest.messages import Language, text

__all__ = [
    "BadSources",
    "BadVocabulary",
    "CannotStart",
    "Crashed",
    "DamagedDocument",
    "DocumentError",
    "EmptyFile",
    "EncryptedDocument",
    "HandleplanError",
    "MissingFile",
    "MissingInput",
    "NoInput",
    "NotAPdf",
    "OutOfMemory",
    "OutputError",
    "OutputLocked",
    "OutputNotWritable",
    "PersonalNumber",
    "TimedOut",
    "Unexpected",
    "UnreadableFile",
    "WorkerUnfit",
    "WriteFailed",
]


class HandleplanError(Exception):
    """The root: about a file, with a detail for those who want to know more.

    ``str(error)`` is the English message; ``message("da")`` the Danish one. Survives pickling.
    """

    reason: ClassVar[str] = "unexpected"
    exit_code: ClassVar[int] = 1

    def __init__(self, path: str | Path, detail: str | None = None) -> None:
        super().__init__(path, detail)
        self.path = Path(path)
        self.detail = detail

    def message(self, lang: Language = "da") -> str:
        """What happened to which file, and what to do: one line."""
        said = text(lang, f"errors.{self.reason}", file=self.path.name, path=self.path, detail=self.detail or "")
        return " ".join(said.split())

    def __str__(self) -> str:
        return self.message("en")


class DocumentError(HandleplanError):
    """One document cannot be extracted; the others can."""


class MissingFile(DocumentError):
    """There is no such file."""

    reason = "missing"


class UnreadableFile(DocumentError):
    """The file may not be opened, or is no file."""

    reason = "unreadable"


class EmptyFile(DocumentError):
    """The file holds no byte."""

    reason = "empty_file"


class NotAPdf(DocumentError):
    """The file is something else."""

    reason = "not_a_pdf"


class EncryptedDocument(DocumentError):
    """The file opens only with a password."""

    reason = "encrypted"


class DamagedDocument(DocumentError):
    """The file is a PDF that neither PDFium nor a repair makes sense of."""

    reason = "damaged"


class PersonalNumber(DocumentError):
    """The document holds what looks like a citizen's CPR number; ``detail`` is the page, never the number."""

    reason = "personal_number"


class TimedOut(DocumentError):
    """The document took longer than it was given; its worker was stopped."""

    reason = "timeout"


class Crashed(DocumentError):
    """The worker process died over the document."""

    reason = "crashed"


class OutOfMemory(DocumentError):
    """The document needed more memory than its worker was given."""

    reason = "out_of_memory"


class Unexpected(DocumentError):
    """A fault of handleplan's own; ``detail`` says which."""

    reason = "unexpected"


class OutputError(HandleplanError):
    """One file cannot be written; the others can."""


class OutputLocked(OutputError):
    """Another program holds the output file open (Excel on Windows)."""

    reason = "output_locked"


class WriteFailed(OutputError):
    """The system refuses to write the file; ``detail`` says why."""

    reason = "write_failed"


class CannotStart(HandleplanError):
    """Nothing is extracted: the command itself is at fault."""

    exit_code = 2


class NoInput(CannotStart):
    """No PDF where the command points."""

    reason = "no_input"


class MissingInput(CannotStart):
    """No file at all, and a path that does not exist."""

    reason = "missing"


class BadVocabulary(CannotStart):
    """The user's own vocabulary cannot be used; ``detail`` says where and why."""

    reason = "bad_vocabulary"


class OutputNotWritable(CannotStart):
    """The output folder cannot be made or written to."""

    reason = "output_not_writable"


class BadSources(CannotStart):
    """``kilder.csv`` is not what it should be; ``problem`` is a key of ``sources`` in ``messages.toml``.

    ``line`` counts from 1; ``column`` is a column's name, or its number from 1.
    """

    reason = "bad_sources"

    def __init__(
        self,
        path: str | Path,
        problem: str,
        *,
        line: int | None = None,
        column: str | int | None = None,
        said: str = "",
    ) -> None:
        super().__init__(path, problem)
        self.problem = problem
        self.line = line
        self.column = column
        self.said = said

    def message(self, lang: Language = "da") -> str:
        """Which line and column is wrong, and what should stand there."""
        line = text(lang, "sources.line", line=self.line) if self.line else ""
        column = text(lang, "sources.column", column=self.column) if self.column else ""
        problem = text(lang, f"sources.{self.problem}", said=self.said)
        return " ".join(f"{self.path}{line}{column}: {problem}".split())


class WorkerUnfit(CannotStart):
    """No worker process gets as far as its first document; ``detail`` says why."""

    reason = "worker_unfit"
