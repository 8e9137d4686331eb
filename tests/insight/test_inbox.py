"""Notes that belong together are found by rare words over weeks, and by nothing else."""

from datetime import date

from enquiry.insight.inbox import find_note_group
from enquiry.model.journal import LooseNote
from tests.conftest import a_cycle, a_journal, a_note, an_entry


def notes(*texts: str, days: tuple[int, ...] = (2, 9, 16, 23)) -> tuple[LooseNote, ...]:
    dated = enumerate(zip(texts, days, strict=False), 1)
    return tuple(a_note(at, text, happened_on=date(2026, 3, day)) for at, (text, day) in dated)


def test_notes_that_share_rare_words_over_weeks_belong_together() -> None:
    talk = notes("corridor, shouting", "shouted on the corridor again", "The corridor: five shouts")
    found = find_note_group(a_journal(a_cycle(), inbox=talk))
    assert found
    assert ([note.name for note in found.notes], found.weeks) == (["n1", "n2", "n3"], 3)
    assert set(found.words) == {"corridor", "shouting"}


def test_everyday_words_one_week_two_notes_and_common_words_join_nothing() -> None:
    for held in (
        notes("they asked what happened", "what they asked today", "what happened when they asked"),
        notes("corridor", "the corridor", "corridors", days=(2, 3, 4)),
        notes("corridor", "the corridor", "bus duty"),
    ):
        assert find_note_group(a_journal(a_cycle(), inbox=held)) is None
    held = notes("corridor", "the corridor", "corridors")
    said = [an_entry("evidence", date(2026, 1, 5), "calm in the corridor", number=at) for at in range(1, 4)]
    assert find_note_group(a_journal(a_cycle(entries=tuple(said)), inbox=held)) is None
    assert find_note_group(a_journal(a_cycle(), inbox=held), declined={held[0].id}) is None
