"""The review as a conversation: its own questions, which follow from the decision, each answer kept in a draft."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import typer

from enquiry.cli.interview.interview import Interview
from enquiry.cli.session import Session
from enquiry.cli.writing.drafts import DraftAutosave, build_draft, collect_typed_options, keep_draft
from enquiry.cli.writing.review import ReviewOutcome, choose_next_look
from enquiry.cli.writing.values import resolve_next_look
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.choices import Decision
from enquiry.model.cycle import Cycle
from enquiry.model.journal import Journal
from enquiry.model.prompt import Prompt

_MAKE = Prompt(name="make", asks="What do you make of it?", example="They need to know what the silence is for.")
_DECISION, _BECAUSE, _REFINE, _ACT, _FOLLOWING = (
    Prompt(name=name, asks=asks, example=example, field=name)
    for name, asks, example in (
        ("decision", f"Decision: {', '.join(Decision)} (Enter for none)", "adapt; the beginning of the word is enough"),
        ("because", "Because?", "our hands are in the way"),
        (
            "refine",
            "A better question? (Enter leaves it as it is)",
            "What do the four quietest need before they will speak?",
        ),
        ("act", "What changes in what you do? (Enter for nothing)", "blocks on request only"),
        ("following", "The question of the cycle that grows from it? (Enter for later)", "And with Year 9?"),
    )
)


class ReviewInterview(Interview):
    """A review of a cycle being talked through."""

    def __init__(self, session: Session, keeping: DraftAutosave, journal: Journal, cycle: Cycle) -> None:
        super().__init__(session, keeping)
        self._journal, self._cycle = journal, cycle

    def ask_review(self) -> tuple[str, dict[str, Any], ReviewOutcome] | None:
        """Ask what the review comes to; return its text, fields and outcome, or None where nothing was answered."""
        self.tell_ways()
        self.run(self.keeping.draft.at)
        said = {prompt.field: self.answers.get(prompt.name, "") for prompt in self.list_prompts()}
        text, outcome = said.pop(""), ReviewOutcome(*(said.pop(name, "") for name in ReviewOutcome._fields))
        fields: dict[str, Any] = {name: answer for name, answer in said.items() if answer}
        if "decision" in fields:
            fields["decision"] = Decision(fields["decision"])
        return (text, fields, outcome) if text or "decision" in fields else None

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
            case Decision.STOP | Decision.PAUSE:
                more = (_BECAUSE,)
            case Decision.ADAPT:
                more = (_BECAUSE, _REFINE, _ACT, self._build_look_prompt(Decision.ADAPT))
            case Decision.EXTEND:
                more = (_BECAUSE, _FOLLOWING, self._build_look_prompt(Decision.EXTEND))
            case word:
                more = (_BECAUSE, self._build_look_prompt(Decision(word)))
        return (_MAKE, _DECISION, *more)

    def _build_look_prompt(self, decision: Decision) -> Prompt:
        session, calendar = self.session, self.session.load_school_calendar(self._journal)
        usual = choose_next_look(self._cycle, decision, calendar, session.today, session.config.pulse)
        said = f" (Enter for {spell(usual, weekday=True)})" if usual else ""
        return Prompt(name="look", asks=f"Next look{said}", example="in 3 weeks", field="next_look")

    def validate_answer(self, prompt: Prompt, answer: str) -> str:
        """Return an answer as the option of its name takes it; enough of a decision's beginning stands for it."""
        if prompt is _DECISION:
            fitting = [decision.value for decision in Decision if decision.startswith(answer.casefold())]
            if len(fitting) != 1:
                raise UsageMistake(f"“{answer}” is no decision.{suggest_nearest(answer, list(Decision))}")
            return fitting[0]
        if prompt.field == "next_look":
            resolve_next_look(self.session, answer, self._journal)
            return answer
        what = {"make": "review", "because": "reason", "act": "action"}.get(prompt.name, "question")
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
