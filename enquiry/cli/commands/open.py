"""`enquiry open`: the whole journal, or what a query finds of it, as one page in the browser."""

from enquiry.cli.options import Force, Output, QueryArgument
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake


def open_(session: Session, words: QueryArgument = None, output: Output = None, force: Force = False) -> None:
    from enquiry.cli.browsing.page import build_journal_page, show_page
    from enquiry.cli.progress import track_progress
    from enquiry.documents.journal_page import render_journal_page
    from enquiry.store.outlet import OWN_COPY

    if force and not output:
        hint = "Name it with -o FILE, or leave --force out."
        raise UsageMistake("--force was given, but no file to write over.", hint)
    page = build_journal_page(session, words)
    if output:
        session.outlet.refuse_own(output)  # before anybody waits
    with track_progress(session, "Laying out the page", "enquiries") as follow:
        data = render_journal_page(page, follow).encode()
    if output:
        session.outlet.write_file(output, data, OWN_COPY, overwrite=force)
    show_page(session, output or session.outlet.write_page(data), kept=bool(output))
