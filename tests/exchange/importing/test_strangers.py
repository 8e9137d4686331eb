"""Files of other programs: recognised, told of, taken in once, and undone as one step."""

import json
import os
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from enquiry.errors import UsageMistake
from enquiry.exchange.importing.dates_found import find_day_order, parse_moment
from enquiry.exchange.importing.dayone import parse_dayone, read_archive_parts
from enquiry.exchange.importing.diaries import parse_dated_text, parse_jrnl_export, parse_jrnl_text, parse_org
from enquiry.exchange.importing.forms import WHO, parse_form
from enquiry.exchange.importing.notes import parse_note, parse_vault
from enquiry.exchange.importing.recognise import recognise_file
from tests.conftest import Home, made_once

JRNL = """[2025-09-16 10:15:00 AM] Meeting with Mr. Smith about waiting. *
They answered more @waiting when I waited.

[not a day] stays text.

[2025-09-17 04:20 PM] A second thought
"""
EXPORT = {
    "tags": {"@waiting": 1},
    "entries": [
        {
            "title": "Meeting with Mr.",
            "body": "Smith about waiting.\nThey answered more @waiting when I waited.\n\n[not a day] stays text.",
            "date": "2025-09-16",
            "time": "10:15",
            "tags": ["@waiting"],
            "starred": True,
        },
        {"title": "A second thought", "body": "", "date": "2025-09-17", "time": "16:20", "tags": [], "starred": False},
    ],
}
DAY_ONE = {
    "metadata": {"version": "1.0"},
    "entries": [
        {
            "uuid": "A1",
            "creationDate": "2025-03-16T23:30:00Z",
            "timeZone": "Pacific/Auckland",
            "text": "Three were quiet at 0\\.9\\!\n![](dayone-moment://B2)",
            "tags": ["Year 8", "waiting"],
            "starred": True,
            "photos": [{"md5": "x"}],
            "location": {"localityName": "here"},
        },
        {"uuid": "A2", "creationDate": "2025-03-18T09:00:00Z", "timeZone": "Europe\\/London", "text": "Again"},
        {"uuid": "A3", "creationDate": "nothing", "text": "lost"},
    ],
}
FORM = """\ufeffTimestamp;Email Address;Your name;How sure are you? (1-5);What helps you?;Anything else?
2025-10-01 09:00:00;a@x.example;Anna;4;Talking;I liked it
2025-10-02 09:00:00;b@x.example;Ben;5;Talking;More time
2025-10-02 09:05:00;c@x.example;Cem;3;Drawing;
"""


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    home.ok("start", "What happens when I wait?")
    home.ok("start", "Does drawing first help?", "-t", "drawing")
    return home


def lay(home: Home, name: str, data: str | bytes) -> str:
    path = home.folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def journal(home: Home) -> dict[str, object]:
    found: dict[str, object] = json.loads(home.ok("export", "--names-are-fine"))
    return found


