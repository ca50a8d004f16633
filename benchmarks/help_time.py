"""How long ``handleplan --help`` takes: CPU and wall seconds, the best and the median of some runs.

uv run python benchmarks/help_time.py
"""

import resource
import statistics
import subprocess
import sys
import time

RUNS = 20
LIMIT = 0.2  # seconds of CPU that the design allows


def main() -> int:
    cpu, wall = [], []
    for _ in range(RUNS):
        before, started = spent(), time.perf_counter()
        subprocess.run([sys.executable, "-m", "ingest.cli", "--help"], stdout=subprocess.DEVNULL, check=True)
        wall.append(time.perf_counter() - started)
        cpu.append(spent() - before)
    print(f"handleplan --help, {RUNS} runs, Python {sys.version.split()[0]}")
    for name, times in (("CPU", cpu), ("wall", wall)):
        print(f"  {name:4} best {min(times):.3f} s, median {statistics.median(times):.3f} s")
    return 0 if statistics.median(cpu) < LIMIT else 1


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
