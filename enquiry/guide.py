"""The guide: pages that come with the program, what is found in them by word, and the help of one command."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from enquiry.errors import NotFound, suggest_nearest

_FOLDER = Path(__file__).parent / "data" / "guide"
TOPICS = (
    *("tour", "commands", "thinking", "browse", "queries", "measures", "tried"),
    *("a-term", "a-team", "handing-over", "critical-friend", "community", "staffroom", "for-heads"),
    *("children", "two-machines", "forgetting"),
    *("promises", "speed", "file", "decisions"),
)
"""The pages in the order in which they are listed."""


class GuidePage(NamedTuple):
    """A page: the topic that names it, its title, what it is about in a line, and its Markdown under the title."""

    topic: str
    title: str
    about: str
    text: str


class OptionHelp(NamedTuple):
    """An option or argument as help shows it: its names, what its value is called, and the choices there are for it.

    `panel` is the heading it stands under, empty for that of the command's own options.
    """

    names: tuple[str, ...]
    value: str
    about: str
    choices: tuple[str, ...]
    panel: str


class CommandHelp(NamedTuple):
    """The help of a command: how it is used, examples, and paragraphs; of a group also the commands it holds.

    `commands` are by panel and name, with what each does; the program's own help has nothing but them. `everywhere`
    are the options that all commands have.
    """

    command: str
    usage: str
    examples: tuple[str, ...]
    about: tuple[str, ...]
    options: tuple[OptionHelp, ...]
    commands: dict[str, dict[str, str]]
    everywhere: tuple[str, ...]


class GuidePassage(NamedTuple):
    """A paragraph in which every word that was looked for stands: its page and heading, and its Markdown."""

    topic: str
    heading: str
    text: str


def load_guide() -> tuple[GuidePage, ...]:
    """Return every page in the order of TOPICS."""
    return tuple(map(_load_page, TOPICS))


def find_page(topic: str) -> GuidePage | None:
    """Return the page of a topic, in any case and by four letters or more that begin it alone; else None."""
    typed = topic.casefold()
    fitting = [name for name in TOPICS if name == typed or (len(typed) > 3 and name.startswith(typed))]
    return _load_page(fitting[0]) if len(fitting) == 1 else None


def _load_page(topic: str) -> GuidePage:
    title, about, text = (_FOLDER / f"{topic}.md").read_text(encoding="utf-8").split("\n\n", 2)
    shown = re.sub(r"^<!--.*\n\n?", "", text, flags=re.MULTILINE)  # what the transcripts are run with
    return GuidePage(topic, title.removeprefix("# "), " ".join(about.split()), shown)


def search_guide(pages: Iterable[GuidePage], words: Iterable[str]) -> tuple[GuidePassage, ...]:
    """Return the paragraphs, list items and examples that hold all words where words begin, in any case.

    Raises NotFound, naming the topics, where no page holds them.
    """
    wanted = [word.casefold() for word in words]
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE) for word in wanted]
    found = tuple(
        passage
        for page in pages
        for passage in _split_passages(page)
        if all(pattern.search(f"{passage.heading}\n{passage.text}") for pattern in patterns)
        and any(pattern.search(passage.text) for pattern in patterns)
    )
    if not found:
        near = suggest_nearest(" ".join(wanted), TOPICS)
        raise NotFound(f"The guide has nothing on “{' '.join(wanted)}”.{near}", f"Its topics: {', '.join(TOPICS)}.")
    return found


def _split_passages(page: GuidePage) -> Iterator[GuidePassage]:
    """Yield the paragraphs of a page, each item of a list alone and each fenced example whole."""
    heading, block, fenced = page.title, list[str](), False
    for line in [*page.text.splitlines(), ""]:
        fence = line.startswith("```")
        starts_item = not fenced and re.match(r"- |\d+\. |\|", line)
        if not fenced and (not line.strip() or starts_item or line.startswith("#") or fence) and block:
            yield GuidePassage(page.topic, heading, "\n".join(block))
            block = []
        if not fenced and line.startswith("#"):
            heading = line.lstrip("# ")
        elif fenced or line.strip():
            block.append(line)
        fenced ^= fence
        if fence and not fenced:
            yield GuidePassage(page.topic, heading, "\n".join(block))
            block = []
