"""What a document tells, and no more: the facts that programs get are cut down to the fields that its blocks tell.

What is told is looked at as a whole, too, for what the owner should see before it leaves.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from enquiry.insight.summary.blocks import EntryLine, ToldField
from enquiry.insight.summary.disclosure import has_few_learners
from enquiry.insight.summary.value import LISTS, CycleSummary, Summary, SummaryMeasure, SummaryValue
from enquiry.model.cycle import Cycle
from enquiry.model.measure import format_plain_number

OF_PROGRAM = frozenset(
    (
        *("state", "began_on", "grew_from", "next_look", "months", "kind", "kept_back", "standards"),
        *("change", "weight", "value"),
    )
)
"""The fields whose words are the program's own; those of all others are a person's."""


ToldByRecord = Mapping[str, Collection[tuple[str, str]]]
"""What is told of each record and of the journal (""): fields and words."""


def cut_to_told(summary: Summary) -> Summary:
    """Return the summary with its facts cut down to what `told` lists."""
    told = defaultdict[str, set[tuple[str, str]]](set)
    for one in summary.told:
        told[one.of].add((one.field, one.words))
    return replace(
        summary,
        cycles=tuple(_cut_cycle(cycle, told) for cycle in summary.cycles),
        months=summary.months if any(field == "months" for field, _ in told[""]) else (),
        still_open=tuple(one for one in summary.still_open if ("still_open", one[1]) in told[str(one[0])]),
    )


def _cut_cycle(cycle: CycleSummary, told: ToldByRecord) -> CycleSummary:
    """Return what is told of a cycle; whatever field is not told is as empty as in a cycle that holds nothing."""
    own = told.get(str(cycle.number), ())
    kept: dict[str, Any] = {"number": cycle.number, "goes": cycle.goes}
    for name in CycleSummary.__struct_fields__:
        value = getattr(cycle, name)
        if name in LISTS:
            kept[name] = tuple(_cut_line(line, told[line.name]) for line in value if told.get(line.name))
        elif name == "changes":
            kept[name] = tuple(_cut_measure(one, told, own) for one in value if any(_list_told_values(one, told)))
        elif name == "versions" and any(field == name for field, _ in own):
            told_why = (one.because if (name, one.because) in own else "" for one in value)
            kept[name] = tuple(replace(one, because=why) for one, why in zip(value, told_why, strict=True))
        elif any(field == name for field, _ in own):
            texts = isinstance(value, tuple) and all(isinstance(one, str) for one in value)
            kept[name] = tuple(one for one in value if (name, one) in own) if texts else value
        if type(value) is str and (name, value) not in own:  # an earlier wording may be told in its place
            kept[name] = ""
    return CycleSummary(**kept)


def _cut_line(line: EntryLine, told: Collection[tuple[str, str]]) -> EntryLine:
    """Return a line with what is told of its entry."""
    names = {field for field, _ in told}
    return replace(
        line,
        lead=line.lead if {"decided", "name"} & names else "",
        text=line.text if "text" in names else "",
        beside=line.beside if {"beside", "kept_back"} & names else "",
        written=line.written if "beside" in names else None,
        tags=tuple(tag for tag in line.tags if ("tags", tag) in told),
        standards=tuple(code for code in line.standards if ("standards", code) in told),
        verdict=line.verdict if {"decided", "beside"} & names else "",
        spoken=line.spoken if "beside" in names else "",
    )


def _list_told_values(measure: SummaryMeasure, told: ToldByRecord) -> Iterator[SummaryValue]:
    name = measure.measure
    return (one for one in measure.values if ("value", one.label(name)) in told.get(one.entry, ()))


def _cut_measure(measure: SummaryMeasure, told: ToldByRecord, own: Collection[tuple[str, str]]) -> SummaryMeasure:
    """Return a measure with the values that are told, and what its cycle tells of its change."""
    values = tuple(_list_told_values(measure, told))
    baseline = None if measure.baseline is None else measure.values[measure.baseline]
    is_change_told = ("change", f"{measure.measure}: {measure.change}") in own
    return replace(
        measure,
        values=values,
        baseline=values.index(baseline) if baseline in values else None,
        change=measure.change if is_change_told else "",
        since=measure.since if is_change_told else "",
        weight=measure.weight if ("weight", measure.weight) in own else "",
    )


def list_few(told: Sequence[ToldField]) -> tuple[str, ...]:
    """Return what a person's own words count fewer than five learners in, by name: an entry, or `7:hunch`."""
    own = (field for field in told if field.field not in OF_PROGRAM)
    return _list_names(field for field in own if has_few_learners(field.words))


def list_echoes(
    told: Sequence[ToldField], cycles: Sequence[Cycle], held: Collection[str], masked: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    """Return what tells a value that is itself held back, by name: an entry, or `7:hunch`.

    `held` are the names of evidence held back, `masked` the values withheld from evidence that goes, by the name of the
    entry and of the measure.
    """
    found = list[ToldField]()
    for cycle in cycles:
        numbers = [
            format_plain_number(number)
            for entry, value in cycle.iterate_values()
            if entry.name in held or (entry.name, value.measure) in masked
            for number in value.tally or (value.value,)
        ]
        if numbers:
            number = re.compile(rf"(?<![\w.,-])(?:{'|'.join(map(re.escape, numbers))})(?![\w-]|[.,]\d)")
            own = (field for field in told if field.of.partition(".")[0] == str(cycle.number))
            found += [field for field in own if field.field not in OF_PROGRAM and number.search(field.words)]
    return _list_names(found)


def _list_names(fields: Iterable[ToldField]) -> tuple[str, ...]:
    """Return the fields by name, each once: those of an entry by the entry's, others with what they are."""
    names = (one.of if "." in one.of else ":".join(filter(None, (one.of, one.label))) for one in fields)
    return tuple(dict.fromkeys(names))
