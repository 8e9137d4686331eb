"""What can be laid in a staffroom of a journal, line by line, and what is left when lines are struck out.

Of each enquiry it is the question as it stands now, tags, standards, state, the latest decision with its reason, and
whether the evidence before that contradicted the hunch; then what was read and tried, and what would help. No entry
goes, no day and no count. A line goes by the rule of `summary.disclosure`, for the circle of the school; one in a
person's own words that counts fewer than five people, or repeats a number of evidence that is held back, is `telling`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.insight.asks import Helper, is_asked_of
from enquiry.insight.privacy.places import PUBLISHED, map_texts, merge_alike
from enquiry.insight.readings.known import VERDICT_WORDS, KnownReading, Trial
from enquiry.insight.summary.blocks import ToldField
from enquiry.insight.summary.disclosure import SENSITIVE_KINDS, is_shared_with
from enquiry.insight.summary.told import list_echoes, list_few
from enquiry.model.choices import FEWEST, Direction, Privacy
from enquiry.model.colleagues.offer import GivenAsk, GivenEnquiry, GivenReading, StaffroomGift
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Ask, Evidence, Reading, Review, format_reference

LEADER = "leader"
"""The reader of what is laid in a staffroom, as `gift --for` names them."""

CIRCLE = Privacy.SCHOOL
"""The circle that whoever reads a staffroom stands in."""

AGAINST = "what I found went against what I had expected"
"""How it is said of an enquiry that its evidence disagreed."""


class OfferPart(StrEnum):
    """What a line of an offer is, by the word that strikes it out."""

    NAME = "name"
    QUESTION = "question"
    TAGS = "tags"
    STANDARDS = "standards"
    STATE = "state"
    DECISION = "decision"
    BECAUSE = "because"
    DISAGREED = "disagreed"
    READ = "read"
    EXPECTS = "expects"
    TRIED = "tried"
    CAME = "came"
    HELP = "help"


OF_READING = (OfferPart.READ, OfferPart.EXPECTS, OfferPart.TRIED, OfferPart.CAME)
"""The parts of something that was read and tried."""

_WHOLE_READING = (OfferPart.READ, OfferPart.CAME)
"""The parts without which it goes whole."""


class OfferLine(NamedTuple):
    """One line of an offer: of which enquiry (by its number) or entry (`4.12`), which part, and its words.

    `at` is its place among the enquiries of the offer, for HELP among its asks, for OF_READING among its readings.
    """

    of: str
    part: OfferPart
    words: str
    at: int = 0
    telling: bool = False

    @property
    def cycle(self) -> int:
        """The number of the enquiry that it is of; 0 where it is of none."""
        return int(self.of.partition(".")[0] or 0)


_EMPTY: dict[OfferPart, object] = {
    OfferPart.TAGS: (),
    OfferPart.STANDARDS: (),
    OfferPart.STATE: None,
    OfferPart.DECISION: None,
    OfferPart.BECAUSE: "",
    OfferPart.DISAGREED: False,
    OfferPart.EXPECTS: "",
    OfferPart.TRIED: "",
}
"""What each part of an enquiry or a reading is once it is struck out."""

_OF_DECISION = (OfferPart.BECAUSE, OfferPart.DISAGREED)
"""The parts that belong to a decision, and go with it."""


class OfferSource(NamedTuple):
    """Where an offered enquiry comes from: its cycle, and the review that its reason is of."""

    cycle: Cycle
    review: Review | None

    def list_lines(self, given: GivenEnquiry, at: int) -> Iterator[OfferLine]:
        """Yield what is given of it, line by line."""
        cycle, of = self.cycle, str(self.cycle.number)
        review = self.review.name if self.review else of
        said = (
            (of, OfferPart.QUESTION, given.question),
            (of, OfferPart.TAGS, ", ".join(given.tags)),
            (of, OfferPart.STANDARDS, ", ".join(given.standards)),
            (of, OfferPart.STATE, given.state or ""),
            (review, OfferPart.DECISION, given.decision or ""),
            (review, OfferPart.BECAUSE, given.because),
            (review, OfferPart.DISAGREED, AGAINST if given.disagreed else ""),
        )
        for name, part, words in said:
            if words:
                is_own = part in (OfferPart.QUESTION, OfferPart.BECAUSE)
                yield OfferLine(name, part, words, at, is_own and _is_telling(words, name, cycle))


class AskSource(NamedTuple):
    """Where an offered ask comes from: the entry, and its cycle."""

    cycle: Cycle
    ask: Ask


class ReadingSource(NamedTuple):
    """Where something offered that was read comes from: its entry, and the review that says how it turned out.

    With `again` another review before that has said so too, and what was looked for and tried stands there.
    """

    reading: Reading
    trial: Trial
    again: bool

    def give(self) -> GivenReading:
        """Return all that can be given of it."""
        reading, said = self.reading, self.trial.said
        assert said.verdict is not None  # noqa: S101 (a trial has one)
        return GivenReading(
            **{name: getattr(reading, name) for name in _OF_SOURCE},
            text="" if format_reference(reading) else reading.text,
            expects="" if self.again else reading.expects,
            tried="" if self.again else reading.changed,
            verdict=said.verdict,
            why=said.why,
        )

    def list_lines(self, given: GivenReading, at: int) -> Iterator[OfferLine]:
        """Yield what is given of it, line by line."""
        name, review, cycle = self.reading.name, self.trial.review.name, self.trial.cycle
        here = ": ".join(filter(None, (VERDICT_WORDS[given.verdict], given.why)))
        source = format_reference(given)
        said = (
            (name, OfferPart.READ, source or given.text, not source),
            (name, OfferPart.EXPECTS, given.expects, True),
            (name, OfferPart.TRIED, given.tried, True),
            (review, OfferPart.CAME, here, True),
        )
        for of, part, words, is_own in said:
            if words:
                yield OfferLine(of, part, words, at, is_own and _is_telling(words, review, cycle))


class Offer(NamedTuple):
    """A gift before it is given, and for each of its enquiries, asks and readings where it comes from.

    What a person said for this gift alone would help comes from no entry: there None stands.
    """

    gift: StaffroomGift
    sources: tuple[OfferSource, ...]
    asked: tuple[AskSource | None, ...]
    read: tuple[ReadingSource, ...] = ()

    def list_lines(self) -> tuple[OfferLine, ...]:
        """Return every line, in the order in which they are shown and numbered."""
        gift = self.gift
        lines = [OfferLine("", OfferPart.NAME, gift.name)] if gift.name else []
        for at, (given, source) in enumerate(zip(gift.enquiries, self.sources, strict=True)):
            lines += source.list_lines(given, at)
        for at, (tried, origin) in enumerate(zip(gift.readings, self.read, strict=True)):
            lines += origin.list_lines(tried, at)
        for at, (ask, found) in enumerate(zip(gift.asks, self.asked, strict=True)):
            came = ", ".join(filter(None, (ask.answer, ask.came_of_it)))
            words, name = f"{ask.text} ({came})" if came else ask.text, found.ask.name if found else ""
            lines.append(
                OfferLine(name, OfferPart.HELP, words, at, bool(found and _is_telling(words, name, found.cycle)))
            )
        return tuple(lines)

    def strike(self, lines: Iterable[OfferLine]) -> "Offer":
        """Return the offer without some of its lines.

        Without its question an enquiry goes whole, and what was read without its source or what came of it.
        """
        struck, asks = defaultdict[int, dict[OfferPart, object]](dict), set[int]()
        of_readings = defaultdict[int, dict[OfferPart, object]](dict)
        named = self.gift.name
        for line in lines:
            if line.part is OfferPart.NAME:
                named = ""
            elif line.part is OfferPart.HELP:
                asks.add(line.at)
            else:
                more = _OF_DECISION if line.part is OfferPart.DECISION else ()
                found = of_readings if line.part in OF_READING else struck
                found[line.at] |= {part: _EMPTY.get(part) for part in (line.part, *more)}
        kept = [at for at in range(len(self.sources)) if OfferPart.QUESTION not in struck[at]]
        readings = [at for at in range(len(self.read)) if of_readings[at].keys().isdisjoint(_WHOLE_READING)]
        gift = StaffroomGift(
            name=named,
            enquiries=tuple(replace(self.gift.enquiries[at], **struck[at]) for at in kept),
            asks=tuple(ask for at, ask in enumerate(self.gift.asks) if at not in asks),
            readings=tuple(replace(self.gift.readings[at], **of_readings[at]) for at in readings),
        )
        asked = tuple(one for at, one in enumerate(self.asked) if at not in asks)
        return Offer(gift, tuple(self.sources[at] for at in kept), asked, tuple(self.read[at] for at in readings))


def offer_enquiries(
    cycles: Sequence[Cycle], name: str = "", wishes: Iterable[str] = (), known: Iterable[KnownReading] = ()
) -> Offer:
    """Return all that can be given of some cycles, under a name or none, with what a person says would help.

    Of their asks it is those that a leader may be asked, by `asks.is_asked_of`; of the readings that are `known` those
    of which their reviews say how they turned out.
    """
    sources = tuple(OfferSource(cycle, cycle.decided) for cycle in cycles)
    given = tuple(
        GivenEnquiry(
            question=cycle.question,
            tags=cycle.tags,
            standards=cycle.standards,
            state=cycle.state,
            decision=decided.decision if decided else None,
            because=decided.because if decided else "",
            disagreed=bool(decided and has_disagreed(cycle, decided)),
        )
        for cycle, decided in sources
    )
    found = [AskSource(cycle, one) for cycle in cycles for one in cycle.kept if isinstance(one, Ask)]
    found = [one for one in found if is_asked_of(one.ask, Helper.LEADER)]
    asks = [GivenAsk(text=one.text, answer=one.answer, came_of_it=one.came_of_it) for _, one in found]
    said = [GivenAsk(text=one) for one in wishes]
    read = tuple(_list_tried(known, {cycle.id for cycle in cycles}))
    readings = tuple(source.give() for source in read)
    gift = StaffroomGift(name=name, enquiries=given, asks=(*asks, *said), readings=readings)
    return Offer(gift, sources, (*found, *[None] * len(said)), read)


def _list_tried(known: Iterable[KnownReading], cycles: Collection[str]) -> Iterator[ReadingSource]:
    """Yield each reading in sight with each time that a review in these cycles says how it turned out."""
    for one in known:
        entries, said = {entry.id: entry for entry in one.entries}, set[str]()
        for trial in one.trials:
            if trial.cycle.id in cycles and (reading := entries.get(trial.said.reading)):
                yield ReadingSource(reading, trial, reading.id in said)
                said.add(reading.id)


_OF_SOURCE = sorted(PUBLISHED.intersection(GivenReading.__struct_fields__))
"""The fields of what is given that say where it was published."""


def mend_gift(gift: StaffroomGift, mend: Callable[[str], str]) -> StaffroomGift:
    """Return a gift with every text in it mended but what says where something was published."""
    mended = map_texts(gift, mend)
    readings = (
        replace(one, **{name: getattr(was, name) for name in _OF_SOURCE})
        for one, was in zip(mended.readings, gift.readings, strict=True)
    )
    return replace(mended, readings=tuple(readings))


def mend_offer(offer: Offer, mend: Callable[[str], str]) -> Offer:
    """Return an offer with every text in it mended; tags that became one stand once."""
    gift = mend_gift(offer.gift, mend)
    given = tuple(replace(one, tags=merge_alike(one.tags)) for one in gift.enquiries)
    return offer._replace(gift=replace(gift, enquiries=given))


def has_disagreed(cycle: Cycle, decided: Review) -> bool:
    """Say whether the latest evidence before a decision that points anywhere contradicts the hunch.

    Evidence that is close to someone, or about few, has no say: what it says would be told by it.
    """
    pointing = [
        one
        for one in cycle.evidence
        if one.direction in (Direction.SUPPORTS, Direction.CONTRADICTS, Direction.MIXED)
        and not _is_close(one)
        and one.happened_on <= decided.happened_on
    ]
    return bool(pointing) and pointing[-1].direction is Direction.CONTRADICTS


def _is_close(one: Evidence) -> bool:
    return one.evidence_kind in SENSITIVE_KINDS or bool(one.n and one.n < FEWEST)


def _is_telling(words: str, name: str, cycle: Cycle) -> bool:
    """Say whether a person's own words count few people, or repeat a number of evidence of their cycle that is held."""
    told = [ToldField(name, "text", words)]
    held = {one.name for one in cycle.evidence if _is_close(one)}
    return bool(list_few(told) or list_echoes(told, [cycle], held, ()))


def list_unshared_lines(offer: Offer, let_go: Collection[int]) -> tuple[OfferLine, ...]:
    """Return the lines that nobody has said may go: of cycles that were not named, by what they were shared with.

    `let_go` are the numbers of the cycles that are let go for this once. Words that are telling go only where they were
    shared by themselves.
    """
    held = list[OfferLine]()
    for line in offer.list_lines():
        found = offer.asked[line.at] if line.part is OfferPart.HELP else None
        if line.part is OfferPart.NAME or (line.part is OfferPart.HELP and not found):
            continue
        if found:
            privacy = found.ask.privacy
        elif line.part in OF_READING:
            read = offer.read[line.at]
            privacy = (read.trial.review if line.part is OfferPart.CAME else read.reading).privacy
        else:
            source = offer.sources[line.at]
            of_review = source.review is not None and line.of == source.review.name
            privacy = source.review.privacy if source.review and of_review else source.cycle.privacy
        if not is_shared_with(privacy, CIRCLE) and (line.telling or line.cycle not in let_go):
            held.append(line)
    return tuple(held)
