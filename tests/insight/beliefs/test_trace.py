"""The trace of a belief: every version and every reason, and nothing else; what is out of sight is never told."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given

from enquiry.insight.beliefs.trace import NOT_HERE, build_trace
from enquiry.model.belief import BeliefVersion, Support, Word
from enquiry.model.choices import Held, Side
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from tests.conftest import NOW, a_belief, a_cycle, a_journal, an_entry, entry_id
from tests.strategies import journals, seldom

AT = datetime(2025, 9, 3, 16, tzinfo=UTC)


def test_everything_of_one_day_stands_in_the_order_it_was_written() -> None:
    def version(minutes: int, text: str, **more: Any) -> BeliefVersion:
        return BeliefVersion(text=text, on=AT.date(), at=AT + timedelta(minutes=minutes), **more)

    def support(minutes: int, entry: str, side: Side) -> Support:
        return Support(entry=entry_id(entry), side=side, on=AT.date(), at=AT + timedelta(minutes=minutes), why="why")

    seen = an_entry("evidence", AT.date(), "they said less")
    gone = an_entry("reading", AT.date(), "secret", number=2, removed=Removal(at=NOW, forgotten=True))
    belief = a_belief(
        versions=(
            version(0, "one", moved_by=(entry_id("1.1"),)),
            version(2, "two"),
            version(5, "two", held=Held.FIRMLY),
            version(9, "two", held=Held.GIVEN_UP, because="no"),
        ),
        supports=(support(1, "1.1", Side.AGAINST), support(2, "1.2", Side.FOR), support(6, "9.9", Side.FOR)),
    )
    trace = build_trace(belief, a_journal(a_cycle(entries=(seen, gone)), beliefs=(belief,)))
    assert [step.lead for step in trace.steps] == [
        "I used to think",
        "Then I thought",
        "I still thought",
        "I gave it up",
    ]
    assert [[one.title for one in step.said] for step in trace.steps] == [
        *(["1.1 evidence"], ["1.2 (forgotten)"], [f"an entry ({NOT_HERE})"], []),
    ]
    assert [one.text for step in trace.steps for one in (*step.moved_by, *step.said)] == ["they said less"] * 2 + [
        ""
    ] * 2


@seldom
@given(journals())
def test_a_trace_holds_every_version_and_every_reason_and_nothing_else(journal: Journal) -> None:
    for belief in journal.beliefs:
        trace = build_trace(belief, journal)
        assert [step.version for step in trace.steps] == list(belief.versions)
        told = Counter[Word](one.word for step in trace.steps for one in (*step.moved_by, *step.said))
        assert told == Counter(belief.iterate_words())
        for step in trace.steps:
            assert [one.word.entry for one in step.moved_by] == list(step.version.moved_by)
            assert not any(one.word.moved for one in step.said)
        gone = [one for step in trace.steps for one in (*step.moved_by, *step.said) if one.gone]
        assert not any(one.text or one.kind for one in gone)
        assert {one.word.entry for one in gone} == {e for e in belief.entries if not journal.find_entry_in_sight(e)}
