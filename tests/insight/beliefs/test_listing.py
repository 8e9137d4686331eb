"""Beliefs that nothing stands against, the last word of each, and those that are near to one another."""

from datetime import UTC, datetime, timedelta

import pytest

from enquiry.insight.beliefs.listing import find_near_belief, is_same_belief, list_beliefs
from enquiry.model.belief import Belief, BeliefVersion, Support
from enquiry.model.choices import Held, Side
from enquiry.model.record import Removal
from tests.conftest import NOW, a_belief, a_cycle, a_journal, an_entry, entry_id

AT = datetime(2025, 9, 3, 16, tzinfo=UTC)
ENTRIES = (
    an_entry("evidence", AT.date(), "said less"),
    an_entry("reading", AT.date(), "gone", number=2, removed=Removal(at=NOW)),
)


def resting(number: int, *said: tuple[str, Side], held: Held = Held.ON_TRIAL) -> Belief:
    version = BeliefVersion(text=f"belief {number}", on=AT.date(), at=AT, held=held)
    supports = (
        Support(entry=entry_id(entry), side=side, on=AT.date(), at=AT + timedelta(minutes=place))
        for place, (entry, side) in enumerate(said)
    )
    return a_belief(number, versions=(version,), supports=tuple(supports))


def test_untested_is_what_is_held_with_no_entry_in_sight_against_it() -> None:
    beliefs = (
        resting(1),
        resting(2, ("1.1", Side.FOR)),
        resting(3, ("1.1", Side.AGAINST)),
        resting(4, ("1.1", Side.AGAINST), ("1.1", Side.FOR)),
        resting(5, ("1.2", Side.AGAINST)),
        resting(6, held=Held.GIVEN_UP),
    )
    journal = a_journal(a_cycle(entries=ENTRIES), beliefs=beliefs)
    assert [line.belief.number for line in list_beliefs(journal, untested=True)] == [1, 2, 4, 5]
    last = {line.belief.number: line.last and line.last.title for line in list_beliefs(journal)}
    assert last == {1: None, 2: "1.1 evidence", 3: "1.1 evidence", 4: "1.1 evidence", 5: None, 6: None}


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Waiting helps if they know what the silence is for", True),
        ("They know what silence is for: waiting helps", True),
        ("Drawing makes the thinking theirs", False),
        ("it is so", False),
    ],
)
def test_near_beliefs_share_their_longer_words(text: str, near: bool) -> None:
    belief = a_belief(text="Waiting helps only if they know what the silence is for.")
    assert (find_near_belief(text, [a_belief(2, "Talk first."), belief]) is belief) is near
    assert is_same_belief("waiting  HELPS only if they know what the silence is for", belief)
    assert not is_same_belief(text, belief)
