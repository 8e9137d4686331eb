"""Changed minds in a document: what was believed as its time began and as it ended, as far as it may go."""

from datetime import UTC, datetime

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def changed(home: Home) -> Home:
    """A home with four beliefs: one that changed, one given up, one that stays, one that changed in private."""
    home.ok("start", "What happens when I wait?", "--group", "Year 8", "--privacy", "reviewer", "--on", "2024-09-02")
    home.ok("reflect", "the pause was mine", "--on", "2024-09-03", "--privacy", "reviewer")
    for number, (before, now) in enumerate(
        (
            ("Waiting helps.", "Waiting helps when they know why."),
            ("Partners help", ""),
            ("Drawing helps", ""),
            ("Sure", "Less so"),
        ),
        1,
    ):
        shared = () if before == "Sure" else ("--privacy", "reviewer")
        home.ok("believe", before, "--on", "2024-10-01", *shared)
        if now:
            home.ok("believe", str(number), now, "--because", "1.1", "--because", "they said so", "--on", "2025-11-03")
    home.ok("believe", "2", "--held", "given-up", "--because", "they left", "--on", "2025-12-01")
    return home


def tell(home: Home, *argv: str) -> str:
    target = home.folder / "out.txt"
    fine = () if "self" in argv else ("--names-are-fine",)
    home.ok("summary", *argv, "-o", str(target), "--force", *fine)
    return " ".join(target.read_text("utf-8").split())


CHANGED = (
    "I used to think (1 October 2024): Waiting helps. Now I think (3 November 2025): "
    "Waiting helps when they know why, because they said so."
)
GIVEN_UP = "I used to think (1 October 2024): Partners help. I gave it up (1 December 2025), because they left."


def test_a_reviewer_reads_of_the_minds_that_changed_and_may_go_and_of_no_other(changed: Home) -> None:
    told = tell(changed, "--for", "update")
    assert CHANGED in told
    assert GIVEN_UP in told
    assert "Drawing helps" not in told
    assert "Less so" not in told
    assert told.index("Changed minds") < told.index("What happens when I wait?")


def test_a_document_of_changed_minds_alone_says_that_it_holds_them(changed: Home) -> None:
    changed.ok("edit", "1", "--privacy", "private")
    changed.ok("edit", "1.1", "--privacy", "private")
    way = ("summary", "--for", "update", "-o", str(changed.folder / "out.md"), "--names-are-fine")
    assert "out.md: 2 beliefs.\n" in changed.run(*way).err
    assert "out.md would hold 2 beliefs. Nothing was written.\n" in changed.run(*way, "--dry-run").err


def test_the_owner_reads_of_all_with_the_entries_that_moved_them(changed: Home) -> None:
    told = tell(changed, "--for", "self", "--year", "2025-26")
    assert "Less so, because they said so, and because of 1.1." in told
    assert "Changed minds" not in tell(changed, "--for", "self", "--year", "2024-25")


def test_as_at_a_day_a_mind_is_as_it_was_known(home: Home) -> None:
    then, later = datetime(2024, 10, 1, 16, tzinfo=UTC), datetime(2025, 11, 3, 16, tzinfo=UTC)
    home.ok("start", "What happens when I wait?", "--group", "Year 8", now=then)
    home.ok("believe", "Waiting helps.", "--privacy", "reviewer", now=then)
    home.ok("believe", "1", "Waiting helps when they know why.", now=later)
    told = tell(home, "--for", "update")
    assert "Now I think" in told
    assert "was shared with this reader" not in told
    ran = home.run("summary", "--for", "update", "--as-at", "2025-10-31", "-o", str(home.folder / "then.txt"))
    assert (ran.code, "may go to update yet" in ran.err) == (1, True)


def test_who_stands_in_a_belief_is_asked_about_before_it_leaves(changed: Home) -> None:
    changed.ok("pupils", "add", "Zephyr Quill")
    changed.ok("believe", "1", "Waiting helps Zephyr Quill", "--on", "2026-01-12")
    target = str(changed.folder / "out.txt")
    assert changed.run("summary", "--for", "update", "-o", target).code == 1
    changed.ok("summary", "--for", "update", "-o", target, "--hold-names")
    text = (changed.folder / "out.txt").read_text("utf-8")
    assert "Zephyr" not in text
    assert "Partners help" in text
    changed.ok("summary", "--for", "update", "-o", target, "--replace-names", "--force")
    assert "Waiting helps Pupil A" in (changed.folder / "out.txt").read_text("utf-8")
    assert "belief-1" in changed.ok("privacy")
    assert "belief-1" in changed.ok("about", "Zephyr Quill")


def test_a_belief_is_let_go_by_its_own_privacy_alone(changed: Home) -> None:
    for option in ("--include", "--hold"):
        ran = changed.run("summary", "--for", "prd", option, "belief-4", "--dry-run")
        assert (ran.code, "enquiry edit belief-4 --privacy reviewer" in ran.err) == (2, True)
