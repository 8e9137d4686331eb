"""The review as one step in the journal, and as a conversation: by options and by answers it makes the same record."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import typer
from msgspec.structs import replace

from enquiry.acts import Act, ActKind, Hint
from enquiry.cli.choosing import read_choice
from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import Session
from enquiry.cli.writing.conversation import Interview
from enquiry.cli.writing.drafts import DraftAutosave, build_draft, collect_typed_options, keep_draft
from enquiry.cli.writing.entries import build_entry_fields, grow_cycle
from enquiry.cli.writing.options import EntryOptions
from enquiry.cli.writing.tried import TRIED, VERDICT, build_tried_prompts, collect_tried, is_verdict_prompt
from enquiry.cli.writing.values import resolve_day, resolve_next_look
from enquiry.command_lines import format_hint
from enquiry.dates.calendar import Calendar
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake
from enquiry.insight.pulse.follow_ups import add_term, add_year
from enquiry.insight.pulse.next_look import compute_usual_look, tell_day_off
from enquiry.insight.pulse.thresholds import PulseRules
from enquiry.model.asking.prompt import Prompt
from enquiry.model.choices import CycleState, Decision, TriedVerdict
from enquiry.model.cycle import Cycle, Question
from enquiry.model.entry import Action, Ask, Review
from enquiry.model.journal import Journal


class ReviewOutcome(NamedTuple):
    """What a review brings beside its own record: a better question, an action, a cycle to come, what would help.

    Of the cycle to come `following` is the question, and `group` the learners where they are others. `ask` says what
    would help, and `of` whom that is asked.
    """

    refine: str = ""
    act: str = ""
    following: str = ""
    group: str = ""
    ask: str = ""
    of: str = ""


class ReviewResult(NamedTuple):
    """The journal after a review, and what was made in it."""

    journal: Journal
    review: Review
    cycle: Cycle
    grown: Cycle | None


def record_review(
    session: Session, journal: Journal, given: EntryOptions, text: str, outcome: ReviewOutcome
) -> ReviewResult:
    """Return the journal with the review and with all its decision brings. Raises UsageMistake for a closed cycle."""
    cycle = resolve_cycle(journal, given.cycle)
    if cycle.state is CycleState.CLOSED:
        msg = f"Cycle {cycle.number} is closed."
        raise UsageMistake(msg, f"To take it up again: enquiry reopen {cycle.number}; then review it.")
    calendar, day = session.load_school_calendar(journal), resolve_day(session, given.on, journal)
    entry = Review(**build_entry_fields(session, journal, cycle, Review, day, given.fields), text=text)
    if entry.next_look is None and not (outcome.following and entry.decision is Decision.EXTEND):
        first, rules = max(day, session.today), session.config.pulse
        entry = replace(entry, next_look=choose_next_look(cycle, entry.decision, calendar, first, rules))
    after = cycle.upsert_entry(entry)
    if outcome.refine:
        after = after.add_question(Question(text=outcome.refine, on=day, because=entry.because))
    if outcome.act:
        fields = build_entry_fields(session, journal, after, Action, day, given.fields)
        after = after.upsert_entry(Action(**fields, text=outcome.act))
    if outcome.ask:
        fields = build_entry_fields(session, journal, after, Ask, day, {**given.fields, "of": outcome.of})
        after = after.upsert_entry(Ask(**fields, text=outcome.ask))
    kept, stamp = journal.upsert_cycle(after), session.stamp()
    journal, grown = grow_cycle(kept, after, outcome.following, day, stamp, outcome.group)
    return ReviewResult(journal, entry, journal.cycles_by_id[after.id], grown)


def check_outcome(fields: Mapping[str, Any], outcome: ReviewOutcome) -> None:
    """Raise UsageMistake for a reason without a decision, and for what does not belong to the decision made."""
    decision = fields.get("decision")
    if fields.get("because") and not decision:
        hint = "Add --decision continue (or adapt, pause, stop, embed, extend)."
        raise UsageMistake("A reason was given, but no decision.", hint)
    if (outcome.refine or outcome.act) and decision is not Decision.ADAPT:
        raise UsageMistake("--refine and --act belong to the decision to adapt.", "Add --decision adapt.")
    if outcome.following and decision not in (Decision.EXTEND, Decision.STOP, Decision.EMBED):
        words = "--next belongs to a decision that ends or widens the cycle."
        raise UsageMistake(words, "Add --decision extend, embed or stop.")
    if outcome.group and not outcome.following:
        raise UsageMistake("--group was given, but no cycle to come.", 'Add its question: --next "…"')
    if outcome.of and not outcome.ask:
        raise UsageMistake("--of was given, but nothing is asked for.", 'Add what would help: --ask "…"')
    if outcome.following and decision is Decision.EXTEND and fields.get("next_look"):
        words = "A cycle that is extended rests with the one that grows from it, and has no next look."
        raise UsageMistake(words, "Leave out --next-look, or --next and start that cycle later.")


def choose_next_look(
    cycle: Cycle, decision: Decision | None, calendar: Calendar, day: date, rules: PulseRules
) -> date | None:
    """Return the next look a decision brings where none is named: every cycle that goes on has one."""
    if decision is Decision.EMBED:
        return add_term(day, calendar, rules)
    ends = decision in (None, Decision.STOP, Decision.PAUSE)
    return None if ends else compute_usual_look(cycle, calendar, day, rules)


_REMIND = Hint("To be reminded by your calendar: {}", Act(ActKind.REMIND))


def say_follow_ups(session: Session, result: ReviewResult, calendar: Calendar) -> None:
    """Say when the cycle is looked at again; after *embed*, that it is looked at a year on as well."""
    look = result.cycle.next_look
    if result.review.decision is Decision.EMBED and look:
        year = spell(add_year(result.review.happened_on, calendar))
        on = f"{spell(look, weekday=True)}{tell_day_off(look, calendar)}"
        session.say(f"Is it still happening? A look on {on}, and another around {year}.")
        session.say(format_hint(_REMIND))
    elif result.cycle.state is CycleState.PAUSED:
        number = result.cycle.number
        if look:
            day = f"{spell(look, weekday=True)}{tell_day_off(look, calendar)}"
            session.say(f"To take it up again on {day}: enquiry reopen {number}")
            session.say(format_hint(_REMIND))
        else:
            session.say(f'To set a day on which to take it up again: enquiry edit {number} --next-look "in 6 weeks"')
    elif look and result.review.next_look:
        session.say(f"Next look: {spell(look, weekday=True)}{tell_day_off(look, calendar)}")
        session.say(format_hint(_REMIND))


# --- The conversation: its own questions, which follow from the decision, each answer kept in a draft.


_MAKE = Prompt(name="make", asks="What do you make of it?", example="They need to know what the silence is for.")
_DECISION, _BECAUSE, _REFINE, _ACT, _FOLLOWING, _HELP, _OF = (
    Prompt(name=name, asks=asks, example=example, field=name)
    for name, asks, example in (
        ("decision", "Decision? (Enter for none)", "adapt; its number or the beginning of the word is enough"),
        ("because", "Because?", "our hands are in the way"),
        (
            "refine",
            "A better question? (Enter leaves it as it is)",
            "What do the four quietest need before they will speak?",
        ),
        ("act", "What changes in what you do? (Enter for nothing)", "blocks on request only"),
        ("following", "The question of the cycle that grows from it? (Enter for later)", "And with Year 9?"),
        ("ask", "What would help? (Enter for nothing)", "an hour a fortnight of cover"),
        ("of", "Of whom do you ask it? (by role, never by name; Enter for nobody yet)", "depute"),
    )
)


_ANSWERS = {
    "make": "review",
    "because": "reason",
    "act": "action",
    "group": "group",
    "ask": "ask",
    "of": "role",
    VERDICT: "reason",
}
"""What an answer is called, by the field or else the name of its prompt."""

_RESUME = Prompt(
    name="look", asks="When will you take it up again? (Enter for no day)", example="after easter", field="next_look"
)


class ReviewInterview(Interview):
    """A review of a cycle being talked through."""

    def __init__(self, session: Session, keeping: DraftAutosave, journal: Journal, cycle: Cycle) -> None:
        super().__init__(session, keeping)
        self._journal, self._cycle = journal, cycle
        self._passed = list[str]()

    def ask_review(self) -> tuple[str, dict[str, Any], ReviewOutcome] | None:
        """Ask what the review comes to; return its text, fields and outcome, or None where nothing was answered."""
        self.tell_ways()
        self.run(self.keeping.draft.at)
        prompts = (prompt for prompt in self.list_prompts() if prompt.field != VERDICT)
        said = {prompt.field: self.answers.get(prompt.name, "") for prompt in prompts}
        text, outcome = said.pop(""), ReviewOutcome(*(said.pop(name, "") for name in ReviewOutcome._fields))
        fields: dict[str, Any] = {name: answer for name, answer in said.items() if answer}
        if "decision" in fields:
            fields["decision"] = Decision(fields["decision"])
        tried = collect_tried(self.answers, self._passed)
        fields |= {TRIED: tried} if tried else {}
        is_said = text or "decision" in fields or any(one.verdict for one in tried)
        return (text, fields, outcome) if is_said else None

    def ask_text(self) -> str:
        """Ask for the text alone. Raises UsageMistake where nothing was answered."""
        self.ask_alone(_MAKE)
        if not (text := self.answers.get(_MAKE.name)):
            raise UsageMistake("Nothing was written for the review.", "Nothing was saved.")
        return text

    def list_prompts(self) -> tuple[Prompt, ...]:
        """Return what is asked, as far as the decision is known."""
        match self.answers.get("decision"):
            case None:
                more: tuple[Prompt, ...] = ()
            case Decision.STOP:
                more = (_BECAUSE,)
            case Decision.PAUSE:
                more = (_BECAUSE, _RESUME)
            case Decision.ADAPT:
                more = (_BECAUSE, _REFINE, _ACT, self._build_look_prompt(Decision.ADAPT))
            case Decision.EXTEND:
                grows = self.answers.get(_FOLLOWING.name)
                more = (_BECAUSE, _FOLLOWING, self._group_prompt if grows else self._build_look_prompt(Decision.EXTEND))
            case word:
                more = (_BECAUSE, self._build_look_prompt(Decision(word)))
        goes_on = self.answers.get("decision") != Decision.STOP and (self.answers.keys() & {"make", "decision"})
        help_ = (_HELP, *((_OF,) if self.answers.get(_HELP.name) else ())) if goes_on else ()
        return (_MAKE, *build_tried_prompts(self._cycle, self.answers), _DECISION, *more, *help_)

    @property
    def _group_prompt(self) -> Prompt:
        own = f" (Enter for {self._cycle.group})" if self._cycle.group else ""
        people = self._journal.get_group_noun(self._cycle).many
        return Prompt(name="group", asks=f"With which {people}?{own}", example="Year 9 science", field="group")

    def _build_look_prompt(self, decision: Decision) -> Prompt:
        session, calendar = self.session, self.session.load_school_calendar(self._journal)
        usual = choose_next_look(self._cycle, decision, calendar, session.today, session.config.pulse)
        said = f" (Enter for {spell(usual, weekday=True)})" if usual else ""
        return Prompt(name="look", asks=f"Next look{said}", example="in 3 weeks", field="next_look")

    def list_choices(self, prompt: Prompt) -> Sequence[str]:
        """Return the decisions or verdicts there are, for the prompts that ask for one."""
        return list(Decision) if prompt is _DECISION else list(TriedVerdict) if is_verdict_prompt(prompt) else ()

    def apply_answer(self, prompt: Prompt) -> None:
        """Note what was asked of a reading, so that what is left open is not asked again."""
        self._passed += [prompt.name] if is_verdict_prompt(prompt) else []

    def validate_answer(self, prompt: Prompt, answer: str) -> str:
        """Return an answer as the option of its name takes it; enough of a choice's beginning stands for it."""
        if choices := self.list_choices(prompt):
            chosen, wrong = read_choice(answer, choices)
            if wrong:
                raise UsageMistake(wrong)
            return chosen
        if prompt.field == "next_look":
            resolve_next_look(self.session, answer, self._journal)
            return answer
        what = _ANSWERS.get(prompt.field or prompt.name, "question")
        return self.session.clean_field(answer, what)


@contextmanager
def open_review_interview(ctx: typer.Context, journal: Journal, cycle: Cycle, day: date) -> Iterator[ReviewInterview]:
    """Give the conversation about a cycle; it is kept in the draft taken up again, else in a new one.

    The day is kept as a day: "yesterday" is another one by the time a draft is gone on with.
    """
    session: Session = ctx.obj
    held, session.resumed = session.resumed, None
    given = {**collect_typed_options(ctx), "cycle": (str(cycle.number),), "on": (day.isoformat(),)}
    draft = held.draft if held else build_draft(session, "review", about=str(cycle.number), given=given)
    keeping = DraftAutosave(session, draft, held)
    with keep_draft(session, keeping):
        yield ReviewInterview(session, keeping, journal, cycle)
