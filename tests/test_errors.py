"""Every error speaks both languages in one line, names the file, and survives the way out of a worker."""

import pickle
from pathlib import Path

import pytest

from ingest import errors

EXIT_CODES = {errors.DocumentError: 1, errors.OutputError: 1, errors.CannotStart: 2}
ROOTS = {errors.HandleplanError, *EXIT_CODES}
KINDS = [
    kind for name in errors.__all__ if (kind := getattr(errors, name)) not in ROOTS and kind is not errors.BadSources
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_message_is_one_line_that_names_the_file(kind, lang):
    said = kind(Path("mappe/varde.pdf"), "a\nb").message(lang)
    assert "varde.pdf" in said
    assert "\n" not in said
    assert "{" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_danish_and_english_differ(kind):
    error = kind("varde.pdf")
    assert error.message("da") != error.message("en")
    assert str(error) == error.message("en")


@pytest.mark.parametrize("kind", KINDS)
def test_survives_pickling(kind):
    again = pickle.loads(pickle.dumps(kind("varde.pdf", "hvorfor")))
    assert (type(again), again.path, again.detail) == (kind, Path("varde.pdf"), "hvorfor")


@pytest.mark.parametrize("kind", KINDS)
def test_exit_code_is_that_of_its_branch(kind):
    (branch,) = (root for root in EXIT_CODES if issubclass(kind, root))
    assert kind.exit_code == EXIT_CODES[branch]


def test_docstring_draws_every_error_with_its_reason_and_exit_code():
    drawn = {
        words[0]: words[1:] for line in (errors.__doc__ or "").splitlines() if (words := line.strip(" │├└─").split())
    }
    for kind in [*KINDS, errors.BadSources]:
        assert drawn[kind.__name__] == [kind.reason, str(kind.exit_code)]


def test_encrypted_names_the_remedy():
    said = errors.EncryptedDocument("data/varde.pdf").message("da")
    assert said.startswith("varde.pdf er låst med adgangskode.")
    assert "qpdf --decrypt" in said
