"""What `measures compare` was given, made into one comparison: a table, figures on the line, or the journal's own."""

from datetime import date
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from enquiry.cli.session import Session
from enquiry.cli.terminal import read_all
from enquiry.dates.calendar import Calendar
from enquiry.dates.parse import read_day
from enquiry.dates.period import spell, spell_short
from enquiry.errors import NotFound, UsageMistake
from enquiry.insight.measures.catalogue import MeasureInUse, MeasureUse, find_measure
from enquiry.insight.measures.change import find_baseline
from enquiry.insight.measures.compare import compare_before_after, compare_scores, compare_two_groups
from enquiry.insight.measures.comparison import ChartBar, ComparedGroup, ComparedMeasure, Comparison, GroupFigures
from enquiry.insight.measures.effect_size import compute_change_sd, compute_correlation
from enquiry.insight.measures.series import SeriesPoint
from enquiry.insight.measures.summary import build_point_figures
from enquiry.model.journal import Journal

# --- The sides of a comparison as the journal holds them: which cycle's values, of which days.


MOST_BARS = 12
"""Values of a series that are drawn one by one."""


class CompareDays(NamedTuple):
    """The days that were named, as they were typed, and what they are read by."""

    today: date
    calendar: Calendar
    from_: str | None = None
    to: str | None = None

    def find_point(self, raw: str, use: MeasureUse) -> SeriesPoint:
        """Return the value of a day, the last where it has several. Raises NotFound where it has none."""
        day = read_day(raw, today=self.today, calendar=self.calendar)
        found = [point for point in use.series.points if point.on == day]
        if not found:
            known = ", ".join(dict.fromkeys(point.on.isoformat() for point in use.series.points))
            raise NotFound(f"“{use.series.name}” has no value of {spell(day)}.", f"Its days are: {known}.")
        return found[-1]


def select_use(measure: MeasureInUse, journal: Journal) -> MeasureUse:
    """Return the one cycle's use that is meant: the only one, or the current cycle's. Raises UsageMistake for none."""
    if not measure.uses:
        hint = f'enquiry evidence … --measure "{measure.name}=…" gives it one.'
        raise UsageMistake(f"“{measure.name}” has no values yet.", hint)
    current = [use for use in measure.uses if use.cycle.id == journal.settings.current]
    if len(measure.uses) > 1 and not current:
        numbers = ", ".join(str(use.cycle.number) for use in measure.uses)
        raise UsageMistake(f"“{measure.name}” is used in cycles {numbers}.", "Name one of them with -c.")
    return (current or measure.uses)[0]


def build_journal_group(days: CompareDays, use: MeasureUse, name: str, *, alone: bool = False) -> ComparedGroup:
    """Return a group's values on the days that were named; else its baseline (or its first value) and its latest.

    Raises UsageMistake where the days run backwards, and for a group on its own that has one value only.
    """
    points = use.series.points
    after = days.find_point(days.to, use) if days.to else points[-1]
    before = days.find_point(days.from_, use) if days.from_ else _find_first_point(use, after)
    if points.index(before) < points.index(after):
        return ComparedGroup(name, build_point_figures(before), build_point_figures(after))
    if days.from_ or (days.to and before is not after):
        words = f"The value of {spell(before.on)} does not come before that of {spell(after.on)}."
        raise UsageMistake(words, "Give --from the earlier day and --to the later one.")
    if alone:
        words = f"“{use.series.name}” has nothing to set beside its value of {spell(after.on)}."
        raise UsageMistake(words, 'Look at it again later, or name another group\'s measure: --with "…"')
    return ComparedGroup(name, None, build_point_figures(after))


def _find_first_point(use: MeasureUse, after: SeriesPoint) -> SeriesPoint:
    baseline, points = find_baseline(use.series, use.cycle), use.series.points
    return baseline if baseline and points.index(baseline) < points.index(after) else points[0]


def add_hints(found: Comparison, use: MeasureUse) -> Comparison:
    """Return the comparison with all the series in its picture, and with what would let it say more."""
    if not use.cycle.group:
        words = f'Cycle {use.cycle.number} names no group: enquiry edit {use.cycle.number} --group "…"'
        found = found._replace(warnings=(*found.warnings, words))
    group, points = found.groups[0], use.series.points
    before, after = found.compared
    if len(points) <= MOST_BARS:
        named = (before.entry, after.entry)
        bars = (ChartBar(group.name, spell_short(p.on, year=True), p.value, p.entry in named) for p in points)
        found = found._replace(picture=tuple(bars))
    bearing = [p for p in points if p.sd is not None and p.on > (before.on or p.on) and p.on != after.on]
    if found.effect or found.shares or before.sd is None or after.sd is not None or not bearing:
        return found
    best = bearing[-1]
    return found._replace(limit=f"{found.limit} {best.entry} gives one: --to {best.on.isoformat()}.")


