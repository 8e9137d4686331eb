"""`enquiry gift`: a document for a critical friend, which holds what is seen in it and nothing else."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from enquiry.insight.privacy.pupils import Pupil
from enquiry.model.colleagues.gift import parse_bookmark
from enquiry.store.pupils import keep_pupils
from tests.conftest import Home, made_once
from tests.reading_back import docx_lines, docx_text, html_text
from tests.strategies import HOSTILE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HELD = [f"zq{letter}{number}held" for letter in "abcde" for number in range(10)]
"""Fifty words that stand in what is held back, and nowhere else."""


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with a question that changed, evidence close to someone, and fifty words in what does not go."""
    home.ok("config", "name", "M. Reid", "--quiet")
    for line in (
        ("start", "Does waiting help?", "--on", "2025-09-01", "--hunch", "they need time", "--group", "S2 class"),
        ("act", "counted to three", "--on", "2025-09-08"),
        ("evidence", "five of 24 spoke", "--n", "24", "--on", "2025-09-15", "--measure", "hands=5 of 24"),
        ("evidence", " ".join(HELD[:10]), "--kind", "case-pupil", "--on", "2025-10-17"),
        ("evidence", " ".join(HELD[10:20]), "--kind", "peer-observation", "--on", "2025-10-18"),
        ("evidence", " ".join(HELD[20:30]), "--n", "3", "--on", "2025-10-19"),
        ("evidence", "louder, not better", "--direction", "contradicts", "--on", "2025-10-02"),
        ("reflect", "is it me they wait for?", "--on", "2025-10-03"),
        ("refine", "What happens when I wait?", "--because", "it asked for a yes"),
        ("edit", "1", "--setting", " ".join(HELD[30:35]), "--why", " ".join(HELD[35:40])),
        ("start", " ".join(HELD[40:45]), "--on", "2025-10-20"),
        ("note", " ".join(HELD[45:])),
        ("use", "1"),
    ):
        home.ok(*line, "--quiet")
    return home


def give(home: Home, name: str, *more: str) -> Path:
    path = home.folder / name
    home.ok("gift", "1", "--to", "stage partner", "-o", str(path), *more)
    return path


def texts_of(part: bytes) -> Iterator[str]:
    for element in ET.fromstring(part).iter():
        yield from (words for words in (element.text, element.tail) if words and words.strip())


def bookmarks(path: Path) -> dict[str, str]:
    """Return the words within each bookmark of a document, by its name."""
    with ZipFile(path) as parts:
        body = ET.fromstring(parts.read("word/document.xml"))
    found = dict[str, str]()
    for paragraph in body.iter(f"{W}p"):
        within = dict[str, str]()
        for element in paragraph.iter():
            if element.tag == f"{W}bookmarkStart":
                within[element.attrib[f"{W}id"]] = name = element.attrib[f"{W}name"]
                assert name not in found
                found[name] = ""
            elif element.tag == f"{W}bookmarkEnd":
                del within[element.attrib[f"{W}id"]]
            elif element.tag == f"{W}t":
                found |= {name: found[name] + (element.text or "") for name in within.values()}
        assert within == {}
    return found


def test_what_goes_is_said_and_the_document_asks_what_a_friend_is_asked(kept: Home) -> None:
    path = kept.folder / "exchange.docx"
    ran = kept.run("gift", "1", "--to", "stage partner", "--wish", "Where do I fool myself?", "-o", str(path))
    assert ran.code == 0, ran.err
    assert ran.out == ""
    assert ran.err.splitlines() == [
        "Goes to stage partner: of cycle 1 its question, group, asked-before, hunch and 4 entries.",
        "By name, kind and day only: 1.4: a colleague has a part in it.",
        "By name, kind and day only: 1.5: it is about fewer than five people.",
        "By name, kind and day only: 1.3: it is about one learner.",
        "Names: none found.",
        f"Gift g1 for stage partner was written to {path}. It is for you to send.",
        f"What they say of it comes back with: enquiry comments {path}",
    ]
    told = docx_text(path.read_bytes())
    parts = (
        *("For stage partner.", "M. Reid", "What happens when I wait?", "Does waiting help?", "they need time"),
        *("What I did", "What disagreed", "What I saw", "What I wonder"),
        *("What I would like from you", "Where do I fool myself?", "Three questions for you", "How to answer"),
        *("Review ▸ New Comment", "“1.1: your words”", "Gift g1 for stage partner, from M. Reid, 3 February 2026."),
        *("Please do not pass it on.", "Delete it by 31 July 2026."),
    )
    places = [told.find(part) for part in parts]
    assert places == sorted(places)
    assert min(places) >= 0


