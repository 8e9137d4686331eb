"""A conversation of prompts, one at a time: every line is kept before the next is typed."""

from collections.abc import Sequence
from contextlib import suppress
from enum import Enum

from enquiry.cli.choosing import explain_choices, list_choices
from enquiry.cli.session import Session
from enquiry.cli.terminal import can_edit_lines, get_unfinished_line, wrap_to_terminal
from enquiry.cli.writing.drafts import DraftAutosave
from enquiry.command_lines import format_hint
from enquiry.errors import EnquiryError
from enquiry.model.asking.prompt import Prompt

_SHOWN = 12
"""The most lines of an earlier answer that are shown again, or edited in place."""
_LISTED = 6
"""The most choices that are listed with the question; more are listed where `?` asks for them."""
CYCLE, DAY = "-cycle", "-day"
"""The two things asked at the top, by names that no prompt of a set can have."""


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

    def list_choices(self, _prompt: Prompt) -> Sequence[str]:
        """Return the choices a prompt is answered with; none where it takes what a person likes."""
        return ()

    def run(self, at: str) -> InterviewStep:
        """Ask from the prompt named `at` on. Returns END where the end of input ended it, else ON."""
        names = [prompt.name for prompt in self.list_prompts()]
        place = names.index(at) if at in names else 0
        step = InterviewStep.ON
        while place < len(prompts := self.list_prompts()):
            came_back, prompt = step is InterviewStep.BACK, prompts[place]
            counted = [one for one in prompts if one.name not in (CYCLE, DAY)]
            count = f"{counted.index(prompt) + 1} of {len(counted)}" if prompt in counted else ""
            step = self._ask(prompt, count, came_back=came_back)
            if step is InterviewStep.END:
                return step
            place = place + 1 if step is InterviewStep.ON else max(0, place - 1)
        return InterviewStep.ON

    def tell_ways(self) -> None:
        """Tell how it goes."""
        ways = "Enter skips, < goes back, ? shows an example, Ctrl-D ends."
        self.session.tell(wrap_to_terminal(ways), "quiet")
        kept = "An empty line ends an answer. Every line is kept as you go."
        self.session.tell(wrap_to_terminal(kept), "quiet")

    def ask_alone(self, prompt: Prompt) -> None:
        """Ask one thing, from which there is no way back."""
        while self._ask(prompt) is InterviewStep.BACK:
            pass

    def _ask(self, prompt: Prompt, count: str = "", *, came_back: bool = False) -> InterviewStep:
        """Ask until there is an answer the prompt can take, or none. Whatever ends it, the lines so far are kept.

        An answer that was come back to stands in the line to be changed, where lines can be edited.
        """
        session, choices = self.session, self.list_choices(prompt)
        while True:
            session.tell(f"\n{count}".removesuffix("\n"), "quiet")
            session.tell(wrap_to_terminal(prompt.asks), "strong")
            if 0 < len(choices) <= _LISTED:
                self._tell_choices(choices)
            begin = self.answers.get(prompt.name, "") if came_back else ""
            in_place = bool(begin) and begin.count("\n") < _SHOWN and can_edit_lines(session.stdin, session.stdout)
            if not in_place:
                self._show_earlier(prompt)
            try:
                turn = self._edit_answer(prompt, begin) if in_place else self._read_answer(prompt)
            finally:
                self.keeping.keep(self.answers, prompt.name)
            if turn is not InterviewStep.ON or self._accept_answer(prompt):
                return turn

    def _tell_choices(self, choices: Sequence[str]) -> None:
        self.session.tell("\n".join(list_choices(explain_choices(choices))), "quiet", drawn=True)

    def _edit_answer(self, prompt: Prompt, earlier: str) -> InterviewStep:
        """Read an earlier answer again, each line of it standing there to be changed, and what is added to it.

        A line that is emptied is taken out. Lines that were not come to are kept as they were.
        """
        lines, left = list[str](), earlier.split("\n") if prompt.long else [earlier]
        while left:
            try:
                line = self.session.read_line("> ", left[0])
            except (KeyboardInterrupt, SystemExit):
                with suppress(OSError):
                    self.session.tell("")
                raise
            if line is None or line.rstrip() == "<":
                return InterviewStep.END if line is None else InterviewStep.BACK
            left.pop(0)
            lines += [line] if line.strip() else []
            self.answers[prompt.name] = "\n".join((*lines, *left))
        if not self.answers[prompt.name]:
            del self.answers[prompt.name]
        return self._read_answer(prompt) if prompt.long else InterviewStep.ON

    def _show_earlier(self, prompt: Prompt) -> None:
        if earlier := self.answers.get(prompt.name):
            lines = earlier.split("\n")
            more = [f"… ({len(lines) - _SHOWN} lines before these)"] if len(lines) > _SHOWN else []
            self.session.tell("\n".join(f"  {line}" for line in (*more, *lines[-_SHOWN:])))
            rest = "what you type is added" if prompt.long else "what you type takes its place"
            self.session.tell(wrap_to_terminal(f"(Enter keeps it, {rest}, - takes it away.)"), "quiet")

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
                    self.session.tell(wrap_to_terminal(example or "There is no example for this one."), "quiet")
                    if choices := self.list_choices(prompt):
                        self._tell_choices(choices)
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
                if not prompt.long and "\n" in answer:
                    self._keep_with_text(answer)
                return False
            self.answers[prompt.name] = checked
            self.keeping.keep(self.answers, prompt.name)
        self.apply_answer(prompt)
        return True

    def _keep_with_text(self, pasted: str) -> None:
        """Add what can't be placed where it was pasted to the first answer that may run over several lines."""
        into = next((prompt for prompt in self.list_prompts() if not prompt.field), None)
        if into:
            self.answers[into.name] = "\n".join(filter(None, (self.answers.get(into.name), pasted)))
            words = f"What you pasted is kept under “{into.asks}”; < leads back to it."
            self.session.tell(wrap_to_terminal(words), "quiet")

    def _try_answer(self, prompt: Prompt, answer: str) -> str:
        try:
            return self.validate_answer(prompt, answer)
        except EnquiryError as mistake:  # asked again: one slip is no reason to lose the rest
            for words in filter(None, (mistake.words, format_hint(mistake.hint))):
                self.session.tell(wrap_to_terminal(words))
            return ""
