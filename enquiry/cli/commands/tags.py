"""`enquiry tags`: the tags in use, those that may be meant as one, and changing them all over the journal."""
# ruff: noqa: ARG001 (the options that choose reach the listing together, as `ctx.params`)

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from enquiry.cli.completion import complete_tags
from enquiry.cli.global_options import Command, RunnableGroup
from enquiry.cli.options import Csv, DryRun, Filters, OfCycle, OfKind, QueryArgument, Since, Term, Until, WithTag, Year
from enquiry.cli.search.retag import retag
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake
from enquiry.model.choices import EntryKind

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


def tags(
    ctx: typer.Context,
    similar: Alike = False,
    tag: WithTag = None,
    kind: OfKind = None,
    cycle: OfCycle = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
    csv: Csv = False,
) -> None:
    """List the tags in use as a tree, with how often and when; words and options choose of what.

    $ enquiry tags        $ enquiry tags --year 2025-26        $ enquiry tags --similar

    $ enquiry tags rename questions questioning        $ enquiry tags merge talk oracy --into talk
    """
    given = {name: value for name, value in ctx.params.items() if value}
    if ctx.invoked_subcommand is None:
        _list_tags(ctx.obj, given, None)
    elif ctx.invoked_subcommand == "list":
        ctx.default_map = {"list": given}
    elif given:
        raise UsageMistake(
            "Options that choose what is listed were given to a command that changes tags.", "Leave them out."
        )


def list_(
    ctx: typer.Context,
    query: QueryArgument = None,
    similar: Alike = False,
    tag: WithTag = None,
    kind: OfKind = None,
    cycle: OfCycle = None,
    year: Year = None,
    term: Term = None,
    since: Since = None,
    until: Until = None,
    csv: Csv = False,
) -> None:
    """List the tags of whatever holds some words; it needs no name.

    $ enquiry tags list boats        $ enquiry tags boats
    """
    _list_tags(ctx.obj, ctx.params, query)


def _list_tags(session: Session, given: Mapping[str, Any], words: list[str] | None) -> None:
    from enquiry.answers.search import SimilarTagsAnswer, TagsAnswer, list_similar_tag_rows, list_tag_rows
    from enquiry.cli.search.filters import build_filter_query
    from enquiry.query.select import select
    from enquiry.query.tags.similar import find_similar_tags
    from enquiry.query.tags.usage import build_tag_tree, count_tag_uses
    from enquiry.views.tags import draw_similar_tags, draw_tag_tree, format_similar_tags_lines, format_tag_tree_lines

    journal = session.load_journal()
    names = ("tag", "kind", "cycle", "year", "term", "since", "until")
    tag, kind, cycle, *dated = (given.get(name) for name in names)
    selection = select(
        journal,
        build_filter_query(session, journal, Filters(tag, list(map(EntryKind, kind or ())), (cycle,), *dated), words),
    )
    uses = count_tag_uses(((found.cycle, found.entries, found.itself) for found in selection.found), selection.notes)
    csv = bool(given.get("csv"))
    if given.get("similar"):
        pairs = find_similar_tags(uses)
        session.show(
            pairs,
            view=draw_similar_tags,
            plain=format_similar_tags_lines,
            data=SimilarTagsAnswer,
            rows=list_similar_tag_rows,
            csv=csv,
        )
        if not pairs:
            session.say("No two tags look as if they were meant as one.")
        return
    session.show(
        build_tag_tree(uses),
        view=draw_tag_tree,
        plain=format_tag_tree_lines,
        data=TagsAnswer,
        rows=list_tag_rows,
        csv=csv,
    )
    if not uses:
        narrowed = words or any((tag, kind, cycle, *dated))
        none = "Nothing that fits bears a tag" if narrowed else "No tag is in use yet"
        session.say(f"{none}; -t adds one to whatever you write.")


def rename(ctx: typer.Context, old: Old, new: New, dry_run: DryRun = False) -> None:
    """Call a tag otherwise, all over the journal; what is nested under it moves along.

    Where the new name is in use already the two become one, and that is said first.

    $ enquiry tags rename questions questioning --dry-run
    """
    from enquiry.query.tags.rename import rename_tag

    retag(ctx.obj, lambda journal: rename_tag(journal, old, new), dry_run=dry_run)


def merge(ctx: typer.Context, tags: Several, into: Into, dry_run: DryRun = False) -> None:
    """Make several tags one, all over the journal; what is nested under them moves along.

    $ enquiry tags merge talk oracy dialogue --into talk
    """
    from enquiry.query.tags.rename import merge_tags

    retag(ctx.obj, lambda journal: merge_tags(journal, tags, into), dry_run=dry_run)


def remove(ctx: typer.Context, tag: One, nested: Nested = False, dry_run: DryRun = False) -> None:
    """Take a tag off everything that bears it. What bore it stays as it is otherwise.

    $ enquiry tags remove misc --dry-run
    """
    from enquiry.query.tags.rename import remove_tag

    retag(ctx.obj, lambda journal: remove_tag(journal, tag, nested=nested), dry_run=dry_run)


app = typer.Typer(cls=ListingGroup)
app.callback(invoke_without_command=True)(tags)
app.command("list", cls=Command)(list_)
for _command in (rename, merge, remove):
    app.command(cls=Command)(_command)
