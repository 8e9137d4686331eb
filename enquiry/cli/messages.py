"""Messages as a terminal shows them: prose broken between words, each command to copy whole, on a line of its own.

A pipe gets a message as it is, on one line. Rich is not used: a line is written down without loading it.
"""

import os
import re
import shlex
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import chain
from typing import IO, TYPE_CHECKING, NamedTuple

from enquiry.cli.terminal import measure_terminal

if TYPE_CHECKING:
    from enquiry.config import Config

_WORD = re.compile(r'"[^"]*"\S*|\'[^\']*\'\S*|\S+')
_ARGUMENT = re.compile(rf"(?:--?[a-z][a-z-]* (?=[^-]))?(?:{_WORD.pattern})")
"""A word, together with the option that it may be the value of."""
_COMMAND = re.compile(rf"(?<![^\s(“])enquiry (?P<journal>-j (?:{_WORD.pattern}) )?(?=[a-z-])")
_WORD_AFTER = re.compile(r"[a-z]*")
_PLAIN_WORD = re.compile(r"[a-z][a-z-]*[.,;:)]*")
_UNBROKEN = "\xa0"
"""Stands for the blanks of a command within a sentence."""

_OWN_WORDS = ("note", "reflect", "act", "evidence", "read", "config")
"""Commands whose plain words are their own, where a colon introduces them: a text, or a setting and its value."""
_SWITCHES = (
    *("--all", "--force", "--fresh", "--json", "--dry-run", "--fix", "--report", "--accept-edit", "--saved"),
    *("--versions", "--help", "--editor", "--yes"),
)
"""Options that take no value, so that a plain word after them is none."""


_Kind = Enum("_Kind", "WORDS COMMAND REST")
"""What a stretch of a message is: words, a command, or what a sentence that began with a command says of it."""


class MessageLayout(NamedTuple):
    """How messages are laid out: the columns of the terminal, and whether it shows colours."""

    width: int
    colored: bool = False

    def paint(self, words: str, style: str) -> str:
        """Return words in a style of the theme."""
        if not self.colored or not words:
            return words
        from enquiry.views.theme import format_ansi_codes

        return f"\x1b[{format_ansi_codes(style)}m{words}\x1b[0m"

    def wrap(self, message: str) -> str:
        """Return a message of one line on lines of the terminal's width, broken between words."""
        return "\n".join(wrap_words(message.split(" "), self.width))

    def lay_out(self, message: str) -> str:
        """Return a message of one line on lines of the terminal's width, as `lay_out_message` does."""
        return lay_out_message(message, self)


def put_journal(message: str, named: str) -> str:
    """Return a message whose commands go to the journal that this one was told to use, not to the usual one."""
    from enquiry.cli.help.commands import HELP

    commands = {name.partition(" ")[0] for name in HELP} - {"journals", "guide", "help", "schema", "demo"}
    option = f"-j {shlex.quote(named)}"
    return _COMMAND.sub(
        lambda found: (
            f"enquiry {option} "
            if not found["journal"] and _WORD_AFTER.match(message, found.end())[0] in commands  # type: ignore[index]
            else found[0]
        ),
        message,
    )


def build_layout(
    stream: IO[str], environ: Mapping[str, str], color: str | None, config: "Config | None", *, plain: bool
) -> MessageLayout | None:
    """Return the layout for the terminal that a stream writes to, or None where it is none.

    `color` is auto, always or never; where it was not given, the settings say it, once they have been read.
    """
    if not stream.isatty():
        return None
    color = color or (config.color if config else "auto")
    bare = plain or environ.get("NO_COLOR") or environ.get("TERM") in ("dumb", "unknown")
    return MessageLayout(measure_terminal(stream, environ), color == "always" or (color == "auto" and not bare))


def lay_out_message(message: str, layout: MessageLayout) -> str:
    """Return a message of one line on lines as long as the terminal's.

    A command that follows a colon, or that begins a sentence, stands apart; what the sentence goes on to say of it is
    indented beneath. Within a sentence it stays there, unbroken. A message that is indented stays so.
    """
    if (body := message.lstrip(" ")) != message:
        if body.startswith(("enquiry ", "export ")):
            return "\n".join(lay_out_command(body, layout))
        indent = message[: -len(body)] if body else ""
        return "\n".join(f"{indent}{line}" for line in wrap_words(body.split(" "), layout.width - len(indent)))
    lines = list[str]()
    for words, kind in split_message(message):
        if kind is _Kind.COMMAND:
            lines += lay_out_command(words, layout)
        else:
            indent = "    " if kind is _Kind.REST else ""
            lines += [f"{indent}{line}" for line in wrap_words(words.split(" "), layout.width - len(indent))]
    return "\n".join(lines).replace(_UNBROKEN, " ")


