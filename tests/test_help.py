"""--help answers at once, and says everything."""

import subprocess
import sys

import pytest

HEAVY = [
    "pandas",
    "numpy",
    "spacy",
    "camelot",
    "pdfplumber",
    "pydantic",
    "rich",
    "pyarrow",
    "openpyxl",
    "pypdfium2",
]
HEAVY += ["pikepdf", "multiprocessing", "ingest.extraction", "model"]


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "ingest.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["extract", "--help"], ["tables", "--help"], ["inspect", "--help"], ["headings", "--help"], []],
)
def test_help_imports_nothing_heavy(arguments):
    script = (
        "import sys; from ingest.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stderr.strip() == "[]"
    assert said.stdout.startswith("usage: handleplan")


def test_help_takes_less_than_a_fifth_of_a_second():
    resource = pytest.importorskip("resource")

    def spent():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    times = []
    for _ in range(3):
        before = spent()
        assert run("--help").returncode == 0
        times.append(spent() - before)
    assert min(times) < 0.2


def test_no_arguments_print_the_help():
    assert run().stdout == run("--help").stdout
    assert run().returncode == 0


def test_help_names_every_command_and_exit_code():
    said = run("--help").stdout
    for word in ("extract", "tables", "inspect", "headings", "examples:", "exit codes:", "130"):
        assert word in said


def test_version():
    assert run("--version").stdout.startswith("handleplan ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["tables", "a.pdf"],
        ["inspect", "a.pdf"],
        ["extract", "a.pdf", "--engine", "x"],
        ["extract", "a.pdf", "--verify", "auto"],
        ["extract", "a.pdf", "--persons", "hide"],
        ["extract", "a.pdf", "--workers", "0"],
        ["extract", "a.pdf", "--workers", "two"],
        ["extract", "a.pdf", "--timeout", "0"],
        ["extract", "a.pdf", "--timeout", "nan"],
        ["extract", "a.pdf", "--memory", "-1"],
        ["extract", "a.pdf", "--lang", "se"],
        ["extrakt", "a.pdf"],
    ],
)
def test_wrong_option_is_exit_code_2_and_one_line(arguments):
    said = run(*arguments)
    assert said.returncode == 2
    assert "error: " in said.stderr.splitlines()[-1]
    assert "Traceback" not in said.stderr
