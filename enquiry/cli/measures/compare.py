"""What `measures compare` was given, made into one comparison: a table, figures on the line, or the journal's own."""

from collections.abc import Collection, Iterable
from datetime import date
from math import isfinite
from pathlib import Path

from enquiry.cli.measures.options import CompareOptions
from enquiry.cli.session import Session
from enquiry.cli.terminal import read_named_file
from enquiry.dates.parse import read_day
from enquiry.dates.period import spell
from enquiry.errors import NotFound, UsageMistake
from enquiry.insight.measures.catalogue import MeasureUse, find_measure
from enquiry.insight.measures.compare import (
    build_point_figures,
    build_subject,
    compare_before_after,
    compare_score_groups,
    compare_scores,
    compare_two_groups,
)
from enquiry.insight.measures.comparison import ComparedGroup, ComparedMeasure, Comparison, GroupFigures
from enquiry.insight.measures.effect_size import SUPPOSED_ICCS, compute_change_sd, compute_correlation
from enquiry.insight.measures.series import format_change
from enquiry.model.choices import GroupSort
from enquiry.model.groups import LEARNER, NOUNS, is_leading_role

_SUBJECT = {"name", "cycle", "chosen"}
_TABLE = {"csv", "before", "after", "by", "group", "levels"}
_FIGURES = {"mean", "sd", "n", "before_mean", "before_sd", "with_mean", "with_sd", "with_n"}
_CHANGE = {"r", "sd_change"}
_CLASSES = {"icc"}
_HELP = "enquiry measures compare --help"


def build_asked_comparison(session: Session, asked: CompareOptions) -> Comparison:
    """Return the comparison that was asked for.

    Raises UsageMistake where options of different ways stand together or too few were given, NotFound and Ambiguous
    for names, and UnreadableDate for days.
    """
    for field, value in asked._asdict().items():
        if isinstance(value, float) and not isfinite(value):
            raise UsageMistake(f"{_format_flag(field)} {value} is not a number to reckon with.", "Give it in figures.")
    if asked.r is not None and asked.sd_change is not None:
        raise UsageMistake("--r and --sd-change say the same thing in two ways.", "Give one of them.")
    if asked.r is not None and abs(asked.r) >= 1:
        words = f"--r {asked.r:g} would mean that every learner kept their place to the point, which no scores do."
        raise UsageMistake(words, "Give what was found, between -1 and 1, or leave it out.")
    if asked.icc is not None and not 0 <= asked.icc < 1:
        raise UsageMistake(
            f"--icc {asked.icc:g} is no intraclass correlation.", "It lies from 0 up to 1, such as 0.15."
        )
    if asked.csv is not None:
        _check_options(asked, _TABLE | _CLASSES, "--csv", ("before", "after"))
        return _compare_table(session, asked, asked.csv)
    if named := [field for field in asked.given if field in _TABLE]:
        words = f"{_format_flag(named[0])} names a column, and no file was named."
        raise UsageMistake(words, "Name it with --csv FILE.")
    if _FIGURES.intersection(asked.given):
        _check_options(asked, _FIGURES | _CHANGE | _CLASSES, "a figure on the line", ("mean",))
        return _compare_figures(session, asked)
    if asked.name is None:
        words = "Nothing was named to compare."
        hint = 'Name a measure (enquiry measures compare "20-item check"), a table (--csv) or figures (--mean).'
        raise UsageMistake(words, hint)
    return _compare_journal_measures(session, asked, " ".join(asked.name))


def _format_flag(field: str) -> str:
    return f"--{field.rstrip('_').replace('_', '-')}"


def _refuse_options(asked: CompareOptions, fields: Iterable[str], words: str) -> None:
    for field in fields:
        if field in asked.given:
            raise UsageMistake(f"{_format_flag(field)} does not go with {words}.", _HELP)


def _check_options(asked: CompareOptions, allowed: Collection[str], words: str, needed: Iterable[str]) -> None:
    _refuse_options(asked, (field for field in asked.given if field not in {*allowed, *_SUBJECT}), words)
    for field in needed:
        if field not in asked.given:
            raise UsageMistake(f"{_format_flag(field)} is missing beside {words}.", _HELP)


