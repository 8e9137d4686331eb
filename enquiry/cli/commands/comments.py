"""`enquiry comments`: take in what a colleague wrote in the margin of a gift, or answered by mail."""

from pathlib import Path
from typing import Annotated

import typer

from enquiry.cli.options import DryRun, Encoding, build_option
from enquiry.cli.session import Session

File = Annotated[
    Path, typer.Argument(metavar="FILE", help="The Word document that came back, or a mail; - reads standard input.")
]
InGift = Annotated[str | None, build_option("--gift", "GIFT", "The gift it answers (g3), where it does not say so.")]


def comments(
    session: Session, file: File, gift: InGift = None, encoding: Encoding = None, dry_run: DryRun = False
) -> None:
    from enquiry.cli.comments.taking import take_in_comments

    take_in_comments(session, file, gift, encoding, dry_run=dry_run)
