from datetime import date

import msgspec

from enquiry.insight.readings.known import list_known_readings
from enquiry.insight.staffroom.offer import (
    AGAINST,
    OF_READING,
    OfferPart,
    list_unshared_lines,
    mend_gift,
    offer_enquiries,
)
from enquiry.model.choices import Decision, Direction, EvidenceKind, Granted, Privacy, TriedVerdict
from enquiry.model.cycle import Cycle
from enquiry.model.entry import TriedReading
from enquiry.model.journal import Journal
from tests.conftest import a_cycle, an_entry

DAY = date(2026, 1, 9)


def a_decided_cycle(kind: EvidenceKind = EvidenceKind.NOTICING, n: int = 20, because: str = "it holds") -> Cycle:
    saw = an_entry("evidence", DAY, "they did not", direction=Direction.CONTRADICTS, evidence_kind=kind, n=n)
    decided = an_entry("review", DAY, "looked", number=2, decision=Decision.ADAPT, because=because)
    return a_cycle(tags=("talk", "wait"), standards=("GTCS 2.1",), entries=(saw, decided), hunch="they need time")


def test_every_line_is_offered_and_nothing_else() -> None:
    lines = offer_enquiries([a_decided_cycle()], "Mhairi", ["an hour of cover"]).list_lines()
    assert [(line.of, line.part, line.words) for line in lines] == [
        ("", "name", "Mhairi"),
        ("1", "question", "What happens when I wait?"),
        ("1", "tags", "talk, wait"),
        ("1", "standards", "GTCS 2.1"),
        ("1", "state", "open"),
        ("1.2", "decision", "adapt"),
        ("1.2", "because", "it holds"),
        ("1.2", "disagreed", AGAINST),
        ("", "help", "an hour of cover"),
    ]


def test_evidence_close_to_someone_or_about_few_does_not_say_that_it_disagreed() -> None:
    for cycle in (a_decided_cycle(EvidenceKind.CASE_PUPIL), a_decided_cycle(n=3)):
        assert OfferPart.DISAGREED not in [line.part for line in offer_enquiries([cycle]).list_lines()]


def test_what_is_struck_out_is_gone_and_takes_along_what_belongs_to_it() -> None:
    offer = offer_enquiries([a_decided_cycle()], "Mhairi", ["cover"])
    every = offer.list_lines()

    def left_without(part: OfferPart) -> list[str]:
        return [line.part.value for line in offer.strike(line for line in every if line.part is part).list_lines()]

    assert left_without(OfferPart.QUESTION) == ["name", "help"]
    assert left_without(OfferPart.DECISION) == ["name", "question", "tags", "standards", "state", "help"]
    assert [part for part in [*OfferPart] if part.value in left_without(part)] == []
    assert offer.strike(every).list_lines() == ()
    two = offer_enquiries([a_decided_cycle(), a_cycle(2, "Who speaks?")])
    first = next(line for line in two.list_lines() if line.part is OfferPart.QUESTION)
    assert [source.cycle.number for source in two.strike([first]).sources] == [2]


def test_a_line_goes_unasked_by_its_privacy_or_where_its_cycle_is_let_go_and_what_tells_of_few_never() -> None:
    cycle = a_decided_cycle(because="four pupils would not")
    offer = offer_enquiries([cycle])
    assert [line.part for line in offer.list_lines() if line.telling] == [OfferPart.BECAUSE]
    assert list_unshared_lines(offer, ()) == offer.list_lines()
    assert [line.part for line in list_unshared_lines(offer, {1})] == [OfferPart.BECAUSE]
    shared = offer_enquiries([a_cycle(privacy=Privacy.SCHOOL, tags=("talk",))])
    assert list_unshared_lines(shared, ()) == ()


def test_what_was_read_and_tried_is_offered_and_goes_whole_without_its_source_or_what_came_of_it() -> None:
    read = an_entry("reading", DAY, "Waiting helps.", number=1, changed="three seconds", expects="longer answers")
    read = msgspec.structs.replace(read, authors="Rowe, M. B.", year=1986, title="Wait time")
    claim = an_entry("reading", DAY, "Four pupils never speak.", number=2)
    said = (
        TriedReading(reading=read.id, verdict=TriedVerdict.IN_PART, why="two pupils drew"),
        TriedReading(reading=claim.id, verdict=TriedVerdict.NOT_HERE),
    )
    first = an_entry("review", DAY, "looked", number=3, tried=said, privacy=Privacy.SCHOOL)
    left_open = TriedReading(reading=claim.id)
    again = an_entry("review", DAY, "again", number=4, tried=(msgspec.structs.replace(said[0], why=""), left_open))
    cycle = a_cycle(entries=(read, claim, first, again))
    known = list_known_readings(Journal(cycles=(cycle,)))
    offer = offer_enquiries([cycle], known=known)
    lines = [line for line in offer.list_lines() if line.part in OF_READING]
    assert [(line.of, line.part.value, line.words, line.telling) for line in lines] == [
        ("1.1", "read", "Rowe, M. B. (1986). Wait time", False),
        ("1.1", "expects", "longer answers", False),
        ("1.1", "tried", "three seconds", False),
        ("1.3", "came", "in part: two pupils drew", True),
        ("1.1", "read", "Rowe, M. B. (1986). Wait time", False),
        ("1.4", "came", "in part", False),
        ("1.2", "read", "Four pupils never speak.", True),
        ("1.3", "came", "not here", False),
    ]
    left = offer.strike([lines[1], lines[3], lines[6]])
    assert [(one.title, one.verdict) for one in left.gift.readings] == [("Wait time", TriedVerdict.IN_PART)]
    assert [one.trial.review.name for one in left.read] == ["1.4"], "each stays with where it comes from"
    assert offer.strike([lines[2]]).gift.readings[0].tried == ""
    held = {(line.of, line.part.value) for line in list_unshared_lines(offer, ()) if line.part in OF_READING}
    assert held == {("1.1", "read"), ("1.1", "expects"), ("1.1", "tried"), ("1.4", "came"), ("1.2", "read")}
    mended = mend_gift(offer.gift, str.upper)
    assert (mended.readings[0].title, mended.readings[0].expects) == ("Wait time", "LONGER ANSWERS"), "as published"
    assert offer_enquiries([a_cycle(2)], known=known).gift.readings == ()


def test_asks_of_the_journal_are_offered_with_what_came_of_them_but_not_those_of_a_colleague() -> None:
    came = "once, in May"
    cover = an_entry("ask", DAY, "an hour of cover", of="depute", answer=Granted.PARTLY, came_of_it=came)
    swap = an_entry("ask", DAY, "swap duties with me", number=2, of="stage partner")
    time = an_entry("ask", DAY, "time to read", number=3, privacy=Privacy.SCHOOL)
    offer = offer_enquiries([a_cycle(entries=(cover, swap, time))], wishes=["quiet"])
    lines = [line for line in offer.list_lines() if line.part is OfferPart.HELP]
    assert [(line.of, line.words) for line in lines] == [
        ("1.1", "an hour of cover (partly, once, in May)"),
        ("1.3", "time to read"),
        ("", "quiet"),
    ]
    left = offer.strike(list_unshared_lines(offer, ()))
    assert [ask.text for ask in left.gift.asks] == ["time to read", "quiet"]
    assert [one.ask.name if one else "" for one in left.asked] == ["1.3", ""]
    assert offer.strike(list_unshared_lines(offer, {1})).gift.asks == offer.gift.asks
