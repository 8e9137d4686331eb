"""The summary as a frozen value: what was asked for, what each cycle held, and what is handed to a writer.

Whatever is withheld never enters these values, so that no writer can leak it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from enquiry.acts import Act
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import ONE_DAY, Period
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.insight.replay.value import CycleReplay
from enquiry.insight.summary.blocks import AnyBlock, EntryLine, Heading, ToldField
from enquiry.insight.summary.disclosure import DisclosureOverrides, Withheld
from enquiry.insight.summary.language import ENGLISH, Language
from enquiry.insight.summary.reader import Reader
from enquiry.insight.year.timeliness import EvaluationMonth
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle, Question
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Journal
from enquiry.model.standards import Standards
from enquiry.query.select import Selection

LISTS = ("disagreed", "seen", "done", "plans", "thought", "decisions", "notes", "readings", "asks")
"""The fields of a cycle's summary that hold its entries, each entry in one of them, in the order documents use."""


class SummaryValue(msgspec.Struct, frozen=True):
    """One value of a measure: its day and entry, as it is told, and the number where that may be told.

    `of` is the denominator of a count, as in 5 of 24; `tally` tells how many stood at each level, or at some together.
    """

    on: date
    entry: str
    told: str
    value: int | float | None = None
    sd: int | float | None = None
    n: str = ""
    of: int | float | None = None
    tally: tuple[tuple[str, int], ...] = ()

    def label(self, measure: str) -> str:
        """Return the value with its measure's name, as lists of what is told name it."""
        return f"{measure}: {self.told}"


class SummaryMeasure(msgspec.Struct, frozen=True):
    """A measure's values in the window. `baseline` is the index of the baseline among them, where there is one.

    `change` says what has changed since the baseline, and where a count was withheld how much it is at least. `weight`
    is the effect-size sentence, where n and SD are known. `since` is the median of a baseline of several values;
    `share` says that the values are told as shares.
    """

    measure: str
    unit: str
    better: str
    values: tuple[SummaryValue, ...]
    baseline: int | None = None
    change: str = ""
    weight: str = ""
    since: str = ""
    share: bool = False


class CycleSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What one cycle held in the window. `goes` says that its own words are told; without it they are all empty.

    `priority` is the one it serves, its own or that of what it grew from. `tried_here` says how what readings claim
    turned out, where both the reading and the review may be told. In a document that leaves the journal, what it does
    not tell is empty or None here too.
    """

    number: int
    goes: bool
    question: str = ""
    state: CycleState | None = None
    began_on: date | None = None
    versions: tuple[Question, ...] = ()
    group: str = ""
    issue: str = ""
    why: str = ""
    hunch: str = ""
    setting: str = ""
    partners: str = ""
    targets: tuple[str, ...] = ()
    priority: str = ""
    instead: str = ""
    informed: str = ""
    consent: str = ""
    delete_by: date | None = None
    story: str = ""
    hours: str = ""
    success: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    grew_from: int | None = None
    tried_here: tuple[str, ...] = ()
    next_look: date | None = None
    next_questions: tuple[str, ...] = ()
    turns: tuple[EntryLine, ...] = ()
    done: tuple[EntryLine, ...] = ()
    plans: tuple[EntryLine, ...] = ()
    disagreed: tuple[EntryLine, ...] = ()
    seen: tuple[EntryLine, ...] = ()
    thought: tuple[EntryLine, ...] = ()
    decisions: tuple[EntryLine, ...] = ()
    readings: tuple[EntryLine, ...] = ()
    notes: tuple[EntryLine, ...] = ()
    asks: tuple[EntryLine, ...] = ()
    changes: tuple[SummaryMeasure, ...] = ()

    @property
    def lines(self) -> Iterator[EntryLine]:
        """The line of every entry, in the order in which documents tell them."""
        for name in LISTS:
            yield from getattr(self, name)


class DisclosedCycle(NamedTuple):
    """What of one cycle a document may tell: its entries, why some are told by name only, whether its own words go."""

    cycle: Cycle
    entries: tuple[AnyEntry, ...]
    by_name: Mapping[str, str] = {}
    goes: bool = True


class TimelyCount(msgspec.Struct, frozen=True):
    """How many entries were recorded within two weeks of the day they are about, of how many."""

    within: int
    of: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A window of a journal, as at a day, for a reader. `blocks` is the document; a writer needs nothing else.

    `told` lists every field that the blocks tell, in their order. The other fields are what the blocks are made of, for
    programs, and hold no more than is told: `entries` is how many are told, and `partial` says that something of the
    time is not in the document. `names` says that the names of entries stand beside their days. `language` is that of
    its fixed words. `to` says to whom it is given in the owner’s words, `gift` under which name, so that what is said
    of it finds its way back.
    """

    reader: str
    owner: bool
    title: str
    name: str
    role: str
    window: Period
    as_at: date
    cycles: tuple[CycleSummary, ...]
    months: tuple[EvaluationMonth, ...]
    at_the_time: TimelyCount
    entries: int
    still_open: tuple[tuple[int, str], ...]
    without_entries: tuple[tuple[int, str], ...]
    unfiled: int
    chosen: str
    partial: bool
    names: bool = False
    language: Language = ENGLISH
    to: str = ""
    gift: str = ""
    told: tuple[ToldField, ...] = ()
    blocks: tuple[AnyBlock, ...] = ()

    @property
    def heading(self) -> Heading:
        """The document's title."""
        return next(block for block in self.blocks if isinstance(block, Heading))