class CompareOptions(NamedTuple):
    """The options of `measures compare`, as they were typed."""

    name: str | None = None
    cycle: str | None = None
    chosen_low: bool | None = None
    with_: str | None = None
    from_: str | None = None
    to: str | None = None
    csv: Path | None = None
    before: str | None = None
    after: str | None = None
    by: str | None = None
    mean: float | None = None
    sd: float | None = None
    n: int | None = None
    before_mean: float | None = None
    before_sd: float | None = None
    with_mean: float | None = None
    with_sd: float | None = None
    with_n: int | None = None
    r: float | None = None
    sd_change: float | None = None


_COMMON_FIELDS = {"name", "cycle", "chosen_low"}
_TABLE_FIELDS = {"csv", "before", "after", "by"}
_FIGURE_FIELDS = {"mean", "sd", "n", "before_mean", "before_sd", "with_mean", "with_sd", "with_n"}
_JOURNAL_FIELDS = {"with_", "from_", "to"}
_CHANGE_FIELDS = {"r", "sd_change"}


def build_asked_comparison(session: Session, asked: CompareOptions) -> Comparison:
    """Return the comparison that was asked for.

    Raises UsageMistake where options of different ways stand together or too few were given, NotFound and Ambiguous
    for names, and UnreadableDate for days.
    """
    _check_numbers(asked)
    if asked.csv is not None:
        _check_option_set(asked, _TABLE_FIELDS, "--csv", ("before", "after"))
        return _compare_table(session, asked, asked.csv)
    if given := sorted(_collect_given_fields(asked) & _TABLE_FIELDS):
        raise UsageMistake(
            f"{_format_compare_option(given[0])} names a column, and no file was named.", "Name it with --csv FILE."
        )
    if _collect_given_fields(asked) & _FIGURE_FIELDS:
        _check_option_set(asked, _FIGURE_FIELDS | _CHANGE_FIELDS, "a figure on the line", ("mean",))
        return _compare_figures(session, asked)
    if asked.name is None:
        raise UsageMistake(
            "Nothing was named to compare.",
            'Name a measure (enquiry measures compare "20-item check"), a table (--csv) or figures (--mean).',
        )
    return _compare_journal_measures(session, asked, asked.name)


# --- what was given ---------------------------------------------------------------------------------------------------


def _collect_given_fields(asked: CompareOptions) -> set[str]:
    return {name for name, value in asked._asdict().items() if value is not None}


def _format_compare_option(field: str) -> str:
    return f"--{field.rstrip('_').replace('_', '-')}"


def _check_option_set(asked: CompareOptions, way: set[str], words: str, needed: tuple[str, ...]) -> None:
    if others := sorted(_collect_given_fields(asked) - way - _COMMON_FIELDS):
        raise UsageMistake(
            f"{_format_compare_option(others[0])} does not go with {words}.", "enquiry measures compare --help"
        )
    if missing := [field for field in needed if field not in _collect_given_fields(asked)]:
        raise UsageMistake(
            f"{_format_compare_option(missing[0])} is missing beside {words}.", "enquiry measures compare --help"
        )


def _check_numbers(asked: CompareOptions) -> None:
    for field, value in asked._asdict().items():
        if isinstance(value, float) and not isfinite(value):
            raise UsageMistake(
                f"{_format_compare_option(field)} {value} is not a number to reckon with.", "Give it in figures."
            )
    if asked.r is not None and asked.sd_change is not None:
        raise UsageMistake("--r and --sd-change say the same thing in two ways.", "Give one of them.")


# --- a table ----------------------------------------------------------------------------------------------------------


def _compare_table(session: Session, asked: CompareOptions, path: Path) -> Comparison:
    from enquiry.exchange.importing.journal import read_input_file
    from enquiry.insight.measures.scores import ScoreColumns, parse_scores

    before, after = asked.before or "", asked.after or ""
    from_stdin = str(path) == "-"
    data = read_all(session.stdin).encode("utf-8", "surrogateescape") if from_stdin else read_input_file(path)
    scores = parse_scores(data, "Standard input" if from_stdin else path.name, ScoreColumns(before, after, asked.by))
    subject = _build_subject(session, asked)
    group = subject.cycle.group if subject.cycle else ""
    return compare_scores(subject, group or "all learners", (before, after), scores)


