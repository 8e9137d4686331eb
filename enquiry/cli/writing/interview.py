"""The interview: a conversation by a set of prompts that fills in a command."""

from collections.abc import Sequence
from datetime import date
from math import inf, nan
from typing import Any

from msgspec.structs import replace

from enquiry.cli.choosing import read_choice
from enquiry.cli.given import InterviewResult
from enquiry.cli.names import resolve_cycle, resolve_prompts
from enquiry.cli.session import Session
from enquiry.cli.terminal import wrap_to_terminal
from enquiry.cli.writing.conversation import CYCLE, DAY, Interview, InterviewStep
from enquiry.cli.writing.drafts import DraftAutosave, build_draft, collect_typed_options
from enquiry.cli.writing.entries import format_cycle_title, format_day_suffix
from enquiry.cli.writing.values import FieldContext, read_field, resolve_day
from enquiry.errors import Ambiguous, NotFound, UsageMistake
from enquiry.model.asking.prompt import Prompt, PromptSet
from enquiry.model.choices import GroupSort
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnswerPart, join_parts
from enquiry.model.field import COMMAND_KINDS, Field, FieldType
from enquiry.model.fields import list_fields
from enquiry.model.groups import NOUNS, is_leading_role
from enquiry.model.journal import Journal
from enquiry.presets import list_presets

HEADS = {
    "start": ("A new question", "question"),
    "read": ("A reading for", "reading"),
    "act": ("An action in", "action"),
    "evidence": ("Evidence for", "evidence"),
    "reflect": ("Reflection on", "reflection"),
    "note": ("A note for the inbox", "note"),
    "refine": ("A better question for", "question"),
    "ask": ("What would help in", "ask"),
    "believe": ("What I believe", "belief"),
}
"""How a command's interview begins, and what it writes."""


