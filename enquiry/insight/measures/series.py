"""Series: the values of one measure in one cycle in the order of the days, and their change."""

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from statistics import median, median_low
from typing import NamedTuple

from enquiry.dates.period import spell, spell_short
from enquiry.insight.measures.tally import TallyShift, compute_tally_shift, format_tally
from enquiry.model.amount import Number
from enquiry.model.choices import BetterDirection, Counted, EvidenceStage
from enquiry.model.cycle import Cycle, Target
from enquiry.model.entry import Evidence
from enquiry.model.groups import COUNTED, LEARNER, NOUNS, GroupNoun
from enquiry.model.journal import Journal
from enquiry.model.measure import (
    Measure,
    MeasuredValue,
    format_plain_number,
    get_denominator,
    get_measure_range,
    guess_counted,
)
from enquiry.model.text import fold_words
from enquiry.words import format_count


class SeriesPoint(NamedTuple):
    """One value: its day, its standard deviation, of how many learners, its entry, and that entry's stage.

    `of` is its denominator, as in 5 of 24; `chosen` says whether the group was chosen because of what is measured.
    `tally` is how many stand at each level, the value then being the middle one's.
    """

    on: date
    value: Number
    sd: Number | None
    n: int | None
    entry: str
    stage: EvidenceStage | None = None
    of: Number | None = None
    chosen: bool | None = None
    tally: tuple[int, ...] = ()


class Series(NamedTuple):
    """The values of one measure in one cycle, the earliest first; there is at least one.

    `people` are the group's, `target` is what the cycle wants of it.
    """

    name: str
    unit: str
    better: BetterDirection
    points: tuple[SeriesPoint, ...]
    counts: Counted | None = None
    levels: tuple[str, ...] = ()
    lowest: Number | None = None
    highest: Number | None = None
    people: GroupNoun = LEARNER
    target: Target | None = None

    @property
    def first(self) -> SeriesPoint:
        """The earliest value."""
        return self.points[0]

    @property
    def latest(self) -> SeriesPoint:
        """The latest value."""
        return self.points[-1]

    @property
    def baselines(self) -> tuple[SeriesPoint, ...]:
        """The values of the baseline."""
        return tuple(point for point in self.points if point.stage is EvidenceStage.BASELINE)

    @property
    def baseline(self) -> SeriesPoint | None:
        """The last value of the baseline: how things were just before the change."""
        return next(iter(reversed(self.baselines)), None)

    @property
    def is_share(self) -> bool:
        """Whether the values are told as shares: each has its denominator, and they are no points of one total."""
        totals = {point.of for point in self.points}
        return None not in totals and not self.levels and (self.counts is not Counted.POINTS or len(totals) > 1)

    @property
    def plotted(self) -> tuple[Number, ...]:
        """The values as they are drawn: shares in per cent, else as they are."""
        return tuple(compute_percentage(one) if self.is_share else one.value for one in self.points)

    @property
    def reach(self) -> tuple[Number | None, Number | None]:
        """The lowest and highest value that can be drawn, where they are known."""
        return (0, 100) if self.is_share else (self.lowest, self.highest)

    @property
    def aim(self) -> Number | None:
        """Where the target stands among the values as they are drawn; None without one, or where it can't be placed."""
        return place_target(self.target, share=self.is_share) if self.target else None

    @property
    def aim_words(self) -> str:
        """The target in words: "target 95 by 1 March 2026"; nothing where it has no place."""
        if self.target is None or self.aim is None:
            return ""
        by = f" by {spell(self.target.by)}" if self.target.by else ""
        return f"target {format_plain_number(self.aim)}{' %' if self.is_share else ''}{by}"

    def format_bare(self, point: SeriesPoint) -> str:
        """Return a value without its unit: a count with its total, a level's name, else the number."""
        if point.tally:
            return format_tally(point.tally, self.levels)
        return format_value(point.value, "", point.of if self.is_share else None, self.levels)

    @property
    def chosen(self) -> bool | None:
        """Whether the group was chosen because of this measure, where that was said."""
        return next((point.chosen for point in self.points if point.chosen is not None), None)


def place_target(target: Target, *, share: bool) -> Number | None:
    """Return where a target stands among values drawn in per cent (`share`) or as they are; None where it can't."""
    if not share:
        return target.value
    if target.of:
        return round(100 * target.value / target.of)
    return target.value if target.unit == "%" else None


