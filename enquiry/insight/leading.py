"""Leading, walked backwards: from what learners are to gain, by way of teachers, to what one needs to learn oneself.

Each rung holds what a cycle already says for it: what was answered to the prompt of its name in the set `leading`, and
what its kind of entry shows. An empty rung is an invitation, and nothing is made of how many there are.

Source of the order: professional learning planned backwards from what learners gain, as Guskey describes it
(Evaluating Professional Development, 2000).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.insight.pulse.snapshot import snapshot_cycle
from enquiry.model.choices import EvidenceStage, GroupSort, Perspective
from enquiry.model.cycle import Cycle, format_target
from enquiry.model.entry import Action, Ask, Evidence, Reading, format_answer, format_reference
from enquiry.model.groups import OF_ADULTS, get_perspective
from enquiry.model.journal import Journal
from enquiry.model.tag import is_tag_under


class RungItem(NamedTuple):
    """What the journal holds for a rung: the name of an entry, or the number of its cycle, the day, and the words."""

    name: str
    on: date
    text: str


class Rung(NamedTuple):
    """One rung: its name, what it asks, what there is, the earliest first, and the act that would add to it."""

    name: str
    asks: str
    items: tuple[RungItem, ...]
    act: Act


class LeadingWalk(NamedTuple):
    """The rungs of one cycle, from what learners are to gain back to what its owner needs to learn."""

    cycle: Cycle
    rungs: tuple[Rung, ...]
    act: Act


RUNGS = {
    "learners": "What should learners do differently?",
    "teachers": "What would teachers do differently?",
    "support": "What support do they have for it, and what gives way?",
    "know": "How will I know?",
    "learn": "What do I need to learn myself?",
}
"""What each rung asks, by the name of its prompt, in the order in which they are walked."""

PROMPTS = "leading"
"""The set of prompts that asks by the same rungs."""


def choose_led_cycles(journal: Journal, today: date) -> tuple[Cycle, ...]:
    """Return the cycles about leading that are open: of teachers or staff, or tagged so; where there is none, all open.

    They are as they stand at the end of `today`.
    """
    current = [snapshot_cycle(cycle, today) for cycle in journal.open if cycle.began_on <= today]
    tagged = {one.id for one in current if any(is_tag_under(tag, "leadership") for tag in one.tags)}
    leading = [one for one in current if one.id in tagged or journal.get_group_sort(one) in OF_ADULTS]
    return tuple(leading or current)


def build_leading_walk(cycle: Cycle, journal: Journal) -> LeadingWalk:
    """Return the rungs of a cycle with what it holds for each."""
    found: dict[str, list[RungItem]] = {name: [] for name in RUNGS}
    for entry in cycle.kept:
        for part in entry.parts:
            if part.prompt in found:
                found[part.prompt].append(RungItem(entry.name, entry.happened_on, part.text))
    for name, item in (*list_own_items(cycle), *list_entry_items(cycle, journal.get_group_sort(cycle))):
        found[name].append(item)
    number = cycle.number
    acts = {
        "learners": Act(ActKind.LOG_KIND, number, value="pupil-voice"),
        "teachers": Act(ActKind.LOG_KIND, number, value="staff-voice"),
        "support": Act(ActKind.ASK, number, words=True),
        "know": Act(ActKind.SET_SUCCESS, number),
        "learn": Act(ActKind.LOG_READING, number, words=True),
    }
    rungs = (
        Rung(name, asks, tuple(sorted(found[name], key=lambda item: item.on)), acts[name])
        for name, asks in RUNGS.items()
    )
    return LeadingWalk(cycle, tuple(rungs), Act(ActKind.REFLECT_BY, number, value=PROMPTS))


def list_own_items(cycle: Cycle) -> Iterator[tuple[str, RungItem]]:
    """Yield what a cycle says of itself, each with the name of its rung.

    Rule: success signs and targets are how it will be known, the hunch holds a leader's own part, and what gives way is
    support.
    """
    own, began = str(cycle.number), cycle.began_on
    yield from (("know", RungItem(own, sign.on, sign.text)) for sign in cycle.success)
    yield from (("know", RungItem(own, began, format_target(target))) for target in cycle.targets)
    if cycle.hunch:
        yield "learn", RungItem(own, began, cycle.hunch)
    if cycle.instead:
        yield "support", RungItem(own, began, f"what gives way: {cycle.instead}")


def list_entry_items(cycle: Cycle, sort: GroupSort) -> Iterator[tuple[str, RungItem]]:
    """Yield the entries of a cycle that belong to a rung by their kind, each with the rung's name.

    Rule: actions and asks are support, readings are learned, and first looks are how it will be known; of other
    evidence what learners said or made is about learners, and what adults said or showed about teachers.
    """
    for entry in cycle.kept:
        item = RungItem(entry.name, entry.happened_on, entry.text)
        match entry:
            case Reading():
                yield "learn", item._replace(text=entry.text or format_reference(entry))
            case Action() if not entry.is_plan:
                room = f" (what gives way: {entry.instead})" if entry.instead else ""
                yield "support", item._replace(text=f"{entry.text}{room}")
            case Ask():
                told = "; ".join(filter(None, (entry.of, format_answer(entry))))
                yield "support", item._replace(text=f"asked for: {entry.text} ({told})")
            case Evidence() if cycle.stages[entry.id] is EvidenceStage.BASELINE:
                yield "know", item
            case Evidence() if rung := _RUNG_OF.get(get_perspective(entry.evidence_kind, sort)):
                yield rung, item


_RUNG_OF = {Perspective.LEARNERS: "learners", Perspective.COLLEAGUES: "teachers"}
"""The rung of evidence, by whose eyes it looks through."""


class LeadingReport(NamedTuple):
    """The walks that were asked for, as at a day."""

    today: date
    walks: tuple[LeadingWalk, ...]


def build_leading_report(cycles: Iterable[Cycle] | None, journal: Journal, today: date) -> LeadingReport:
    """Return the walk of some cycles as at the end of `today`; of those about leading that are open, where None."""
    chosen = choose_led_cycles(journal, today) if cycles is None else (snapshot_cycle(one, today) for one in cycles)
    return LeadingReport(today, tuple(build_leading_walk(cycle, journal) for cycle in chosen))
