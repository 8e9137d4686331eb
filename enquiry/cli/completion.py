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
from enquiry.model.choices import CycleState
from enquiry.unsafe_chars import flatten_text

if TYPE_CHECKING:
    from enquiry.model.cycle import Cycle
    from enquiry.model.journal import Journal

Suggestion = tuple[str, str]
"""What would stand on the command line, and the words that explain it."""

_SHELL_UNSAFE_CHARS = r"""[\\$`"':;\[\]{}<>|&*#~^=]+"""


def complete_tags(ctx: typer.Context) -> list[str]:
    """Suggest the tags in use."""
    from enquiry.store.tag_index import list_index_tags, read_tag_index

    session, tags = _get_session(ctx), tuple[str, ...]()
    with suppress(EnquiryError, OSError, RuntimeError, ValueError):
        tags = list_index_tags(session.keep_reference(read_tag_index(session.journal_path)))
    return [suggestion for tag in filter(_is_tag, tags) for suggestion in _quote_for_shell(tag, session.environ)]


def complete_cycles(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the cycles: the current one first, then the open ones, then the others."""
    return [_suggest_cycle(cycle) for cycle in _in_order(_load_journal_or_empty(ctx))]


def complete_items(ctx: typer.Context, incomplete: str) -> list[Suggestion]:
    """Suggest cycles, notes that wait and, once a number is begun, entries: all at once would be too long a list."""
    journal = _load_journal_or_empty(ctx)
    entries = ((entry.name, _format_description(entry.text)) for entry in journal.iterate_entries() if incomplete)
    return [*complete_cycles(ctx), *entries, *_suggest_notes(journal)]


def complete_entries(ctx: typer.Context, incomplete: str) -> list[Suggestion]:
    """Suggest the entries of all cycles once a number is begun."""
    return [
        (entry.name, _format_description(entry.text))
        for entry in _load_journal_or_empty(ctx).iterate_entries()
        if incomplete
    ]


def complete_readers(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the readers a summary can be for, a person's own among them."""
    from enquiry.presets import list_presets, load_reader

    own = _get_session(ctx).places.readers
    with suppress(EnquiryError, OSError):
        return [(name, _format_description(load_reader(name, own).about)) for name in list_presets("readers", own)]
    return []


def complete_standards(ctx: typer.Context) -> list[str]:
    """Suggest the codes of all lists of standards."""
    from enquiry.presets import load_standards

    session = _get_session(ctx)
    with suppress(EnquiryError, OSError):
        codes = (code.code for one in load_standards(session.places.standards).lists for code in one.codes)
        return [suggestion for code in codes for suggestion in _quote_for_shell(code, session.environ)]
    return []


def complete_waiting_notes(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the notes that wait in the inbox."""
    return list(_suggest_notes(_load_journal_or_empty(ctx)))


def complete_reopenable(ctx: typer.Context) -> list[Suggestion]:
    """Suggest what can be taken up or brought back: paused and closed cycles, and whatever was removed."""
    journal = _load_journal_or_empty(ctx)
    cycles = (cycle for cycle in journal.cycles if cycle.removed or cycle.state is not CycleState.OPEN)
    removed = (item for items in (*(c.entries for c in journal.cycles), journal.inbox) for item in items)
    return [
        *map(_suggest_cycle, cycles),
        *((item.name, _format_description(item.text)) for item in removed if item.removed),
    ]


def complete_prompt_sets(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the prompt sets that are for this command, each with what it is about."""
    from enquiry.presets import list_presets, load_prompts

    own, found = _get_session(ctx).places.prompts, []
    for name in list_presets("prompts", own):
        with suppress(UsageMistake):  # a broken file is said by the command itself
            one = load_prompts(name, own)
            found += [(name, _format_description(one.about))] if ctx.command.name in one.commands else []
    return found


def complete_drafts(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the drafts, each with its first words."""
    from enquiry.store.drafts import list_drafts

    try:
        found = list_drafts(_get_session(ctx).places.state)
    except EnquiryError:
        return []
    return [
        (one.name, _format_description(one.draft.opening) if one.draft else _format_description(one.flaw))
        for one in found
    ]


def _load_journal_or_empty(ctx: typer.Context) -> "Journal":
    """Return the journal, or an empty one where there is none that can be read."""
    from enquiry.model.journal import Journal

    try:
        return _get_session(ctx).load_journal_or_empty()
    except (EnquiryError, OSError, RuntimeError):  # a home that is not known is a RuntimeError
        return Journal()


def _get_session(ctx: typer.Context) -> Session:
    return ctx.obj if isinstance(ctx.obj, Session) else Session()


def _in_order(journal: "Journal") -> "list[Cycle]":
    current = journal.current
    return sorted(
        journal.kept, key=lambda cycle: (cycle is not current, cycle.state is not CycleState.OPEN, cycle.number)
    )


def _suggest_cycle(cycle: "Cycle") -> Suggestion:
    state = f" ({cycle.state})" if cycle.state is not CycleState.OPEN else ""
    return str(cycle.number), f"{_format_description(cycle.question)}{state}"


def _suggest_notes(journal: "Journal") -> Iterator[Suggestion]:
    return ((note.name, _format_description(note.text)) for note in journal.waiting)


def _format_description(text: str) -> str:
    """Return a person's words on a short line, with nothing in it that a shell or Rich's markup acts on."""
    words = " ".join(re.sub(_SHELL_UNSAFE_CHARS, " ", flatten_text(text)).split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"


def _is_tag(tag: str) -> bool:
    """Say whether a command would take the tag as it stands; an imported journal may hold any."""
    from enquiry.model.tag import parse_tag

    try:
        return parse_tag(tag) == tag
    except UsageMistake:
        return False


# --- a tag of several words as its shell must read it ---------------------------------------------------------------

_SHELL_QUOTING = {
    "bash": lambda tag: re.sub(r"([ '&])", r"\\\1", tag),
    "powershell": lambda tag: "'" + re.sub("(['’])", r"\1\1", tag) + "'",
}
"""How a tag is quoted where the shell leaves that to the program. Fish and zsh quote what they insert."""


class _ShellQuotedTag(str):
    """A tag in its shell's quoting. Typer compares its beginning with what was typed, which is not quoted."""

    __slots__ = ("tag",)
    tag: str

    def startswith(self, typed: Any, *bounds: Any) -> bool:
        return self.tag.startswith(typed.lstrip("'\""), *bounds)


def _quote_for_shell(tag: str, environ: Mapping[str, str]) -> list[str]:
    """Return the tag as the shell that asks must have it, or nothing where there is no way to hand it over."""
    shell = environ.get("_ENQUIRY_COMPLETE", "").rpartition("_")[2].replace("pwsh", "powershell")
    if shell == "zsh" and "'" in tag:  # Typer's own quoting for zsh would lose the apostrophe
        return []
    if shell not in _SHELL_QUOTING or not re.search("[ '’&]", tag) or _in_quotes(environ):
        return [tag]
    quoted = _ShellQuotedTag(_SHELL_QUOTING[shell](tag))
    quoted.tag = tag
    return [quoted]


def _in_quotes(environ: Mapping[str, str]) -> bool:
    """Say whether the word bash is at begins with a quote: what is put in there needs no other."""
    words, place = environ.get("COMP_WORDS", "").split("\n"), environ.get("COMP_CWORD", "")
    return place.isdecimal() and int(place) < len(words) and words[int(place)].startswith(("'", '"'))
