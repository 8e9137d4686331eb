"""Sheets on the screen: made of the same fields and prompts as those in an editor, kept and saved in the same way.

A sheet on the screen and one in an editor are one draft: what was begun here goes on there, and the other way round.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from typer.core import TyperCommand

from enquiry.browse.desk import Answers, Area, Ask, Saved, WritingForm
from enquiry.cli.browsing.session import ScreenSession
from enquiry.cli.editor import sheet as sheets
from enquiry.cli.editor.draft import MERGE_BASE_FILE, SHEET_FILE, SheetDraft, create_sheet_draft
from enquiry.cli.editor.forms import (
    MAX_SHOWN_CHOICES,
    build_edit_form,
    build_new_form,
    collect_sheet_options,
    describe_choices,
)
from enquiry.cli.editor.save import translate_usage_errors
from enquiry.cli.names import resolve_cycle, resolve_item, resolve_prompts
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import format_item_reference
from enquiry.errors import EditorFailed, EnquiryError, UsageMistake
from enquiry.insight.drafts import describe_draft
from enquiry.model.asking.prompt import Prompt
from enquiry.model.choices import EntryKind
from enquiry.model.entry import AnswerPart
from enquiry.model.field import COMMAND_KINDS, PROMPTED_COMMANDS
from enquiry.model.fields import FIELDS, list_fields
from enquiry.model.groups import LEARNER
from enquiry.model.journal import Journal
from enquiry.store.drafts import OpenDraft

SessionMaker = Callable[..., ScreenSession]
"""Returns a run of its own for what is done now; with what asks, where something may be asked."""

WORDS = "words"
"""The area that holds the words; where they have parts, its name with the place of each behind it."""

_WORDS_LABELS = {
    "start": "The question",
    "refine": "The question, put better",
    "review": "What do you make of it?",
    "edit": "The words",
}


def list_prompts(session: Session, command: str, cycle: str | None = None) -> tuple[Prompt, ...]:
    """Return what a command asks where it is given nothing, of those whom a cycle is about.

    Nothing for a command that asks by no set.
    """
    if command not in PROMPTED_COMMANDS:
        return ()
    people = LEARNER
    with suppress(EnquiryError):  # no cycle is meant yet
        journal = session.load_journal_or_empty()
        people = journal.get_group_noun(resolve_cycle(journal, cycle)) if command != "start" else LEARNER
    return resolve_prompts(session, command, None).name_group(people.many).prompts


def begin_sheet(visit: Session, make_session: SessionMaker, command: Any, named: str) -> "SheetWriting":
    """Return a new sheet for a writing command: about the cycle of that number, or of `edit` the thing of that name.

    Raises what `build_new_form` and `resolve_item` raise.
    """
    if command.name == "edit":
        journal = visit.load_journal()
        form = build_edit_form(journal, resolve_item(journal, named))
        return SheetWriting(make_session, command, form=form, about=named)
    prompts = list_prompts(visit, command.name, named or None)
    if sum(not prompt.field for prompt in prompts) > 1:
        visit.prompts = resolve_prompts(visit, command.name, None).name
    takes_cycle = any(field.name == "cycle" for field in list_fields(COMMAND_KINDS[command.name]))
    form = build_new_form(visit, command, {"cycle": named or None} if takes_cycle else {})
    return SheetWriting(make_session, command, form=form, prompts=prompts)


class SheetWriting:
    """A sheet on the screen: a new one made of a `form`, or that of a draft which is `held` already."""

    def __init__(
        self,
        make_session: SessionMaker,
        command: Any,
        *,
        form: sheets.SheetForm | None = None,
        about: str = "",
        prompts: Iterable[Prompt] = (),
        held: OpenDraft | None = None,
    ) -> None:
        self._make_session, self._command, self._about, self._held = make_session, command, about, held
        self._options: Mapping[str, Any] = collect_sheet_options(command)
        self._prompts = {prompt.field or prompt.asks: prompt for prompt in prompts}
        self._kept = ""
        if held:
            draft = SheetDraft(make_session(), command, held)
            self._about, self._kept = held.draft.about, draft.read_sheet()
            written = sheets.parse_sheet(self._kept)
            form = sheets.SheetForm(describe_draft(held.draft), describe_choices(dict(written.fields)), written)
            form = form._replace(headings=draft.saver.headings)
        assert form is not None  # noqa: S101 (one of the two is given)
        self._form = form
        self.form = self._lay_out(form.sheet)

    # --- between a sheet and the areas of a form --------------------------------------------------------------

    def _lay_out(self, sheet: sheets.Sheet) -> WritingForm:
        asked = {prompt.field for prompt in self._prompts.values()}
        names = {name: None for name, param in self._options.items() if param.name in asked}
        names |= dict.fromkeys(name for name, _ in sheet.fields)
        if self._command.name != "edit":  # there every field shows what it holds
            names |= dict.fromkeys(name for name in self._options if name not in ("cycle", "date", "tags"))
        fields = (self._build_area(name, "\n".join(sheet.values(name))) for name in names if name in self._options)
        return WritingForm(self._form.about, (*self._lay_out_words(sheet.text), *fields))

    def _lay_out_words(self, text: str) -> list[Area]:
        headings = self._form.headings
        parts = sheets.parse_sheet_parts(headings, text) if headings else None
        if parts is None:
            asked = next((one for one in self._prompts.values() if not one.field), None)
            label = _WORDS_LABELS.get(self._command.name) or (asked.asks if asked else "Your words")
            hint = f"for example: {asked.example}" if asked and asked.example else ""
            return [Area(WORDS, label, hint, text, tall=True)]
        said = {part.prompt: part.text for part in parts}
        examples = {prompt.asks: prompt.example for prompt in self._prompts.values()}
        return [
            Area(f"{WORDS}-{at}", one.asked, f"for example: {example}" if (example := examples.get(one.asked)) else "",
                 said.get(one.prompt, ""), tall=True)
            for at, one in enumerate(headings)
        ]  # fmt: skip

    def _build_area(self, name: str, value: str) -> Area:
        param = self._options[name]
        field = next((row for row in FIELDS if row.sheet_name == name), None)
        prompt = self._prompts.get(param.name)
        label = prompt.asks if prompt else name.replace("-", " ")
        choices = self._form.notes.get(name) or ", ".join(field.choices[:MAX_SHOWN_CHOICES] if field else ())
        example = f"for example: {prompt.example}" if prompt else param.help or ""
        hint = choices or example.removesuffix("; give it again for more.")
        tall = bool((param.multiple and name != "tags") or (field and field.long))
        hint += "; a line each" if param.multiple and name != "tags" else ""
        return Area(name, label, hint, value, tall)

    def _read(self, answers: Answers) -> sheets.Sheet:
        fields = list[sheets.SheetField]()
        for area in self.form.areas:
            if area.name.partition("-")[0] == WORDS:
                continue
            value = answers.get(area.name, "").strip("\n")
            param = self._options[area.name]
            lines = value.split("\n") if param.multiple and area.tall else [value]
            fields += [(area.name, line if area.tall else " ".join(line.split())) for line in lines]
        if WORDS in answers or not self._form.headings:
            return sheets.Sheet(tuple(fields), answers.get(WORDS, "").rstrip("\n"))
        parts = [
            AnswerPart(prompt=one.prompt, asked=one.asked, text=answers.get(f"{WORDS}-{at}", "").strip("\n"))
            for at, one in enumerate(self._form.headings)
        ]
        return sheets.Sheet(tuple(fields), sheets.format_sheet_parts(parts, self._form.headings))

    # --- kept, saved, put off ---------------------------------------------------------------------------------

    def keep(self, answers: Answers) -> None:
        """Keep what stands in the form in the draft, which is begun with the first word. Raises CannotWrite."""
        form = self._form._replace(sheet=self._read(answers))
        raw = sheets.format_sheet(form)
        if raw == self._kept or (self._held is None and answers == {one.name: one.value for one in self.form.areas}):
            return
        draft = self._open_draft(self._make_session())
        draft.write_sheet(form)
        draft.keep_words(raw)
        self._kept = raw

    def _open_draft(self, session: Session) -> SheetDraft:
        if self._held is None:
            more = {"makes": ""} if self._about else {}  # a change makes no record
            self._held = create_sheet_draft(session, self._command.name, self._about, self._form, **more)
            SheetDraft(session, self._command, self._held).write_sheet(self._form, MERGE_BASE_FILE)
        return SheetDraft(session, self._command, self._held)

    def save(self, answers: Answers, ask: Ask) -> Saved:
        """Save it as its command does; what that asks is asked. Raises what keeps it from being saved."""
        self.keep(answers)
        session = self._make_session(ask)
        draft = self._open_draft(session)
        raw = sheets.format_sheet(self._form._replace(sheet=self._read(answers)))
        if not draft.save_sheet(raw):
            self._kept = draft.read_sheet()
            self.form = self._lay_out(sheets.parse_sheet(self._kept))
            return Saved(("Both texts stand here now: join them, and take away the line between.",), self.form)
        draft.held.discard()
        self._held = None
        return Saved(tuple(session.take_words().splitlines()))

    def edit(self, answers: Answers) -> WritingForm:
        """Let the person go on in their own editor. Raises EditorFailed, and CannotWrite for the sheet."""
        from enquiry.cli.editor.launch import find_editor, run_editor

        editor = find_editor(self._make_session().environ)
        self.keep(answers)
        draft = self._open_draft(self._make_session())
        raw = draft.write_sheet(self._form._replace(sheet=self._read(answers)))
        ended = run_editor(editor, draft.held.folder / SHEET_FILE, sheets.find_words_line(raw))
        if ended:
            how = f"ended with exit code {ended}" if ended > 0 else f"was ended by signal {-ended}"
            raise EditorFailed(f"The editor “{editor.named}” {how}.", "What you wrote here is as it was.")
        self._kept = draft.read_sheet()
        try:
            written = sheets.parse_sheet(self._kept)
        except UsageMistake:  # the ruled line is gone; not a word is to be lost for that
            written = self._read(answers)._replace(text=self._kept)
        areas = {area.name: area for area in self._lay_out(written).areas}
        self.form = self.form._replace(areas=tuple(areas.get(one.name, one) for one in self.form.areas))
        return self.form

    def leave(self, answers: Answers) -> str:
        """Put it off as a draft; where nothing was written nothing stays. Raises CannotWrite."""
        self.keep(answers)
        if self._held is None:
            return ""
        held, self._held = self._held, None
        draft = SheetDraft(self._make_session(), self._command, held)
        with held:
            if draft.has_new_content(self._kept):
                return f"Kept as draft {held.name}. D goes on with it, and so does enquiry drafts resume {held.name}."
            held.discard()
        return ""


class MoveWriting:
    """A sheet that says where an entry or a note goes, and what it becomes. Nothing in it is worth a draft."""

    def __init__(self, make_session: SessionMaker, command: Any, journal: Journal, named: str) -> None:
        self._make_session, self._command, self._named = make_session, command, named
        thing = resolve_item(journal, named)
        to = Area("cycle", "To which enquiry?", "its number, or enough of its question")
        become = Area("as", "As what?", f"{', '.join(EntryKind)}; empty leaves it what it is")
        self.form = WritingForm(f"Where it goes: {format_item_reference(thing, journal)}", (to, become))

    def keep(self, _answers: Answers) -> None:
        """Keep nothing."""

    def save(self, answers: Answers, ask: Ask) -> Saved:
        """Move it. Raises as `move_items` does."""
        session = self._make_session(ask)
        kind, cycle = (" ".join(answers.get(name, "").split()) for name in ("as", "cycle"))
        given = [*([f"--as={kind}"] if kind else []), *([f"--cycle={cycle}"] if cycle else []), "--", self._named]
        with translate_usage_errors(), self._command.make_context("enquiry move", given, obj=session) as context:
            TyperCommand.invoke(self._command, context)
        return Saved(tuple(session.take_words().splitlines()))

    def edit(self, _answers: Answers) -> WritingForm:
        """Stay here."""
        raise EditorFailed("There is nothing to write in an editor here.", "Fill in one line or both, then save.")

    def leave(self, _answers: Answers) -> str:
        """Leave it where it is."""
        return ""
