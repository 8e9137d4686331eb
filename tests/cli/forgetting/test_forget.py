"""What is forgotten stands in no file that the program keeps, and everything else is as it was."""

import json
import re
import shutil
import unicodedata
from pathlib import Path

import pytest

from enquiry.errors import JournalDamaged
from enquiry.insight.forgetting.words import WordPattern, unescape_json
from enquiry.store.backups.catalogue import list_stored_backups, read_backup
from enquiry.store.backups.continuity import list_apart_versions
from enquiry.store.disk.lock import hold_lock
from enquiry.store.drafts import open_draft
from enquiry.store.journal import read_journal_and_steps
from tests.conftest import Home
from tests.pretend_editor import PretendEditor, writing

WORD = "Zebedeé"
FORMATS = Path(__file__).parents[2] / "store" / "formats"


def state(home: Home) -> Path:
    return home.folder / "state" / "enquiry"


def places(home: Home, word: str = WORD) -> list[str]:
    """Return every file under the home in which the word stands, in whatever form, or in a name of it."""
    pattern, found = WordPattern(word), list[str]()
    for path in sorted(home.folder.rglob("*")):
        if path.is_file() and "pretend" not in path.parts:
            text = path.read_bytes().decode("utf-8", "ignore")
            if pattern.stands_in(unescape_json(text)) or pattern.stands_in(path.name):
                found.append(path.relative_to(home.folder).as_posix())
    return found


def is_sound(home: Home, *unless: str) -> bool:
    """Say whether every backup opens and the doctor finds nothing wrong, but for the checks of these names."""
    for backup in list_stored_backups(home.journal, state(home)):
        if backup.format:
            read_backup(backup)
    checks = json.loads(home.run("doctor", "--json").out)["checks"]
    return not [one for one in checks if one["state"] in ("wrong", "damaged") and one["name"] not in unless]


def fill(home: Home, editor: PretendEditor) -> None:
    """Write a journal in which a name stands in every sort of place, with backups, drafts and saved queries of it."""
    nfd = unicodedata.normalize("NFD", WORD)
    home.ok(
        "edit", "1", f"What does {WORD} say?", "--group", f"{nfd} and others", "--success", WORD, "--tag", "zebedee"
    )
    home.ok("refine", "-c", "1", "What do they say?", "--because", f"{WORD} said so")
    home.ok(
        *("evidence", f"{WORD.upper()}’s score, “{nfd}”", "--kind", "case-pupil", "-t", "class/zebedee"),
        *("--measure", f"{WORD}'s score=5 of 20", "--source", f"{WORD} folder"),
    )
    home.ok("edit", "1.1", "nothing of that any more", "--untag", "class/zebedee")
    home.ok("tags", "rename", "zebedee", "zebedee-b", "--yes")
    home.ok("search", "--save", "zebedee", "tag:zebedee-b OR Zebedee")
    home.ok("note", f"{WORD} cried")
    home.ok("remove", "n1", "--because", f"{WORD} asked")
    home.ok("reflect", "nothing here")
    editor.does(f"{writing(f'about {WORD}')}\nsys.exit(1)", f"{writing('mine')}\nsys.exit(1)")
    home.run("reflect", "--editor")
    home.run("edit", "1.1", "--editor")


