"""Errors: each has its number, its two lines, and words that help with a near miss."""

import pytest

from enquiry import errors
from enquiry.errors import EnquiryError, ExitCode, suggest_nearest

NUMBERS = {
    "EnquiryError": 1,
    "CannotWrite": 1,
    "CannotRead": 1,
    "NotInstalled": 1,
    "CannotUnlock": 1,
    "NamesWouldLeave": 1,
    "UsageMistake": 2,
    "UnreadableDate": 2,
    "NotFound": 3,
    "JournalMissing": 3,
    "Ambiguous": 4,
    "JournalDamaged": 5,
    "EditedOutside": 5,
    "JournalNewer": 5,
    "JournalBusy": 6,
    "ChangedUnderneath": 6,
    "EditorFailed": 1,
    "NothingWritten": 1,
    "NothingToTell": 1,
    "ChangedMeanwhile": 1,
}


def test_every_error_class_has_the_number_that_was_promised() -> None:
    classes = {
        c.__name__: c.exit_code for c in vars(errors).values() if isinstance(c, type) and issubclass(c, EnquiryError)
    }
    assert classes == NUMBERS


def test_the_numbers_of_the_program_s_face_never_change() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "FAILED": 1,
        "USAGE": 2,
        "NOT_FOUND": 3,
        "AMBIGUOUS": 4,
        "DAMAGED": 5,
        "BUSY": 6,
        "STOPPED": 130,
    }


@pytest.mark.parametrize("name", [name for name in NUMBERS if name != "CannotUnlock"])  # it has a reason, too
def test_an_error_keeps_its_words_and_its_hint(name: str) -> None:
    error = getattr(errors, name)("It went wrong.", "Do this.")
    assert (str(error), error.words, error.hint) == ("It went wrong.", "It went wrong.", "Do this.")
    assert getattr(errors, name)("It went wrong.").hint == ""


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("readng", ["reading", "writing"], " Did you mean reading?"),
        ("READNG", ["Reading"], " Did you mean Reading?"),
        ("Straße", ["STRASSEN"], " Did you mean STRASSEN?"),
        ("zebra", ["reading"], ""),
        ("reading", [], ""),
        ("", ["reading"], ""),
        ("scotlnd", ("england", "scotland"), " Did you mean scotland?"),
    ],
)
def test_the_nearest_known_word_is_offered(word: str, known: list[str], said: str) -> None:
    assert suggest_nearest(word, known) == said
    assert suggest_nearest(word, iter(known)) == said