def _compare_table(session: Session, asked: CompareOptions, path: Path) -> Comparison:
    from enquiry.cli.measures.define import parse_levels
    from enquiry.foreign_files import MAX_TABLE_BYTES, contain_parsing
    from enquiry.insight.measures.scores import ScoreColumns, parse_score_groups

    if asked.icc is not None and asked.group is None:
        raise UsageMistake("--icc is about two classes, and one group was named.", "Part them with --group COLUMN.")
    before, after = asked.before or "", asked.after or ""
    data, source = read_named_file(session.stdin, path, MAX_TABLE_BYTES)
    subject = _build_subject(session, asked)
    levels = parse_levels(asked.levels) if asked.levels is not None else subject.levels
    columns = ScoreColumns(before, after, asked.by, asked.group)
    with contain_parsing(source):
        groups = parse_score_groups(data, path.name if source == str(path) else source, columns, levels)
    if asked.group is not None:
        return compare_score_groups(subject, (before, after), groups, iccs=_list_iccs(asked))
    name = subject.cycle.group if subject.cycle else ""
    return compare_scores(subject, name or f"all {subject.people.many}", (before, after), groups[0][1])


def _list_iccs(asked: CompareOptions) -> tuple[float, ...]:
    return SUPPOSED_ICCS if asked.icc is None else (asked.icc,)


def _build_subject(session: Session, asked: CompareOptions) -> ComparedMeasure:
    """Return what figures from outside the journal are about: a measure and a cycle of it, where they were named."""
    journal = session.load_journal_or_empty()
    cycle = journal.find_cycle(asked.cycle) if asked.cycle else None
    if cycle:
        people = journal.get_group_noun(cycle)
    else:
        people = NOUNS[GroupSort.BOTH] if is_leading_role(journal.settings.role) else LEARNER
    if asked.name is None:
        return ComparedMeasure(cycle=cycle, chosen=asked.chosen, people=people)
    known = find_measure(journal, " ".join(asked.name))
    found = next((use.series for use in known.uses if cycle and use.cycle.number == cycle.number), None)
    if found and cycle:
        return build_subject(found, cycle, asked.chosen)
    return ComparedMeasure(*known[:5], cycle, asked.chosen, known.counts, known.levels, people)


def _compare_figures(session: Session, asked: CompareOptions) -> Comparison:
    subject = _build_subject(session, asked)
    if (asked.before_mean is None) == (asked.with_mean is None):
        alone = asked.with_mean is None
        words = "One mean is not a comparison." if alone else "Two comparisons were asked for at once."
        hint = "Give --before-mean for one group measured twice, or --with-mean for a second group."
        raise UsageMistake(words, hint)
    if asked.before_mean is not None:
        _refuse_options(asked, ("with_sd", "with_n", "icc"), "--before-mean")
        before = GroupFigures("before", asked.before_mean, asked.before_sd, asked.n)
        group = ComparedGroup("the group", before, GroupFigures("after", asked.mean, asked.sd, asked.n))
        return compare_before_after(subject, group, _resolve_sd_change(asked, group))
    _refuse_options(asked, ("before_sd", "r", "sd_change"), "--with-mean")
    one = ComparedGroup("the first", None, GroupFigures("mean", asked.mean, asked.sd, asked.n))
    other = GroupFigures("mean", asked.with_mean, asked.with_sd, asked.with_n)
    return compare_two_groups(subject, one, ComparedGroup("the other", None, other), iccs=_list_iccs(asked))


def _resolve_sd_change(asked: CompareOptions, group: ComparedGroup) -> float | None:
    """Return the standard deviation of the changes that --sd-change gives, or --r with the two standard deviations."""
    if asked.sd_change is None and asked.r is None:
        return None
    one, other = (group.before or group.after).sd, group.after.sd
    if one is None or other is None:
        raise UsageMistake("--r and --sd-change need both standard deviations.", "Give them, or leave it out.")
    if asked.r is not None:
        return compute_change_sd(one, other, asked.r)
    if asked.sd_change is not None and abs(compute_correlation(one, other, asked.sd_change)) > 1:
        words = f"--sd-change {asked.sd_change:g} can't be, where the scores spread by {one:g} and {other:g}."
        raise UsageMistake(words, f"It lies between {abs(one - other):g} and {one + other:g}.")
    return asked.sd_change


