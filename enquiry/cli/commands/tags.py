"""`enquiry tags`: the tags in use, those that may be meant as one, and changing them all over the journal."""

from typing import Annotated, Any

import typer

from enquiry.cli.completion import complete_tags
from enquiry.cli.global_options import Command, RunnableGroup
from enquiry.cli.options import Csv, DryRun, QueryArgument
from enquiry.cli.search.options import FilteredCommand, add_filter_options, take_filters
from enquiry.cli.search.retag import retag
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.query.tags.rename import merge_tags, remove_tag, rename_tag

Alike = Annotated[bool, typer.Option("--similar", help="List tags that may be meant as one, in pairs.")]
Old = Annotated[str, typer.Argument(metavar="OLD", help="A tag in use.", autocompletion=complete_tags)]
New = Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")]
Several = Annotated[list[str], typer.Argument(metavar="TAG...", help="Tags in use.", autocompletion=complete_tags)]
Into = Annotated[
    str, typer.Option("--into", metavar="TAG", help="The tag they become, new or in use.", autocompletion=complete_tags)
]
One = Annotated[str, typer.Argument(metavar="TAG", help="A tag in use.", autocompletion=complete_tags)]
Nested = Annotated[bool, typer.Option("--nested", help="Those nested under it too.")]


class ListingGroup(RunnableGroup):
    """The group of these commands; a word that is none of them chooses what is listed."""

    otherwise = "list"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_filter_options(self)

    def invoke(self, ctx: Any) -> Any:
        """Run the listing, or the command that is named."""
        take_filters(ctx)
        return super().invoke(ctx)


def tags(ctx: typer.Context, similar: Alike = False, csv: Csv = False) -> None:
    session: Session = ctx.obj
    if ctx.invoked_subcommand is None:
        list_(ctx, similar=similar, csv=csv)
    elif ctx.invoked_subcommand == "list":
        ctx.default_map = {"list": {"similar": similar, "csv": csv}}
    elif similar or csv or session.filters:
        words = "Options that choose what is listed were given to a command that changes tags."
        raise UsageMistake(words, "Leave them out.")


def list_(ctx: typer.Context, query: QueryArgument = None, similar: Alike = False, csv: Csv = False) -> None:
    from enquiry.answers.search import SimilarTagsAnswer, TagsAnswer, list_similar_tag_rows, list_tag_rows
    from enquiry.cli.search.filters import load_selection
    from enquiry.query.tags.similar import find_similar_tags
    from enquiry.query.tags.usage import build_tag_tree, count_tag_uses
    from enquiry.views.tags import draw_similar_tags, draw_tag_tree, format_similar_tags_lines, format_tag_tree_lines

    session: Session = ctx.obj
    _, selection = load_selection(session, query)
    uses = count_tag_uses(
        ((found.cycle, found.entries, found.itself) for found in selection.found),
        (*selection.notes, *selection.beliefs),
    )
    if similar:
        pairs = find_similar_tags(uses)
        rows, lines = list_similar_tag_rows, format_similar_tags_lines
        session.show(pairs, view=draw_similar_tags, plain=lines, data=SimilarTagsAnswer, rows=rows, csv=csv)
        if not pairs:
            session.say("No two tags look as if they were meant as one.")
        return
    tree = build_tag_tree(uses)
    session.show(tree, view=draw_tag_tree, plain=format_tag_tree_lines, data=TagsAnswer, rows=list_tag_rows, csv=csv)
    if not uses:
        none = "Nothing that fits bears a tag" if query or session.filters else "No tag is in use yet"
        session.say(f"{none}; -t adds one to whatever you write.")


def rename(ctx: typer.Context, old: Old, new: New, dry_run: DryRun = False) -> None:
    retag(ctx.obj, lambda journal: rename_tag(journal, old, new), dry_run=dry_run)


def merge(ctx: typer.Context, tags: Several, into: Into, dry_run: DryRun = False) -> None:
    retag(ctx.obj, lambda journal: merge_tags(journal, tags, into), dry_run=dry_run)


def remove(ctx: typer.Context, tag: One, nested: Nested = False, dry_run: DryRun = False) -> None:
    retag(ctx.obj, lambda journal: remove_tag(journal, tag, nested=nested), dry_run=dry_run)


app = typer.Typer(cls=ListingGroup)
app.callback(invoke_without_command=True)(tags)
app.command("list", cls=FilteredCommand)(list_)
for _command in (rename, merge, remove):
    app.command(cls=Command)(_command)
