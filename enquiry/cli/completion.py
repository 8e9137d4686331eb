"""Shell completion: suggest known tags, cycles, entries and notes while a command is typed.

Completing only reads: it takes no lock, makes no folder and writes nothing. Where there is no journal, or none that can
be read, nothing is suggested; what is wrong with it is said by the command itself.

What people wrote reaches a shell's own language here (zsh evaluates what it is handed), so that only tags as a command
would take them are suggested, and a description has no character left in it that a shell could act on.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout, suppress
from io import StringIO
from typing import TYPE_CHECKING, Any

import typer

from enquiry.cli.session import Session
from enquiry.errors import EnquiryError, UsageMistake
from enquiry.model.choices import CycleState
from enquiry.unsafe_chars import flatten_text

if TYPE_CHECKING:
    from enquiry.model.cycle import Cycle
    from enquiry.model.entry import AnyEntry
    from enquiry.model.journal import Journal, Lone

Suggestion = tuple[str, str]
"""What would stand on the command line, and the words that explain it."""

_SHELL_UNSAFE_CHARS = r"""[\\$`"':;\[\]{}<>|&*#~^=]+"""


NOGLOB = """
# zsh takes wait? and (P5) for patterns. With this line in .zshrc they need no quotes; an apostrophe still does:
alias enquiry='noglob enquiry'
"""
"""What follows the script that completes in zsh."""


def show_completion(show: Callable[[Any, Any, Any], Any], ctx: typer.Context, param: Any, value: Any) -> Any:
    """Show the script that completes in a shell, by Typer's own way; for zsh with what makes it leave questions be."""
    script = StringIO()
    try:
        with redirect_stdout(script):
            return show(ctx, param, value)
    finally:
        if shown := script.getvalue():
            ctx.obj.write(shown + (NOGLOB if shown.startswith("#compdef") else ""))


def complete_tags(ctx: typer.Context) -> list[str]:
    """Suggest the tags in use, as a command would take them; an imported journal may hold others."""
    from enquiry.model.tag import parse_tag
    from enquiry.store.tag_index import list_index_tags, read_tag_index

    session, tags = _get_session(ctx), tuple[str, ...]()
    with suppress(EnquiryError, OSError, RuntimeError, ValueError):
        tags = list_index_tags(index := read_tag_index(session.journal_path))
        session.held.append(index)
    found = []
    for tag in tags:
        with suppress(UsageMistake):
            found += _quote_for_shell(tag, session.environ) if parse_tag(tag) == tag else []
    return found


def complete_cycles(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the cycles: the current one first, then the open ones, then the others."""
    journal = _load_journal_or_empty(ctx)

    def order(cycle: "Cycle") -> tuple[bool, bool, int]:
        return cycle is not journal.current, cycle.state is not CycleState.OPEN, cycle.number

    return [_suggest_cycle(cycle) for cycle in sorted(journal.kept, key=order)]


def complete_items(ctx: typer.Context, incomplete: str) -> list[Suggestion]:
    """Suggest cycles, notes that wait, beliefs and, once a number is begun, entries: all would be too long a list."""
    found = [*complete_cycles(ctx), *complete_entries(ctx, incomplete), *complete_waiting_notes(ctx)]
    return [*found, *_describe(_load_journal_or_empty(ctx).believed)]


def complete_entries(ctx: typer.Context, incomplete: str) -> list[Suggestion]:
    """Suggest the entries of all cycles once a number is begun, then the names that some had before a merge."""
    if not incomplete:
        return []
    journal = _load_journal_or_empty(ctx)
    named = _describe(journal.iterate_entries())
    names = {name for name, _ in named}
    called = ((f"{one.cycle_number}.{one.first}", one) for one in journal.iterate_entries() if one.first)
    found = ((old, one) for old, one in called if old not in names)
    return named + [(old, f"now {one.name}: {_format_description(one.text)}") for old, one in found]


def complete_open_asks(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the asks that have no answer yet."""
    return _describe(ask for cycle in _load_journal_or_empty(ctx).kept for ask in cycle.open_asks)


def complete_readers(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the readers a summary can be for, a person's own among them."""
    from enquiry.presets import list_presets, load_reader

    own = _get_session(ctx).places.readers
    with suppress(EnquiryError, OSError):
        return [(name, _format_description(load_reader(name, own).about)) for name in list_presets("readers", own)]
    return []


def complete_gift_readers(ctx: typer.Context) -> list[Suggestion]:
    """Suggest as whom a gift can be read: the readers of summaries, and whoever leads a staffroom."""
    return [*complete_readers(ctx), ("leader", "A folder that colleagues share, for one page of all.")]


def complete_standards(ctx: typer.Context) -> list[str]:
    """Suggest the codes of all lists of standards."""
    from enquiry.presets import load_standards

    session = _get_session(ctx)
    with suppress(EnquiryError, OSError):
        lists = load_standards(session.places.standards).sort_by_day(session.today)
        codes = dict.fromkeys(code.code for one in lists for code in one.codes)
        return [suggestion for code in codes for suggestion in _quote_for_shell(code, session.environ)]
    return []


def complete_readings(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the readings that would have one see something, the latest first."""
    from enquiry.model.entry import Reading

    found = [one for one in _load_journal_or_empty(ctx).iterate_entries() if isinstance(one, Reading) and one.expects]
    return [(one.name, _format_description(one.expects)) for one in reversed(found)]


def complete_priorities(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the numbers of the journal's priorities, with their words."""
    priorities = _load_journal_or_empty(ctx).settings.priorities
    return [(str(place), _format_description(words)) for place, words in enumerate(priorities, 1)]


def complete_waiting_notes(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the notes that wait in the inbox."""
    return _describe(_load_journal_or_empty(ctx).waiting)


def complete_beliefs(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the beliefs, by number."""
    return [(str(one.number), _format_description(one.text)) for one in _load_journal_or_empty(ctx).believed]


def complete_reopenable(ctx: typer.Context) -> list[Suggestion]:
    """Suggest what can be taken up or brought back: paused and closed cycles, and whatever was removed."""
    journal = _load_journal_or_empty(ctx)
    cycles = (cycle for cycle in journal.cycles if cycle.removed or cycle.state is not CycleState.OPEN)
    removed = (item for items in (*(c.entries for c in journal.cycles), journal.lone) for item in items)
    return [
        *map(_suggest_cycle, cycles),
        *_describe(item for item in removed if item.removed and not item.removed.forgotten),
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


def complete_setting_names() -> list[str]:
    """Suggest the settings."""
    from enquiry.config import KEYS

    return list(KEYS)


def complete_setting_values(ctx: typer.Context) -> list[str]:
    """Suggest the values of the setting that is named, where there is a list of them."""
    from enquiry.presets import list_presets

    key, places = ctx.params.get("key"), _get_session(ctx).places
    own = {"calendar": ("calendars", places.calendars), "prompts": ("prompts", places.prompts)}
    return ["auto", "always", "never"] if key == "color" else list(list_presets(*own[key])) if key in own else []


def complete_journals(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the journals by their names, each with where it lies."""
    with suppress(EnquiryError, OSError, RuntimeError):
        return [(one.name, _format_description(str(one.path))) for one in _get_session(ctx).list_journals()]
    return []


def complete_drafts(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the drafts, each with its first words, or with what is wrong with it."""
    from enquiry.store.drafts import list_drafts

    with suppress(EnquiryError):
        found = list_drafts(_get_session(ctx).places.state)
        return [(one.name, _format_description(one.draft.opening if one.draft else one.flaw)) for one in found]
    return []


def complete_gifts(ctx: typer.Context) -> list[Suggestion]:
    """Suggest the gifts that stand in the register, the latest first, each with for whom it is."""
    kept = [gift for gift in _load_journal_or_empty(ctx).gifts if not gift.removed]
    return [(gift.name, _format_description(f"for {gift.to}")) for gift in reversed(kept)]


def _load_journal_or_empty(ctx: typer.Context) -> "Journal":
    """Return the journal, or an empty one where there is none that can be read."""
    from enquiry.model.journal import Journal

    try:
        return _get_session(ctx).load_journal_or_empty()
    except (EnquiryError, OSError, RuntimeError):  # a home that is not known is a RuntimeError
        return Journal()


def _get_session(ctx: typer.Context) -> Session:
    return ctx.obj if isinstance(ctx.obj, Session) else Session()


def _suggest_cycle(cycle: "Cycle") -> Suggestion:
    state = f" ({cycle.state})" if cycle.state is not CycleState.OPEN else ""
    return str(cycle.number), f"{_format_description(cycle.question)}{state}"


def _describe(items: "Iterable[AnyEntry | Lone]") -> list[Suggestion]:
    return [(item.name, _format_description(item.text)) for item in items]


def _format_description(text: str) -> str:
    """Return a person's words on a short line, with nothing in it that a shell or Rich's markup acts on."""
    words = " ".join(re.sub(_SHELL_UNSAFE_CHARS, " ", flatten_text(text)).split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"


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
    words, place = environ.get("COMP_WORDS", "").split("\n"), environ.get("COMP_CWORD", "")
    word = words[int(place)] if place.isdecimal() and int(place) < len(words) else ""
    # What is put into a word that begins with a quote needs no other.
    if shell not in _SHELL_QUOTING or not re.search("[ '’&]", tag) or word.startswith(("'", '"')):
        return [tag]
    quoted = _ShellQuotedTag(_SHELL_QUOTING[shell](tag))
    quoted.tag = tag
    return [quoted]