def _build_subject(session: Session, asked: CompareOptions) -> ComparedMeasure:
    """Return what figures from outside the journal are about: a measure and a cycle of it, where they were named."""
    journal = session.load_journal_or_empty()
    cycle = journal.find_cycle(asked.cycle) if asked.cycle else None
    if asked.name is None:
        return ComparedMeasure(cycle=cycle, chosen_low=asked.chosen_low)
    known = find_measure(journal, asked.name)
    return ComparedMeasure(*known[:5], cycle=cycle, chosen_low=asked.chosen_low)


# --- the line ---------------------------------------------------------------------------------------------------------


def _compare_figures(session: Session, asked: CompareOptions) -> Comparison:
    subject = _build_subject(session, asked)
    if (asked.before_mean is None) == (asked.with_mean is None):
        words = (
            "One mean is not a comparison." if asked.with_mean is None else "Two comparisons were asked for at once."
        )
        hint = "Give --before-mean for one group measured twice, or --with-mean for a second group."
        raise UsageMistake(words, hint)
    if asked.before_mean is not None:
        _refuse_options(asked, ("with_sd", "with_n"), "--before-mean")
        after = GroupFigures("after", asked.mean, asked.sd, asked.n)
        group = ComparedGroup("the group", GroupFigures("before", asked.before_mean, asked.before_sd, asked.n), after)
        return compare_before_after(subject, group, _resolve_sd_change(asked, group))
    _refuse_options(asked, ("before_sd", *_CHANGE_FIELDS), "--with-mean")
    one = ComparedGroup("the first", None, GroupFigures("mean", asked.mean, asked.sd, asked.n))
    other = ComparedGroup("the other", None, GroupFigures("mean", asked.with_mean, asked.with_sd, asked.with_n))
    return compare_two_groups(subject, one, other)


def _refuse_options(asked: CompareOptions, fields: tuple[str, ...], words: str) -> None:
    if wrong := [field for field in fields if field in _collect_given_fields(asked)]:
        raise UsageMistake(
            f"{_format_compare_option(wrong[0])} does not go with {words}.", "enquiry measures compare --help"
        )


def _resolve_sd_change(asked: CompareOptions, group: ComparedGroup) -> float | None:
    """Return the standard deviation of the changes that --sd-change gives, or --r with the two standard deviations."""
    sds = [side.sd for side in group.sides]
    one, other = sds[0], sds[-1]
    if asked.sd_change is None and asked.r is None:
        return None
    if one is None or other is None:
        raise UsageMistake("--r and --sd-change need both standard deviations.", "Give them, or leave it out.")
    if asked.r is not None:
        return compute_change_sd(one, other, asked.r)
    if asked.sd_change is not None and abs(compute_correlation(one, other, asked.sd_change)) > 1:
        words = f"--sd-change {asked.sd_change:g} can't be, where the scores spread by {one:g} and {other:g}."
        raise UsageMistake(words, f"It lies between {abs(one - other):g} and {one + other:g}.")
    return asked.sd_change


# --- the journal ------------------------------------------------------------------------------------------------------


def _compare_journal_measures(session: Session, asked: CompareOptions, name: str) -> Comparison:
    journal = session.load_journal()
    days = CompareDays(session.today, session.load_school_calendar(journal), asked.from_, asked.to)
    measure = find_measure(journal, name, cycle=journal.find_cycle(asked.cycle) if asked.cycle else None)
    use = select_use(measure, journal)
    subject = ComparedMeasure(*measure[:5], cycle=use.cycle, chosen_low=asked.chosen_low)
    if asked.with_ is None:
        group = build_journal_group(days, use, use.cycle.group or "the group", alone=True)
        return add_hints(compare_before_after(subject, group, _resolve_sd_change(asked, group)), use)
    _refuse_options(asked, ("r", "sd_change"), "--with")
    second = find_measure(journal, asked.with_, cycle=use.cycle)
    if second.name == measure.name:
        raise UsageMistake(f"--with names the measure itself, “{second.name}”.", "Name the other group's measure.")
    other = build_journal_group(days, second.uses[0], second.name)
    return compare_two_groups(subject, build_journal_group(days, use, measure.name), other)
