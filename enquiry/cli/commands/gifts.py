"""`enquiry gifts`: what was given, to whom, and until when; and the lines that ask for one back."""

from typing import Annotated

import typer

from enquiry.cli.completion import complete_gifts
from enquiry.cli.global_options import Command, RunnableGroup
from enquiry.cli.options import build_argument
from enquiry.cli.session import Session

Name = Annotated[str, build_argument("GIFT", "A gift such as g3.", complete_gifts)]


def gifts(ctx: typer.Context) -> None:
    if ctx.invoked_subcommand is not None:
        return
    from enquiry.answers.gifts import GiftsAnswer
    from enquiry.insight.gifts.register import list_gifts
    from enquiry.views.colleagues.gifts import draw_gift_list, format_gift_list_lines

    session: Session = ctx.obj
    found = list_gifts(session.load_journal_or_empty())
    session.show(found, view=draw_gift_list, plain=format_gift_list_lines, data=GiftsAnswer)


def show(ctx: typer.Context, gift: Name) -> None:
    from enquiry.answers.gifts import GiftAnswer
    from enquiry.insight.gifts.register import build_gift_row
    from enquiry.model.colleagues.gift import find_gift
    from enquiry.views.colleagues.gifts import draw_gift, format_gift_lines

    session: Session = ctx.obj
    journal = session.load_journal_or_empty()
    found = build_gift_row(find_gift(journal.gifts, gift), journal)
    session.show(found, view=draw_gift, plain=format_gift_lines, data=GiftAnswer)


def withdraw(ctx: typer.Context, gift: Name) -> None:
    from enquiry.answers.gifts import WithdrawalAnswer
    from enquiry.cli.colleagues.withdrawing import withdraw_gift
    from enquiry.views.colleagues.gifts import draw_withdrawal, format_withdrawal_lines

    found = withdraw_gift(session := ctx.obj, gift)
    session.show(found, view=draw_withdrawal, plain=format_withdrawal_lines, data=WithdrawalAnswer)


app = typer.Typer(cls=RunnableGroup)
app.callback(invoke_without_command=True)(gifts)
for _command in (show, withdraw):
    app.command(cls=Command)(_command)