def lay_out_command(command: str, layout: MessageLayout) -> list[str]:
    """Return a command on a line of its own; one that is too long goes on after a backslash, to paste whole."""
    if os.name == "nt" or 2 + measure_cells(command) <= layout.width:
        return [f"  {layout.paint(command, 'accent')}"]
    room = layout.width - 6
    words = (_WORD.findall(part) if measure_cells(part) > room else [part] for part in _ARGUMENT.findall(command))
    *lines, last = wrap_words([*chain.from_iterable(words)], room)
    ended = [*(f"{line} \\" for line in lines), last]
    return [f"{'    ' if place else '  '}{layout.paint(line, 'accent')}" for place, line in enumerate(ended)]


def split_message(message: str) -> Iterator[tuple[str, _Kind]]:
    """Yield the stretches of a message, each with what it is. Commands within words have unbroken blanks."""
    from enquiry.cli.help.commands import HELP

    known, prose, done, kind = HELP, "", 0, _Kind.WORDS
    for begun in _COMMAND.finditer(message):
        before = prose + message[done : begun.start()]
        introduced = before.rstrip().endswith(":")
        end = find_command_end(message, begun.end(), introduced=introduced)
        command = message[begun.start() : end]
        first = message[begun.end() : end].partition(" ")[0]
        if begun.start() < done or first not in (*known, "--help", "--version", "--journal"):
            continue
        opens = introduced or not before.strip() or before.endswith("   ") or before.rstrip()[-1] in ".;"
        if not opens or message[end : end + 1] == ",":
            prose, done = before + command.replace(" ", _UNBROKEN), end
            continue
        if before.strip():
            yield re.sub(";$", ".", before.strip()), kind
        yield command, _Kind.COMMAND
        kind = _Kind.REST if re.match(" [a-z]", message[end:]) else _Kind.WORDS
        prose, done = "", end + len(message[end:]) - len(message[end:].lstrip(" .;"))
    if rest := (prose + message[done:]).strip():
        yield rest, kind


def find_command_end(message: str, begin: int, *, introduced: bool) -> int:
    """Return where the command ends whose name begins at `begin`: before the words that say what it does.

    A part of its name belongs to it (`drafts resume`), and so does a setting (`config calendar`).
    """
    from enquiry.cli.help.commands import HELP
    from enquiry.config import KEYS

    end, name, before = begin, "", ""
    for found in _WORD.finditer(message, begin):
        word = found[0]
        if name and message[end : found.start()] != " ":
            break
        bare = re.sub(r"[.,;:]+$", "", word if word.count("(") == word.count(")") else word.rstrip(".,;:)"))
        is_own = before.startswith("--") and before not in _SWITCHES
        is_own |= before == name and (f"{name} {bare}" in HELP or (name == "config" and bare in KEYS))
        is_own |= (introduced and name in _OWN_WORDS) or message.startswith(" --", found.end())
        if name and _PLAIN_WORD.fullmatch(word) and not is_own:
            break
        end, name, before = found.start() + len(bare), name or bare, bare
        if bare != word:
            break
    return end


def wrap_words(words: Sequence[str], width: int) -> list[str]:
    """Return words on lines of at most `width` cells, broken between words alone.

    A longer word has a line of its own, and is broken only where it is written without blanks, as Japanese is.
    """
    lines, waiting = list[str](), [*words][::-1]
    while waiting:
        word = waiting.pop()
        if not word.isascii() and measure_cells(word) > width:
            begun = cut_to_width(word, max(2, width), "")
            waiting.append(word[len(begun) :])
            word = begun
        if lines and measure_cells(lines[-1]) + 1 + measure_cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def measure_cells(text: str) -> int:
    """Return how many columns a terminal needs for a text."""
    if text.isascii():
        return len(text)
    marks = sum(unicodedata.category(char) in ("Mn", "Me", "Cf") for char in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(char) in "WF" for char in text)


def cut_to_width(text: str, width: int, ellipsis: str = "…") -> str:
    """Return a text of one line, cut with an ellipsis where it needs more columns than `width`."""
    if measure_cells(text) <= width:
        return text
    while text and measure_cells(text) + measure_cells(ellipsis) > width:
        text = text[:-1]
    return text.rstrip() + ellipsis
