"""The staffroom as a value: what many gave, by theme and never by person, and one's own enquiry before it.

Nothing is told where fewer than three others gave, and no number but of three givers or more; how many gave in all is
no number of it, since what is missing from it could then be counted. The order is that of the alphabet.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from enquiry.insight.readings.known import group_readings
from enquiry.insight.staffroom.givers import ENOUGH, group_by_giver, normalise_text
from enquiry.model.choices import CycleState, Decision, TriedVerdict
from enquiry.model.colleagues.offer import GivenAsk, GivenEnquiry, GivenReading, StaffroomGift
from enquiry.model.entry import format_reference
from enquiry.model.tag import fold_tag
from enquiry.model.text import fold

DECISIONS = (
    *(Decision.STOP, Decision.EXTEND, Decision.ADAPT),
    *(Decision.CONTINUE, Decision.PAUSE, Decision.EMBED),
)
"""Decisions in the order in which a staffroom tells them: what was stopped beside what was extended."""


class AskedQuestion(msgspec.Struct, frozen=True):
    """A question that is being asked, with the name of whoever wished theirs to stand there."""

    question: str
    name: str = ""


class AskedTheme(msgspec.Struct, frozen=True):
    """A theme with the questions under it; without a `theme` those that have none."""

    theme: str
    questions: tuple[AskedQuestion, ...]


class DecidedEnquiry(msgspec.Struct, frozen=True):
    """A decision and its reason; without a decision the enquiry was closed."""

    question: str
    decision: Decision | None
    because: str = ""
    disagreed: bool = False
    name: str = ""


class SharedTheme(msgspec.Struct, frozen=True):
    """A theme that ENOUGH or more share, and how many do."""

    theme: str
    givers: int


class TriedOnce(msgspec.Struct, frozen=True):
    """What somebody says of a reading: how it turned out and why, what was done otherwise, what was looked for."""

    verdict: TriedVerdict
    why: str = ""
    tried: str = ""
    expects: str = ""


class TriedHere(msgspec.Struct, frozen=True):
    """A reading with what is said of it, each thing once; how many tried it only where ENOUGH or more did."""

    reading: str
    trials: tuple[TriedOnce, ...]
    givers: int | None = None


class Staffroom(msgspec.Struct, frozen=True, kw_only=True):
    """The page: one's own enquiries, and of the others what may be told; nothing where it is not `enough`."""

    own: tuple[GivenEnquiry, ...] = ()
    own_asks: tuple[GivenAsk, ...] = ()
    own_readings: tuple[TriedHere, ...] = ()
    enough: bool = False
    themes: tuple[AskedTheme, ...] = ()
    asks: tuple[GivenAsk, ...] = ()
    decided: tuple[DecidedEnquiry, ...] = ()
    readings: tuple[TriedHere, ...] = ()
    shared: tuple[SharedTheme, ...] = ()
    standards: tuple[str, ...] = ()