def test_each_thing_a_friend_can_speak_of_has_a_bookmark(kept: Home) -> None:
    found = bookmarks(give(kept, "exchange.docx"))
    assert found["q_1"] == "What happens when I wait?"
    assert found["c_1"] == "1  What happens when I wait?"
    assert "counted to three" in found["e_1_1"]
    assert found["c_1_4"] == "The hunch. they need time"
    assert all(map(parse_bookmark, found))
    assert {name for name in found if name.startswith("e_")} == {f"e_1_{place}" for place in range(1, 8)}
    kept.ok("summary", "--for", "friend", "--share", "1", "-o", str(kept.folder / "plain.docx"))
    assert bookmarks(kept.folder / "plain.docx") == {}


def test_nothing_is_in_the_package_but_what_is_seen(kept: Home) -> None:
    """Unzipped, no part holds a held word, a day or a name that the page does not show."""
    path = give(kept, "exchange.docx")
    seen = " ".join(docx_lines(path.read_bytes()))
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [info for info in package.infolist() if info.comment or info.extra]
    whole = "\n".join(part.decode("utf-8", "replace") for part in parts.values())
    assert [word for word in HELD if word in whole] == []
    assert not re.search(
        r"20\d\d-\d\d-\d\d|rsid|python-docx|lastPrinted|dcterms:created", re.sub('schemas[^"]*', "", whole)
    )
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")) and name != "word/document.xml":
            hidden = [
                text for text in texts_of(part) if text not in ("enquiry", "en-GB", "1", " of ") and text not in seen
            ]
            assert hidden == [], name
    assert [
        text for text in texts_of(parts["word/document.xml"]) if " ".join(text.split()) not in " ".join(seen.split())
    ] == []


@pytest.mark.parametrize(
    ("ending", "way"), [("md", "here or in a mail"), ("txt", "here or in a mail"), ("html", "in a mail")]
)
def test_without_word_it_is_answered_by_the_names_of_entries(kept: Home, ending: str, way: str) -> None:
    data = give(kept, f"exchange.{ending}").read_bytes()
    told = html_text(data) if ending == "html" else data.decode()
    flat = " ".join(told.replace("\\", "").split())
    assert "“1.1: your words”" in flat
    assert way in flat
    assert re.search(r"8 Sept?(ember)? 2025,? 1\.1", flat)
    assert [word for word in HELD if word in told] == []
    assert "characters]" not in told


def test_several_cycles_go_together_and_the_usual_one_is_the_current(kept: Home) -> None:
    path = kept.folder / "both.md"
    assert "of cycle 2 its question" in kept.run("gift", "1,2", "--to", "a pair", "-o", str(path)).err
    assert HELD[40] in path.read_text("utf-8")
    kept.ok("gift", "--to", "a pair", "-o", str(path), "--force")
    assert HELD[40] not in path.read_text("utf-8")
    assert "Only part of the journal" not in path.read_text("utf-8")


def test_what_is_not_said_is_asked_at_a_terminal(kept: Home) -> None:
    answers = f"{kept.folder / 'asked.md'}\nmy  mentor\nWhat did I miss?\ny\nn\n\n"
    ran = kept.run("gift", "1", tty=True, stdin=answers)
    assert ran.code == 0, ran.err
    told = (kept.folder / "asked.md").read_text("utf-8")
    assert "For my mentor." in told
    assert "What did I miss?" in told
    assert HELD[0] in told  # the first, that was let go
    assert HELD[10] not in told
    for words in ("Into which file?", "For whom is it?", "What would you like from them? Enter skips it.", "close to"):
        assert words in " ".join(ran.err.split())
    skipped = kept.run("gift", "1", "--to", "x", "-o", str(kept.folder / "n.md"), tty=True, stdin="\nnone\n")
    assert skipped.code == 0, skipped.err
    assert "What I would like from you" not in (kept.folder / "n.md").read_text("utf-8")


def test_what_may_go_is_chosen_each_time_and_what_was_kept_for_a_friend_holds(kept: Home) -> None:
    kept.ok("summary", "--for", "friend", "--share", "1", "--hold", "1.7", "--remember", "--quiet")
    told = give(kept, "a.md").read_text("utf-8")
    assert "is it me they wait for?" not in told
    told = give(kept, "b.md", "--include", "1.3").read_text("utf-8")
    assert "is it me they wait for?" in told
    assert HELD[0] in told


def test_a_dry_run_shows_all_that_would_go_and_writes_nothing(kept: Home) -> None:
    ran = kept.run("gift", "1", "--to", "x", "--wish", "be honest", "--dry-run", "--plain")
    assert "goes: wish be honest" in ran.out
    assert "by name only: 1.3" in ran.out
    assert kept.ok("gifts") == "Nothing was given yet.\n"
    assert kept.run("gift", "1", "--to", "x", "-o", str(kept.folder / "x.md"), "-n").code == 2  # no such option
    assert not (kept.folder / "x.md").exists()


