"""Two windows editing one entry: whoever saves second is shown both texts, and both are kept."""

import json
import sys

import pytest

from enquiry.cli.editor.save import CONFLICT_SEPARATOR
from enquiry.insight.history.word_diff import diff_words, format_word_diff
from tests import TOP
from tests.cli.editor.test_session import kept, shown
from tests.conftest import Home, Ran
from tests.pretend_editor import PretendEditor, writing
from tests.store.book import read_history

LINES = 1500
"""Lines of a text in which words are too many to be compared."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the pretend editor is a script")

SHOWN = """\
1.1 was changed elsewhere while you were writing.

Theirs, in the journal now:
  they built it first, then drew

Yours:
  they drew it first, then talked

What differs, [-theirs-] and {+yours+}:
  they [-built-]{+drew+} it first, then [-drew-]{+talked+}
"""


@pytest.fixture
def written(home: Home, editor: PretendEditor) -> Home:
    """A home with an entry that two windows will change."""
    home.ok("reflect", "they drew it first", "-t", "a")
    return home


def meanwhile(home: Home, *argv: str) -> str:
    """Return what makes the pretend editor change the entry in another window, while it is open itself."""
    environ = {**home.environ, "XDG_STATE_HOME": str(home.folder / "state"), "ENQUIRY_TODAY": "2026-02-03"}
    called = [sys.executable, "-m", "enquiry", "edit", "1.1", *argv]
    top = str(TOP)
    return (
        f"import subprocess; subprocess.run({called!r}, env={{**os.environ, **{environ!r}}}, cwd={top!r}, check=True)\n"
    )


def both(home: Home, editor: PretendEditor, *more: str, stdin: str = "", tty: bool = True) -> Ran:
    theirs = meanwhile(home, "they built it first, then drew", "--on", "yesterday")
    editor.does(theirs + writing("they drew it first, then talked\n"), *more)
    return home.run("edit", "1.1", "--editor", tty=tty, stdin=stdin)


def versions(home: Home) -> list[str]:
    """Return every text the entry had, the present one last."""
    history = read_history(home.journal)
    earlier = [json.dumps(step.before) for step in history if "edited" in step.did]
    texts = ["they drew it first, then talked", "they built it first, then drew", "they drew it first"]
    found = [next(text for text in texts if f'"{text}"' in step) for step in earlier]
    return [*found, shown(home, "1.1")["text"]]


def test_yours_may_take_their_place(written: Home, editor: PretendEditor) -> None:
    ran = both(written, editor, stdin="y\n")
    assert ran.code == 0
    assert ran.err.startswith(SHOWN)
    assert ran.err.endswith("was changed.\nTheirs is in its history: enquiry show 1.1 --versions\n")
    assert versions(written) == [
        "they drew it first",
        "they built it first, then drew",
        "they drew it first, then talked",
    ]
    assert shown(written, "1.1")["happened_on"] == "2026-02-02"  # what only they changed stays
    assert kept(written) == []


def test_theirs_may_stay_and_yours_is_in_the_history(written: Home, editor: PretendEditor) -> None:
    ran = both(written, editor, stdin="what?\nt\n")
    assert ran.code == 0
    assert "“w” is none of y, t, b and l." in ran.err
    assert ran.err.endswith("Yours is in its history: enquiry show 1.1 --versions\n")
    assert versions(written) == [
        "they drew it first",
        "they built it first, then drew",
        "they drew it first, then talked",
        "they built it first, then drew",
    ]
    assert shown(written, "1.1")["happened_on"] == "2026-02-02"
    assert kept(written) == []


def test_both_can_be_joined_in_the_editor(written: Home, editor: PretendEditor) -> None:
    join = writing("they drew it first, talked, and built")
    ran = both(written, editor, "write(text.replace('talked', 'spoke'))", join, stdin="b\n\n")
    assert ran.code == 0, ran.err
    sheet = editor.called[1][1]
    assert sheet.endswith(f"they drew it first, then talked\n\n{CONFLICT_SEPARATOR}\nthey built it first, then drew\n")
    assert "The line that parts the two texts is still there.\n" in ran.err
    assert shown(written, "1.1")["text"] == "they drew it first, talked, and built"
    assert kept(written) == []


@pytest.mark.parametrize(("tty", "stdin"), [(False, ""), (True, "l\n"), (True, "")])
def test_without_an_answer_yours_waits_as_a_draft(
    written: Home,
    editor: PretendEditor,
    tty: bool,
    stdin: str,
) -> None:
    ran = both(written, editor, tty=tty, stdin=stdin)
    assert ran.code == 1
    assert "Theirs, in the journal now:\n  they built it first, then drew\n" in ran.err
    assert ran.err.endswith("What you wrote is kept as draft d1; to go on with it: enquiry drafts resume d1\n")
    assert shown(written, "1.1")["text"] == "they built it first, then drew"
    assert "they drew it first, then talked" in kept(written)[0]


def test_what_was_changed_in_different_places_stands_together(
    written: Home,
    editor: PretendEditor,
) -> None:
    editor.does(meanwhile(written, "--on", "yesterday", "-t", "b") + writing("a better text", tags="a, c"))
    ran = written.run("edit", "1.1", "--editor")
    assert (ran.code, ran.err.split("\n")[0]) == (
        0,
        "1.1 was changed elsewhere meanwhile, though not where you changed it; both stand.",
    )
    made = shown(written, "1.1")
    assert (made["text"], made["happened_on"], made["tags"]) == ("a better text", "2026-02-02", ["a", "b", "c"])


def test_fields_that_clash_are_shown_as_well(written: Home, editor: PretendEditor) -> None:
    editor.does(meanwhile(written, "--on", "yesterday") + writing(None, date="1 February 2026"))
    ran = written.run("edit", "1.1", "--editor")
    assert ran.code == 1
    assert "Theirs, in the journal now:\n  date: 2 February 2026\n" in ran.err
    assert "Yours:\n  date: 1 February 2026\n" in ran.err
    assert "What differs" not in ran.err


def test_a_third_change_is_shown_as_the_second_was(written: Home, editor: PretendEditor) -> None:
    editor.does(
        meanwhile(written, "theirs") + writing("mine"), meanwhile(written, "another") + writing("mine and theirs")
    )
    ran = written.run("edit", "1.1", "--editor", tty=True, stdin="b\ny\n")
    assert ran.code == 0, ran.err
    assert "Theirs, in the journal now:\n  another\n" in ran.err
    assert shown(written, "1.1")["text"] == "mine and theirs"


def test_a_mistake_after_the_choice_opens_the_editor_again(written: Home, editor: PretendEditor) -> None:
    theirs = meanwhile(written, "theirs")
    editor.does(theirs + writing("mine", date="someday"), writing("mine", date="yesterday"))
    ran = written.run("edit", "1.1", "--editor", tty=True, stdin="y\n\n")
    assert ran.code == 0, ran.err
    assert (shown(written, "1.1")["text"], shown(written, "1.1")["happened_on"]) == ("mine", "2026-02-02")


def test_what_was_removed_meanwhile_is_said(written: Home, editor: PretendEditor) -> None:
    editor.does(meanwhile(written, "x").replace("'edit', '1.1', 'x'", "'remove', '1.1'") + writing("mine"))
    ran = written.run("edit", "1.1", "--editor")
    assert (ran.code, ran.err.split("\n")[0]) == (3, "Entry 1.1 was removed.")
    assert "mine" in kept(written)[0]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("a", "a\nb", "a{+\nb+}"),
        ("a b", "", "[-a b-]"),
        ("", "a", "{+a+}"),
        ("same", "same", "same"),
    ],
)
def test_a_difference_is_told_word_by_word(before: str, after: str, said: str) -> None:
    assert format_word_diff(diff_words(before, after)) == said


def test_long_texts_are_compared_line_by_line() -> None:
    long = "".join(f"line {number} c\n" for number in range(LINES))
    assert format_word_diff(diff_words(long, f"{long}end of it")).endswith(f"{LINES - 1} c\n{{+end of it+}}")
    assert format_word_diff(diff_words(long, long.replace("0 c", "x c", 1))).startswith(
        "[-line 0 c\n-]{+line x c\n+}line 1 c\n"
    )
