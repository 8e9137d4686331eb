"""What the shell suggests while a command is typed: known tags, cycles, entries and notes.

Completing looks and does nothing else: it takes no lock, makes no folder and writes no word. Where there is no journal,
or none that can be read, nothing is suggested; what is wrong with it is said by the command itself.

What people wrote reaches a shell's own language here (zsh evaluates what it is handed), so that only tags as a command
would take them are suggested, and what explains a suggestion has no sign left in it that a shell could act on.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import typer

from enquiry.cli.session import Session
from enquiry.errors import EnquiryError, UsageMistake
from enquiry.model.choices import State
from enquiry.views.text import one_line

if TYPE_CHECKING:
    from enquiry.model.cycle import Cycle
    from enquiry.model.journal import Journal

Suggestion = tuple[str, str]
"""What would stand on the command line, and the words that explain it."""

_ACTIVE = r"""[\\$`"':;\[\]{}<>|&*#~^=]+"""


def known_tags(ctx: typer.Context) -> list[str]:
    """Suggest the tags in use."""
    from enquiry.store.tag_index import glance_at, tags_in

    session, tags = _session(ctx), tuple[str, ...]()
    with suppress(EnquiryError, OSError, RuntimeError, ValueError):
        tags = tags_in(session.hold(glance_at(session.journal_path)))
    return [suggestion for tag in filter(_is_tag, tags) for suggestion in _quoted(tag, session.environ)]


def known_cycles(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the cycles: the current one first, then the open ones, then the others."""
    return [_cycle(cycle) for cycle in _in_order(_journal(ctx))]


def known_things(ctx: typer.Context, incomplete: str) -> list[Suggestion]:
    """Suggest cycles, notes that wait and, once a number is begun, entries: all at once would be too long a list."""
    journal = _journal(ctx)
    entries = ((entry.name, _said(entry.text)) for entry in journal.entries() if incomplete)
    return [*known_cycles(ctx), *entries, *_notes(journal)]


def known_entries(ctx: typer.Context, incomplete: str) -> list[Suggestion]:
    """Suggest the entries of all cycles once a number is begun."""
    return [(entry.name, _said(entry.text)) for entry in _journal(ctx).entries() if incomplete]


def known_readers(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the readers a summary can be for, a person's own among them."""
    from enquiry.presets import load_reader, names_of

    own = _session(ctx).places.readers
    with suppress(EnquiryError, OSError):
        return [(name, _said(load_reader(name, own).about)) for name in names_of("readers", own)]
    return []


def known_standards(ctx: typer.Context) -> list[str]:
    """Suggest the codes of all lists of standards."""
    from enquiry.presets import load_standards

    session = _session(ctx)
    with suppress(EnquiryError, OSError):
        codes = (code.code for one in load_standards(session.places.standards).lists for code in one.codes)
        return [suggestion for code in codes for suggestion in _quoted(code, session.environ)]
    return []


def waiting_notes(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the notes that wait in the inbox."""
    return list(_notes(_journal(ctx)))


def reopenable(ctx: typer.Context) -> list[Suggestion]:
    """Suggest what can be taken up or brought back: paused and closed cycles, and whatever was removed."""
    journal = _journal(ctx)
    cycles = (cycle for cycle in journal.cycles if cycle.removed or cycle.state is not State.OPEN)
    removed = (item for items in (*(c.entries for c in journal.cycles), journal.inbox) for item in items)
    return [*map(_cycle, cycles), *((item.name, _said(item.text)) for item in removed if item.removed)]


def known_prompts(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the prompt sets that are for this command, each with what it is about."""
    from enquiry.presets import load_prompts, names_of

    own, found = _session(ctx).places.prompts, []
    for name in names_of("prompts", own):
        with suppress(UsageMistake):  # a broken file is said by the command itself
            one = load_prompts(name, own)
            found += [(name, _said(one.about))] if ctx.command.name in one.commands else []
    return found


def known_drafts(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the drafts, each with its first words."""
    from enquiry.store.drafts import drafts_in

    try:
        found = drafts_in(_session(ctx).places.state)
    except EnquiryError:
        return []
    return [(one.name, _said(one.draft.opening) if one.draft else _said(one.flaw)) for one in found]


def _journal(ctx: typer.Context) -> "Journal":
    """Return the journal, or an empty one where there is none that can be read."""
    from enquiry.model.journal import Journal

    try:
        return _session(ctx).journal_if_any()
    except (EnquiryError, OSError, RuntimeError):  # a home that is not known is a RuntimeError
        return Journal()


def _session(ctx: typer.Context) -> Session:
    return ctx.obj if isinstance(ctx.obj, Session) else Session()


def _in_order(journal: "Journal") -> "list[Cycle]":
    current = journal.current
    return sorted(journal.kept, key=lambda cycle: (cycle is not current, cycle.state is not State.OPEN, cycle.number))


def _cycle(cycle: "Cycle") -> Suggestion:
    state = f" ({cycle.state})" if cycle.state is not State.OPEN else ""
    return str(cycle.number), f"{_said(cycle.question)}{state}"


def _notes(journal: "Journal") -> Iterator[Suggestion]:
    return ((note.name, _said(note.text)) for note in journal.waiting)


def _said(text: str) -> str:
    """Return a person's words on a short line, with nothing in it that a shell or Rich's markup acts on."""
    words = " ".join(re.sub(_ACTIVE, " ", one_line(text)).split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"


def _is_tag(tag: str) -> bool:
    """Say whether a command would take the tag as it stands; an imported journal may hold any."""
    from enquiry.model.tag import tag_from

    try:
        return tag_from(tag) == tag
    except UsageMistake:
        return False


# --- a tag of several words as its shell must read it ---------------------------------------------------------------

_QUOTING = {
    "bash": lambda tag: re.sub(r"([ '&])", r"\\\1", tag),
    "powershell": lambda tag: "'" + re.sub("(['’])", r"\1\1", tag) + "'",
}
"""How a tag is quoted where the shell leaves that to the program. Fish and zsh quote what they insert."""


class _Quoted(str):
    """A tag in its shell's quoting. Typer compares its beginning with what was typed, which is not quoted."""

    __slots__ = ("tag",)
    tag: str

    def startswith(self, typed: Any, *bounds: Any) -> bool:
        return self.tag.startswith(typed.lstrip("'\""), *bounds)


def _quoted(tag: str, environ: Mapping[str, str]) -> list[str]:
    """Return the tag as the shell that asks must have it, or nothing where there is no way to hand it over."""
    shell = environ.get("_ENQUIRY_COMPLETE", "").rpartition("_")[2].replace("pwsh", "powershell")
    if shell == "zsh" and "'" in tag:  # Typer's own quoting for zsh would lose the apostrophe
        return []
    if shell not in _QUOTING or not re.search("[ '’&]", tag) or _in_quotes(environ):
        return [tag]
    quoted = _Quoted(_QUOTING[shell](tag))
    quoted.tag = tag
    return [quoted]


def _in_quotes(environ: Mapping[str, str]) -> bool:
    """Say whether the word bash is at begins with a quote: what is put in there needs no other."""
    words, place = environ.get("COMP_WORDS", "").split("\n"), environ.get("COMP_CWORD", "")
    return place.isdecimal() and int(place) < len(words) and words[int(place)].startswith(("'", '"'))
