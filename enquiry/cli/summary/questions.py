"""What is asked at a terminal before a summary leaves: which cycles may go, what is close to someone, and the file.

Nothing goes that was not shown first: `?` shows what would leave, word for word.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.cli.session import Session
from enquiry.cli.summary.sharing import (
    ALL,
    DisclosureOptions,
    format_disclosure,
    keep_disclosure,
    recall_disclosure,
    resolve_disclosure,
    resolve_held_field,
)
from enquiry.errors import EnquiryError, UsageMistake
from enquiry.model.entry import Evidence
from enquiry.unsafe_chars import show_on_one_line
from enquiry.words import format_count, join_words

if TYPE_CHECKING:
    from enquiry.insight.summary.disclosure import Withheld
    from enquiry.insight.summary.value import PreparedSummary, SummaryRequest

NONE = "none"
_SHOWN = 300
"""How many characters of a text are shown where it is asked whether it may go."""


def can_converse(session: Session) -> bool:
    """Say whether what may leave is asked: of a person at a terminal who did not ask for an answer for programs."""
    return session.can_ask and not (session.json or session.plain or session.yes or session.quiet)


def settle_sharing(
    session: Session, asked: "SummaryRequest", leaving: DisclosureOptions, *, remember: bool, dry_run: bool
) -> "SummaryRequest":
    """Return the request with what may go: as the options say, else as was kept for the reader, else as is answered."""
    if remember and (asked.reader.owner or dry_run):
        but = "but this summary stays with you" if asked.reader.owner else "and --dry-run changes nothing"
        hint = "Say for whom it is, such as --for prd, or leave it out." if asked.reader.owner else "Give one of them."
        raise UsageMistake(f"--remember keeps what may go to a reader, {but}.", hint)
    asked = asked._replace(sharing=resolve_disclosure(asked, leaving))
    if asked.reader.owner:
        return asked
    if not any(leaving):
        if kept := recall_disclosure(asked):
            asked = asked._replace(sharing=kept)
            session.say(f"As kept for {asked.reader.name}: {format_disclosure(kept) or 'nothing goes'}")
        if can_converse(session) and not dry_run:
            asked = SharingQuestions(session, asked).ask()
    if remember:
        keep_disclosure(session, asked)
    return asked


class SharingQuestions:
    """The conversation about what may go to one reader; `asked` holds what was answered so far."""

    def __init__(self, session: Session, asked: "SummaryRequest") -> None:
        self.session, self.asked = session, asked
        self.offered = self._count_held()

    def ask(self) -> "SummaryRequest":
        """Return the request with what may go, as the person answers. The end of input lets nothing more go."""
        if self.offered:
            self._tell_offer()
            self._ask_cycles()
        return self.ask_of_parts()

    def ask_of_parts(self) -> "SummaryRequest":
        """Return the same where it is settled which cycles go: asked is of evidence close to someone, and of words."""
        self._ask_close_evidence()
        self._ask_telling_words()
        return self.asked

    def _prepare(self) -> "PreparedSummary":
        from enquiry.insight.summary.build import prepare_summary

        return prepare_summary(self.asked)

    def _tell(self, words: str) -> None:
        self.session.tell(show_on_one_line(words))

    def _read(self) -> str:
        line = self.session.read_line("> ")
        if line is None:
            self.session.tell("")
        return (line or "").strip()

    def _count_held(self) -> dict[int, str]:
        """Return what is held back of each cycle for its privacy, in words, by the cycle's number."""
        from enquiry.insight.summary.build import prepare_summary
        from enquiry.insight.summary.disclosure import COMMENTED, Disclosure, DisclosureOverrides

        held = prepare_summary(self.asked._replace(sharing=DisclosureOverrides())).held
        found = [one for one in held if one.verdict is Disclosure.HELD and one.reason != COMMENTED]
        entries = Counter(one.cycle for one in found if not one.is_own)
        own = {one.cycle for one in found if one.is_own}
        parts = {
            number: [
                *([format_count(entries[number], "entry", "entries")] if entries[number] else []),
                *(["its words"] if number in own else []),
            ]
            for number in sorted({*entries, *own})
        }
        return {number: join_words(words) for number, words in parts.items()}

    def _tell_offer(self) -> None:
        reader, day = self.asked.reader, self.asked.until
        self.session.tell("")
        self._tell(
            f"For {reader.name} ({reader.about.rstrip('.')}), {self.asked.title}. Held back until you let it go:"
        )
        for found in self.asked.selection.found:
            if held := self.offered.get(found.cycle.number):
                question = show_on_one_line(found.cycle.get_question_on(day).text)
                self._tell(f"{found.cycle.number} · {question} ({held})")

    def _ask_cycles(self) -> None:
        usual = ", ".join(map(str, sorted(self.asked.sharing.cycles & set(self.offered))))
        numbers = " ".join(str(number) for number in list(self.offered)[:2])
        enter = f"Enter: as kept, {usual}" if usual else "Enter: none"
        while True:
            self.session.tell("")
            self._tell(f"Which may go? {numbers} · all · none; ? shows what would leave. {enter}.")
            answer = self._read()
            show, named = answer.startswith("?"), answer.removeprefix("?").strip()
            try:
                chosen = self._read_cycles(named) if named else None
            except UsageMistake as mistake:
                self._tell(f"{mistake.words} {mistake.hint}")
                continue
            if show:
                self._show(frozenset(self.offered) if chosen is None else chosen)
                continue
            if chosen is not None:
                self.asked = self.asked._replace(sharing=self.asked.sharing._replace(cycles=chosen))
            return

    def _read_cycles(self, answer: str) -> frozenset[int]:
        """Return the cycles that an answer names: `1 3`, `1-3`, `all`, `none`. Raises UsageMistake for any other."""
        if answer.casefold() in (ALL, NONE):
            return frozenset(self.offered) if answer.casefold() == ALL else frozenset()
        known, chosen = ", ".join(map(str, self.offered)), set[int]()
        for part in re.split(r"[\s,]+", answer):
            span = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", part)
            numbers = {n for n in self.offered if span and int(span[1]) <= n <= int(span[2] or span[1])}
            if not numbers:
                raise UsageMistake(f"“{part}” is none of them.", f"They are: {known}; or all, or none.")
            chosen |= numbers
        return frozenset(chosen)

    def _show(self, cycles: frozenset[int]) -> None:
        """Show what would leave if these cycles were let go."""
        from enquiry.insight.summary.build import prepare_summary
        from enquiry.views.summary.preview import draw_preview

        sharing = self.asked.sharing._replace(cycles=cycles)
        drawing = draw_preview(prepare_summary(self.asked._replace(sharing=sharing)), self.session.look)
        self.session.make_console(self.session.stderr).print(drawing)

    def _ask_close_evidence(self) -> None:
        """Ask of what is close to someone whether its words may go, and of comments whether they may at all."""
        from enquiry.insight.summary.disclosure import COMMENTED, Disclosure

        held, goes = self._prepare().held, self.asked.sharing.cycles
        close = [one for one in held if one.verdict is Disclosure.BY_NAME]
        many = f"{format_count(len(close), 'piece')} of evidence"
        self._ask_each(close, f"{many} close to someone: told by name, kind and day only, unless you let the words go.")
        said = [one for one in held if one.reason == COMMENTED and one.cycle in goes]
        self._ask_each(said, f"{format_count(len(said), 'comment')} of colleagues: held back, unless you let them go.")

    def _ask_each(self, close: "Sequence[Withheld]", words: str) -> None:
        if not close:
            return
        self.session.tell("")
        self._tell(words.capitalize())
        included = set(self.asked.sharing.entries)
        for one in close:
            self._tell_item(one)
            self._tell("May its words go? y · n · none of those to come. Enter: n.")
            answer = self._read().casefold()
            if answer == NONE:
                break
            if answer in {"y", "yes"}:
                included.add(one.name)
        self.asked = self.asked._replace(sharing=self.asked.sharing._replace(entries=frozenset(included)))

    def _tell_item(self, one: "Withheld") -> None:
        entry = self.asked.journal.find_entry(one.name)
        text = show_on_one_line(entry.text)
        more = f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
        whose = f", in the words of {entry.words_of}" if isinstance(entry, Evidence) and entry.gift else ""
        self._tell(f"{one.name}, {one.reason}{whose}: “{more}”")

    def _ask_telling_words(self) -> None:
        """Show the words that tell of few people or repeat what is held back, and ask which of them are to stay."""
        while True:
            found = self._prepare()
            names = dict.fromkeys((*found.few, *found.echoes))
            goes = self.asked.sharing.entries
            names = dict.fromkeys(name for name in names if name[:1].isdigit() and name not in goes)
            if not names:
                return
            self.session.tell("")
            self._tell("Words that count fewer than five people, or repeat a number that is held back:")
            for name in names:
                self._tell(f"{name}: {self._find_words(found, name)}")
            self._tell(f"Hold any of them back? {next(iter(names))} · all · none. Enter: none, they go as they are.")
            answer = self._read()
            if answer.casefold() in ("", NONE):
                return
            try:
                chosen = list(names) if answer.casefold() == ALL else re.split(r"[\s,]+", answer)
                self._hold(chosen, names)
            except EnquiryError as mistake:
                self._tell(f"{mistake.words} {mistake.hint}")
                continue
            return

    def _find_words(self, found: "PreparedSummary", name: str) -> str:
        of, _, label = name.partition(":")
        words = [one.words for one in found.summary.told if one.of == of and label in ("", one.label)]
        text = show_on_one_line(" · ".join(words))
        return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"

    def _hold(self, chosen: list[str], names: dict[str, None]) -> None:
        sharing, fields = self.asked.sharing, set[tuple[int, str]]()
        for name in chosen:
            if name not in names:
                raise UsageMistake(f"“{name}” is none of them.", f"They are: {', '.join(names)}.")
            if ":" in name:
                fields.add(resolve_held_field(self.asked.journal, name))
        held = sharing.held | {name for name in chosen if ":" not in name}
        self.asked = self.asked._replace(sharing=sharing._replace(held=held, fields=sharing.fields | fields))


def ask_file(session: Session, reader: str) -> Path | None:
    """Return the file to write to that a person names, or None to show the summary here."""
    from enquiry.cli.summary.formats import resolve_summary_format

    while True:
        session.tell("")
        session.tell(f"Write it to a file? Its name, such as {reader}.docx, .html or .pdf. Enter: show it.")
        answer = session.read_line("> ")
        if not answer or not answer.strip():
            return None
        path = Path(answer.strip()).expanduser()
        try:
            resolve_summary_format(path, None)
            session.outlet.refuse_own(path)
        except EnquiryError as mistake:
            session.tell(f"{mistake.words} {mistake.hint}")
            continue
        if path.exists():
            session.tell(f"“{path}” is there already; name another, or give -o {path} --force.")
            continue
        return path
