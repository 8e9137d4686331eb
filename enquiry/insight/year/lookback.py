"""Looking back from a day: this week in earlier years, what was asked and believed a year ago, promises that are due.

Rules: *this week* is the school week of the same number, and the seven days about the same date; in the time before
the first term only the latter. A promise is what was said with a day: a next look that was set, a follow-up after
embedding, the last day of an action whose outcome was not said, what was written ahead for a day that has come, and
the day by which what was gathered is deleted.
Days are never read out of people's words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from enquiry.acts import Act, ActKind
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import EARLIEST, spell
from enquiry.insight.pulse.follow_ups import build_follow_ups
from enquiry.insight.pulse.next_look import describe_promise, is_look_due, plan_next_look
from enquiry.insight.pulse.reminders import describe_deletion, list_due_deletions
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import CycleState, Held
from enquiry.model.entry import Action, Ask, Review, format_answer
from enquiry.query.select import Selection

DATE_MARGIN = timedelta(days=3)
"""Days before and after the same date of an earlier year that still are about it."""

AHEAD_MARGIN = timedelta(days=28)
"""Days for which an entry written ahead, or what was asked for a year ago, is shown after its day."""


class PastItem(NamedTuple):
    """One thing of the past: its day, what it is, its words, and the act that shows more."""

    on: date
    what: str
    text: str
    act: Act


class EarlierYear(NamedTuple):
    """An earlier year: its label, its school week where that is meant, and what was written then."""

    year: str
    week: int | None
    about: date
    memories: tuple[PastItem, ...]


class PastQuestion(NamedTuple):
    """What a cycle asked a year ago, what it asks now where that differs, what became of it; the act shows more."""

    cycle: int
    question: str
    now: str
    became: str
    act: Act


class PastBelief(NamedTuple):
    """What was believed a year ago, how it is put now where that differs, how it is held; the act shows more."""

    belief: str
    text: str
    now: str
    held: Held
    act: Act


class DuePromise(NamedTuple):
    """A promise whose day has come: the day, in words what it was, and the act that answers it."""

    on: date
    words: str
    text: str
    act: Act


class PastAsk(NamedTuple):
    """What was asked for about a year ago: its name and day, of whom, the words, what became of it, and the act."""

    name: str
    on: date
    of: str
    text: str
    became: str
    act: Act


class LookBack(NamedTuple):
    """All that a look back finds from a day."""

    today: date
    year: str
    year_word: str
    week: int
    promises: tuple[DuePromise, ...]
    asked: tuple[PastQuestion, ...]
    asks: tuple[PastAsk, ...]
    believed: tuple[PastBelief, ...]
    earlier: tuple[EarlierYear, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.promises or self.asked or self.asks or self.believed or self.earlier)


def build_lookback(
    selection: Selection, calendar: Calendar, today: date, rules: PulseRules = DEFAULT_RULES
) -> LookBack:
    """Return the look back from `today` over what was selected."""
    year, week = calendar.find_year(today), calendar.compute_week_number(today)
    found = (*_find_promises(selection, calendar, today, rules), *_find_due_deletions(selection, today))
    promises = sorted(found, key=lambda promise: promise.on)
    return LookBack(
        today,
        year.label,
        calendar.words.year,
        week,
        tuple(promises),
        tuple(_find_past_questions(selection, today - relativedelta(years=1))),
        tuple(_find_past_asks(selection, today - relativedelta(years=1))),
        tuple(_find_past_beliefs(selection, today - relativedelta(years=1))),
        tuple(_find_earlier_years(selection, calendar, today)),
    )


def _find_earlier_years(selection: Selection, calendar: Calendar, today: date) -> Iterator[EarlierYear]:
    """Yield the earlier years that hold something, the latest first; each thing once."""
    items = [
        PastItem(note.happened_on, f"note {note.name}", note.text, Act(ActKind.SHOW_ITEM, item=note.name))
        for note in selection.notes
    ]
    for found in selection.found:
        cycle = found.cycle
        for entry in found.entries:
            text = entry.text
            if isinstance(entry, Review) and entry.decision:  # of a review its decision and the reason first
                decided = f"{entry.decision.value}{f', because {entry.because}' if entry.because else ''}"
                text = f"{decided}. {text}".strip() if text else decided
            act = Act(ActKind.SHOW_ITEM, item=entry.name)
            items.append(PastItem(entry.happened_on, f"{entry.kind} {entry.name}", text, act))
        for place, question in enumerate(cycle.questions if found.itself else ()):
            what = f"{'refined question' if place else 'question'} of {cycle.number}"
            items.append(PastItem(question.on, what, question.text, Act(ActKind.SHOW_TIMELINE, cycle.number)))
    items.sort(key=lambda item: item.on)
    days, week = [item.on for item in items], calendar.compute_week_number(today)
    for back in range(1, today.year - max(items[0].on if items else today, EARLIEST).year + 2):
        about = today - relativedelta(years=back)
        year = calendar.find_year(about)
        own = items[bisect_left(days, year.period.begin) : bisect_left(days, year.period.end)]
        same = tuple(item for item in own if week > 0 and calendar.compute_week_number(item.on) == week)
        if same:
            yield EarlierYear(year.label, week, about, same)
        near = items[bisect_left(days, about - DATE_MARGIN) : bisect_right(days, about + DATE_MARGIN)]
        if others := tuple(item for item in near if item not in same):
            yield EarlierYear(year.label, None, about, others)


def _find_past_questions(selection: Selection, then: date) -> Iterator[PastQuestion]:
    """Yield what was asked on a day, and what was last decided or done since, with its reason."""
    for cycle in (found.cycle for found in selection.found):
        if cycle.began_on > then or cycle.get_state_on(then) is not CycleState.OPEN:
            continue
        question = cycle.get_question_on(then).text
        now = cycle.question if cycle.question != question else ""
        moments = [(turn.on, turn.at, turn.state.value, turn.because) for turn in cycle.turns]
        if decided := cycle.decided:
            moments.append((decided.happened_on, decided.recorded_at, f"{decided.decision}", decided.because))
        became = cycle.state.value
        if moments:
            on, _, what, because = max(moments, key=lambda moment: moment[:2])
            became = f"{what}, {spell(on)}{f', because {because}' if because else ''}"
        yield PastQuestion(cycle.number, question, now, became, Act(ActKind.SHOW_TIMELINE, cycle.number))


def _find_past_asks(selection: Selection, then: date) -> Iterator[PastAsk]:
    """Yield what was asked for in the four weeks to a day, or just after it, in the order of the days."""
    asks = [entry for entry in selection.entries if isinstance(entry, Ask)]
    for ask in sorted(asks, key=lambda ask: ask.happened_on):
        if then - AHEAD_MARGIN <= ask.happened_on <= then + DATE_MARGIN:
            became = ": ".join(filter(None, (format_answer(ask), ask.came_of_it)))
            act = Act(ActKind.SHOW_ITEM if ask.answer else ActKind.ANSWER, item=ask.name)
            yield PastAsk(ask.name, ask.happened_on, ask.of, ask.text, became, act)


def _find_past_beliefs(selection: Selection, then: date) -> Iterator[PastBelief]:
    """Yield what was believed on a day and not given up by then, with how it is put and held now."""
    for belief in selection.beliefs:
        was = belief.get_version_on(then)
        if belief.began_on <= then and was.held is not Held.GIVEN_UP:
            now = belief.text if belief.text != was.text else ""
            yield PastBelief(belief.name, was.text, now, belief.held, Act(ActKind.TRACE, item=belief.name))


def _find_promises(selection: Selection, calendar: Calendar, today: date, rules: PulseRules) -> Iterator[DuePromise]:
    for found in selection.found:
        cycle = found.cycle
        ahead = plan_next_look(cycle, calendar, today, rules)
        if cycle.state is not CycleState.OPEN:
            if ahead and is_look_due(ahead, today):
                words, act = describe_promise(cycle, ahead)
                yield DuePromise(ahead.on, words, cycle.question, act)
        else:
            if ahead and ahead.was_set and is_look_due(ahead, today):
                words = f"You set a look at cycle {cycle.number} for {spell(ahead.on)}."
                yield DuePromise(ahead.on, words, cycle.question, Act(ActKind.REVIEW, cycle.number))
            embed = cycle.embedding_review
            for one in build_follow_ups(cycle, calendar, today, rules) if embed else ():
                if embed and one.state in ("due", "missing"):
                    embedded = f"Cycle {cycle.number} was embedded on {spell(embed.happened_on)}"
                    words = f"{embedded}; is it still happening {one.when}?"
                    yield DuePromise(one.on, words, cycle.question, Act(ActKind.LOG_FOLLOW_UP, cycle.number))
        for entry in found.entries:
            if isinstance(entry, Action) and entry.until and entry.until < today and entry.done is None:
                planned = f", {entry.planned} times" if entry.planned else ""
                words = f"Action {entry.name} was to run until {spell(entry.until)}{planned}; how often was it done?"
                yield DuePromise(entry.until, words, entry.text, Act(ActKind.SET_DONE, item=entry.name))
            if entry.recorded_at.date() < entry.happened_on <= today <= entry.happened_on + AHEAD_MARGIN:
                words = f"You wrote {entry.kind} {entry.name} ahead, for {spell(entry.happened_on)}."
                yield DuePromise(entry.happened_on, words, entry.text, Act(ActKind.SHOW_ITEM, item=entry.name))


def _find_due_deletions(selection: Selection, today: date) -> Iterator[DuePromise]:
    for cycle in list_due_deletions((found.cycle for found in selection.found), today, ahead=timedelta()):
        act = Act(ActKind.SETTLE_DELETION, cycle.number, item=str(cycle.number))
        yield DuePromise(cycle.delete_by or today, describe_deletion(cycle, today), cycle.question, act)
