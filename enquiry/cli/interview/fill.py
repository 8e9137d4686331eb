"""The interview that fills in a command: its cycle and day first, then its prompts; answers are validated at once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import typer
from msgspec.structs import replace

from enquiry.cli.interview.interview import LINES, WAYS, Interview, InterviewStep
from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import InterviewResult, Session
from enquiry.cli.terminal import wrap_to_terminal
from enquiry.cli.writing.drafts import Answers, DraftAutosave, build_draft, collect_typed_options
from enquiry.cli.writing.entries import format_cycle_title, format_day_suffix
from enquiry.cli.writing.measured import parse_values
from enquiry.cli.writing.values import read_future_day, resolve_day
from enquiry.errors import Ambiguous, NotFound, UsageMistake, suggest_nearest
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnswerPart, join_parts, parse_doi
from enquiry.model.fields import COMMAND_KINDS, FieldType, list_fields
from enquiry.model.journal import Journal
from enquiry.model.prompt import Prompt, PromptSet
from enquiry.model.tag import parse_tag
from enquiry.presets import choose_prompts, list_presets

_VALIDATORS: Mapping[FieldType, Callable[[Session, Journal, str], object]] = {
    FieldType.DOI: lambda _session, _journal, text: parse_doi(text),
    FieldType.MEASURES: lambda session, journal, text: parse_values(session, {"measure": [text]}, journal),
    FieldType.TAGS: lambda _session, _journal, text: parse_tag(text),
    FieldType.END_DAY: lambda session, journal, text: read_future_day(session, text, journal),
}
"""What an answer is tried by beside its option, by the type of the field it fills."""

CYCLE, DAY = "-cycle", "-day"
"""The two things asked at the top, by names that no prompt of a set can have."""

HEADS = {
    "start": ("A new question", "question"),
    "read": ("A reading for", "reading"),
    "act": ("An action in", "action"),
    "evidence": ("Evidence for", "evidence"),
    "reflect": ("Reflection on", "reflection"),
    "note": ("A note for the inbox", "note"),
    "refine": ("A better question for", "question"),
}
"""How a command's interview begins, and what it writes."""