def _compare_journal_measures(session: Session, asked: CompareOptions, name: str) -> Comparison:
    """Compare values of the journal: in the one cycle that used the measure, in the current one, or in that of -c."""
    journal = session.load_journal()
    measure = find_measure(journal, name, cycle=journal.find_cycle(asked.cycle) if asked.cycle else None)
    if not measure.uses:
        hint = f'enquiry evidence … --measure "{measure.name}=…" gives it one.'
        raise UsageMistake(f"“{measure.name}” has no values yet.", hint)
    current = [use for use in measure.uses if use.cycle.id == journal.settings.current]
    if len(measure.uses) > 1 and not current:
        numbers = ", ".join(str(use.cycle.number) for use in measure.uses)
        raise UsageMistake(f"“{measure.name}” is used in cycles {numbers}.", "Name one of them with -c.")
    use, calendar = (current or measure.uses)[0], session.load_school_calendar(journal)
    cycle, days = use.cycle, (asked.to, asked.from_)
    to, from_ = (read_day(raw, today=session.today, calendar=calendar) if raw else None for raw in days)
    subject = build_subject(use.series, cycle, asked.chosen)
    if asked.with_ is None:
        _refuse_options(asked, ("icc",), "one group; it is about two classes")
        group = _build_journal_group(use, from_, to, cycle.group or "the group", alone=True)
        words = f'Cycle {cycle.number} names no group: enquiry edit {cycle.number} --group "…"'
        warnings = [] if cycle.group else [words]
        if use.change and use.change.since_values > 1 and from_ is None:
            middle = format_change(use.change)
            warnings.append(f"The earlier value is the last of the baseline. By its median: {middle}.")
        sd_change = _resolve_sd_change(asked, group)
        return compare_before_after(subject, group, sd_change, series=use.series, warnings=warnings)
    _refuse_options(asked, ("r", "sd_change"), "--with")
    second = find_measure(journal, asked.with_, cycle=cycle)
    if second.name == measure.name:
        raise UsageMistake(f"--with names the measure itself, “{second.name}”.", "Name the other group's measure.")
    other = _build_journal_group(second.uses[0], from_, to, second.name)
    one = _build_journal_group(use, from_, to, measure.name)
    return compare_two_groups(subject, one, other, iccs=_list_iccs(asked))


def _build_journal_group(
    use: MeasureUse, from_: date | None, to: date | None, name: str, *, alone: bool = False
) -> ComparedGroup:
    """Return a group's values on the days that were named; else its baseline (or its first value) and its latest.

    Raises NotFound for a day without a value, and UsageMistake where the days run backwards, and for a group on its
    own that has one value only.
    """
    points = use.series.points
    on_day = {point.on: point for point in points}
    for day in (to, from_):
        if day and day not in on_day:
            known = ", ".join(one.isoformat() for one in on_day)
            raise NotFound(f"“{use.series.name}” has no value of {spell(day)}.", f"Its days are: {known}.")
    after, baseline = on_day[to] if to else points[-1], use.series.baseline
    before = baseline if baseline and points.index(baseline) < points.index(after) else points[0]
    before = on_day[from_] if from_ else before
    if points.index(before) < points.index(after):
        return ComparedGroup(name, *(build_point_figures(point, use.cycle) for point in (before, after)))
    if from_ or (to and before is not after):
        words = f"The value of {spell(before.on)} does not come before that of {spell(after.on)}."
        raise UsageMistake(words, "Give --from the earlier day and --to the later one.")
    if alone:
        words = f"“{use.series.name}” has nothing to set beside its value of {spell(after.on)}."
        raise UsageMistake(words, 'Look at it again later, or name another group\'s measure: --with "…"')
    return ComparedGroup(name, None, build_point_figures(after, use.cycle))
