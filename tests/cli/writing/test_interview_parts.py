"""The parts of an entry: kept, shown and handed on as such, and always the whole of its text."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given

from enquiry.answers.records import describe_journal
from enquiry.exchange.encoding import encode_answer
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.model.checks.flaws import find_flaw
from enquiry.model.entry import AnswerPart, format_with_headings, join_parts
from enquiry.model.journal import Journal
from enquiry.views.show import ShownItem, draw_item, format_item_lines
from enquiry.views.theme import RenderOptions
from tests.conftest import Home, a_cycle, a_journal, an_entry, made_once, render
from tests.strategies import journals, seldom

DAY = date(2026, 2, 3)
PARTS = (
    AnswerPart(prompt="what", asked="What?", text="One table drew it.\nThen they asked."),
    AnswerPart(prompt="so-what", asked="So what? [x]", text="The blocks were a check."),
)


@pytest.fixture
@made_once
def parted(home: Home) -> Home:
    """A home with a reflection in two parts."""
    home.ok("start", "What happens?", "--quiet")
    lines = "One table drew it.\nThen they asked.\n\nThe blocks were a check.\n\n\n"
    assert home.run("reflect", "--prompts", "rolfe", tty=True, stdin=lines).code == 0
    return home


def in_parts() -> Journal:
    entry = an_entry("reflection", DAY, join_parts(PARTS), parts=PARTS)
    return a_journal(a_cycle(entries=(entry, an_entry("note", DAY, "plain", number=2))))


def test_the_text_says_everything() -> None:
    (entry, plain) = in_parts().cycles[0].entries
    assert entry.text == "One table drew it.\nThen they asked.\n\nThe blocks were a check."
    assert format_with_headings(entry).startswith("What?\nOne table drew it.\nThen they asked.\n\nSo what? [x]\nThe")
    assert format_with_headings(plain) == "plain"


def test_parts_that_are_not_the_text_are_a_flaw() -> None:
    assert find_flaw(in_parts()) == ""
    entry = an_entry("reflection", DAY, "something else", parts=PARTS)
    assert find_flaw(a_journal(a_cycle(entries=(entry,)))) == "an entry 1.1 whose parts are not its text"


def test_an_import_with_parts_that_are_not_the_text_is_refused(parted: Home) -> None:
    path = parted.folder / "odd.json"
    path.write_text(parted.ok("export").replace('"text": "The blocks were a check."', '"text": "changed"'))
    ran = parted.run("import", str(path), "--journal", str(parted.folder / "new.json"))
    assert ran.code == 2
    assert "entry 1.1 whose parts are not its text" in ran.err


@seldom
@given(journals())
def test_an_export_gives_them_back(journal: Journal) -> None:
    assert load_exported_journal(encode_answer(describe_journal(journal)), "x").cycles == journal.cycles
    assert find_flaw(journal) == ""


def test_they_are_shown_under_what_was_asked(snapshot: Callable[[str, str], None]) -> None:
    journal = in_parts()
    cycle = journal.cycles[0]
    drawn = [render(draw_item(ShownItem(thing, journal), RenderOptions(60)), 60) for thing in (cycle.entries[0], cycle)]
    snapshot("\n".join(drawn), "show-parts")


def test_plain_lines_say_the_same() -> None:
    journal = in_parts()
    told = list(format_item_lines(ShownItem(journal.cycles[0].entries[0], journal)))
    first = ["asked: What?", "text: One table drew it.", "  Then they asked."]
    begins = told.index("asked: What?")
    assert told[begins : begins + 5] == [*first, "asked: So what? [x]", "text: The blocks were a check."]


def test_the_summary_says_what_was_asked(parted: Home) -> None:
    told = "What? One table drew it. Then they asked. So what? The blocks were a check."
    markdown = parted.ok("summary", "--year", "2025-26", "--format", "markdown")
    assert told in " ".join(markdown.replace("\\", " ").split())
    assert told in " ".join(parted.ok("summary", "--year", "2025-26").split())
    assert "One table drew it." in parted.ok("timeline")


def test_a_new_text_takes_the_parts_away_and_says_so(parted: Home) -> None:
    ran = parted.run("edit", "1.1", "all new words")
    assert "The new text of 1.1 is one piece: its parts (“What?”, “So what?”) were taken away." in ran.err
    entry = json.loads(parted.ok("show", "1.1", "--json"))["entry"]
    assert (entry["text"], entry["parts"]) == ("all new words", [])


def test_another_change_leaves_them(parted: Home) -> None:
    assert "taken away" not in parted.run("edit", "1.1", "-t", "talk").err
    assert len(json.loads(parted.ok("show", "1.1", "--json"))["entry"]["parts"]) == 2


def test_an_export_is_imported_with_its_parts(parted: Home) -> None:
    path = parted.folder / "all.json"
    path.write_text(parted.ok("export"))
    other = ("--journal", str(parted.folder / "new.json"))
    parted.ok("import", str(path), *other)
    assert json.loads(parted.ok("export", *other))["cycles"] == json.loads(parted.ok("export"))["cycles"]