@pytest.fixture
def told(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Home:
    """That journal, in a folder which is made once: backups and drafts are filed by where their journal lies."""
    folder = tmp_path_factory.getbasetemp() / "told"
    kept, home = folder.with_name("told-kept"), Home(folder)
    for variable, name in (("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state")):
        monkeypatch.setenv(variable, str(folder / name))
    if not kept.exists():
        folder.mkdir()
        pretend = PretendEditor(folder / "pretend")
        home.environ["ENQUIRY_EDITOR"] = pretend.command
        home.ok("start", "What happens when I wait?", "--quiet")
        fill(home, pretend)
        shutil.rmtree(pretend.folder)
        shutil.copytree(folder, kept)
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    return home


def test_a_word_is_forgotten_everywhere(told: Home) -> None:
    backups = list_stored_backups(told.journal, state(told))
    assert len(places(told)) >= 8
    before = read_journal_and_steps(told.journal)[:2]
    ran = told.run("forget", "--word", WORD, "--confirm", "forget")
    assert ran.code == 0, ran.err
    assert places(told) == []
    assert not WordPattern(WORD).stands_in(ran.out.split("Forgotten on")[1])
    after, steps = read_journal_and_steps(told.journal)[:2]
    assert [step.id for step in steps[:-1]] == [step.id for step in before[1]]
    assert (steps[-1].did, steps[-1].before) == ("a word forgotten", ())
    shown = json.loads(told.ok("show", "1", "--json"))["cycle"]
    mark = "[forgotten 3 Feb 2026]"
    assert [question["text"] for question in shown["questions"]] == [
        *(f"What does {mark} say?", "What do they say?"),
    ]
    assert (shown["group"], shown["tags"]) == (f"{mark} and others", [])
    assert [value["measure"] for value in shown["entries"][0]["values"]] == ["forgotten's score"]
    assert [(query.name, query.text) for query in after.queries] == [("forgotten", "(tag:forgotten-b OR forgotten)")]
    now = list_stored_backups(told.journal, state(told))
    assert [(one.number, one.step, one.at) for one in now[1:]] == [(one.number, one.step, one.at) for one in backups]
    assert len({one.mark for one in now}) == len(now)
    assert is_sound(told)
    assert list_apart_versions(told.journal, state(told)) == []
    told.ok("note", "afterwards")
    assert told.run("restore", now[3].name, "--yes").code == 0
    assert (places(told), is_sound(told)) == ([], True)


def test_undo_goes_on_before_it_and_brings_no_word_back(told: Home) -> None:
    told.ok("forget", "--word", WORD, "--confirm", "forget")
    before = told.journal.read_bytes()
    ran = told.run("undo")
    assert ran.code == 2
    assert ran.err == (
        "Step 11, a word forgotten, can't be undone. The latest before it is step 10, reflection 1.2 added.\n"
        "Give --yes to undo that all the same, or look first with --dry-run.\n"
    )
    assert "Undo step 10? [y/N]" in told.run("undo", tty=True, stdin="n\n").err
    assert "can't be undone" in told.run("undo", "--dry-run").err
    assert told.journal.read_bytes() == before
    assert "step 10, reflection 1.2 added" in told.ok("undo", "--yes")
    told.ok("redo")
    told.ok("undo", "9")
    assert places(told) == []
    history = json.loads(told.ok("history", "--json"))["steps"]
    forgetting = next(one for one in history if one["did"] == "a word forgotten")
    assert forgetting["undone"] is False
    told.ok("redo", "9", "--yes")
    assert (places(told), is_sound(told)) == ([], True)
    versions = json.loads(told.ok("show", "1.1", "--versions", "--json"))["versions"]
    assert versions[0]["entry"]["text"].startswith("[forgotten 3 Feb 2026]’s score")


def test_an_entry_is_forgotten_with_the_note_it_was_and_the_measure_it_alone_had(home: Home) -> None:
    home.ok("start", "What happens?")
    home.ok("note", "qwertz as a note")
    home.ok("file", "n1", "--as", "evidence", "--measure", "qwertz=3", "-t", "qwertz")
    home.ok("edit", "1.1", "qwertz again", "--source", "qwertz")
    home.ok("reflect", "it stays")
    home.ok("forget", "1.1", "--confirm", "forget")
    assert places(home, "qwertz") == []
    assert is_sound(home)
    assert home.run("forget", "1.1").code == 3
    assert home.run("forget", "n1").code == 3
    assert home.run("show", "1.1").code == 3
    assert "1.3" in home.run("reflect", "numbers go on").err
    home.ok("undo", "6", "--yes")
    home.ok("redo", "6", "--yes")
    assert places(home, "qwertz") == []


def test_a_cycle_is_forgotten_with_all_in_it(told: Home) -> None:
    told.ok("start", "Another?")
    told.ok("forget", "1", "--confirm", "forget")
    assert [one for one in places(told, "nothing") if "drafts" not in one] == []
    assert json.loads(told.ok("list", "--all", "--json"))["cycles"][0]["number"] == 2
    assert is_sound(told)
    assert [one.name for one in (state(told) / "drafts").iterdir()] == ["d1"]  # that of a change to 1.1 went


def test_the_words_of_an_entry_go_and_its_values_stay(home: Home) -> None:
    home.ok("start", "What happens?")
    home.ok("evidence", "qwertz read", "--kind", "case-pupil", "--n", "1", "--measure", "age=7", "-t", "qwertz")
    home.ok("forget", "1.1", "--keep-values", "--confirm", "forget")
    shown = json.loads(home.ok("show", "1.1", "--json"))["entry"]
    assert (shown["text"], shown["n"], shown["evidence_kind"]) == ("[forgotten 3 Feb 2026]", 1, "case-pupil")
    assert shown["values"][0]["value"] == 7
    assert places(home, "qwertz") == []


def test_it_is_shown_and_asked_for_by_its_word(told: Home) -> None:
    there, kept = places(told), told.journal.read_bytes()
    ran = told.run("forget", "--word", WORD, "--dry-run")
    assert (ran.code, places(told)) == (0, there)
    assert "Would be rewritten: " in ran.out
    assert "9 backups" not in ran.out
    assert "drafts d1" in ran.out or "draft d1" in ran.out
    for given, typed, code in (
        ((), "", 2),
        (("--yes",), "", 2),
        (("--no-input",), "forget\n", 2),
        (("--confirm", "yes"), "", 2),
        ((), "yes\n", 2),
        ((), "\n", 2),
    ):
        ran = told.run("forget", "--word", WORD, *given, tty=bool(typed), stdin=typed)
        assert (ran.code, places(told), told.journal.read_bytes()) == (code, there, kept), given
    assert told.run("forget", "--word", "-", tty=True, stdin=f"{WORD}\nForget\n").code == 0
    assert places(told) == []


def test_each_record_that_changes_is_shown_hidden_ones_and_earlier_versions_too(home: Home) -> None:
    home.ok("start", "What happens?")
    home.ok("reflect", "qwertz spoke")
    home.ok("edit", "1.1", "they spoke")
    home.ok("note", "qwertz waits")
    home.ok("undo")
    home.ok("note", "qwertz again")
    home.ok("remove", "n2")
    for number in range(12):
        home.ok("note", f"{number} qwertz", "--quiet")
    lines = home.ok("forget", "--word", "qwertz", "--dry-run").splitlines()
    mark = "[-qwertz-]{+[forgotten 3 Feb 2026]+}"
    assert lines[:4] == [
        *("note n1 (undone) would change", f"    text  {mark} waits"),
        *("note n2 (removed) would change", f"    text  {mark} again"),
    ]
    assert lines[-4:-2] == [f"    text  11 {mark}", "In earlier versions alone: reflection 1.1."]
    assert lines[-2].startswith("Would be rewritten: 15 records")


def test_what_is_no_thing_to_forget_is_refused(told: Home) -> None:
    for given, code in (
        ((), 2),
        (("1.1", "--word", WORD), 2),
        (("--word", WORD, "--keep-values"), 2),
        (("--word", "…"), 2),
        (("--word", "Nobody", "--confirm", "forget"), 3),
        (("1.7",), 3),
        (("9",), 3),
    ):
        ran = told.run("forget", *given)
        assert (ran.code, ran.err.count("\n")) == (code, 2), (given, ran)
    told.ok("forget", "--word", WORD, "--confirm", "forget")
    assert told.run("forget", "--word", WORD, "--confirm", "forget").code == 3


def test_a_draft_that_is_open_is_not_touched_and_nothing_is_forgotten(told: Home) -> None:
    there = places(told)
    with open_draft(state(told), "d1"):
        ran = told.run("forget", "--word", WORD, "--confirm", "forget")
    assert (ran.code, places(told)) == (6, there)
    assert "d1 is being written in another window" in ran.err
    (state(told) / "drafts" / "d1" / ".words.md.swp").write_bytes(b"b0VIM\0" + WORD.encode())
    ran = told.run("forget", "--word", WORD, "--confirm", "forget")
    assert (ran.code, len(places(told))) == (1, len(there) + 1)
    assert "enquiry drafts resume d1" in ran.err


def test_a_busy_journal_is_waited_for_and_then_nothing_is_forgotten(told: Home) -> None:
    told.ok("config", "wait", "0")
    there = places(told)
    with hold_lock(told.journal, state(told), 0):
        assert told.run("forget", "--word", WORD, "--confirm", "forget").code == 6
    assert places(told) == there


def test_copies_that_are_held_or_set_aside_lose_it_too(told: Home) -> None:
    """Set-aside ones are in whatever shape they were found: cut short, laid out anew, with escapes."""
    older = list_stored_backups(told.journal, state(told))[3]
    data = told.journal.read_bytes()
    broken = data.replace(b'"1": {"program"', b'"1":{"program"').replace(WORD.encode(), b"Zebede\\u00e9")
    for spoiled in (data[: len(data) * 3 // 4], broken, WORD.encode("utf-16")):
        told.journal.write_bytes(spoiled)
        assert told.run("restore", older.name, "--yes").code == 0
        told.ok("note", "in between")
    shutil.copy(older.path, told.journal)
    told.ok("note", "which makes the newer one held")
    kept = list_stored_backups(told.journal, state(told))
    assert [one for one in kept if one.held]
    assert len([one for one in kept if not one.format]) == 3
    told.ok("forget", "--word", WORD, "--confirm", "forget")
    assert places(told) == []
    now = list_stored_backups(told.journal, state(told))
    assert [one.number for one in now if one.held] == [one.number for one in kept if one.held]
    with pytest.raises(JournalDamaged):
        read_backup(next(one for one in now if not one.format))
    assert is_sound(told, "continuity")


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_journals_of_earlier_formats_and_their_backups_lose_it_and_open(home: Home, number: int) -> None:
    shutil.copy(FORMATS / f"journal-{number}.json", home.journal)
    text = home.journal.read_text("utf-8")
    word = next(word for word in re.findall(r'"text":"[^"]*?\b([A-Za-z]{6,})', text))
    home.ok("note", f"{word} afterwards")
    home.ok("forget", "--word", word, "--confirm", "forget")
    assert places(home, word) == []
    first = list_stored_backups(home.journal, state(home))[-1]
    assert (first.format, len(read_backup(first)[1].cycles) > 0) == (number, True)
    assert is_sound(home)


def test_what_the_program_may_not_change_is_named_and_the_receipt_quotes_nothing(told: Home) -> None:
    reader = told.folder / "config" / "enquiry" / "readers" / "mine.toml"
    reader.parent.mkdir(parents=True)
    reader.write_text(f"# for {WORD}\n", "utf-8")
    copy = told.folder / "journal (conflicted copy).json"
    shutil.copy(told.journal, copy)
    (told.folder / "other-name.json").hardlink_to(told.journal)
    answer = json.loads(told.ok("forget", "--word", WORD, "--confirm", "forget", "--json"))
    assert [Path(one).name for one in answer["others"]] == ["mine.toml", copy.name, "other-name.json"]
    receipt = Path(answer["receipt"])
    text = receipt.read_text("utf-8")
    assert (receipt.parent.name, receipt.stat().st_mode & 0o777) == ("forgotten", 0o600)
    assert str(reader) in text
    assert "hard links" in text
    assert WORD not in text
    assert receipt.name not in "".join(places(told))
    assert (answer["step"], answer["records"], answer["drafts"]) == (11, 5, 2)


def test_documents_that_were_written_with_it_are_named_and_the_page_of_the_journal_goes(told: Home) -> None:
    for line in (
        ("summary", "--format", "html", "-o", "page.html"),
        ("summary", "--format", "docx", "-o", "page.docx"),
        ("export", "--format", "markdown", "-o", "notes", "--names-are-fine"),
        ("backup", "-o", "copy.json"),
        ("export", "tag:none", "-o", "nothing.json", "--names-are-fine"),
    ):
        told.run(*[str(told.folder / one) if "." in one or one == "notes" else one for one in line])
    told.run("open", "--print")
    answer = json.loads(told.ok("forget", "--word", WORD, "--confirm", "forget", "--json"))
    named = {Path(one).relative_to(told.folder).as_posix() for one in (*answer["documents"], *answer["others"])}
    assert set(places(told)) <= named
    assert {"page.html", "page.docx", "copy.json"} <= named
    assert not (state(told) / "pages").exists() or not list((state(told) / "pages").iterdir())


def test_backups_from_where_the_journal_lay_before_lose_it_too(told: Home) -> None:
    moved = told.folder / "moved.json"
    told.journal.rename(moved)
    told.environ["ENQUIRY_JOURNAL"] = str(moved)
    for draft in (state(told) / "drafts").iterdir():
        shutil.rmtree(draft)
    told.ok("note", "here now")
    told.ok("forget", "--word", WORD, "--confirm", "forget")
    assert places(told) == []


def test_what_killed_programs_left_goes_too(told: Home) -> None:
    shelf = next((state(told) / "backups").iterdir())
    for folder in (shelf, told.folder, state(told) / "drafts" / "d1"):
        temporary = folder / f".enquiry-{'0' * 12}-{'0' * 16}.part"
        if folder == told.folder:
            temporary = folder / f".enquiry-{_hash(told.journal)}-{'0' * 16}.part"
        temporary.write_text(WORD, "utf-8")
    (state(told) / "drafts" / "d7").mkdir()
    (state(told) / "drafts" / "d7" / f".enquiry-{_hash(Path('draft.json'))}-{'0' * 16}.part").write_text(WORD, "utf-8")
    (state(told) / "drafts" / "d1" / f".enquiry-{_hash(Path('draft.json'))}-{'0' * 16}.part").write_text(WORD, "utf-8")
    (state(told) / "drafts" / "d1" / f".enquiry-{'0' * 12}-{'0' * 16}.part").unlink()
    told.ok("forget", "--word", WORD, "--confirm", "forget")
    assert places(told) == []


def _hash(path: Path) -> str:
    from hashlib import sha256

    return sha256(path.name.encode()).hexdigest()[:12]
