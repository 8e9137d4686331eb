"""What came back, read, and which gift of this journal it is."""

from pathlib import Path
from typing import TYPE_CHECKING

from enquiry.cli.session import Session
from enquiry.errors import NotFound, UsageMistake
from enquiry.model.colleagues.gift import Gift, find_gift
from enquiry.model.journal import Journal
from enquiry.words import join_words

if TYPE_CHECKING:
    from enquiry.insight.comments.found import CommentedFile

_OTHERS = {
    b"\xd0\xcf\x11\xe0": "a Word document of the older kind (.doc)",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text in RTF",
}
"""Files that hold comments as well, by how they begin, and that are not read."""


def read_commented_file(session: Session, file: Path, encoding: str | None) -> tuple["CommentedFile", str]:
    """Return what came back in a file, or with `-` on standard input, and what to call that.

    Raises UsageMistake for what is neither a Word document nor text, and as `read_named_file` does.
    """
    from enquiry.cli.terminal import read_named_file
    from enquiry.exchange.comments.mail import read_mailed_comments
    from enquiry.exchange.comments.word import read_word_comments
    from enquiry.foreign_files import MAX_TEMPLATE_BYTES, contain_parsing

    data, source = read_named_file(session.stdin, file, MAX_TEMPLATE_BYTES, encoding)
    for begins, what in _OTHERS.items():
        if data.startswith(begins):
            raise UsageMistake(f"{source} is {what}.", "Save it as Word (.docx), and give that.")
    with contain_parsing(source, "Ask for it once more, or save it again as Word (.docx). Nothing was changed."):
        read = read_word_comments if data.startswith(b"PK") else read_mailed_comments
        return read(data, source), source


def choose_gift(journal: Journal, found: "CommentedFile", named: str | None, source: str) -> Gift:
    """Return the gift that came back: the one that was named, else the one it says or shows it is.

    Raises UsageMistake for what is no gift of this journal and for what may be several, NotFound and Ambiguous for a
    name.
    """
    from enquiry.insight.comments.place import is_own_document

    if named:
        return find_gift(journal.gifts, named)
    kept = [gift for gift in journal.gifts if not gift.removed]
    if not kept:
        raise NotFound("No gift was given yet from this journal.", "A gift is made with enquiry gift; guide: gifts.")
    fitting = [gift for gift in kept if is_own_document(found, journal, gift)]
    for name in found.gifts:
        if told := [gift for gift in fitting if name in (gift.name, f"g{gift.first}")]:
            return told[0]
    if found.gifts:
        words = f"{source} says that it is gift {found.gifts[0]}, but it is none of this journal."
        raise UsageMistake(words, "It may be another journal's. If it is yours, say which: --gift g1")
    if len(fitting) > 1:
        names = join_words([f"{gift.name} (to {gift.to})" for gift in fitting])
        raise UsageMistake(f"{source} does not say which gift it answers.", f"Name it with --gift: one of {names}.")
    if not fitting:
        hint = "If it is one, say which: --gift g1; enquiry gifts lists them."
        raise UsageMistake(f"{source} is no gift of this journal.", hint)
    return fitting[0]