def compute_percentage(point: SeriesPoint) -> float:
    """Return a value in per cent of its denominator."""
    return 100 * point.value / (point.of or 1)


def collect_series(cycle: Cycle, journal: Journal) -> tuple[Series, ...]:
    """Return the cycle's measures in the order in which they first appear, each with all its values."""
    sort = journal.get_group_sort(cycle)
    names: dict[str, str] = {}
    held: dict[str, list[tuple[Evidence, MeasuredValue]]] = {}
    for evidence, value in cycle.iterate_values():
        name = names.setdefault(fold_words(value.measure), value.measure)
        held.setdefault(name, []).append((evidence, value))
    found = list[Series]()
    for name, values in held.items():
        known = journal.find_measure(name)
        points = tuple(build_point(one, value, known, cycle.stages[one.id]) for one, value in values)
        counts = guess_counted([(value, one.n) for one, value in values], known, COUNTED[sort])
        if known:
            own = (known.unit, known.better, points, counts, known.levels)
            series = Series(name, *own, *get_measure_range(known), NOUNS[sort])
        else:
            series = Series(name, "", BetterDirection.NEITHER, points, counts, people=NOUNS[sort])
        found.append(series._replace(target=cycle.find_target(name)))
    return tuple(found)


def build_point(
    evidence: Evidence, value: MeasuredValue, known: Measure | None, stage: EvidenceStage | None = None
) -> SeriesPoint:
    """Return a value with all that its evidence and its measure say of it."""
    of = get_denominator(value, known)
    own = (evidence.happened_on, value.value, value.sd, evidence.n, evidence.name)
    return SeriesPoint(*own, stage, of, value.chosen, value.tally)


def format_value(value: Number, unit: str, of: Number | None = None, levels: Sequence[str] = ()) -> str:
    """Return a value in words: `78%`, `12 of 23`, `2 min`, or the name of its level."""
    if levels and value in range(1, len(levels) + 1):
        return levels[int(value) - 1]
    if of is not None:
        unit = f"of {format_plain_number(of)}" + ("" if unit in ("", "%") or unit.startswith("of ") else f" {unit}")
    return f"{format_plain_number(value)}{'' if unit in ('', '%') else ' '}{unit}"


def format_point(point: SeriesPoint, unit: str, levels: Sequence[str] = ()) -> str:
    """Return a value with its unit, standard deviation and number of learners: `11.2 of 20 (SD 4.1, n 24)`."""
    value = format_tally(point.tally, levels) if point.tally else format_value(point.value, unit, point.of, levels)
    aside = [f"SD {format_plain_number(point.sd)}" if point.sd is not None else "", f"n {point.n}" if point.n else ""]
    said = ", ".join(filter(None, aside))
    return f"{value} ({said})" if said else value


# --- How a measure has changed, in its own units.


class MeasureChange(NamedTuple):
    """A measure's latest value against its baseline, or against its first value where there is no baseline.

    `since_values` is how many values the earlier one is the median of. `share` says that both are told as shares.
    """

    measure: str
    unit: str
    better: BetterDirection
    since: SeriesPoint
    latest: SeriesPoint
    baseline: bool
    since_values: int = 1
    share: bool = False
    levels: tuple[str, ...] = ()

    @property
    def by(self) -> Number:
        """The latest value less the earlier one; of shares in percentage points."""
        if self.share:
            return round(compute_percentage(self.latest) - compute_percentage(self.since), 9)
        return compute_difference(self.latest.value, self.since.value)


def compute_difference(value: Number, other: Number) -> Number:
    """Return `value` less `other`, without the rounding errors of binary fractions."""
    return value - other if isinstance(value, int) and isinstance(other, int) else round(value - other, 9)


def build_measure_change(series: Series) -> MeasureChange | None:
    """Return a measure's change since its baseline, or since its first value; None where nothing came after.

    A baseline of several values is their median; of shares that of the shares.
    """
    baseline, several = series.baseline, len(series.baselines)
    since = baseline or series.first
    if since is series.latest:
        return None
    if several > 1:
        drawn = dict(zip(series.points, series.plotted, strict=True))
        middle = (median_low if series.levels else median)(drawn[point] for point in series.baselines)
        since = since._replace(value=middle, of=100 if series.is_share else since.of, sd=None, tally=())
    held = (series.name, series.unit, series.better, since, series.latest, baseline is not None)
    return MeasureChange(*held, max(several, 1), series.is_share, series.levels)


