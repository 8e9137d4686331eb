"""Taking in a file of another program: looked at, told of, and added in one step that can be undone."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from enquiry.cli.names import resolve_cycle
from enquiry.cli.progress import track_progress
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import format_cycle_title, say_new_journal
from enquiry.errors import UsageMistake
from enquiry.model.choices import EntryKind, EvidenceKind
from enquiry.model.entry import Evidence
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.record import generate_id
from enquiry.unsafe_chars import show_on_one_line
from enquiry.words import format_amount, join_words

if TYPE_CHECKING:
    from enquiry.exchange.importing.forms import Survey
    from enquiry.exchange.importing.found import FoundFile, Placing
    from enquiry.exchange.importing.journal import Proposal
    from enquiry.exchange.importing.recognise import RecognisedFile

MOST_TOLD = 12
"""How many sentences of what is not taken are said one by one."""


class ImportChoices(NamedTuple):
    """How dated texts are taken in: as which kind of entry, into which cycle, by which tags, from which columns."""

    kind: EntryKind | None = None
    into: str | None = None
    tag_map: tuple[str, ...] = ()
    columns: str | None = None

    def build_placing(self, journal: Journal) -> "Placing":
        """Return where the entries go. Raises UsageMistake for a kind without a cycle, and as cycles are resolved."""
        from enquiry.exchange.importing.found import Placing, parse_tag_map

        if self.kind and not self.into and not self.tag_map:
            msg = f"--as {self.kind} was given, but no cycle; the inbox holds notes alone."
            raise UsageMistake(msg, 'Name one with --into 7, or several by tags: --map "waiting=7".')
        into = journal.find_cycle(self.into) if self.into else None
        return Placing(self.kind or EntryKind.NOTE, into, parse_tag_map(self.tag_map, journal))


def import_recognised(
    session: Session, recognised: "RecognisedFile", choices: ImportChoices, source: str, *, dry_run: bool
) -> None:
    """Add what was recognised to the journal, or with `dry_run` say what would be added."""
    if not dry_run:
        with track_progress(session, "Writing the journal", "records") as follow, session.change() as step:
            step.follow = follow
            proposal = _propose(session, step.journal, recognised, choices, source)
            step.journal = proposal.journal
            step.did = f"{proposal.summary} imported"
        say_new_journal(session, made_new=step.made_new)
    else:
        proposal = _propose(session, session.load_journal_or_empty(), recognised, choices, source)
    session.say(f"{'Would be added' if dry_run else 'Added'}: {proposal.summary}.")
    if session.json:
        from enquiry.answers.journal import ImportAnswer

        session.answer(ImportAnswer(proposal.counts, dry_run))


def _propose(
    session: Session, journal: Journal, recognised: "RecognisedFile", choices: ImportChoices, source: str
) -> "Proposal":
    if recognised.survey:
        return _propose_survey(session, journal, recognised.survey, choices, source)
    if recognised.found:
        return _propose_texts(session, journal, recognised.found, choices)
    raise UsageMistake(f"{source} is nothing that can be taken in.", "Nothing was changed.")


def _propose_texts(session: Session, journal: Journal, found: "FoundFile", choices: ImportChoices) -> "Proposal":
    from enquiry.dates.period import spell
    from enquiry.exchange.importing.found import place_entries

    placing = choices.build_placing(journal)
    placed = place_entries(journal, found, placing)
    days = sorted(one.day for one in found.entries)
    span = f", from {spell(days[0])} to {spell(days[-1])}" if days else ""
    session.say(f"This is {found.kind} with {format_amount(len(days), 'entry', 'entries')}{span}.")
    for cycle, count in placed.places:
        kind = "evidence" if placing.kind is EntryKind.EVIDENCE else f"{placing.kind.value}s"
        where = f"{kind} in {format_cycle_title(journal.cycles_by_id[cycle])}" if cycle else "notes in the inbox"
        session.say(f"{format_amount(count, 'entry', 'entries')} as {where}")
    if placed.known:
        differs = f"; {placed.differing:,} of them differ and stay as they are" if placed.differing else ""
        session.say(f"{format_amount(placed.known, 'entry is', 'entries are')} here already{differs}.")
    for line in placed.left_out[:MOST_TOLD]:
        session.say(f"Not taken: {show_on_one_line(line)}")
    if len(placed.left_out) > MOST_TOLD:
        session.say(f"Not taken, for such reasons: {len(placed.left_out) - MOST_TOLD:,} more.")
    return placed.proposal


def _propose_survey(
    session: Session, journal: Journal, survey: "Survey", choices: ImportChoices, source: str
) -> "Proposal":
    """Return the journal with one survey as evidence in a cycle, or where there is no cycle as a note in the inbox."""
    from hashlib import sha256

    from enquiry.exchange.importing.journal import Proposal

    if choices.tag_map:
        raise UsageMistake("--map was given, but a form's answers have no tags.", "Name a cycle with --into 7.")
    if choices.kind not in (None, EntryKind.EVIDENCE):
        raise UsageMistake(f"A form's answers are evidence, not a {choices.kind}.", "Leave --as out.")
    day = survey.day or session.today
    said = "" if survey.day else "; when they answered can't be told, so it has today's day"
    session.say(f"This is a form with {format_amount(survey.n, 'answer')}{said}.")
    if survey.dropped:
        session.say(f"Dropped unread, since they say who answered: {join_words(list(survey.dropped))}.")
    digest = sha256(f"form {survey.n} {survey.text}".encode("utf-8", "replace")).digest()
    stamp = session.stamp()
    made_id = generate_id(datetime.combine(survey.day or date(2000, 1, 1), time(12), UTC), digest)
    held = {note.id for note in journal.inbox} | {entry.id for cycle in journal.cycles for entry in cycle.entries}
    counts = {"cycles": 0, "entries": 0, "notes": 0, "measures": 0}
    if made_id in held:
        session.say("It is here already.")
        return Proposal(journal, counts, ())
    text = session.clean_field(f"{survey.n} answers\n\n{survey.text}", "survey")
    common: dict[str, Any] = {"id": made_id, "recorded_at": stamp.at, "text": text, "happened_on": day}
    if not choices.into and not journal.current and len(journal.open) != 1:
        last = max((note.number for note in journal.inbox), default=0)
        session.say("No cycle is the current one, so it goes to the inbox; --into 7 keeps its numbers as measures.")
        return Proposal(journal.upsert_note(LooseNote(name=f"n{last + 1}", **common)), counts | {"notes": 1}, ())
    cycle = resolve_cycle(journal, choices.into)
    own: dict[str, Any] = {
        "evidence_kind": EvidenceKind.SURVEY,
        "n": survey.n,
        "source": show_on_one_line(Path(source).name),
    }
    known = [(value, journal.find_measure(value.measure)) for value in survey.values]
    values = tuple(replace(value, measure=there.name) if there else value for value, there in known)
    entry = Evidence(cycle=cycle.id, name=cycle.next_name, values=values, **own, **common)
    after = journal.upsert_entry(entry)
    for value, there in known:
        if not there and not after.find_measure(value.measure):
            another = session.stamp()
            after = after.upsert_measure(Measure(id=another.id, recorded_at=another.at, name=value.measure))
    counts |= {"entries": 1, "measures": len(after.measures) - len(journal.measures)}
    session.say(f"It goes to {format_cycle_title(cycle)} as evidence, a survey of {survey.n}.")
    return Proposal(after, counts, ())
