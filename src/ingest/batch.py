"""Documents through worker processes: one that crashes, hangs or eats the memory costs itself and no other.

``run`` is the supervisor. It owns the workers: each is a process of its own with a pipe of its own, so
nothing is shared that a dying worker could hold or half fill. A worker imports what it needs before its first
document, does one document at a time, sends text back and writes no file. It is killed when its time is up,
replaced when it died or an error spoilt it, and recycled after ``TASKS_PER_WORKER`` documents because PDF
libraries leak. When the supervisor dies, however it dies, its workers end themselves.

Limits: the memory is limited where the system lets a process limit itself (Linux; macOS ignores it, Windows
has no such thing), and there by address space, which is more than what is in use.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal, NamedTuple

from ingest import errors
from ingest.inputs.sources import SourceRow
from ingest.inputs.themes_file import ThemeRow
from ingest.messages import Language
from ingest.settings import DEFAULT, Settings

TASKS_PER_WORKER = 50  # 0.8 s to start a worker against some 10 s of work
STARTUP_LIMIT = 120.0  # seconds to import everything, on a slow disk with a virus scanner
GRACE = 5.0  # seconds for the system to bury a killed process
MEGABYTE = 1024 * 1024
SPOILING = (errors.TimedOut, errors.Crashed, errors.OutOfMemory, errors.Unexpected)  # no worker goes on after
SIGKILL = 9  # by number: Windows does not name it


class Job(NamedTuple):
    """A document to do, what ``kilder.csv`` and ``temaer.csv`` say of it, and its name where another has its own."""

    path: Path
    source: SourceRow | None = None
    name: str | None = None
    lang: Language = "da"
    themes: tuple[ThemeRow, ...] = ()
    settings: Settings = DEFAULT


Unit = Callable[[Job], str]
"""The unit of work: a function of a module (a worker imports it); takes a document, gives its output."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a batch may use: processes, seconds a document, megabytes a process (0: no limit)."""

    workers: int = field(default_factory=lambda: usable_cpus())
    timeout: float = 300.0
    memory: int = 4096  # ten times what a plan takes: for pathological files, not for large ones


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the job at ``place`` in the list: text or an error, and the seconds it took."""

    place: int
    seconds: float
    text: str | None = None
    error: errors.DocumentError | None = None


def usable_cpus() -> int:
    """The processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def run(jobs: Sequence[Job], unit: Unit, limits: Limits, preload: Sequence[str] = ()) -> Iterator[Outcome]:
    """Do all jobs, in the order of the list; yield each outcome as soon as it is there.

    ``preload`` names the modules that a worker imports before its time counts. Closing the iterator, or an
    exception in its consumer, kills the workers.

    Raises:
        errors.WorkerUnfit: the first worker did not get as far as its first document.
    """
    waiting = deque(enumerate(jobs))
    proven = False
    crew: list[_Worker] = []
    try:
        while waiting or crew:
            while waiting and len(crew) < limits.workers:
                crew.append(_Worker(unit, limits, preload))
                crew[-1].give(*waiting.popleft())
            for worker in _stirring(crew):
                outcome = worker.look()
                proven = proven or worker.ready
                if outcome is None:
                    continue
                if not proven:
                    raise errors.WorkerUnfit(worker.job.path, worker.unfit)
                spoilt = isinstance(outcome.error, SPOILING)
                if spoilt or not waiting or worker.done >= TASKS_PER_WORKER:
                    worker.kill()
                    crew.remove(worker)
                else:
                    worker.give(*waiting.popleft())
                yield outcome
    finally:
        for worker in crew:
            worker.kill()


def _stirring(crew: list[_Worker]) -> list[_Worker]:
    """The workers that said something, died, or are out of time; waits for the first."""
    soonest = min(worker.deadline for worker in crew)
    heard = connection.wait([worker.pipe for worker in crew], timeout=max(0.0, soonest - time.monotonic()))
    now = time.monotonic()
    return [worker for worker in crew if worker.pipe in heard or worker.deadline <= now]


