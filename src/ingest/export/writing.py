"""Files written whole or not at all: the only module of ``export`` that touches the disk.

A run that is killed leaves the earlier file as it was, and at most a temporary file beside it, which the next
run removes.
"""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from pathlib import Path

from ingest import errors

TEMPORARY = re.compile(r"\.handleplan-(\d+)-[0-9a-f]{32}\.tmp")  # the number is the writer's process id


def write(path: Path, data: bytes) -> None:
    """Put ``data`` in the file at ``path``, in one step for whoever looks.

    Raises:
        errors.OutputLocked: another program holds the file open.
        errors.WriteFailed: the disk is full, the folder is read-only, ...
    """
    temporary = path.with_name(f".handleplan-{os.getpid()}-{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            temporary.replace(path)
        except PermissionError as error:
            if path.is_file():
                raise errors.OutputLocked(path) from error
            raise
    except OSError as error:
        raise errors.WriteFailed(path, error.strerror or str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def prepare(folder: Path) -> None:
    """Make the folder, prove that it can be written to, and clear what a killed run left.

    Raises:
        errors.OutputNotWritable: it cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for entry in folder.iterdir():
            left = TEMPORARY.fullmatch(entry.name)
            if left and not _alive(int(left[1])):
                with contextlib.suppress(OSError):
                    entry.unlink()
        write(folder / ".handleplan-probe", b"")
        (folder / ".handleplan-probe").unlink(missing_ok=True)
    except (OSError, errors.HandleplanError) as error:
        cause = error.__cause__ if isinstance(error, errors.HandleplanError) else error
        raise errors.OutputNotWritable(folder, getattr(cause, "strerror", None) or str(cause)) from error


def _alive(process: int) -> bool:
    """Whether a process runs. On Windows that is hard to say, and an open file cannot be removed anyway."""
    if os.name == "nt":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()