def build_staffroom(gifts: Sequence[StaffroomGift], own: StaffroomGift, mine: Iterable[str] = ()) -> Staffroom:
    """Return the page of some gifts. `own` is what stands first, `mine` are all the questions of whoever reads.

    A gift of one's own that lies among the others counts as nobody's; what it says stands there once.
    """
    givers = group_by_giver(gifts, (*mine, *(one.question for one in own.enquiries)))
    own_readings = _list_readings((-1, one) for one in own.readings)
    bare = Staffroom(own=own.enquiries, own_asks=own.asks, own_readings=own_readings)
    if len({one for one in givers if one >= 0}) < ENOUGH:
        return bare
    by_tag, spelled = defaultdict[str, set[int]](set), defaultdict[str, set[str]](set)
    for giver, gift in zip(givers, gifts, strict=True):
        for tag in (tag for one in gift.enquiries for tag in one.tags):
            parts = tag.split("/")
            for whole in ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1)):
                spelled[fold_tag(whole)].add(whole)
                by_tag[fold_tag(whole)].update([giver] if giver >= 0 else [])
    spelling = {tag: min(found) for tag, found in spelled.items()}
    said = {normalise_text(one.question) for one in own.enquiries}
    held = [(gift.name, one) for gift in gifts for one in gift.enquiries if normalise_text(one.question) not in said]

    def choose_theme(one: GivenEnquiry) -> str:
        whole = {
            fold_tag("/".join(tag.split("/")[:depth])) for tag in one.tags for depth in range(1, tag.count("/") + 2)
        }
        best = min(whole, key=lambda tag: (-len(by_tag[tag]), tag), default="")
        return best if not one.tags or len(by_tag[best]) >= ENOUGH else fold_tag(one.tags[0])

    asked = defaultdict[str, dict[str, AskedQuestion]](dict)
    for name, one in held:
        if one.state in (None, CycleState.OPEN, CycleState.PAUSED):
            asked[choose_theme(one)].setdefault(normalise_text(one.question), AskedQuestion(one.question, name))
    themes = sorted(asked, key=lambda theme: (not theme, theme))
    mine_asked = {normalise_text(ask.text) for ask in own.asks}
    asks = {(normalise_text(ask.text), ask.answer or ""): ask for gift in gifts for ask in gift.asks}
    codes = {fold(code): code for gift in gifts for one in gift.enquiries for code in one.standards}
    return msgspec.structs.replace(
        bare,
        enough=True,
        themes=tuple(
            AskedTheme(spelling.get(theme, ""), tuple(sorted(asked[theme].values(), key=_sort_by_words)))
            for theme in themes
        ),
        asks=tuple(asks[key] for key in sorted(asks) if key[0] not in mine_asked),
        decided=_list_decided(held),
        readings=_list_readings(
            (giver, one)
            for giver, gift in zip(givers, gifts, strict=True)
            for one in gift.readings
            if giver >= 0 or one not in own.readings
        ),
        shared=tuple(
            SharedTheme(spelling[tag], len(by_tag[tag])) for tag in sorted(by_tag) if len(by_tag[tag]) >= ENOUGH
        ),
        standards=tuple(codes[code] for code in sorted(codes)),
    )


def _sort_by_words(one: AskedQuestion | DecidedEnquiry) -> tuple[str, str]:
    return normalise_text(one.question), one.question


def _list_decided(held: Iterable[tuple[str, GivenEnquiry]]) -> tuple[DecidedEnquiry, ...]:
    """Return every decision in the order of DECISIONS, in each what disagreed first; then what closed without one."""
    found = dict[tuple[Decision | None, str, str], DecidedEnquiry]()
    for name, one in held:
        if one.decision or one.state is CycleState.CLOSED:
            key = (one.decision, normalise_text(one.question), normalise_text(one.because))
            found.setdefault(key, DecidedEnquiry(one.question, one.decision, one.because, one.disagreed, name))
    order = {decision: at for at, decision in enumerate((*DECISIONS, None))}
    return tuple(sorted(found.values(), key=lambda one: (order[one.decision], not one.disagreed, *_sort_by_words(one))))


def _list_readings(given: Iterable[tuple[int, GivenReading]]) -> tuple[TriedHere, ...]:
    """Return what was read and tried, each reading once, in the order of the alphabet.

    A reading is the same by the rule of `known.group_readings`; one that names no source, by what it claims.
    """

    def name_source(one: GivenReading) -> str:
        return format_reference(one) or one.text

    def key(trial: TriedOnce) -> tuple[int, ...] | tuple[object, ...]:
        return order[trial.verdict], *map(normalise_text, (trial.why, trial.tried, trial.expects))

    pairs = sorted(given, key=lambda pair: (normalise_text(name_source(pair[1])), name_source(pair[1]), pair[0]))
    giver_of = {id(one): giver for giver, one in pairs}
    order = {verdict: at for at, verdict in enumerate(TriedVerdict)}
    held = dict[str, list[GivenReading]]()
    for group in group_readings([one for _, one in pairs]):
        fullest = max(map(name_source, group), key=len)
        held.setdefault(fullest, []).extend(group)
    found = list[TriedHere]()
    for source, group in held.items():
        every = sorted((o.verdict, o.why, o.tried, o.expects) for o in group)
        said = {key(trial): trial for trial in (TriedOnce(*one) for one in every)}
        many = len({giver_of[id(one)] for one in group if giver_of[id(one)] >= 0})
        trials = tuple(said[one] for one in sorted(said))
        found.append(TriedHere(source, trials, many if many >= ENOUGH else None))
    return tuple(sorted(found, key=lambda one: (normalise_text(one.reading), one.reading)))