class InterviewForm(Interview):
    """An interview that fills in a command's parameters."""

    def __init__(self, ctx: Any) -> None:
        self._ctx = ctx
        self._command: str = ctx.command.name
        session: Session = ctx.obj
        self._fields = {field.name: field for field in list_fields(COMMAND_KINDS[self._command])}
        self._asks_for_cycle = "cycle" in self._fields
        held, session.resumed = session.resumed, None
        self._resuming = held is not None
        self._prompts = self._load_prompt_set(session, held.draft.prompts if held else "")
        given = {} if held else collect_typed_options(ctx)
        draft = held.draft if held else build_draft(session, self._command, given=given, prompts=self._prompts.name)
        super().__init__(session, DraftAutosave(session, draft, held))
        self._journal, self._day = Journal(), session.today
        self._cycle: Cycle | None = None

    def _load_prompt_set(self, session: Session, of_draft: str) -> PromptSet:
        own = session.places.prompts
        if of_draft and of_draft not in list_presets("prompts", own):
            session.tell(f"The prompt set “{of_draft}” is gone; the usual one asks instead. What was answered is kept.")
            of_draft = ""
        return resolve_prompts(session, self._command, of_draft or session.prompts)

    @property
    def _set(self) -> PromptSet:
        """The prompts, asking of those whom the cycle is about."""
        sort = self._journal.get_group_sort(self._cycle) if self._cycle else None
        usual = GroupSort.TEACHERS if is_leading_role(self._journal.settings.role) else GroupSort.LEARNERS
        return self._prompts.name_group(NOUNS[sort or usual].many)

    def _find_cycle(self) -> Cycle | None:
        """Return the cycle that is meant, None to ask for one. Raises as `resolve_cycle` where asking can't help."""
        if not self._asks_for_cycle:
            return None
        named = self._ctx.params["cycle"]
        try:
            return resolve_cycle(self._journal, named, self._ctx.params.get("about"))
        except (NotFound, Ambiguous, UsageMistake) as mistake:
            if not self._journal.kept or (named is not None and not self._resuming):
                raise
            self.session.tell(mistake.words)
            return None

    def _tell_head(self) -> None:
        day = format_day_suffix(self.session, self._day).removeprefix(", ") or "today"
        about = f" {format_cycle_title(self._cycle)}" if self._cycle else ""
        self.session.tell(wrap_to_terminal(f"{HEADS[self._command][0]}{about} · {day}"))

    def ask(self) -> None:
        """Ask, and hand the answers to the command. Raises UsageMistake where what is needed is missing."""
        session = self.session
        self._journal = session.load_journal_or_empty()
        self._day = resolve_day(session, self._ctx.params.get("on"), self._journal)
        self._cycle = self._find_cycle()
        self.keeping.keep(self.keeping.answers, self.keeping.draft.at, self._collect_options())
        self._tell_head()
        self.tell_ways()
        if not self._cycle_known:
            for cycle in self._journal.open or self._journal.kept:
                session.tell(f"  {format_cycle_title(cycle)}")
        names = [prompt.name for prompt in self._list_open_prompts()] if self._cycle_known else [CYCLE]
        at = self.keeping.draft.at  # where the draft stopped
        turn = self.run(at if at in names else names[0])
        if turn is InterviewStep.ON and self.answers and self._cycle_known and not self._build_parts():
            session.tell("\nOne thing is needed; all else may stay empty.")
            self.ask_alone(next(prompt for prompt in self._set.prompts if not prompt.field))
        what = HEADS[self._command][1]
        if not self._cycle_known:
            raise UsageMistake("No cycle was named, so nothing was saved.", "enquiry list shows them.")
        if not self.answers:
            self.keeping.finish()
            raise UsageMistake(f"Nothing was written for the {what}.", "Nothing was saved.")
        if not self._build_parts():
            words = f"The {what} itself was not written, so nothing was saved."
            raise UsageMistake(words, "What you answered is kept.")
        self._fill()

    @property
    def _cycle_known(self) -> bool:
        return not self._asks_for_cycle or self._cycle is not None

    def list_prompts(self) -> Sequence[Prompt]:
        """Return the cycle and the day, and where the cycle is known the prompts of the set."""
        which = f" (Enter: {format_cycle_title(self._cycle)})" if self._cycle else ""
        cycle = Prompt(name=CYCLE, asks=f"Which cycle?{which}", example="7, or a word of its question", field="cycle")
        day = format_day_suffix(self.session, self._day).removeprefix(", for ") or "today"
        on = Prompt(name=DAY, asks=f"Which day was it? (Enter: {day})", example="yesterday, last tuesday", field="on")
        top = (cycle, on) if self._asks_for_cycle else (on,)
        return (*top, *self._list_open_prompts()) if self._cycle_known else (cycle,)

    def list_choices(self, prompt: Prompt) -> Sequence[str]:
        """Return the choices of the field that a prompt fills."""
        field = self._fields.get(prompt.field)
        return field.choices if field else ()

    def _list_open_prompts(self) -> list[Prompt]:
        """Return the prompts for what was not given as an option; the example of a choice names all there are."""
        still = []
        for prompt in self._set.prompts:
            if not prompt.field or self._ctx.params.get(prompt.field) in (None, [], ()):
                choices = ", ".join(self._fields[prompt.field].choices) if prompt.field else ""
                named = f"{prompt.example}; of {choices}" if choices else prompt.example
                still.append(replace(prompt, example=named))
        return still

    def validate_answer(self, prompt: Prompt, answer: str) -> str:
        """Return an answer as its field takes it: by the rules of the option of that name."""
        session = self.session
        if prompt.name == CYCLE:
            return str(self._journal.find_cycle(answer).number)
        if prompt.name == DAY:
            return resolve_day(session, answer, self._journal).isoformat()
        text = session.clean_field(answer, prompt.field or HEADS[self._command][1])
        if not prompt.field:
            return text
        field = self._fields[prompt.field]
        value = _parse_answer(field, text)
        if field.type is not FieldType.DECIMAL:  # a deviation is read with the value it belongs to
            read_field(FieldContext(session, self._journal, self._day, {field.name: value}), field, value)
        return text if prompt.several else str(value)

    def apply_answer(self, prompt: Prompt) -> None:
        """Take a new cycle or day over, and keep it among the options; say both again."""
        if prompt.name not in (CYCLE, DAY) or not (answer := self.answers.pop(prompt.name, "")):
            return
        if prompt.name == CYCLE:
            self._cycle = self._journal.find_cycle(answer)
        else:
            self._day = date.fromisoformat(answer)
        self.keeping.keep(self.answers, prompt.name, self._collect_options())
        self._tell_head()

    def _collect_options(self) -> dict[str, tuple[str, ...]]:
        cycle = {"cycle": (str(self._cycle.number),)} if self._cycle else {}
        return {**self.keeping.draft.given, **cycle, "on": (self._day.isoformat(),)}

    def _build_parts(self) -> tuple[AnswerPart, ...]:
        """Return what makes up the text; an answer to a prompt that its set no longer has is no less a part of it."""
        answers, asked = self.answers, {prompt.name: prompt for prompt in self._set.prompts}
        parts = {name: prompt.asks for name, prompt in asked.items() if not prompt.field and answers.get(name)}
        parts |= {name: name for name in answers if name not in asked}
        return tuple(AnswerPart(prompt=name, asked=asks, text=answers[name]) for name, asks in parts.items())

    def _fill(self) -> None:
        """Put the answers where the command looks for what was typed, and the draft where it can be finished from."""
        self.keeping.keep(self.answers, self.keeping.draft.at, self._collect_options())
        params, parts = self._ctx.params, self._build_parts()
        params["words"] = [join_parts(parts)]
        params["on"] = self._day
        if self._cycle:
            params["cycle"] = str(self._cycle.number)
        for prompt in self._list_open_prompts():
            if prompt.field and (answer := self.answers.get(prompt.name)):
                params[prompt.field] = _parse_answer(self._fields[prompt.field], answer)
        of_several = sum(not prompt.field for prompt in self._set.prompts) > 1 or len(parts) > 1
        self.session.written = InterviewResult(parts if of_several else (), self.keeping.draft.makes)


def _parse_answer(field: Field, text: str) -> Any:
    """Return what is typed for a field as its option reads it: each line a value where it can be given again.

    A choice is named by its number, or by any word that means it alone. Raises UsageMistake.
    """
    if field.several:
        return text.split("\n")
    if field.choices:
        chosen, wrong = read_choice(text, field.choices)
        if wrong:
            raise UsageMistake(wrong, f"They are: {', '.join(field.choices)}.")
        kind: Any = field.reads
        return kind(chosen)
    if field.type not in (FieldType.NUMBER, FieldType.DECIMAL, FieldType.AMOUNT):
        return text
    is_whole = field.type is FieldType.NUMBER
    try:
        number: float = int(text) if is_whole else float(text)
    except ValueError:
        number = nan
    if not field.low <= number <= (field.high if is_whole else inf):
        raise UsageMistake(f"“{text}” is not a number{f' from {field.low} to {field.high}' if is_whole else ''}.")
    return number
