"""The review as a conversation: its own questions, which follow from the decision, each answer kept in a draft."""

from datetime import date
from typing import NamedTuple

from enquiry.cli.interview.drafts import Answers as Given
from enquiry.cli.interview.drafts import Keeping
from enquiry.cli.interview.interview import LINES, WAYS, Interview
from enquiry.cli.session import Session
from enquiry.cli.terminal import in_lines
from enquiry.cli.writing.entries import to_come
from enquiry.cli.writing.review import Answers, look_after
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake, near
from enquiry.model.choices import Decision
from enquiry.model.cycle import Cycle
from enquiry.model.draft import Draft
from enquiry.model.journal import Journal
from enquiry.model.prompt import Prompt

_MAKE = Prompt(name="make", asks="What do you make of it?", example="They need to know what the silence is for.")
_BECAUSE = Prompt(name="because", asks="Because?", example="our hands are in the way", field="because")
_REFINE = Prompt(
    name="refine",
    asks="A better question? (Enter leaves it as it is)",
    example="What do the four quietest need before they will speak?",
    field="refine",
)
_ACT = Prompt(
    name="act", asks="What changes in what you do? (Enter for nothing)", example="blocks on request only", field="act"
)
_FOLLOWING = Prompt(
    name="following",
    asks="The question of the cycle that grows from it? (Enter for later)",
    example="And with Year 9?",
    field="following",
)
_DECISION = Prompt(
    name="decision",
    asks=f"Decision: {', '.join(Decision)} (Enter for none)",
    example="adapt; the beginning of the word is enough",
    field="decision",
)


class Conversation(NamedTuple):
    """A review being talked through: of which cycle, in which journal, kept where."""

    session: Session
    journal: Journal
    cycle: Cycle
    keeping: Keeping

    def asked(self) -> Answers | None:
        """Ask what the review comes to, one thing at a time; None where nothing was answered."""
        self.session.tell(f"{in_lines(WAYS)}\n{in_lines(LINES)}")
        talk = Interview(self.session, self.keeping, self._prompts, self._checked)
        talk.run(self.keeping.draft.at)
        said = {prompt.name: talk.answers.get(prompt.name, "") for prompt in self._prompts(talk.answers)}
        if not said["make"] and not said["decision"]:
            return None
        return Answers(
            text=said["make"],
            decision=Decision(said["decision"]) if said["decision"] else None,
            because=said.get("because", ""),
            next_look=said.get("look") or None,
            refine=said.get("refine", ""),
            act=said.get("act", ""),
            following=said.get("following", ""),
        )

    def made(self) -> str:
        """Ask for the text alone. Raises UsageMistake where nothing was answered."""
        talk = Interview(self.session, self.keeping, lambda _answers: (_MAKE,), self._checked)
        talk.run(_MAKE.name)
        if not (text := talk.answers.get(_MAKE.name)):
            raise UsageMistake("Nothing was written for the review.", "Nothing was saved.")
        return text

    def _prompts(self, answers: Given) -> tuple[Prompt, ...]:
        """Return what is asked, as far as the decision is known."""
        match answers.get("decision"):
            case None:
                more: tuple[Prompt, ...] = ()
            case Decision.STOP | Decision.PAUSE:
                more = (_BECAUSE,)
            case Decision.ADAPT:
                more = (_BECAUSE, _REFINE, _ACT, self._look(Decision.ADAPT))
            case Decision.EXTEND:
                more = (_BECAUSE, _FOLLOWING, self._look(Decision.EXTEND))
            case word:
                more = (_BECAUSE, self._look(Decision(word)))
        return (_MAKE, _DECISION, *more)

    def _look(self, decision: Decision) -> Prompt:
        session = self.session
        usual = look_after(self.cycle, decision, session.calendar(self.journal), session.today, session.config.pulse)
        said = f" (Enter for {spell(usual, weekday=True)})" if usual else ""
        return Prompt(name="look", asks=f"Next look{said}", example="in 3 weeks", field="next_look")

    def _checked(self, prompt: Prompt, answer: str) -> str:
        if prompt is _DECISION:
            return _decision(answer)
        if prompt.field == "next_look":
            to_come(self.session, answer, self.journal, "The next look")
            return answer
        what = {"make": "review", "because": "reason", "act": "action"}.get(prompt.name, "question")
        return self.session.field(answer, what)


def _decision(word: str) -> str:
    choices = [decision.value for decision in Decision]
    fitting = [choice for choice in choices if choice.startswith(word.casefold())]
    if len(fitting) != 1:
        raise UsageMistake(f"“{word}” is no decision.{near(word, choices)}")
    return fitting[0]


def kept_for(session: Session, cycle: Cycle, day: date, given: dict[str, tuple[str, ...]]) -> Keeping:
    """Return where the conversation about a cycle is kept: in the draft taken up again, else in a new one.

    The day is kept as a day: "yesterday" is another one by the time a draft is gone on with.
    """
    held, session.resumed = session.resumed, None
    if held is not None:
        return Keeping(session, held.draft, held)
    draft = Draft(
        journal=str(session.journal_file),
        command="review",
        about=str(cycle.number),
        began=session.now,
        given={**given, "cycle": (str(cycle.number),), "on": (day.isoformat(),)},
        makes=session.stamp().id,
    )
    return Keeping(session, draft)
