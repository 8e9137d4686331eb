"""`enquiry gifts`: the register of what was given stays at home, and what it leads to is told where it matters."""

import json
from datetime import timedelta

import pytest

from enquiry.insight.privacy.pupils import Pupil
from enquiry.store.pupils import keep_pupils
from tests.conftest import NOW, Home, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home in which cycle 1 was given twice."""
    for line in (
        ("start", "What happens when I wait?", "--on", "2025-09-01"),
        ("reflect", "is it me they wait for?", "--on", "2025-10-03"),
        ("gift", "1", "--to", "stage partner", "--wish", "be honest", "-o", str(home.folder / "exchange.docx")),
        ("gift", "1", "--to", "my mentor", "-o", str(home.folder / "later.md"), "--delete-by", "2026-03-01"),
    ):
        home.ok(*line, "--quiet")
    return home


def test_they_are_listed_shown_and_answered(kept: Home) -> None:
    assert kept.ok("gifts").splitlines() == [
        "g2   my mentor, 3 February 2026",
        "     cycle 1 and one entry: later.md",
        "     to be deleted by 1 March 2026",
        "g1   stage partner, 3 February 2026",
        "     cycle 1 and one entry: exchange.docx",
        "     to be deleted by 31 July 2026",
    ]
    shown = kept.ok("gifts", "g1", "--plain")
    assert "for: stage partner\n" in shown
    assert "what you wished: be honest\n" in shown
    assert "entries: 1.1\n" in shown
    assert shown == kept.ok("gifts", "show", "G1", "--plain")
    assert "what you wished" in kept.ok("gifts", "show", "g1")
    [late, early] = json.loads(kept.ok("gifts", "--json"))["gifts"]
    assert (late["name"], early["entries"], early["cycles"]) == ("g2", ["1.1"], ["1"])
    assert max(map(len, kept.ok("gifts", COLUMNS="40").splitlines())) <= 40


def test_what_went_by_name_only_and_the_day_that_was_meant_are_told(kept: Home) -> None:
    kept.ok("evidence", "a boy told me he hates the silence", "--kind", "case-pupil", "--quiet")
    ran = kept.run("gift", "1", "--to", "my pair", "-o", str(kept.folder / "third.md"), "--delete-by", "next friday")
    assert "“next friday” is Friday 13 February 2026." in ran.err
    assert "entries: 1.1\nby name only: 1.2\n" in kept.ok("gifts", "show", "g3", "--plain")
    assert json.loads(kept.ok("gifts", "g3", "--json"))["gift"]["named"] == ["1.2"]


def test_one_that_is_asked_back_is_marked_and_its_lines_are_laid_out(kept: Home) -> None:
    ran = kept.run("gifts", "withdraw", "g1")
    assert ran.out.startswith("Dear stage partner,\n\nplease delete what I gave you on 3 February 2026 (exchange.docx,")
    assert "No program reaches what they have" in ran.err
    assert "asked back on 3 February 2026" in kept.ok("gifts")
    steps = kept.ok("history").count("withdrawn")
    again = kept.run("gifts", "withdraw", "g1")
    assert (again.out == ran.out, "was asked back on 3 February 2026" in again.err) == (True, True)
    assert kept.ok("history").count("withdrawn") == steps == 1
    kept.ok("undo")
    assert "asked back" not in kept.ok("gifts")
    assert kept.run("gifts", "withdraw", "g9").code == 3
    for command in ("show", "remove", "edit"):
        shown = kept.run(command, "g1", *(["words"] if command == "edit" else []))
        assert (shown.code, "g1 is a gift" in shown.err, "enquiry gifts g1" in shown.err) == (2, True, True)


def test_a_gift_that_is_undone_is_gone_from_the_register_and_its_name_is_not_used_again(kept: Home) -> None:
    assert "gift g2 for my mentor (later.md, 3 February 2026)" in kept.ok("history", "--plain")
    kept.ok("undo")
    assert "g2" not in kept.ok("gifts")
    assert kept.run("gifts", "show", "g2").code == 3
    kept.ok("redo")
    assert "g2" in kept.ok("gifts")
    kept.ok("undo")
    kept.ok("gift", "1", "--to", "x", "-o", str(kept.folder / "third.md"))
    assert "g3" in kept.ok("gifts")


def test_the_register_stays_at_home(kept: Home) -> None:
    """No export, folder, summary or later gift tells of what was given; a backup is a whole copy, and does."""
    kept.ok("summary", "-o", str(kept.folder / "self.json"))
    kept.ok("export", "--with-removed", "-o", str(kept.folder / "out.json"))
    kept.ok("export", "--format", "markdown", "-o", str(kept.folder / "notes"))
    kept.ok("gift", "1", "--to", "another", "-o", str(kept.folder / "another.md"))
    gone = [kept.folder / name for name in ("self.json", "out.json", "another.md")]
    texts = [path.read_text("utf-8") for path in (*gone, *(kept.folder / "notes").iterdir())]
    assert [text for text in texts if "stage partner" in text or "my mentor" in text] == []
    kept.ok("backup", "-o", str(kept.folder / "copy.json"))
    assert "stage partner" in (kept.folder / "copy.json").read_text("utf-8")
    kept.ok("gift", "1", "--to", "Zebedee Quill", "-o", str(kept.folder / "named.md"))
    keep_pupils(kept.folder / "config" / "enquiry" / "pupils.toml", [Pupil("Pupil A", "Zebedee Quill")])
    assert kept.run("export", "--with-removed", "-o", str(kept.folder / "unasked.json")).code == 0


def test_what_is_forgotten_names_the_gifts_it_went_in(kept: Home) -> None:
    told = " ".join(kept.ok("forget", "1.1", "--confirm", "forget").split())
    assert "Given away, and out of reach: g1 for stage partner (exchange.docx, 3 February 2026) and g2 for" in told
    assert "enquiry gifts withdraw g1" in told
    assert json.loads(kept.ok("forget", "1", "--dry-run", "--json"))["gifts"] == ["g1", "g2"]
    told = kept.ok("forget", "--word", "mentor", "--confirm", "forget")
    assert "g2 for my [forgotten 3 Feb 2026] (later.md" in " ".join(told.split())
    assert "mentor" not in kept.ok("gifts") + kept.journal.read_text("utf-8")
    assert "g2 for my [forgotten" in kept.ok("history", "--plain")


def test_status_tells_once_of_a_gift_whose_day_has_come(kept: Home) -> None:
    later = NOW + timedelta(days=27)
    words = "Gift g2 for my mentor was to be deleted by 1 March 2026."
    assert words not in kept.ok(now=later - timedelta(days=2))
    assert words in kept.ok(now=later, COLUMNS="200")
    assert words in kept.ok(now=later, COLUMNS="200")  # nobody has read it yet in a pipe
    assert "enquiry gifts withdraw g2" in kept.ok(now=later)


def test_they_are_completed_and_found_by_the_privacy_check(kept: Home) -> None:
    kept.ok("gift", "1", "--to", "Mr Zebedee Quill", "-o", str(kept.folder / "named.md"))
    assert "g3" in kept.ok("privacy", "--plain")
    assert "g3" in kept.ok("about", "Zebedee", "--plain")
    kept.ok("privacy", "--replace", "Quill", "--with", "Pupil A")
    assert "Quill" not in kept.ok("gifts")
    assert kept.run("doctor").code == 0