REFUSED = [
    (("--to", "x"), 2, "A gift is a file, and none was named."),
    (("-o", "x.md"), 2, "For whom the gift is was not said."),
    (("--to", " \n ", "-o", "x.md"), 2, "The recipient is empty."),
    (("--to", "x" * 201, "-o", "x.md"), 2, "For whom it is takes 201 characters."),
    (("--to", "x", "-o", "x.csv"), 2, "“x.csv” is no document to be read and answered."),
    (("--to", "x", "-o", "x.json"), 2, "End its name in .md, .markdown, .html, .htm, .docx, .pdf, .txt."),
    (("--to", "x", "-o", "x.md", "--for", "self"), 2, "A gift goes to somebody else, and self is yourself."),
    (("--to", "x", "-o", "x.md", "--for", "nobody"), 3, "nobody"),
    (("--to", "x", "-o", "x.md", "--delete-by", "yesterday"), 2, "by which nobody can delete it."),
    (("--to", "x", "-o", "x.md", "--template", "y.docx"), 2, "--template is for Word documents."),
    (("9", "--to", "x", "-o", "x.md"), 3, "There is no cycle 9"),
    (("1", "--to", "x", "-o", "x.md", "--hold", "2.1"), 3, "2.1"),
    (("1", "--to", "x", "-o", "x.md", "--include", "1.3", "--hold", "1.3"), 2, "1.3 is both included and held."),
    (("1", "--to", "x", "-o", "missing/x.md"), 1, "missing"),
]


def test_what_can_t_be_given_is_refused_and_nothing_is_registered(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(kept.folder)
    before = kept.journal.read_bytes()
    for argv, code, words in REFUSED:
        ran = kept.run("gift", *argv)
        assert (ran.code, words in " ".join(ran.err.split())) == (code, True), (argv, ran)
        assert not (kept.folder / "x.md").exists()
    assert kept.journal.read_bytes() == before
    give(kept, "there.md")
    ran = kept.run("gift", "1", "--to", "x", "-o", str(kept.folder / "there.md"))
    assert (ran.code, "is there already" in ran.err) == (1, True)
    assert "g2" not in kept.ok("gifts")


def test_names_are_checked_in_what_goes_in_what_is_wished_and_in_whom_it_is_for(kept: Home) -> None:
    keep_pupils(kept.folder / "config" / "enquiry" / "pupils.toml", [Pupil("Pupil A", "Zebedee Quill")])
    path = kept.folder / "names.md"
    lines = ("gift", "1", "-o", str(path), "--to")
    for argv in ((*lines, "Zebedee’s mother"), (*lines, "x", "--wish", "How is Zebedee?")):
        ran = kept.run(*argv)
        assert (ran.code, "Zebedee" in ran.err) == (1, True)
        assert not path.exists()
    kept.ok(*lines, "x", "--wish", "How is Zebedee?", "--hold-names")
    assert "What I would like from you" not in path.read_text("utf-8")
    assert "counted to three" in path.read_text("utf-8")
    kept.ok(*lines, "Zebedee’s mother", "--wish", "How is Zebedee?", "--replace-names", "--force")
    told = path.read_text("utf-8")
    assert "Zebedee" not in told
    assert "How is Pupil A?" in told
    assert "for Pupil A" in told
    assert "Zebedee’s mother" in kept.ok("gifts")


def test_hostile_words_stay_words(home: Home) -> None:
    """The 97 texts, as questions, entries, wishes and in whom it is for."""
    home.ok("start", "What happens?", "--on", "2025-09-01", "--quiet")
    home.ok("reflect", "-", "--quiet", stdin="\n".join(HOSTILE))
    told = (home.folder / "h.docx", home.folder / "h.md", home.folder / "h.html")
    for path, text in zip(told, HOSTILE, strict=False):
        ran = home.run("gift", "1", "--to", f"a {text[:60]}", "--wish", text, "-o", str(path), "--names-are-fine")
        assert ran.code == 0, ran.err
        assert "\x1b" not in ran.err
    with ZipFile(io.BytesIO(told[0].read_bytes())) as parts:
        assert all(ET.fromstring(parts.read(name)) is not None for name in parts.namelist() if name.endswith(".xml"))
    assert "<script" not in told[2].read_text("utf-8")
    assert "\x1b" not in told[1].read_text("utf-8") + home.ok("gifts") + home.ok("gifts", "--plain")


def test_what_another_friend_said_goes_when_it_is_let_go_this_time(kept: Home) -> None:
    give(kept, "first.md")
    kept.ok("comments", "-", "--quiet", stdin="1.1: Which questions?\n")
    again = ("gift", "1", "--to", "a second friend")
    ran = kept.run(*again, "-o", str(kept.folder / "held.md"))
    assert "Held back: 1.8: it is a colleague's comment" in ran.err
    assert "Which questions?" not in (kept.folder / "held.md").read_text("utf-8")
    ran = kept.run(*again, "-o", str(kept.folder / "asked.md"), tty=True, stdin="\nn\nn\nn\ny\n\n")
    asked = " ".join(ran.err.split())
    assert "1.8, it is a colleague's comment" in asked
    assert "“Which questions?”" in asked
    assert "Which questions?" in (kept.folder / "asked.md").read_text("utf-8")
