"""Stories: three lines made of what is there, quoted and never judged, or the person's own."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from enquiry.insight.summary.blocks import Paragraph
from enquiry.insight.summary.story import LONGEST, build_story, quote_shortly
from enquiry.model.choices import Decision, Direction
from tests.conftest import Home, a_cycle, a_journal, an_entry
from tests.pretend_editor import PretendEditor
from tests.strategies import seldom
from tests.summaries import everything, of_sample, prepared

TODAY = date(2026, 2, 3)
DAY = date(2025, 9, 3)


def test_a_story_says_what_was_asked_what_changed_what_disagreed_and_what_was_decided() -> None:
    entries = (
        an_entry("action", DAY, "I wait three seconds. Then I ask.", number=1),
        an_entry("evidence", DAY, "Some hate it", number=2, direction=Direction.CONTRADICTS),
        an_entry("review", date(2025, 11, 3), number=3, decision=Decision.ADAPT, because="the quiet ones wait"),
    )
    journal = a_journal(a_cycle(entries=entries, group="Year 8"))
    (cycle,) = prepared(journal, as_at=TODAY).summary.cycles
    assert [words for words, _ in build_story(cycle)] == [
        "Asked of Year 8: What happens when I wait?",
        "Changed: I wait three seconds. Then I ask. Disagreed: Some hate it.",
        "Decided (3 November 2025): Adapt, because the quiet ones wait.",
    ]
    assert next(words for words, _ in build_story(cycle, asked=False)).startswith("Changed")


def test_of_nothing_there_is_no_story() -> None:
    (cycle,) = prepared(a_journal(a_cycle()), as_at=TODAY).summary.cycles
    assert list(build_story(cycle, asked=False)) == []


@given(st.text(alphabet="ab .!?\n", max_size=500))
def test_what_is_quoted_is_the_beginning_of_what_was_written(text: str) -> None:
    quoted = quote_shortly(text)
    assert len(quoted) <= LONGEST + 1
    assert " ".join(text.split()).startswith(quoted.removesuffix("…"))


@seldom
@given(st.sampled_from(("behaviour", "primary", "science", "maths")), st.sampled_from(("prd", "school", "peer")))
def test_a_story_holds_no_word_that_the_journal_does_not(sample: str, reader: str) -> None:
    """Each line is in a frame of the program's own, and all else is told of a record."""
    found = of_sample(sample, reader).summary
    lines = [block.text for block in found.blocks if isinstance(block, Paragraph) and block.label == "story"]
    told = {one.words for one in found.told}
    assert lines
    for cycle in found.cycles:
        for words, fields in build_story(cycle, asked=False):
            assert fields
            assert all(field.words.partition(":")[0].split()[0] in words for field in fields)
            assert {field.words for field in fields} <= told


def test_what_is_held_back_is_in_no_story() -> None:
    entries = (an_entry("action", DAY, "a secret change", number=1), an_entry("action", DAY, "told", number=2))
    journal = a_journal(a_cycle(entries=entries))
    sharing = everything(journal)._replace(held=frozenset({"1.1"}))
    summary = prepared(journal, as_at=TODAY, reader="prd", sharing=sharing).summary
    assert "secret" not in str(summary)


def test_a_person_s_own_story_takes_its_place(home: Home, editor: PretendEditor) -> None:
    home.ok("act", "counted to three")
    shared = ("summary", "--for", "peer", "--share", "1", "--format", "markdown")
    assert "Changed: counted to three." in home.ok(*shared)
    editor.writes(None, story="We slowed down together.")  # type: ignore[arg-type]
    told = home.run(*shared, "--story")
    assert "Changed: counted to three." in editor.called[0][1]
    assert "We slowed down together." in told.out
    assert "Changed:" not in home.ok(*shared)
    assert "We slowed down together." not in home.ok(*shared, "--hold", "1:story")
    home.ok("edit", "1", "--story", "")
    assert "Changed: counted to three." in home.ok(*shared)


def test_stories_are_not_opened_where_nobody_can_write(home: Home, editor: PretendEditor) -> None:
    for switch in ("--no-input", "--dry-run", "--json"):
        ran = home.run("summary", "--story", switch)
        assert (ran.code, len(ran.err.splitlines())) == (2, 2)
    assert editor.called == []
