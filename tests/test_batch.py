"""One bad document costs itself and no other, and nothing outlives the supervisor."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import fake_units
import pytest

from ingest import batch, errors
from ingest.batch import TASKS_PER_WORKER, Job, Limits, run

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals and no memory limit")


def jobs_of(folder, orders):
    jobs = []
    for place, order in enumerate(orders):
        path = folder / f"{place:03}.pdf"
        path.write_text(order, encoding="utf-8")
        jobs.append(Job(path))
    return jobs


def outcomes(folder, orders, **limits):
    done = run(jobs_of(folder, orders), fake_units.obey, Limits(**{"workers": 2, "timeout": 20, **limits}))
    by_place = {outcome.place: outcome for outcome in done}
    assert sorted(by_place) == list(range(len(orders)))
    return [by_place[place] for place in range(len(orders))]


def test_every_job_has_its_own_outcome(tmp_path):
    said = [outcome.text for outcome in outcomes(tmp_path, [f"say {n}" for n in range(20)])]
    assert said == [str(n) for n in range(20)]


def test_no_jobs_start_no_worker(tmp_path):
    assert outcomes(tmp_path, []) == []


@POSIX
def test_crash_costs_one_document_each(tmp_path):
    orders = [
        "say a",
        "exit 3",
        f"signal {signal.SIGSEGV:d}",
        "say b",
        "exit 0",
        f"signal {signal.SIGABRT:d}",
        "say c",
    ]
    found = outcomes(tmp_path, orders)
    assert [outcome.text for outcome in found] == ["a", None, None, "b", None, None, "c"]
    assert {type(outcome.error) for outcome in found if outcome.error} == {errors.Crashed}


@pytest.mark.parametrize("workers", [1, 2])
def test_every_document_crashing_ends(tmp_path, workers):
    found = outcomes(tmp_path, ["exit 1"] * 4, workers=workers)
    assert all(isinstance(outcome.error, errors.Crashed) for outcome in found)


def test_hang_costs_one_document(tmp_path):
    started = time.monotonic()
    found = outcomes(tmp_path, ["spin", "say a", "sleep 60", "say b"], timeout=1.0)
    assert [type(outcome.error) for outcome in found] == [
        errors.TimedOut,
        type(None),
        errors.TimedOut,
        type(None),
    ]
    assert "1 sekunder" in found[0].error.message("da")
    assert time.monotonic() - started < 15


@POSIX
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit memory")
def test_memory_costs_one_document(tmp_path):
    found = outcomes(tmp_path, ["say a", "eat 3000", "say b", f"signal {signal.SIGKILL:d}"], memory=2048)
    assert [outcome.text for outcome in found] == ["a", None, "b", None]
    assert isinstance(found[1].error, errors.OutOfMemory)
    assert "2048 MB" in found[1].error.message("da")
    assert isinstance(found[3].error, errors.OutOfMemory)  # as the kernel does it


def test_errors_come_back_as_they_were_raised(tmp_path):
    locked, unexpected = outcomes(tmp_path, ["locked", "nonsense"])
    assert isinstance(locked.error, errors.EncryptedDocument)
    assert isinstance(unexpected.error, errors.Unexpected)
    assert "ValueError: no such order: nonsense, fake_units.py:" in unexpected.error.detail


def test_result_larger_than_any_pipe(tmp_path):
    found = outcomes(tmp_path, ["big 20000000", "say a"])
    assert len(found[0].text) == 20_000_000


def test_workers_are_recycled(tmp_path):
    found = outcomes(tmp_path, ["pid"] * (TASKS_PER_WORKER + 1), workers=1)
    pids = [outcome.text for outcome in found]
    assert len(set(pids)) == 2
    assert str(os.getpid()) not in pids


def test_worker_that_cannot_start_stops_the_batch(tmp_path):
    jobs = jobs_of(tmp_path, ["say a", "say b"])
    with pytest.raises(errors.WorkerUnfit, match="No module named 'no_such_module'"):
        list(run(jobs, fake_units.obey, Limits(workers=2), preload=["no_such_module"]))


@POSIX
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not limit memory")
def test_memory_too_small_to_start_stops_the_batch(tmp_path):
    jobs = jobs_of(tmp_path, ["say a"])
    with pytest.raises(errors.WorkerUnfit, match="--memory"):
        list(run(jobs, fake_units.obey, Limits(workers=1, memory=64), preload=["pandas"]))


def test_closing_the_iterator_kills_the_workers(tmp_path):
    running = run(jobs_of(tmp_path, ["pid", "spin", "spin"]), fake_units.obey, Limits(workers=2))
    pid = int(next(running).text)
    running.close()
    assert not alive(pid)


SUPERVISE = """
import sys
from pathlib import Path
import fake_units
from ingest.batch import Job, Limits, run
if __name__ == "__main__":
    list(run([Job(Path(p)) for p in sys.argv[1:]], fake_units.obey, Limits(workers=2)))
"""


@POSIX
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_do_not_outlive_a_killed_supervisor(tmp_path, ending):
    started = tmp_path / "started"
    paths = [str(job.path) for job in jobs_of(tmp_path, [f"interrupt {started}", "spin"])]
    script = tmp_path / "supervise.py"
    script.write_text(SUPERVISE, encoding="utf-8")
    paths_to_import = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths_to_import)}
    command = [sys.executable, str(script), *paths]
    with subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until(started.exists)
            wait_until(lambda: len(children_of(process.pid)) >= 2)
            children = children_of(process.pid)
            os.kill(process.pid, ending)
            process.wait(10)
        finally:
            process.kill()
    wait_until(lambda: not any(alive(child) for child in children))


@POSIX
def test_ctrl_c_while_a_worker_starts_is_not_lost():
    met = []
    with pytest.raises(KeyboardInterrupt), batch._deaf_to_interrupts():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
        met.append("went on")
    assert met


def wait_until(true, seconds=20):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def children_of(pid):
    if not Path("/proc").is_dir():
        listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
        return [int(child) for child in listed.split()]
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")
