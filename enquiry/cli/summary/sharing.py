"""What may go to a reader: as it was said by options, or kept for the reader in the journal."""

from typing import TYPE_CHECKING, NamedTuple

from enquiry.cli.names import resolve_item
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.belief import Belief
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.settings import SharingChoice

if TYPE_CHECKING:
    from enquiry.insight.summary.disclosure import DisclosureOverrides
    from enquiry.insight.summary.value import SummaryRequest

ALL = "all"
"""Every cycle, as `--share` names them."""


class DisclosureOptions(NamedTuple):
    """The options that say what may leave, as they were typed."""

    share: list[str] | None = None
    include: list[str] | None = None
    hold: list[str] | None = None


def resolve_disclosure(asked: "SummaryRequest", leaving: DisclosureOptions) -> "DisclosureOverrides":
    """Return what is let go and held back for this one document, checked to be among what is asked for."""
    from enquiry.insight.summary.disclosure import DisclosureOverrides

    journal, selection = asked.journal, asked.selection
    given = [name for name, names in zip(("--share", "--include", "--hold"), leaving, strict=True) if names]
    if asked.reader.owner and given:
        words = f"{given[0]} lets things go to a reader, but this summary stays with you."
        raise UsageMistake(words, "Say for whom it is, such as --for prd, or leave it out.")
    share, found = leaving.share or [], {one.cycle.number for one in selection.found}
    cycles = {cycle.number for name in share if name != ALL for cycle in journal.find_cycles(name)}
    cycles |= found if ALL in share else set()
    own = [name for name in leaving.hold or () if ":" in name]
    fields = frozenset(resolve_held_field(journal, name) for name in own)
    entries, held = set[str](), set[str]()
    for names, chosen in ((leaving.include, entries), ([n for n in leaving.hold or () if n not in own], held)):
        for name in names or ():
            item = resolve_item(journal, name)
            if isinstance(item, Belief):
                hint = f"A belief goes by its own privacy: enquiry edit {item.name} --privacy {asked.reader.circle}"
                raise UsageMistake(f"“{name}” is a belief, and entries are let go or held back.", hint)
            if isinstance(item, Cycle | LooseNote):
                hint = "Name an entry, such as 7.4; a cycle goes with --share."
                raise UsageMistake(f"“{name}” names no entry of a cycle.", hint)
            chosen.add(item.name)
    if both := sorted(entries & held):
        raise UsageMistake(f"{both[0]} is both included and held.", "Give one of --include and --hold for it.")
    outside = [f"Cycle {cycle}" for cycle in sorted((cycles | {cycle for cycle, _ in fields}) - found)]
    outside += sorted((entries | held) - {entry.name for entry in selection.entries})
    if outside:
        hint = "Leave it out, or ask for a wider time and choice."
        raise UsageMistake(f"{outside[0]} is not among what is asked for.", hint)
    return DisclosureOverrides(frozenset(cycles), frozenset(entries), frozenset(held), fields)


def resolve_held_field(journal: Journal, name: str) -> tuple[int, str]:
    """Return the cycle's number and the field that `7:asked-before` names.

    Raises UsageMistake for a field that no cycle has, or that this one has nothing in.
    """
    from enquiry.insight.summary.disclosure import HELD_BY_NAME

    named, _, field = name.partition(":")
    cycle = journal.find_cycle(named)
    if field not in HELD_BY_NAME:
        words = f"“{name}” names nothing that a cycle says of itself.{suggest_nearest(field, HELD_BY_NAME)}"
        raise UsageMistake(words, f"Name one of these after the colon: {', '.join(HELD_BY_NAME)}.")
    if len(getattr(cycle, {"versions": "questions"}.get(HELD_BY_NAME[field], field))) < 1 + (field == "asked-before"):
        hint = f"Leave it out; enquiry summary --dry-run lists what would leave of cycle {cycle.number}."
        raise UsageMistake(f"Cycle {cycle.number} has nothing in “{field}” to be held back.", hint)
    return cycle.number, field


def format_disclosure(sharing: "DisclosureOverrides") -> str:
    """Return what is let go and held back as the options that say it: `--share 1,3 --include 4.9`; nothing for none."""
    words = [f"--share {','.join(map(str, sorted(sharing.cycles)))}"] if sharing.cycles else []
    words += [f"--include {name}" for name in _sort_names(sharing.entries)]
    words += [f"--hold {name}" for name in _sort_names(sharing.held)]
    words += [f"--hold {number}:{name}" for number, name in sorted(sharing.fields)]
    return " ".join(words)


def _sort_names(names: frozenset[str]) -> list[str]:
    entries = (name for name in names if "." in name)  # a belief is held back for its names alone, and not kept so
    return sorted(entries, key=lambda name: [int(part) for part in name.split(".")])


# --- Kept for a reader, in the journal, so that it travels with it.


def recall_disclosure(asked: "SummaryRequest") -> "DisclosureOverrides | None":
    """Return what was kept of what may go to the reader, as far as it is among what is asked for; None for nothing."""
    from enquiry.insight.summary.disclosure import DisclosureOverrides

    kept = [one for one in asked.journal.settings.sharing if one.reader == asked.reader.name]
    if not kept:
        return None
    numbers = {found.cycle.id: found.cycle.number for found in asked.selection.found}
    names = {entry.id: entry.name for entry in asked.selection.entries}
    own = [(numbers[one.cycle], one) for one in kept if one.cycle in numbers]
    entries = [(names[one.entry], one) for one in kept if one.entry in names]
    return DisclosureOverrides(
        frozenset(number for number, one in own if not one.held),
        frozenset(name for name, one in entries if not one.held),
        frozenset(name for name, one in entries if one.held),
        frozenset((number, one.field) for number, one in own if one.held),
    )


def keep_disclosure(session: Session, asked: "SummaryRequest") -> None:
    """Keep in the journal what may go to the reader, in place of what was kept for them before."""
    reader, sharing = asked.reader.name, asked.sharing
    with session.change() as step:
        find_cycle, find_entry = step.journal.find_cycle, step.journal.find_entry
        choices = [one for one in step.journal.settings.sharing if one.reader != reader]
        choices += [SharingChoice(reader=reader, cycle=find_cycle(number).id) for number in sorted(sharing.cycles)]
        for names, held in ((sharing.entries, False), (sharing.held, True)):
            choices += [SharingChoice(reader=reader, entry=find_entry(n).id, held=held) for n in _sort_names(names)]
        for number, field in sorted(sharing.fields):
            choices.append(SharingChoice(reader=reader, cycle=find_cycle(number).id, field=field, held=True))
        step.journal = step.journal.update_settings(sharing=tuple(choices))
        step.did = f"what may go to {asked.reader.name} kept"
    kept = format_disclosure(sharing) or "nothing goes"
    session.say(f"Kept for {reader}: {kept}. To take it back: enquiry summary --for {reader} --forget")


def forget_disclosure(session: Session, reader: str) -> None:
    """Take back what was kept of what may go to a reader. Raises NotFound for an unknown reader."""
    from enquiry.presets import load_reader

    load_reader(reader, session.places.readers)
    with session.change() as step:
        kept = step.journal.settings.sharing
        others = tuple(one for one in kept if one.reader != reader)
        if others != kept:
            step.journal = step.journal.update_settings(sharing=others)
            step.did = f"what may go to {reader} taken back"
    words = f"What may go to {reader} is taken back: from now on nothing goes that is not let go anew."
    session.say(words if others != kept else f"Nothing was kept of what may go to {reader}.")