class InterviewForm:
    """An interview that fills in a command's parameters. `keeping` is the draft it grows in."""

    def __init__(self, ctx: Any) -> None:
        self._ctx = ctx
        self._session: Session = ctx.obj
        self._command: str = ctx.command.name
        self._params = {param.name: param for param in ctx.command.params}
        self._asks_for_cycle = "cycle" in self._params
        held, self._session.resumed = self._session.resumed, None
        self._resuming = held is not None
        self._set = self._load_prompt_set(held.draft.prompts if held else "")
        given = {} if held else collect_typed_options(ctx)
        draft = held.draft if held else build_draft(self._session, self._command, given=given, prompts=self._set.name)
        self.keeping = DraftAutosave(self._session, draft, held)
        self._journal, self._day = Journal(), self._session.today
        self._cycle: Cycle | None = None

    def _load_prompt_set(self, of_draft: str) -> PromptSet:
        session, own = self._session, self._session.places.prompts
        if of_draft and of_draft not in list_presets("prompts", own):
            session.tell(f"The prompt set “{of_draft}” is gone; the usual one asks instead. What was answered is kept.")
            of_draft = ""
        return choose_prompts(self._command, of_draft or session.prompts, session.config.prompts, own)

    def _find_cycle(self) -> Cycle | None:
        """Return the cycle that is meant, None to ask for one. Raises as `resolve_cycle` where asking can't help."""
        if not self._asks_for_cycle:
            return None
        named = self._ctx.params["cycle"]
        try:
            return resolve_cycle(self._journal, named)
        except (NotFound, Ambiguous, UsageMistake) as mistake:
            if not self._journal.kept or (named is not None and not self._resuming):
                raise
            self._session.tell(mistake.words)
            return None

    def _tell_head(self) -> None:
        day = format_day_suffix(self._session, self._day).removeprefix(", ") or "today"
        about = f" {format_cycle_title(self._cycle)}" if self._cycle else ""
        self._session.tell(wrap_to_terminal(f"{HEADS[self._command][0]}{about} · {day}"))

    def ask(self) -> None:
        """Ask, and hand the answers to the command. Raises UsageMistake where what is needed is missing."""
        session = self._session
        self._journal = session.load_journal_or_empty()
        self._day = resolve_day(session, self._ctx.params.get("on"), self._journal)
        self._cycle = self._find_cycle()
        self.keeping.keep(self.keeping.answers, self.keeping.draft.at, self._collect_options())
        self._tell_head()
        session.tell(f"{wrap_to_terminal(WAYS)}\n{wrap_to_terminal(LINES)}")
        if not self._cycle_known:
            for cycle in self._journal.open or self._journal.kept:
                session.tell(f"  {format_cycle_title(cycle)}")
        talk = self._build_interview(self._list_prompts)
        names = [prompt.name for prompt in self._list_open_prompts()] if self._cycle_known else [CYCLE]
        at = self.keeping.draft.at  # where the draft stopped
        turn = talk.run(at if at in names else names[0])
        if turn is InterviewStep.ON and talk.answers and self._cycle_known and not self._build_parts(talk.answers):
            missing = next(prompt for prompt in self._set.prompts if not prompt.field)
            session.tell("\nOne thing is needed; all else may stay empty.")
            talk = self._build_interview(lambda _answers: (missing,))
            talk.run(missing.name)
        self._refuse_empty(talk.answers)
        self._fill(talk.answers)

    def _build_interview(self, prompts: Callable[[Answers], Sequence[Prompt]]) -> Interview:
        return Interview(self._session, self.keeping, prompts, self._validate_answer, self._apply_answer)

    @property
    def _cycle_known(self) -> bool:
        return not self._asks_for_cycle or self._cycle is not None

    def _list_prompts(self, _answers: Answers) -> Sequence[Prompt]:
        which = f" (Enter: {format_cycle_title(self._cycle)})" if self._cycle else ""
        cycle = Prompt(name=CYCLE, asks=f"Which cycle?{which}", example="7, or a word of its question", field="cycle")
        day = format_day_suffix(self._session, self._day).removeprefix(", for ") or "today"
        on = Prompt(name=DAY, asks=f"Which day was it? (Enter: {day})", example="yesterday, last tuesday", field="on")
        top = (cycle, on) if self._asks_for_cycle else (on,)
        return (*top, *self._list_open_prompts()) if self._cycle_known else (cycle,)

    def _list_open_prompts(self) -> list[Prompt]:
        """Return the prompts for what was not given as an option; the example of a choice names all there are."""
        still = []
        for prompt in self._set.prompts:
            if not prompt.field or self._ctx.params.get(prompt.field) in (None, [], ()):
                choices = self._list_choices(prompt.field)
                named = f"{prompt.example}; of {', '.join(choices)}" if choices else prompt.example
                still.append(replace(prompt, example=named))
        return still

    def _list_choices(self, field: str) -> list[str]:
        kind = getattr(self._params.get(field), "type", None)
        return [str(getattr(one, "value", one)) for one in getattr(kind, "choices", ())]

    def _validate_answer(self, prompt: Prompt, answer: str) -> str:
        """Return an answer as its field takes it: by the rules of the option of that name."""
        session = self._session
        if prompt.name == CYCLE:
            return str(self._journal.find_cycle(answer).number)
        if prompt.name == DAY:
            return resolve_day(session, answer, self._journal).isoformat()
        text = session.clean_field(answer, prompt.field or HEADS[self._command][1])
        if not prompt.field:
            return text
        field = next(one for one in list_fields(COMMAND_KINDS[self._command]) if one.name == prompt.field)
        if check := _VALIDATORS.get(field.type):
            check(session, self._journal, text)
        return text if prompt.several else str(self._parse_answer(prompt, text))

    def _parse_answer(self, prompt: Prompt, text: str) -> Any:
        """Return what the option makes of a text: each line of it a value where it can be given again.

        Enough of a choice's beginning stands for it. Raises UsageMistake.
        """
        if prompt.several:
            return text.split("\n")
        param, choices = self._params[prompt.field], self._list_choices(prompt.field)
        fitting = [one for one in choices if one.startswith(text.casefold())]
        try:
            return param.type_cast_value(self._ctx, fitting[0] if len(fitting) == 1 else text)
        except typer.BadParameter as mistake:
            if choices:
                hint = f"They are: {', '.join(choices)}."
                raise UsageMistake(f"“{text}” is none of them.{suggest_nearest(text, choices)}", hint) from mistake
            low, high = getattr(param.type, "min", None), getattr(param.type, "max", None)
            within = f" from {low} to {high}" if low is not None and high is not None else ""
            raise UsageMistake(f"“{text}” is not a number{within}.") from mistake

    def _apply_answer(self, prompt: Prompt, answers: Answers) -> None:
        """Take a new cycle or day over, and keep it among the options; say both again."""
        if prompt.name not in (CYCLE, DAY) or not (answer := answers.pop(prompt.name, "")):
            return
        if prompt.name == CYCLE:
            self._cycle = self._journal.find_cycle(answer)
        else:
            self._day = date.fromisoformat(answer)
        self.keeping.keep(answers, prompt.name, self._collect_options())
        self._tell_head()

    def _collect_options(self) -> dict[str, tuple[str, ...]]:
        cycle = {"cycle": (str(self._cycle.number),)} if self._cycle else {}
        return {**self.keeping.draft.given, **cycle, "on": (self._day.isoformat(),)}

    def _refuse_empty(self, answers: Answers) -> None:
        what = HEADS[self._command][1]
        if not self._cycle_known:
            raise UsageMistake("No cycle was named, so nothing was saved.", "enquiry list shows them.")
        if not answers:
            self.keeping.finish()
            raise UsageMistake(f"Nothing was written for the {what}.", "Nothing was saved.")
        if not self._build_parts(answers):
            words = f"The {what} itself was not written, so nothing was saved."
            raise UsageMistake(words, "What you answered is kept.")

    def _build_parts(self, answers: Answers) -> tuple[AnswerPart, ...]:
        """Return what makes up the text; an answer to a prompt that its set no longer has is no less a part of it."""
        asked = {prompt.name: prompt for prompt in self._set.prompts}
        parts = {name: prompt.asks for name, prompt in asked.items() if not prompt.field and answers.get(name)}
        parts |= {name: name for name in answers if name not in asked}
        return tuple(AnswerPart(prompt=name, asked=asks, text=answers[name]) for name, asks in parts.items())

    def _fill(self, answers: Answers) -> None:
        """Put the answers where the command looks for what was typed, and the draft where it can be finished from."""
        self.keeping.keep(answers, self.keeping.draft.at, self._collect_options())
        params, parts = self._ctx.params, self._build_parts(answers)
        params["words"] = [join_parts(parts)]
        params["on"] = self._day
        if self._cycle:
            params["cycle"] = str(self._cycle.number)
        for prompt in self._list_open_prompts():
            if prompt.field and (answer := answers.get(prompt.name)):
                params[prompt.field] = self._parse_answer(prompt, answer)
        of_several = sum(not prompt.field for prompt in self._set.prompts) > 1 or len(parts) > 1
        self._session.written = InterviewResult(parts if of_several else (), self.keeping.draft.makes)
