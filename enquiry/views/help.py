"""The help of the program on one screen, and of one command: examples first, then what it does, then its options."""

import re
from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.guide import CommandHelp, OptionHelp
from enquiry.views.layout import HangingIndent, wrap_items
from enquiry.views.theme import RenderOptions

_LABEL_WIDTH = 26
"""The most columns of an option's name beside which its words stand; those of a longer one stand beneath it."""

_WAYS_ON = {
    "enquiry help NAME": "a command, or a page of the guide",
}


def draw_help(page: CommandHelp, look: RenderOptions) -> RenderableType:
    """Draw the help of a command; that of the program names what is to be remembered in lines, all else by name."""
    words: list[RenderableType] = [part for paragraph in page.about for part in ("", Text(paragraph))]
    if not page.command:
        (_, verbs), *others = page.commands.items()
        width = max(len(name) for name, _ in others) + 2
        panels = [line for name, held in others for line in _draw_names(name.ljust(width), held, look)]
        rows, ways = (_draw_rows(shorten_rows(each, look.width), look) for each in (verbs, _WAYS_ON))
        return Group(*words[1:], "", *rows, "", *panels, *ways)
    examples = [line for one in page.examples for line in break_example(one, look.width)]
    parts: list[RenderableType] = [*(Text(line, "accent") for line in examples), *words, ""]
    parts.append(HangingIndent(Text("Usage: ", "quiet"), Text(page.usage)))
    for panel in dict.fromkeys(option.panel for option in page.options):
        options = (option for option in page.options if option.panel == panel)
        parts += ["", Text(panel, "strong"), *(line for one in options for line in _draw_option(one, look))]
    for panel, commands in page.commands.items():
        parts += ["", Text(panel, "strong"), *_draw_rows(commands, look)]
    if page.everywhere:
        names = (*page.everywhere, "(enquiry help help tells of each)")
        parts += ["", *_draw_names("Everywhere  ", names, look, "strong")]
    return Group(*parts)


def shorten_rows(rows: Mapping[str, str], width: int) -> dict[str, str]:
    """Return rows; of those that are longer than a line the first clause alone, so that all fit a screen."""
    room = width - max(map(len, rows)) - 4
    short = {name: re.split(r"[,;] ", words)[0].rstrip(".") + "." * words.endswith(".") for name, words in rows.items()}
    return {name: words if len(words) <= room else short[name] for name, words in rows.items()}


def break_example(line: str, width: int) -> list[str]:
    """Return a command line whole; where it is longer than the screen it goes on as a shell would read it."""
    lines = [""]
    for word in line.split(" "):
        if len(lines[-1]) + len(word) + 2 > width and lines[-1]:
            lines[-1] += "\\"
            lines.append("    ")
        lines[-1] += f"{word} "
    return [one.rstrip() for one in lines]


def _draw_names(begin: str, names: Iterable[str], look: RenderOptions, style: str = "quiet") -> Iterator[Text]:
    for line in wrap_items(names, max(20, look.width - len(begin)), "  ").splitlines():
        yield Text.assemble((begin, style), line)
        begin = " " * len(begin)


def _draw_rows(rows: Mapping[str, str], look: RenderOptions) -> Iterator[RenderableType]:
    """Draw each name beside what it does, or above it on a narrow screen."""
    width = max(map(len, rows))
    for name, words in rows.items():
        label = Text(f"  {name:<{width}}  ", "strong")
        if look.narrow and width > 10:
            yield Text(f"  {name}", "strong")
            label = Text(" " * 4)
        yield HangingIndent(label, Text(words))


def _draw_option(option: OptionHelp, look: RenderOptions) -> Iterator[RenderableType]:
    name = f"  {' '.join(filter(None, (', '.join(option.names), option.value)))}  "
    width = 4 if look.narrow else _LABEL_WIDTH
    if len(name) > width:
        yield Text(name.rstrip(), "strong")
        name = ""
    yield HangingIndent(Text(name.ljust(width), "strong"), Text(option.about))
    if option.choices:
        yield HangingIndent(Text(" " * width), Text(", ".join(option.choices), "quiet"))


def format_help_lines(page: CommandHelp) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    yield from (f"example: {line}" for line in page.examples)
    yield from page.about
    yield from (f"usage: {line}" for line in (page.usage,) if page.command)
    for option in page.options:
        choices = f" One of: {', '.join(option.choices)}." if option.choices else ""
        yield f"{' '.join(filter(None, (', '.join(option.names), option.value)))}: {option.about}{choices}"
    for commands in page.commands.values():
        yield from (f"{name}: {words}" for name, words in commands.items())
    yield from (f"everywhere: {', '.join(each)}" for each in (page.everywhere,) if each)
