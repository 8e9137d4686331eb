"""Other words for the commands, and their beginnings: what a person types who does not know a command's name."""

from collections.abc import Sequence
from typing import NamedTuple

from enquiry.errors import Ambiguous

SYNONYMS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("delete", "rm", "del", "discard", "trash"), ("remove",)),
    **dict.fromkeys(("erase", "wipe", "purge"), ("forget",)),
    **dict.fromkeys(("report", "share", "print", "handover", "document"), ("summary",)),
    **dict.fromkeys(("settings", "set", "preferences", "options", "configure"), ("config",)),
    **dict.fromkeys(("reminder", "reminders", "calendar", "ics"), ("remind",)),
    **dict.fromkeys(("refile", "mv"), ("move",)),
    **dict.fromkeys(("ls", "cycles"), ("list",)),
    **dict.fromkeys(("find", "grep", "query"), ("search",)),
    **dict.fromkeys(("view", "cat", "display"), ("show",)),
    **dict.fromkeys(("change", "modify", "correct", "update"), ("edit",)),
    **dict.fromkeys(("switch", "checkout", "select"), ("use",)),
    **dict.fromkeys(("finish", "end", "complete", "archive"), ("close",)),
    **dict.fromkeys(("unclose", "resume"), ("reopen",)),
    **dict.fromkeys(("jot", "memo", "capture", "inbox"), ("note",)),
    **dict.fromkeys(("question", "begin", "create"), ("start",)),
    **dict.fromkeys(("observe", "data", "measured", "baseline"), ("evidence",)),
    **dict.fromkeys(("think", "reflection"), ("reflect",)),
    **dict.fromkeys(("request", "wish"), ("ask",)),
    **dict.fromkeys(("requests", "wishes"), ("asks",)),
    **dict.fromkeys(("reply", "answered"), ("answer",)),
    **dict.fromkeys(("decide", "decision"), ("review",)),
    **dict.fromkeys(("action", "did"), ("act",)),
    **dict.fromkeys(("cite", "literature"), ("read",)),
    **dict.fromkeys(("reword", "rephrase"), ("refine",)),
    **dict.fromkeys(("home", "overview", "dashboard"), ("status",)),
    **dict.fromkeys(("check", "diagnose", "fsck"), ("doctor",)),
    **dict.fromkeys(("manual", "man", "tutorial"), ("guide",)),
    **dict.fromkeys(("sample", "example"), ("demo",)),
    **dict.fromkeys(("revert", "oops"), ("undo",)),
    **dict.fromkeys(("path", "files"), ("where",)),
    **dict.fromkeys(("tree", "family"), ("thread",)),
    **dict.fromkeys(("count", "statistics"), ("stats",)),
    "log": ("note", "evidence", "history"),
    "add": ("note", "evidence", "start"),
    "new": ("note", "start"),
    "write": ("note", "reflect"),
    "save": ("backup", "export"),
    "stop": ("review", "close"),
}
"""By a word that is no command: what it may mean. Where that is more than one command, none is chosen."""

_PLAIN_WORDS = {
    *("a", "an", "as", "i", "he", "hi", "his", "me", "no", "not", "us", "do", "re", "even", "look", "back", "time"),
    *("rest", "ex", "stand", "star", "draft", "sea", "sum", "u", "s", "h"),
}
"""Beginnings of commands that begin a sentence, too: whoever types one may have left out `note`."""


class MeantCommand(NamedTuple):
    """The command that another word meant, and the words that say so."""

    command: str
    words: str


def find_command(word: str, rest: Sequence[str], commands: Sequence[str]) -> MeantCommand | None:
    """Return the command that a word means which is no command's name, or None where it means none.

    A word that begins a sentence of several words means none. Raises Ambiguous where it could mean several.
    """
    typed = word.casefold()
    if typed in commands:
        return MeantCommand(typed, f"“{word}” is enquiry {typed}.")
    fitting = [one for one in SYNONYMS.get(typed, ()) if one in commands]
    if not fitting and not (rest and typed in _PLAIN_WORDS):
        fitting = [one for one in commands if one.startswith(typed)]
    if not fitting:
        return None
    if len(fitting) > 1:
        named = f"{', '.join(fitting[:-1])} or {fitting[-1]}"
        words = f"“{word}” could mean several commands."
        if rest and rest[0] in fitting:
            raise Ambiguous(words, f"Leave it out, and begin with the next word: enquiry {rest[0]} …")
        raise Ambiguous(words, f"Write one of them whole after enquiry: {named}.")
    return MeantCommand(fitting[0], f"“{word}” is enquiry {fitting[0]}.")