class EmptySection(NamedTuple):
    """A heading under which the journal has nothing, and the act that would fill it."""

    heading: str
    act: Act | None


class PreparedSummary(NamedTuple):
    """A summary ready to be written, and what the owner should know before it leaves.

    `few` names what is told in a person's own words that count fewer than five learners, and `echoes` what holds a
    value of evidence that is itself held back: entries by name, fields of a cycle as `7:hunch`.
    """

    summary: Summary
    held: tuple[Withheld, ...]
    silent: tuple[EmptySection, ...]
    few: tuple[str, ...] = ()
    echoes: tuple[str, ...] = ()


class SummaryRequest(NamedTuple):
    """What a summary is asked of: the journal and what of it was selected, for whom, for which time, as at which day.

    `chosen` says in words what else the selection was narrowed by, so that no document hides it. A narrowed summary
    does not speak of the cycles that were not chosen. `later` says that the journal holds what was recorded
    after the day, which is said beside each. `language` is that of the fixed words. `word` gives the command line of an
    act, since a document holds words alone. `to` says in its writer's words for
    whom a gift is, and `wish` what they would like from them. `replays` are the decisions of cycles as they stood, by
    the cycle's number, where the reader is told of them.
    """

    selection: Selection
    journal: Journal
    calendar: Calendar
    reader: Reader
    window: Period
    as_at: date
    title: str
    word: Callable[[Act], str]
    chosen: str = ""
    sharing: DisclosureOverrides = DisclosureOverrides()
    standards: Standards = Standards()
    rules: PulseRules = DEFAULT_RULES
    later: bool = False
    language: Language = ENGLISH
    to: str = ""
    wish: str = ""
    replays: Mapping[int, CycleReplay] = {}

    @property
    def until(self) -> date:
        """The day as of which states, questions and what comes next are told: the last of the window that has come."""
        return min(self.as_at, self.window.last)


def wrap_blocks(reader: str, title: str, made: date, parts: Iterable[AnyBlock], *, owner: bool = False) -> Summary:
    """Return a document of these blocks alone, which tells of no cycle; `made` stands in a file's properties only."""
    return Summary(
        reader=reader,
        owner=owner,
        title=title,
        name="",
        role="",
        window=Period(made, made + ONE_DAY),
        as_at=made,
        at_the_time=TimelyCount(0, 0),
        entries=0,
        unfiled=0,
        chosen="",
        partial=False,
        cycles=(),
        months=(),
        still_open=(),
        without_entries=(),
        blocks=tuple(parts),
    )


class SummaryFacts(NamedTuple):
    """What sections are built from: the summary without blocks, the request, and the disclosed cycles by number.

    The disclosed cycles are as they stood at the end of the day. `starred` names the entries that were marked as those
    that matter most, `strongest` in each cycle the evidence that disagrees most. `more` is how many lines each part
    tells beyond its limit, to fill a page, and how many more there are to write on, or fewer.
    """

    summary: Summary
    asked: SummaryRequest
    going: dict[int, DisclosedCycle]
    starred: frozenset[str] = frozenset()
    strongest: frozenset[str] = frozenset()
    more: int = 0
