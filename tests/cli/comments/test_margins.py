"""Many documents that colleagues have changed: every comment is kept, nearly all at their entry, the rest asked for."""

import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from enquiry.exchange.comments.word import read_word_comments
from enquiry.insight.comments.place import CommentPlacer
from enquiry.insight.comments.take import take_comments
from enquiry.model.journal import Journal
from enquiry.store.journal import read_journal
from tests.conftest import NOW, Home
from tests.friend import LATER, Friend


class Changed(NamedTuple):
    """A document that came back, and what each comment in it, by its words, was put at."""

    data: bytes
    meant: dict[str, str]


def change(data: bytes, seed: int) -> Changed:
    """Return a gift as a colleague left it: commented, answered, moved about, struck out, rewritten and added to."""
    rng, friend = random.Random(seed), Friend(data)
    names = list(dict.fromkeys(friend.bookmarks()))
    meant: dict[str, str] = {}
    chosen = rng.sample(names, 9)
    for n, name in enumerate(chosen):
        end = rng.choice(["😀", "Line\nand line", "<b>&", ""])
        words, entry = f"What of this, {seed}.{n}? {end}".strip(), name[2:]
        at = LATER.replace(minute=rng.choice([30, 31]))
        key = friend.comment(words, friend.find(name), author=rng.choice(["Jo Smith", "Sam", "Author"]), at=at)
        meant[words] = entry.replace("_", ".")
        if rng.random() < 0.3:
            friend.comment(f"Yes, {seed}.{n}", friend.find(name), answers=key, author="Ishbel", resolved=True)
            meant[f"Yes, {seed}.{n}"] = meant[words]
    for name in rng.sample(names, 4):
        friend.move(friend.find(name), friend.find(rng.choice(names)), leaving_bookmark=rng.random() < 0.3)
    for name in rng.sample(names, 3):
        friend.unmark(friend.find(name)) if name in friend.bookmarks() else None
    for name in rng.sample(friend.bookmarks(), 2):
        friend.strike(friend.find(name))
    for name in rng.sample(friend.bookmarks(), 3):
        friend.write("Here I wrote something of my own, between the lines.", friend.find(name))
        friend.put_in(" I would add this.", friend.find(name))
    uncommented = [name for name in friend.bookmarks() if name not in chosen]
    for name in rng.sample(uncommented, 2):
        paragraph = friend.find(name)
        paragraph.getparent().remove(paragraph)
    return Changed(friend.save(), meant)


def count_misplaced(journal: Journal, changed: Changed) -> tuple[int, int]:
    """Return how many comments are certain and at another entry, and how many are to be asked for. None is missing."""
    (gift,) = journal.gifts
    found = read_word_comments(changed.data, "it")
    placed = list(CommentPlacer(journal, gift).place_all(found.comments))
    assert {one.comment.text for one in placed} == changed.meant.keys()
    taken = take_comments(journal, gift, placed, NOW, NOW.date())
    assert [one.entry.text for one in taken.new] == [one.comment.text for one in placed]
    kept = {entry.id: entry for cycle in taken.journal.cycles for entry in cycle.entries}
    assert all(kept[entry.id] == entry for cycle in journal.cycles for entry in cycle.entries)
    at = {one.comment.text: one.entry.name if one.entry else "" for one in placed if one.certain}
    return sum(changed.meant[text] != name for text, name in at.items()), len(placed) - len(at)


def test_of_twenty_changed_documents_every_comment_finds_its_entry_or_is_asked_for(given: Home) -> None:
    gift, journal = (given.folder / "gift.docx").read_bytes(), read_journal(given.journal)
    changed = [change(gift, seed) for seed in range(20)]
    counts = [count_misplaced(journal, one) for one in changed]
    comments = sum(len(one.meant) for one in changed)
    assert sum(wrong for wrong, _ in counts) == 0
    assert sum(asked for _, asked in counts) <= comments * 0.05


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_two_hundred_documents_that_libreoffice_has_saved(
    given: Home, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    gift, journal = (given.folder / "gift.docx").read_bytes(), read_journal(given.journal)
    changed = {f"{seed:03}": change(gift, seed) for seed in range(200)}
    (tmp_path / "sent").mkdir()
    for name, one in changed.items():
        (tmp_path / "sent" / f"{name}.docx").write_bytes(one.data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for came, form, into in (("sent/*.docx", "odt", "opened"), ("opened/*.odt", "docx", "saved")):
        files = sorted(map(str, tmp_path.glob(came)))
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path / into), *files]
        subprocess.run(command, check=True, capture_output=True)
    counts = [
        count_misplaced(journal, one._replace(data=(tmp_path / "saved" / f"{name}.docx").read_bytes()))
        for name, one in changed.items()
    ]
    comments = sum(len(one.meant) for one in changed.values())
    wrong, asked = (sum(one) for one in zip(*counts, strict=True))
    figure(f"200 documents saved by LibreOffice: {comments} comments kept, {wrong} misplaced, {asked} asked for")
    assert (wrong, asked <= comments * 0.05) == (0, True)
