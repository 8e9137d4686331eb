"""What leaves is asked about first: every command that writes for others, in every format, to a file and to a pipe."""

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from enquiry.cli.summary.formats import FORMAT_OF_SUFFIX
from enquiry.insight.privacy.pupils import Pupil
from enquiry.store.outlet import Outlet
from enquiry.store.pupils import keep_allowed, keep_pupils
from tests import TOP
from tests.cli.test_output_paths import WAYS, Way
from tests.conftest import Home, Stream, made_once
from tests.reading_back import pdf_document, pdf_text

STAYING = {"backup", "keys", "open", "remind", "review"}
"""The commands whose files stay with their writer, or hold no word of theirs."""
LEAVING = {"summary", "export", "gift"}

PLANTED = re.compile(r"(?i)anna|brown|kofi|0131 496")

OWN_READER = """
name = "mentor"
title = "For the mentor"
about = "someone"
circle = "school"
names = true
[[sections]]
heading = "What Anna did"
holds = ["the year", "months", "themes", "touched"]
[[sections]]
[[sections.each_cycle]]
heading = "All"
holds = ["history", "issue", "hunch", "disagreed", "done", "seen", "thought", "decisions", "notes", "readings",
  "values"]
"""


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home in whose journal a registered child, another name and a number stand in every kind of place."""
    settings = home.folder / "config" / "enquiry"
    keep_pupils(settings / "pupils.toml", [Pupil("Pupil A", "Anna Brown")])
    (settings / "readers").mkdir()
    (settings / "readers" / "mentor.toml").write_text(OWN_READER, encoding="utf-8")
    for line in (
        ("start", "What helps Anna?", "--issue", "ANNA’S talk", "--hunch", "brown, anna is shy", "-t", "talk/anna"),
        ("refine", "What helps the quiet ones?", "--because", "Anna is one of many"),
        ("evidence", "Kofi Mensah and Annas group: 0131 496 0123", "--measure", "Anna’s score=7", "--n", "24"),
        ("evidence", "nineteen of 24 explain it", "--measure", "slips=19 of 24", "--n", "24"),
        ("reflect", "they were calmer", "-t", "calm"),
        ("read", "Anna would need it", "--authors", "Rowe, M.", "--year", "1986", "--title", "Wait time"),
        ("read", "waiting lengthens answers", "--authors", "Rowe, M.", "--year", "1987", "--title", "More of it"),
        ("note", "see Anna’s mother"),
        ("search", "--save", "anna", "tag:talk/anna"),
        ("config", "role", "teacher of Anna"),
    ):
        home.ok(*line, "--quiet")
    return home


def words(way: Way) -> tuple[str, ...]:
    """Return the words before the path, so that all of the journal would go."""
    if way.words[0] == "summary":
        return ("summary", "--for", "mentor", "--share", "all", *way.words[1:])
    if way.words[0] == "gift":
        return ("gift", "1", "--for", "mentor", "--to", "my mentor", "--wish", "What would help Anna?", *way.words[1:])
    return way.words


def text_of(path: Path) -> str:
    """Return every text of a file or a folder, packed ones and what a document says of itself included."""
    if path.is_dir():
        return "\n".join(f"{one.name}\n{one.read_text('utf-8')}" for one in sorted(path.iterdir()))
    if path.suffix == ".pdf":
        document = pdf_document(path.read_bytes())
        return f"{pdf_text(path.read_bytes())}\n{document.metadata}"
    if path.suffix == ".docx":
        with ZipFile(path) as parts:
            joined = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
            return re.sub("<[^>]*>", "", joined) + joined
    return path.read_text("utf-8")


def suffix(way: Way) -> str:
    form = way.words[2] if len(way.words) > 2 else ""
    return {"docx": ".docx", "pdf": ".pdf"}.get(form, "" if form == "markdown" and way.words[0] == "export" else ".txt")


def test_every_command_that_writes_a_file_is_known_to_leave_or_to_stay() -> None:
    """A new one, and a new format, are tried with all others here; what can name a file must be one or the other."""
    assert {way.words[0] for way in WAYS} == LEAVING | STAYING | {"staffroom"}  # its own test tries that one
    assert {form.value for form in FORMAT_OF_SUFFIX.values()} <= {
        way.words[2] for way in WAYS if way.words[0] == "summary"
    }


@pytest.mark.parametrize("way", [way for way in WAYS if way.words[0] in LEAVING], ids=lambda way: "-".join(way.words))
def test_no_planted_name_leaves_unasked(kept: Home, way: Way) -> None:
    out = kept.folder / f"out{suffix(way)}"
    for line in ((*words(way), str(out)), *([] if way.words[0] == "gift" else [words(way)[:-1]])):  # a gift is a file
        ran = kept.run(*line)
        if line[-1] == str(out) or suffix(way):  # a folder has no other way
            assert (ran.code, ran.out) == (1, ""), (line, ran)
            assert "--replace-names, --hold-names or --names-are-fine" in ran.err
            assert "Anna" in ran.err or "anna" in ran.err
        assert not out.exists()
    for switch in ("--replace-names", "--hold-names"):
        ran = kept.run(*words(way), str(out), switch, "--force")
        if switch == "--hold-names" and way.words[0] in ("summary", "gift"):
            assert ran.code == 1, ran  # its reader's own heading can't be held back
            assert "What Anna did" not in ran.out
            continue
        assert ran.code == 0, ran.err
        assert PLANTED.search(text_of(out)) is None, (switch, PLANTED.search(text_of(out)))
        assert "Pupil A" in text_of(out) or switch == "--hold-names" or "measures" in way.words[-2] or out.is_dir()
    assert kept.run(*words(way), str(out), "--names-are-fine", "--force").code == 0
    assert PLANTED.search(text_of(out))


def test_a_file_is_written_with_a_clearance_and_only_what_stays_is_cleared_unseen() -> None:
    """Only one room clears what goes to others; whoever writes a new file for a person has to say which it is."""
    made, stays = set(), set()
    for path in (TOP / "enquiry").rglob("*.py"):
        text, name = path.read_text("utf-8"), path.relative_to(TOP / "enquiry").as_posix()
        made |= {name} if "NameClearance(" in text else set()
        stays |= {name} if re.search(r"write_\w+\(.*, OWN_COPY", text) else set()
    assert made == {"store/outlet.py", "cli/privacy/leaving.py"}
    assert stays == {
        *("store/backups/restore.py", "cli/writing/calendar_file.py", "cli/commands/open.py", "cli/together/keys.py")
    }
    with pytest.raises(TypeError):
        Outlet(Path("j"), Path("s")).write_file(Path("x"), b"", overwrite=True)  # type: ignore[call-arg]


def test_a_dry_run_says_what_will_be_asked_about(kept: Home) -> None:
    ran = kept.run("summary", "--for", "school", "--share", "all", "--dry-run")
    assert (ran.code, "Before it leaves it will be asked about: “" in ran.err) == (0, True)
    assert "asked about" not in kept.run("summary", "--dry-run").err


def test_a_dry_run_shows_what_becomes_of_names(kept: Home) -> None:
    gift = ("gift", "1", "--to", "x", "--dry-run", "--plain")
    for line in (("summary", "--for", "school", "--share", "all", "--dry-run", "--plain"), gift):
        assert PLANTED.search(kept.ok(*line)), line
        for way, said in (("--replace-names", "Replaced in it: "), ("--hold-names", "Held back for what they hold: ")):
            ran = kept.run(*line, way)
            assert (ran.code, PLANTED.search(ran.out), said in ran.err) == (0, None, True), (line, way, ran)
            assert "asked about" not in ran.err


def test_what_was_published_of_a_reading_stays_and_its_authors_are_no_find(kept: Home) -> None:
    kept.ok("read", "it helps", "--authors", "Brown, Mary Ann", "--year", "1990", "--title", "On Hope", "--quiet")
    told = kept.ok("summary", "--for", "mentor", "--share", "all", "--format", "text", "--replace-names")
    assert "Brown, Mary Ann (1990). On Hope." in told
    assert "Mary" not in kept.run("export", "--format", "bibtex").err


def test_what_is_held_back_of_a_summary_is_the_entry_the_field_or_all_of_a_cycle_s_words(kept: Home) -> None:
    share = ("summary", "--for", "school", "--share", "all", "--format", "text", "--hold-names")
    told = kept.run(*share)
    assert told.code == 0, told.err
    assert PLANTED.search(told.out) is None
    assert "slips; baseline 19 of 24" in told.out
    kept.ok("refine", "What helps Anna now?", "--quiet")
    told = kept.run(*share)
    assert "1:question" in told.err
    assert "Its question is held back" in told.out or "What helps" not in told.out


def test_a_child_called_like_a_month_or_a_term_leaves_the_program_s_own_words_alone(home: Home) -> None:
    pupils = [Pupil("Pupil A", "Grace May"), Pupil("Pupil B", "Summer Reading"), Pupil("Pupil C", "Will Young")]
    keep_pupils(home.folder / "config" / "enquiry" / "pupils.toml", pupils)
    home.ok("start", "What helps?", "--quiet", "--on", "2025-09-03")
    home.ok("evidence", "nine could say it", "--on", "3 may 2025", "--direction", "contradicts", "--quiet")
    share = ("summary", "--for", "school", "--share", "all", "--format", "text", "--year", "2024-25")
    assert "3 May 2025" in home.ok(*share)
    home.ok("evidence", "May and Will had none", "--on", "4 may 2025", "--direction", "contradicts", "--quiet")
    assert home.run(*share).code == 1
    told = home.ok(*share, "--replace-names")
    assert "Pupil A and Pupil C had none" in told
    assert "Enquiries for the school" in told
    assert "May 2025" in told


def test_what_stays_is_not_asked_about(kept: Home) -> None:
    assert PLANTED.search(kept.ok("summary", "--format", "text"))
    assert PLANTED.search(kept.ok("summary", "--json"))
    kept.ok("backup", "-o", str(kept.folder / "copy.json"))
    kept.ok("remind", str(kept.folder / "looks.ics"))


def test_a_name_of_a_file_is_asked_about_and_replaced(kept: Home) -> None:
    lines = ("export", "tag:calm", "-o", str(kept.folder / "anna-brown.json"))
    kept.ok("search", "--forget", "anna")
    kept.ok("config", "role", "teacher")
    kept.ok("edit", "1", "--issue", "", "--hunch", "", "--untag", "talk/anna")
    assert kept.run(*lines).code == 1
    held = kept.run(*lines, "--hold-names")
    assert (held.code, "The file’s name holds “anna-brown”" in held.err) == (1, True)
    ran = kept.run(*lines, "--replace-names", "--json")
    assert ran.code == 0
    assert (kept.folder / "Pupil A.json").exists()
    assert "Pupil A.json" in ran.out
    assert not (kept.folder / "anna-brown.json").exists()


def test_a_person_is_asked_and_enter_writes_nothing(kept: Home) -> None:
    line = ("export", "-o", str(kept.folder / "out.json"))
    asked = kept.run(*line, stdin="\n", tty=True)
    assert asked.code == 1
    assert "Would leave with it: “Anna” (1" in asked.err
    assert "Replace (r), hold these back (h), or let them go (g)?" in asked.err
    assert "enquiry privacy --allow WORD" in asked.err
    assert not (kept.folder / "out.json").exists()
    assert kept.run(*line, stdin="x\nr\n", tty=True).code == 0
    assert PLANTED.search((kept.folder / "out.json").read_text("utf-8")) is None
    assert kept.run(*line, "--force", stdin="g\n", tty=True).code == 0
    assert kept.run(*line, "--force", "--yes", tty=True).code == 1


def test_what_is_shown_to_its_writer_alone_is_not_asked_about(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stream, "isatty", lambda _: True)
    for line in (("export", "--no-pager"), ("summary", "--for", "school", "--share", "all", "--no-input")):
        ran = kept.run(*line)
        assert (ran.code, "Would leave" in ran.err) == (0, False), ran.err
    assert PLANTED.search(kept.ok("export", "--replace-names")) is None


def test_no_switch_is_passed_over_in_silence(kept: Home) -> None:
    for line in (("--dry-run",), (), ("--forget", "--for", "prd")):
        ran = kept.run("summary", *line, "--hold-names")
        assert ran.code == 2, line


def test_a_closed_cycle_stays_closed_where_its_reason_is_held_back(kept: Home) -> None:
    kept.ok("close", "1", "--because", "Anna moved", "--quiet")
    held = json.loads(kept.ok("export", "--hold-names"))
    (cycle,) = held["cycles"]
    assert (cycle["state"], [turn["because"] for turn in cycle["turns"]]) == ("closed", [""])


def test_two_switches_contradict_each_other_and_an_allowed_word_is_never_asked_about_again(kept: Home) -> None:
    ran = kept.run("export", "--replace-names", "--names-are-fine")
    assert (ran.code, "contradict" in ran.err) == (2, True)
    only = ("export", "1.3", "--replace-names")
    keep_allowed(kept.folder / "config" / "enquiry" / "allowed.toml", ["Kofi", "Mensah", "0131 496 0123"])
    assert "Kofi" not in kept.run("privacy").out
    assert "0131" not in kept.run("privacy").out
    assert "Kofi" in kept.ok("export", "--replace-names"), only


def test_readings_that_hold_a_name_are_left_out_of_a_bibliography_and_others_keep_their_keys(kept: Home) -> None:
    kept.ok("read", "a third", "--authors", "Rowe, M.", "--year", "1986", "--title", "A third", "--quiet")
    told = kept.ok("export", "--format", "bibtex", "--hold-names")
    assert "rowe1986b" in told
    assert "rowe1986," not in told


def test_a_replaced_journal_is_a_journal_still(kept: Home, tmp_path: Path) -> None:
    kept.ok("export", "-o", str(tmp_path / "mended.json"), "--replace-names")
    other = Home(tmp_path / "other")
    other.folder.mkdir()
    other.ok("import", str(tmp_path / "mended.json"))
    assert "Pupil A" in other.ok("search", "--saved")
    assert "Pupil A" in other.ok("tags")


def test_the_reference_of_a_reading_is_published_and_asks_nothing(home: Home) -> None:
    home.ok("start", "What happens when I wait?", "--privacy", "school", "--on", "2026-01-12")
    given = ("--authors", "Carbonneau, K. J., Marley, S. C.", "--in", "Journal of Educational Psychology")
    home.ok("read", "blocks", *given, "--title", "On Special Needs", "--privacy", "school", "--on", "2026-01-13")
    ran = home.run("summary", "--for", "peer", "-o", str(home.folder / "peer.md"))
    assert ran.code == 0, ran.err
    home.ok("read", "more", *given, "--fit", "as Marlene did", "--privacy", "school", "--on", "2026-01-14")
    ran = home.run("summary", "--for", "peer", "-o", str(home.folder / "again.md"))
    assert "Marlene" in ran.err
