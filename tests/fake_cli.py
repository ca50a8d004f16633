"""The command with a fake unit of work in place of the extraction, as a program that a test can kill."""

import sys

import fake_units

from ingest.cli import main
from ingest.commands import extract, processing


def use_fake_work() -> None:
    """Make ``handleplan extract`` take plans from text files."""
    extract.extract_document = fake_units.plan_of
    processing.EXTRACTION = "fake_units"


if __name__ == "__main__":
    use_fake_work()
    sys.exit(main())
