"""The staffroom as a value: what many gave, by theme and never by person, and one's own enquiry before it.

Nothing is told where fewer than three others gave, and no number but of three givers or more; how many gave in all is
no number of it, since what is missing from it could then be counted. The order is that of the alphabet.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from enquiry.insight.staffroom.givers import ENOUGH, group_by_giver, normalise_text
from enquiry.model.choices import CycleState, Decision
from enquiry.model.colleagues.offer import GivenAsk, GivenEnquiry, StaffroomGift
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


class Staffroom(msgspec.Struct, frozen=True, kw_only=True):
    """The page: one's own enquiries, and of the others what may be told; nothing where it is not `enough`."""

    own: tuple[GivenEnquiry, ...] = ()
    own_asks: tuple[GivenAsk, ...] = ()
    enough: bool = False
    themes: tuple[AskedTheme, ...] = ()
    asks: tuple[GivenAsk, ...] = ()
    decided: tuple[DecidedEnquiry, ...] = ()
    shared: tuple[SharedTheme, ...] = ()
    standards: tuple[str, ...] = ()


def build_staffroom(gifts: Sequence[StaffroomGift], own: StaffroomGift, mine: Iterable[str] = ()) -> Staffroom:
    """Return the page of some gifts. `own` is what stands first, `mine` are all the questions of whoever reads.

    A gift of one's own that lies among the others counts as nobody's; what it says stands there once.
    """
    givers = group_by_giver(gifts, (*mine, *(one.question for one in own.enquiries)))
    bare = Staffroom(own=own.enquiries, own_asks=own.asks)
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
    asks = {(normalise_text(ask.text), ask.answer or ""): ask for gift in gifts for ask in gift.asks}
    codes = {fold(code): code for gift in gifts for one in gift.enquiries for code in one.standards}
    return msgspec.structs.replace(
        bare,
        enough=True,
        themes=tuple(
            AskedTheme(spelling.get(theme, ""), tuple(sorted(asked[theme].values(), key=_sort_by_words)))
            for theme in themes
        ),
        asks=tuple(asks[key] for key in sorted(asks)),
        decided=_list_decided(held),
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