class _Worker:
    """A process as its supervisor sees it; it always has a job."""

    def __init__(self, unit: Unit, limits: Limits, preload: Sequence[str]) -> None:
        context = get_context("spawn")  # fork copies locks and threads; and Windows and macOS have nothing else
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, unit, limits.memory, tuple(preload)), daemon=True)
        with _deaf_to_interrupts():
            self.process.start()
        theirs.close()  # so that the pipe ends when the worker does
        self.limits = limits
        self.ready = False
        self.unfit = "no answer"  # why it does not start, if it says so
        self.done = 0

    def give(self, place: int, job: Job) -> None:
        self.place, self.job, self.started = place, job, time.monotonic()
        self.deadline = self.started + (self.limits.timeout if self.ready else STARTUP_LIMIT)
        with contextlib.suppress(OSError):  # died while idle: the next look finds out
            self.pipe.send(job)

    def look(self) -> Outcome | None:
        """The outcome of the job, or None while it is still being done."""
        try:
            message = self.pipe.recv() if self.pipe.poll() else None
        except (EOFError, OSError):
            return self._outcome(error=self._death())
        if message is None:
            return self._outcome(error=self._lateness())
        kind, said = message
        if kind == "unfit":
            self.unfit = said
            return self._outcome(error=errors.Crashed(self.job.path, said))
        if kind == "ready":
            self.ready, self.started = True, time.monotonic()
            self.deadline = self.started + self.limits.timeout
            return None
        self.done += 1
        return self._outcome(text=said) if kind == "text" else self._outcome(error=said)

    def kill(self) -> None:
        self.process.kill()
        self.process.join(GRACE)
        self.pipe.close()

    def _outcome(self, text: str | None = None, error: errors.DocumentError | None = None) -> Outcome:
        return Outcome(self.place, time.monotonic() - self.started, text, error)

    def _lateness(self) -> errors.DocumentError:
        if not self.ready:
            return errors.Crashed(self.job.path, self.unfit)
        return errors.TimedOut(self.job.path, f"{self.limits.timeout:g}")

    def _death(self) -> errors.DocumentError:
        self.process.join(GRACE)
        code = self.process.exitcode
        if code == -SIGKILL:  # not by us: by the system, when the machine's memory runs out
            return errors.OutOfMemory(self.job.path, str(self.limits.memory))
        self.unfit = f"exit code {code}"
        return errors.Crashed(self.job.path, self.unfit)


Message = tuple[Literal["ready", "unfit", "text", "error"], object]


def _work(pipe: Connection, unit: Unit, memory: int, preload: tuple[str, ...]) -> None:
    """The worker's life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the supervisor's business
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory(memory)
    try:
        for module in preload:
            importlib.import_module(module)
    except Exception as error:
        pipe.send(("unfit", f"{type(error).__name__}: {error}"))
        return
    pipe.send(("ready", None))
    while True:
        try:
            job: Job = pipe.recv()
        except EOFError:
            return
        pipe.send(_done(unit, job, memory))


def _done(unit: Unit, job: Job, memory: int) -> Message:
    try:
        return ("text", unit(job))
    except errors.DocumentError as error:
        return ("error", error)
    except MemoryError:
        return ("error", errors.OutOfMemory(job.path, str(memory)))
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        return ("error", errors.Unexpected(job.path, f"{type(error).__name__}: {error}, {where}"))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    if megabytes:
        with contextlib.suppress(ValueError, OSError):  # macOS refuses
            resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process started within is deaf to Ctrl-C from its first instruction; here it counts as soon as this is over."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    late: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: late.append(number))
    blocks = hasattr(signal, "pthread_sigmask")  # a process inherits what is blocked, and no handler
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if blocks else set()
    try:
        yield
    finally:
        if blocks:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, before)
        if late:
            signal.raise_signal(signal.SIGINT)
