"""The guide: its topics, a page of it, or the passages in which words were found."""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.markdown import Markdown
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text
from rich.theme import Theme

from enquiry.guide import GuidePage, GuidePassage
from enquiry.views.theme import MARKDOWN_STYLES, RenderOptions


class GuideMarkdown:
    """The guide's own Markdown; code is not highlighted, so that examples look as in a terminal."""

    def __init__(self, text: str) -> None:
        self.markdown = Markdown(text, code_theme="bw", hyperlinks=False)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render with the styles of Markdown, which nothing else that is drawn needs."""
        with console.use_theme(Theme({f"markdown.{name}": style for name, style in MARKDOWN_STYLES.items()})):
            yield from console.render(self.markdown, options)


def draw_topics(pages: Sequence[GuidePage], _look: RenderOptions) -> RenderableType:
    """Draw the topics with what each is about."""
    table = Table.grid(Column(no_wrap=True, style="strong"), Column(overflow="fold"), padding=(0, 2))
    for page in pages:
        table.add_row(page.topic, page.about)
    return Group(table, "", Text("enquiry guide TOPIC shows one; enquiry guide WORD finds a word in all.", "quiet"))


def format_topic_lines(pages: Sequence[GuidePage]) -> Iterator[str]:
    """Yield a line a topic."""
    return (f"{page.topic}: {page.about}" for page in pages)


def draw_page(page: GuidePage, _look: RenderOptions) -> RenderableType:
    """Draw a page as its Markdown means it; examples stand in it as they are typed."""
    return Group(Text(page.title, "strong"), Text(page.about, "quiet"), "", GuideMarkdown(page.text))


def format_page_lines(page: GuidePage) -> Iterator[str]:
    """Yield the lines of a page as they are written."""
    yield from (page.title, page.about, "", *page.text.splitlines())


def draw_passages(passages: Sequence[GuidePassage], look: RenderOptions) -> RenderableType:
    """Draw each passage under the page and heading it stands in."""
    drawing, last = list[RenderableType](), ("", "")
    for passage in passages:
        if (passage.topic, passage.heading) != last:
            last = (passage.topic, passage.heading)
            head = ((passage.topic, "strong"), (f" {look.marks.dot} {passage.heading}", "quiet"))
            drawing.append(Text.assemble("\n" if drawing else "", *head))
        drawing.append(Padding(GuideMarkdown(passage.text), (0, 0, 0, 2)))
    return Group(*drawing)


def format_passage_lines(passages: Sequence[GuidePassage]) -> Iterator[str]:
    """Yield each passage's lines after the page and heading it stands in."""
    for passage in passages:
        yield f"{passage.topic}: {passage.heading}"
        yield from passage.text.splitlines()
        yield ""
