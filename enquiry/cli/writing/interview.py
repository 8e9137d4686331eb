"""The interview: one prompt at a time, every line kept before the next is typed, until a command is filled in."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from enum import Enum
from math import inf, nan
from typing import Any

from msgspec.structs import replace

from enquiry.cli.given import InterviewResult
from enquiry.cli.names import resolve_cycle
from enquiry.cli.session import Session
from enquiry.cli.terminal import get_unfinished_line, wrap_to_terminal
from enquiry.cli.writing.drafts import DraftAutosave, build_draft, collect_typed_options
from enquiry.cli.writing.entries import format_cycle_title, format_day_suffix
from enquiry.cli.writing.values import FieldContext, read_field, resolve_day
from enquiry.command_lines import format_hint
from enquiry.errors import Ambiguous, EnquiryError, NotFound, UsageMistake, suggest_nearest
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnswerPart, join_parts
from enquiry.model.fields import COMMAND_KINDS, Field, FieldType, list_fields
from enquiry.model.journal import Journal
from enquiry.model.prompt import Prompt, PromptSet
from enquiry.presets import choose_prompts, list_presets

_SHOWN = 12
"""The most lines of an earlier answer that are shown again."""


class InterviewStep(Enum):
    """Where a prompt leads to."""

    ON = "on"
    BACK = "back"
    END = "end"


class Interview:
    """A conversation of prompts, whose answers grow in a draft; its kinds say what is asked and how it is read."""

    def __init__(self, session: Session, keeping: DraftAutosave) -> None:
        self.session, self.keeping, self.answers = session, keeping, keeping.answers

    def list_prompts(self) -> Sequence[Prompt]:
        """Return the prompts that follow from the answers so far."""
        raise NotImplementedError

    def validate_answer(self, prompt: Prompt, answer: str) -> str:
        """Return an answer as the prompt's field takes it. Raises EnquiryError for one that it can't take."""
        raise NotImplementedError

    def apply_answer(self, prompt: Prompt) -> None:
        """Take over what was answered, where more than the answers depends on it."""

    def run(self, at: str) -> InterviewStep:
        """Ask from the prompt named `at` on. Returns END where the end of input ended it, else ON."""
        names = [prompt.name for prompt in self.list_prompts()]
        place = names.index(at) if at in names else 0
        while place < len(prompts := self.list_prompts()):
            if (step := self._ask(prompts[place])) is InterviewStep.END:
                return step
            place = place + 1 if step is InterviewStep.ON else max(0, place - 1)
        return InterviewStep.ON

    def tell_ways(self) -> None:
        """Tell how it goes."""
        self.session.tell(wrap_to_terminal("Enter skips, < goes back, ? shows an example, Ctrl-D ends."))
        self.session.tell(wrap_to_terminal("An empty line ends an answer. Every line is kept as you go."))

    def ask_alone(self, prompt: Prompt) -> None:
        """Ask one thing, from which there is no way back."""
        while self._ask(prompt) is InterviewStep.BACK:
            pass

    def _ask(self, prompt: Prompt) -> InterviewStep:
        """Ask until there is an answer the prompt can take, or none. Whatever ends it, the lines so far are kept."""
        while True:
            self.session.tell(f"\n{wrap_to_terminal(prompt.asks)}")
            self._show_earlier(prompt)
            try:
                turn = self._read_answer(prompt)
            finally:
                self.keeping.keep(self.answers, prompt.name)
            if turn is not InterviewStep.ON or self._accept_answer(prompt):
                return turn

    def _show_earlier(self, prompt: Prompt) -> None:
        if earlier := self.answers.get(prompt.name):
            lines = earlier.split("\n")
            more = [f"… ({len(lines) - _SHOWN} lines before these)"] if len(lines) > _SHOWN else []
            self.session.tell("\n".join(f"  {line}" for line in (*more, *lines[-_SHOWN:])))
            rest = "what you type is added" if prompt.long else "what you type takes its place"
            self.session.tell(wrap_to_terminal(f"(Enter keeps it, {rest}, - takes it away.)"))

    def _read_answer(self, prompt: Prompt) -> InterviewStep:
        """Read the lines of one answer. A sign that steers the interview stands alone; a space before it makes it text.

        Only an earlier answer can be taken away: elsewhere a dash is a dash.
        """
        earlier = self.answers.get(prompt.name)
        while (line := self._read_line(prompt)) is not None:
            match line.rstrip():
                case "":
                    return InterviewStep.ON
                case "<":
                    return InterviewStep.BACK
                case "?":
                    example = f"For example: {prompt.example}" if prompt.example else ""
                    self.session.tell(wrap_to_terminal(example or "There is no example for this one."))
                    continue
                case "-" if earlier and self.answers.get(prompt.name) == earlier:
                    del self.answers[prompt.name]
                    self.keeping.keep(self.answers, prompt.name)
                    continue
            if not prompt.long:
                self.answers[prompt.name] = line.strip()
                return InterviewStep.ON
            self._take_line(prompt, line)
        self.session.tell("")
        return InterviewStep.END

    def _read_line(self, prompt: Prompt) -> str | None:
        """Return the line that is typed. One that is broken off half typed belongs to the answer."""
        try:
            return self.session.read_line("> ")
        except (KeyboardInterrupt, SystemExit):
            self._append_line(prompt, get_unfinished_line())
            with suppress(OSError):  # the window may be gone
                self.session.tell("")
            raise

    def _take_line(self, prompt: Prompt, line: str) -> None:
        """Add a line to the answer, and keep it; of fields that hold several answers each line is tried by itself."""
        if prompt.several and not self._try_answer(prompt, line):
            return
        self._append_line(prompt, line)
        kept = len(self.keeping.draft.find_answer(prompt.name))
        now = len(self.answers[prompt.name])
        if now - kept >= now // 64:  # a long paste is kept at every sixty-fourth, not at every line
            self.keeping.keep(self.answers, prompt.name)

    def _append_line(self, prompt: Prompt, line: str) -> None:
        if line:
            earlier = self.answers.get(prompt.name, "")
            self.answers[prompt.name] = f"{earlier}\n{line}" if earlier else line

    def _accept_answer(self, prompt: Prompt) -> bool:
        """Say whether the answer is one the prompt can take, as it is kept from now on; say what is wrong with it."""
        answer = self.answers.get(prompt.name, "")
        if answer and not prompt.several:
            if not (checked := self._try_answer(prompt, answer)):
                if not prompt.long:
                    del self.answers[prompt.name]
                return False
            self.answers[prompt.name] = checked
            self.keeping.keep(self.answers, prompt.name)
        self.apply_answer(prompt)
        return True

    def _try_answer(self, prompt: Prompt, answer: str) -> str:
        try:
            return self.validate_answer(prompt, answer)
        except EnquiryError as mistake:  # asked again: one slip is no reason to lose the rest
            for words in filter(None, (mistake.words, format_hint(mistake.hint))):
                self.session.tell(wrap_to_terminal(words))
            return ""


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
        self._set = self._load_prompt_set(session, held.draft.prompts if held else "")
        given = {} if held else collect_typed_options(ctx)
        draft = held.draft if held else build_draft(session, self._command, given=given, prompts=self._set.name)
        super().__init__(session, DraftAutosave(session, draft, held))
        self._journal, self._day = Journal(), session.today
        self._cycle: Cycle | None = None

    def _load_prompt_set(self, session: Session, of_draft: str) -> PromptSet:
        own = session.places.prompts
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

    Enough of a choice's beginning stands for it. Raises UsageMistake.
    """
    if field.several:
        return text.split("\n")
    if field.choices:
        fitting = [one for one in field.choices if one.startswith(text.casefold())]
        if text not in field.choices and len(fitting) != 1:
            hint = f"They are: {', '.join(field.choices)}."
            raise UsageMistake(f"“{text}” is none of them.{suggest_nearest(text, field.choices)}", hint)
        kind: Any = field.reads
        return kind(text if text in field.choices else fitting[0])
    if field.type not in (FieldType.NUMBER, FieldType.DECIMAL):
        return text
    is_whole = field.type is FieldType.NUMBER
    try:
        number: float = int(text) if is_whole else float(text)
    except ValueError:
        number = nan
    if not field.low <= number <= (field.high if is_whole else inf):
        raise UsageMistake(f"“{text}” is not a number{f' from {field.low} to {field.high}' if is_whole else ''}.")
    return number