def format_change_amount(by: Number, unit: str, better: BetterDirection) -> str:
    """Return a change in words: `up 3.9, which is better`, `down 2 percentage points`, `no change`.

    Units of the form "of 20" are left out, since 3.9 of 20 would read as a score, and so are those of a change of one,
    since they stand in the plural. Better and worse are said only of a measure for which one way is.
    """
    if not by:
        return "no change"
    one = abs(by) == 1
    amount = f"{'up' if by > 0 else 'down'} {format_plain_number(abs(by))}"
    if unit == "%":
        amount += " percentage point" if one else " percentage points"
    elif unit and not unit.startswith("of ") and not one:
        amount += f" {unit}"
    return f"{amount}, which is {verdict}" if (verdict := describe_verdict(by, better)) else amount


def describe_verdict(by: Number, better: BetterDirection) -> str:
    """Return "better" or "worse", or nothing where there was no change or neither way is better."""
    if not by or better is BetterDirection.NEITHER:
        return ""
    return "better" if (by > 0) is (better is BetterDirection.UP) else "worse"


def format_change(change: MeasureChange) -> str:
    """Return a change as one clause: `up 3.9 since the baseline of 3 Sep 2025, which is better`.

    Counts stand as shares with both numbers: `21 % → 52 %, 5 of 24, 12 of 23, since the baseline of 3 Sep 2025`.
    """
    amount, _, verdict = format_change_amount(change.by, change.unit, change.better).partition(", ")
    sides = [change.latest] if change.since_values > 1 else [change.since, change.latest]
    if change.share:
        shares = " → ".join(format_share(one.value, one.of or 1) for one in (change.since, change.latest))
        counts = ", ".join(format_value(one.value, change.unit, one.of) for one in sides)
        amount = f"{shares}, {counts},"
    elif change.since.tally and change.latest.tally:
        amount, verdict = _format_tally_change(change)
    elif change.levels:
        names = [format_value(one.value, "", None, change.levels) for one in (change.since, change.latest)]
        amount = " → ".join(names) if change.by else f"still {names[-1]}"
    since = f"{amount} since {format_since(change)}"
    return f"{since}, {verdict}" if verdict else since


def _format_tally_change(change: MeasureChange) -> tuple[str, str]:
    """Return what is known of the moves between two tallies, and whether it is better.

    Where they are not of as many people, the share at each level is told, since nobody's move can be known.
    """
    before, after = change.since.tally, change.latest.tally
    if shift := compute_tally_shift(before, after):
        way = 0 if shift.rose and shift.fell else shift.rose - shift.fell
        verdict = describe_verdict(way, change.better)
        return f"{format_tally_shift(shift)},", verdict and f"which is {verdict}"
    held = [
        f"{level} {format_share(early, sum(before) or 1)} → {format_share(late, sum(after) or 1)}"
        for level, early, late in zip_longest(change.levels, before, after, fillvalue=0)
    ]
    return f"{', '.join(held)},", ""


def format_tally_shift(shift: TallyShift) -> str:
    """Return what is known of moves between levels: `at least 5 of 24 rose, at most 19 stayed`."""
    moves = [f"at least {n} of {shift.of} {did}" for n, did in ((shift.rose, "rose"), (shift.fell, "fell")) if n]
    return f"{', '.join([*moves, f'at most {shift.stayed} stayed'])}" if moves else "as many at each level"


def format_since(change: MeasureChange, *, shown: bool = True) -> str:
    """Return what a change is since: `the baseline of 3 Sep 2025`, or of several values, their median where `shown`."""
    what = "the baseline" if change.baseline else "the first value"
    if change.since_values == 1:
        return f"{what} of {spell_short(change.since.on, year=True)}"
    return f"{what} of {format_median(change) if shown else format_count(change.since_values, 'value')}"


def format_median(change: MeasureChange) -> str:
    """Return a baseline of several values: `three values, median 41`."""
    middle = change.since.value
    shown = format_share(middle, 100) if change.share else format_value(middle, "", None, change.levels)
    return f"{format_count(change.since_values, 'value')}, median {shown}"


def format_share(value: Number, of: Number) -> str:
    """Return so many of so many in per cent: `21 %`."""
    return f"{100 * value / of:.0f} %"
