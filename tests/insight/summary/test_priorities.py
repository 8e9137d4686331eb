"""What was tried here and which priority was served: to others only where it may go, to the owner by thread."""

from datetime import date
from typing import Any

from enquiry.insight.summary.blocks import Heading, Listing, Paragraph, Table
from enquiry.insight.summary.disclosure import DisclosureOverrides
from enquiry.model.choices import EvidenceKind, Privacy, TriedVerdict
from enquiry.model.entry import TriedReading
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.model.settings import Settings
from tests.conftest import a_cycle, a_journal, an_entry, entry_id
from tests.summaries import everything, prepared, summary_of

DAY, TODAY = date(2025, 10, 1), date(2026, 2, 3)
SENTENCE = "Rowe 1986 would have one see “longer answers”. In part, 1 October 2025. The quiet four wrote nothing."


def tried(reading: Privacy = Privacy.PRIVATE, review: Privacy = Privacy.PRIVATE) -> Journal:
    read = an_entry("reading", DAY, authors="Rowe, M.", year=1986, expects="longer answers", privacy=reading)
    said = TriedReading(reading=entry_id("1.1"), verdict=TriedVerdict.IN_PART, why="the quiet four wrote nothing")
    looked = an_entry("review", DAY, "Looked.", number=2, tried=(said,), privacy=review)
    return a_journal(a_cycle(privacy=Privacy.REVIEWER, entries=(read, looked)))


def list_told(journal: Journal, **asked: Any) -> tuple[str, ...]:
    [cycle] = summary_of(journal, as_at=TODAY, **asked).cycles
    return cycle.tried_here


def test_how_a_reading_turned_out_is_told_where_it_and_the_review_go() -> None:
    wide = Privacy.REVIEWER
    assert list_told(tried()) == (SENTENCE,)
    assert list_told(tried(wide, wide), reader="accreditation") == (SENTENCE,)
    assert list_told(tried(wide), reader="accreditation") == ()
    assert list_told(tried(review=wide), reader="accreditation") == ()
    assert list_told(tried(), reader="accreditation", sharing=everything(tried())) == (SENTENCE,)
    held = everything(tried())._replace(held=frozenset({"1.1"}))
    assert list_told(tried(), reader="accreditation", sharing=held) == ()
    asked: dict[str, Any] = {"as_at": TODAY, "reader": "peer", "sharing": everything(tried())}
    blocks = summary_of(tried(), **asked).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph) and block.label == "tried here"] == [
        SENTENCE
    ]
    bare = prepared(tried(), as_at=TODAY, reader="handover", sharing=everything(tried())).summary  # has no place for it
    assert SENTENCE not in str(bare)


def test_the_owner_reads_the_year_by_priority_and_thread() -> None:
    cost = an_entry("evidence", DAY, "45 minutes of cards", number=2, cycle=3, evidence_kind=EvidenceKind.TIME_COST)
    values = [(MeasuredValue(measure="hands", value=one, of=24),) for one in (5, 12)]
    seen = [an_entry("evidence", DAY, cycle=3, number=n, values=one) for n, one in enumerate(values, 3)]
    entries = {n: (an_entry("action", DAY, f"did {n}", cycle=n),) for n in (1, 2, 3, 4)}
    cycles = (
        a_cycle(1, priority="Talk", entries=entries[1], instead="the quiz"),
        a_cycle(2, entries=entries[2]),
        a_cycle(3, priority="Boats", entries=(*entries[3], cost, *seen)),
        a_cycle(4, grew_from=1, entries=entries[4]),
    )
    journal = a_journal(*cycles, settings=Settings(priorities=("Boats", "Talk")))
    blocks = summary_of(journal, as_at=TODAY).blocks
    begin = next(n for n, one in enumerate(blocks) if isinstance(one, Heading) and "priority" in one.text)
    end = next(n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.level == 2 and n > begin)
    part = blocks[begin + 1 : end]
    assert [one.text for one in part if isinstance(one, Heading)] == ["Boats", "Talk", "Under no priority"]
    assert [[line.lead for line in one.lines] for one in part if isinstance(one, Listing)] == [
        ["Enquiry 3"], ["Enquiry 1", "Enquiry 4"], ["Enquiry 2"]
    ]  # fmt: skip
    took, room = (one for one in part if isinstance(one, Table))
    assert took.rows[0][:2] == ("Enquiry 3", "45 minutes of cards")
    assert took.rows[0][2].startswith("hands: ")
    assert room.rows[0][1] == "the quiz"
    silent = a_journal(*(a_cycle(n, entries=entries[n]) for n in (1, 2)))
    assert not [
        one for one in summary_of(silent, as_at=TODAY).blocks if isinstance(one, Heading) and "prior" in one.text
    ]


def test_a_priority_that_is_held_back_does_not_go_by_way_of_what_grew() -> None:
    journal = a_journal(
        a_cycle(1, priority="Secret", entries=(an_entry("note", DAY),)),
        a_cycle(2, grew_from=1, entries=(an_entry("note", DAY, cycle=2),)),
    )
    asked: dict[str, Any] = {"as_at": TODAY, "reader": "accreditation"}
    assert [one.priority for one in summary_of(journal, **asked, sharing=everything(journal)).cycles] == ["Secret"] * 2
    held = everything(journal)._replace(fields=frozenset({(1, "priority")}))
    assert "Secret" not in str(summary_of(journal, **asked, sharing=held))
    assert "Secret" not in str(summary_of(journal, **asked, sharing=DisclosureOverrides(cycles=frozenset({2}))))