def archive(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as written:
        for name, data in parts.items():
            written.writestr(name, data)
    return stream.getvalue()


def test_a_jrnl_file_and_its_export_are_the_same_entries() -> None:
    of_text, of_export = parse_jrnl_text(JRNL, "x").entries, parse_jrnl_export(EXPORT, "x").entries
    assert [one.key for one in of_text] == [one.key for one in of_export]
    assert of_export[0].text.startswith("Meeting with Mr. Smith about waiting.\nThey answered")
    assert of_text[0].text.endswith("[not a day] stays text.")
    assert [(one.day, one.at, one.tags) for one in of_text] == [
        (date(2025, 9, 16), time(10, 15), ("waiting", "starred")),
        (date(2025, 9, 17), time(16, 20), ()),
    ]


def test_entries_are_taken_in_once_and_undone_as_one_step(begun: Home) -> None:
    before = journal(begun)
    ran = begun.run("import", lay(begun, "j.txt", JRNL), "--dry-run")
    assert ran.err.splitlines() == [
        "This is a jrnl journal with 2 entries, from 16 September 2025 to 17 September 2025.",
        "2 entries as notes in the inbox",
        "Would be added: 0 cycles, 0 entries, 2 notes, 0 measures.",
    ]
    assert journal(begun) == before
    begun.ok("import", lay(begun, "j.txt", JRNL))
    ran = begun.run("import", lay(begun, "j.json", json.dumps(EXPORT)))
    assert "2 entries are here already." in ran.err
    inbox = json.loads(begun.ok("export", "--names-are-fine"))["inbox"]
    assert [(one["name"], one["happened_on"], one["tags"]) for one in inbox] == [
        ("n1", "2025-09-16", ["waiting", "starred"]),
        ("n2", "2025-09-17", []),
    ]
    begun.ok("undo", "--yes")
    assert [
        one["removed"] for one in json.loads(begun.ok("export", "--with-removed", "--names-are-fine"))["inbox"]
    ] != [None, None]
    # What was undone comes again.
    assert "2 notes" in begun.run("import", "-", stdin=JRNL).err
    assert len(json.loads(begun.ok("export", "--names-are-fine"))["inbox"]) == 2


def test_entries_go_to_cycles_by_name_and_by_tag(begun: Home) -> None:
    path = lay(begun, "j.txt", JRNL)
    ran = begun.run("import", path, "--map", "waiting=1", "--as", "reflection")
    assert "1 entry as reflections in 1 · What happens when I wait?" in ran.err
    assert "1 entry as notes in the inbox" in ran.err
    (entry,) = json.loads(begun.ok("export", "--names-are-fine"))["cycles"][0]["entries"]
    assert (entry["kind"], entry["happened_on"]) == ("reflection", "2025-09-16")
    ran = begun.run("import", path, "--into", "2")
    assert "0 entries, 0 notes" in ran.err
    for argv, said in (
        (("--as", "reflection"), "--as reflection was given, but no cycle"),
        (("--as", "review", "--into", "1"), "Nothing can be imported as a review"),
        (("--map", "waiting"), "“waiting” is not a tag and its cycle."),
        (("--into", "99"), "99"),
    ):
        refused = begun.run("import", path, *argv)
        assert refused.code in (2, 3)
        assert said in refused.err


def test_day_one_has_the_day_of_the_place_and_says_what_is_not_taken(begun: Home) -> None:
    found = parse_dayone([DAY_ONE])
    first, second = found.entries
    assert (first.day, first.at) == (date(2025, 3, 17), time(12, 30))
    assert first.text == "Three were quiet at 0.9!\n[photo, not taken]"
    assert second.day == date(2025, 3, 18)
    assert found.left_out == ("photos of 1, location of 1.", "1 entry without words or a day.")
    packed = archive({"Journal.json": json.dumps(DAY_ONE).encode(), "photos/x.jpeg": b"x", "../evil.json": b"[]"})
    ran = begun.run("import", lay(begun, "export.zip", packed))
    assert ran.code == 0
    assert "Day One export with 2 entries" in ran.err
    ran = begun.run("import", lay(begun, "Journal.json", json.dumps(DAY_ONE)))
    assert "2 entries are here already." in ran.err


def test_an_archive_made_to_do_harm_is_refused() -> None:
    for data, said in (
        (archive({"a.json": bytes(30_000_000)}), "too large unpacked"),
        (archive({f"{n}.json": bytes(50_000_000) for n in range(3)}), "too large unpacked"),
        (archive({"a.json": b"{}"})[:-9], "can't be unpacked"),
        (archive({"a.txt": b"{}"}), "holds no journal of Day One"),
        (archive({"a.json": b"{"}), "is not whole JSON"),
    ):
        with pytest.raises(UsageMistake, match=said):
            recognise_file(data, Path("x.zip"), "x.zip")
    assert read_archive_parts(archive({"../a.json": b"{}", "/b.json": b"{}", "c.json": b"{}"}), "x", ".json") == {
        "c.json": b"{}"
    }


def test_a_folder_of_notes_is_taken_note_by_note(begun: Home, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / "daily").mkdir(parents=True)
    (vault / ".obsidian").mkdir()
    (vault / ".obsidian" / "x.md").write_text("hidden")
    (vault / "daily" / "2025-09-16.md").write_text(
        "---\ntags:\n  - waiting\n  - '#Year 8'\n---\nSee [[Waiting]] #no-tag\n"
    )
    (vault / "Waiting.md").write_text("---\ntags: [a, b]\ncreated: 2025-09-01T10:00\n---\n- one\n- two\n\n> said\n")
    (vault / "undated.md").write_text("# undated\n\nwords")
    (vault / "broken.md").write_text("---\ntags: [a\n---\nwords")
    (vault / "alias.md").write_text("---\na: &a [x]\nb: *a\n---\nwords")
    (vault / "picture.png").write_bytes(b"x")
    (vault / "out.md").symlink_to("/etc/passwd")
    os.utime(vault / "undated.md", (1_700_000_000, 1_700_000_000))
    found = parse_vault(vault)
    texts = {one.key: (one.day.isoformat(), one.text, one.tags) for one in found.entries}
    assert texts["note daily/2025-09-16.md"] == ("2025-09-16", "See [[Waiting]] #no-tag", ("waiting", "#Year 8"))
    assert texts["note Waiting.md"] == ("2025-09-01", "Waiting\n\n- one\n- two\n\n> said", ("a", "b"))
    assert texts["note broken.md"][1].endswith("---\ntags: [a\n---\nwords")
    assert len(texts) == 5
    assert len(found.left_out) == 5
    assert found.left_out[0] == "3 notes without a day got the day of the file: alias.md, broken.md, undated.md"
    begun.ok("import", str(vault))
    os.utime(vault / "undated.md")
    assert "5 entries are here already." in begun.run("import", str(vault)).err
    begun.ok("export", "--format", "markdown", "-o", str(tmp_path / "own"))
    assert "0 cycles, 0 entries, 0 notes" in begun.run("import", str(tmp_path / "own")).err


def test_a_form_is_one_survey_and_says_nothing_of_who_answered(begun: Home) -> None:
    ran = begun.run("import", lay(begun, "form.csv", FORM), "--into", "1")
    assert ran.code == 0, ran.err
    assert "Dropped unread, since they say who answered: Email Address and Your name." in ran.err
    (entry,) = json.loads(begun.ok("export", "--names-are-fine"))["cycles"][0]["entries"]
    assert (entry["evidence_kind"], entry["n"], entry["happened_on"]) == ("survey", 3, "2025-10-02")
    (value,) = entry["values"]
    assert (value["measure"], value["value"], value["sd"]) == ("How sure are you? (1-5)", 4.0, 1.0)
    assert "What helps you?: Talking 2, Drawing 1" in entry["text"]
    assert "- More time" in entry["text"]
    stored = begun.journal.read_text(encoding="utf-8")
    assert not any(word in stored for word in ("Anna", "Ben", "@x.example"))
    assert "It is here already." in begun.run("import", "-", "--into", "1", stdin=FORM).err


def test_columns_that_say_who_answered_are_told_from_questions_that_mention_it() -> None:
    who = (
        "Email|E-mail address|What is your email address?|ID|Name|Full Name|Your name:|STUDENTS FULL NAME|Student ID|"
        "user id|Last name (family)|Total points|Points - What is grace?|Feedback - Q|Current 5 Digit Zip Code|Surname|"
        "Phone number|Pupil name|Child's name|Name of pupil|User_name|Please enter your first name and surname|Score"
    )
    asked = (
        "How sure are you?|Overall experience of the assistant over email|Feedback|Name one thing that helped|"
        "What name would you give this topic?|How many points did you make?|Which email style helps you most?|"
        "Overall experience of the flow (where you set your name, zone)|What is the name of the main idea?"
    )
    assert [head for head in who.split("|") if not WHO.fullmatch(head)] == []
    assert [head for head in asked.split("|") if WHO.fullmatch(head)] == []


def test_of_many_answers_in_words_a_hundred_are_listed() -> None:
    rows = [["Timestamp", "Why?"], *(["2025-10-01 09:00", f"reason {number}"] for number in range(120))]
    assert parse_form(rows, "x").text.splitlines()[-2:] == ["- reason 99", "- and 20 more, which stand in the file"]


def test_a_jrnl_file_may_hold_what_looks_like_headlines() -> None:
    text = "[2020-05-23 02:12] Lists\n* one <2020-05-23 Sat>\n\n[2020-05-24 02:12] More\n"
    found = recognise_file(text.encode(), Path("x.txt"), "x").found
    assert found is not None
    assert (found.kind, len(found.entries)) == ("a jrnl journal", 2)


def test_org_headlines_have_the_day_in_them_beneath_them_or_above_them() -> None:
    found = parse_org(
        "* 2025-09-16 Tuesday\n** A thought :waiting:\nwords\n* Later <2025-09-18 Thu>\n"
        ":PROPERTIES:\n:ID: x\n:END:\nmore\n* TODO no day\nlost\n"
    )
    assert [(one.day.isoformat(), one.text, one.tags) for one in found.entries] == [
        ("2025-09-16", "A thought\nwords", ("waiting",)),
        ("2025-09-18", "Later\nmore", ()),
    ]
    assert found.left_out == ("1 headline without a day.",)
    assert parse_org("words, and no headline").left_out == ("All of it: there is no headline, and so no day.",)


def test_dated_lines_begin_entries_and_what_stands_before_is_said() -> None:
    found = parse_dated_text("My log\n\n## 16.09.2025\n- a\n- b\n\n17.09.2025: more\n", "x")
    assert [(one.day.isoformat(), one.text) for one in found.entries] == [
        ("2025-09-16", "- a\n- b"),
        ("2025-09-17", "more"),
    ]
    assert found.left_out == ("1 line before the first day.",)


def test_days_in_two_orders_and_days_that_fit_both_are_refused() -> None:
    assert find_day_order(["13/9/2025", "1/2/2025"], "x") is False
    assert find_day_order(["9/13/2025", "1/2/2025"], "x") is True
    for days, said in ((["13/9/2025", "9/13/2025"], "in two orders"), (["1/2/2025"], "nothing tells whether")):
        with pytest.raises(UsageMistake, match=said):
            find_day_order(days, "x")
    assert parse_moment("2025-02-30 10:00") is None
    assert parse_moment("9/13/2025 12:05 am", month_first=True) == (date(2025, 9, 13), time(0, 5))


def test_the_journals_own_file_and_that_of_somebody_else(begun: Home, tmp_path: Path) -> None:
    copy = lay(begun, "copy.json", begun.journal.read_bytes())
    ran = begun.run("import", copy)
    merge = f"To take in what was written in it: enquiry merge {copy}"
    assert (ran.code, ran.err) == (2, f"{copy} is a copy of this journal, with its history.\n{merge}\n")
    begun.ok("config", "name", "Ann Reid")
    other = json.loads(begun.ok("export", "--names-are-fine"))
    other["settings"]["name"] = "Jo Brown"
    for cycle in other["cycles"]:
        cycle["id"] = f"x{cycle['id']}"
    other["settings"]["current"] = None
    ran = begun.run("import", lay(begun, "theirs.json", json.dumps(other)))
    assert (ran.code, ran.err.startswith("This is the journal of “Jo Brown”, and yours is that of “Ann Reid”.")) == (
        2,
        True,
    )


def test_what_is_nothing_known_is_refused_by_name(begun: Home) -> None:
    for name, data, said in (
        ("x.txt", "just words", "is nothing that can be taken in"),
        ("x.journal", b"gAAAAABfb4gQ", "is an encrypted jrnl journal"),
        ("x.txt", b"[2025-01-01 10:00] \xe9", "line 1: the file is not in UTF-8"),
        ("x.json", '{"entries": [{"title"', "is not whole JSON"),
        ("x.json", "[" * 200_000, "it is nested too deeply"),
        ("x.bib", "% mine\n@book{k, title={T}}\n", "is a bibliography, which goes to a cycle as readings"),
        (
            "x.json",
            '[{"id": "k", "type": "book", "title": "T"}]',
            "is a bibliography, which goes to a cycle as readings",
        ),
        ("x.csv", "a,b\n", "holds no questions with answers"),
        ("x.md", "---\na: *b\n---\nx", "an alias is not taken"),
    ):
        ran = begun.run("import", lay(begun, name, data))
        assert (ran.code, said in ran.err) == (2, True), (name, ran.err)
    assert parse_note("", "x.md", date(2025, 1, 1)) is None
