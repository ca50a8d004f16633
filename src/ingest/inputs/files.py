"""What the user named, as documents to extract: folders searched, duplicates found, outputs named."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import errors

SHA_IN_NAME = 8  # digits of the hash that tell two files of one name apart


@dataclass(frozen=True, slots=True)
class Input:
    """A PDF as named.

    ``stem`` names its output; ``ambiguous`` says that another input has the same stem and other bytes, so
    that the stem ends in the hash. ``same_as`` is the place in the list of an earlier input with the same
    bytes.
    """

    path: Path
    sha256: str | None
    stem: str
    ambiguous: bool = False
    same_as: int | None = None
    problem: errors.DocumentError | None = None


def find_pdfs(named: Iterable[Path]) -> list[Path]:
    """The files named, and of every folder its PDFs, sorted, also those in folders below.

    Hidden files are left out (``._plan.pdf`` is a trace of macOS); a path that does not exist is kept.
    Windows leaves ``*.pdf`` to us.

    Raises:
        errors.NoInput: that makes no file at all.
        errors.MissingInput: nor does the first path that does not exist.
    """
    named = list(named)
    found: list[Path] = []
    for path in named:
        if path.is_dir():
            found.extend(_pdfs_below(path))
        elif "*" in path.name and not path.exists():
            found.extend(sorted(path.parent.glob(path.name)) or [path])
        else:
            found.append(path)
    if not any(path.exists() for path in found):
        missing = [path for path in named if not path.exists()]
        raise errors.MissingInput(missing[0]) if missing else errors.NoInput(named[0])
    return found


def take_stock(paths: Sequence[Path]) -> list[Input]:
    """Read every file once to know it by its hash; unreadable ones keep their problem."""
    hashed = [_sha256(path) for path in paths]
    first_with: dict[str, int] = {}
    for place, sha256 in enumerate(hashed):
        if isinstance(sha256, str):
            first_with.setdefault(sha256, place)
    stems = [unicodedata.normalize("NFC", path.stem) for path in paths]
    takers = Counter(_key(stems[place]) for place in first_with.values())
    inputs = []
    for place, (path, sha256) in enumerate(zip(paths, hashed, strict=True)):
        if isinstance(sha256, errors.DocumentError):
            inputs.append(Input(path, None, stems[place], problem=sha256))
            continue
        first = first_with[sha256]
        ambiguous = takers[_key(stems[first])] > 1
        stem = f"{stems[first]}-{sha256[:SHA_IN_NAME]}" if ambiguous else stems[first]
        inputs.append(Input(path, sha256, stem, ambiguous, None if first == place else first))
    return inputs


def _pdfs_below(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() == ".pdf"
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _key(stem: str) -> str:
    """The same for two stems whose editions' ids, or whose files on some systems, would be the same."""
    return re.sub(r"[\W_]+", "-", stem.casefold()).strip("-")


def _sha256(path: Path) -> str | errors.DocumentError:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return errors.MissingFile(path)
    except OSError as error:
        return errors.UnreadableFile(path, error.strerror or str(error))
