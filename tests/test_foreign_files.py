"""Files of somebody else: each ends in an answer or in two plain lines that name it, in bounded time and memory."""

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from enquiry import foreign_files
from enquiry.cli.session import read_clock
from enquiry.errors import CannotRead, NotFound, UsageMistake
from enquiry.foreign_files import contain_parsing, read_foreign_file, read_foreign_stream, refuse_crowded
from tests.conftest import Home, Ran, Stream
from tests.strangers import (
    AS_MANY,
    DEEP_TOML,
    GROWING,
    NESTED_QUERIES,
    SAVED,
    STRANGERS,
    in_entry,
    irregular,
)

LOOKS = (("tags",), ("list", "--all"), ("status", "--plain"), ("timeline", "--plain"), ("export",))


def answered(ran: Ran) -> str:
    """Return what is wrong with the end of a run; nothing for an answer, or two lines that say what can't be used."""
    if "Traceback" in ran.err or "itself made a mistake" in ran.err:
        return ran.err[:2000]
    is_partly_read = ran.code == 1 and "left out" in ran.err  # a bad item beside others is said, and listed
    return "" if ran.code in (0, 2, 3) or is_partly_read else f"exit {ran.code}: {ran.err[:500]}"


@pytest.mark.parametrize("kind", STRANGERS)
def test_a_few_spoiled_files_of_each_kind(home: Home, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.folder)
    home.ok("start", "What happens when I wait?")
    stranger = STRANGERS[kind]
    few = sorted((data for data in stranger.spoil() if len(data) < 60_000), key=len)
    for data in few[:: max(1, len(few) // 8)]:
        for argv in stranger.lay(home, data):
            assert not answered(home.run(*argv)), (argv, data[:200])


FOUND: dict[str, tuple[str, bytes, str]] = {
    "words that double": ("bibtex", GROWING.encode(), "the words of @string say too much from here on"),
    "more items than anyone reads": ("bibtex", b"@a{x, title=1}\n" * 20_001, "holds more than 20,000 items"),
    "a list in a list": (
        "export",
        b'{"schema_version": 1, "cycles": ' + b"[" * 100_000,
        "it is nested too deeply|not an exported",
    ),
    "a key twice": ("export", b'{"schema_version": 2, "cycles": [], "cycles": []}', "says “cycles” twice of one thing"),
    "a line in an id": ("export", in_entry(id="x\r\nBEGIN:VEVENT"), "the id “x␍␊BEGIN:VEVENT” holds more than letters"),
    "a deep tag": ("export", in_entry(tags=["/".join("a" * 5000)]), "the tag “a/a/"),
    "short lines": ("export", in_entry(text="a\n" * 60_000), "a text of more than 50,000 lines"),
    "many digits": ("export", in_entry(name="1." + "9" * 5000), "an entry named “1.9999"),
    "a day of no century": ("export", in_entry(happened_on="0001-01-01"), "the day 0001-01-01 is not from 1950"),
    "deep settings": ("settings", DEEP_TOML, "it is nested too deeply"),
    "a deep calendar": ("calendar", DEEP_TOML, "it is nested too deeply"),
    "deep prompts": ("prompts", DEEP_TOML, "it is nested too deeply"),
    "a deep reader": ("reader", DEEP_TOML, "it is nested too deeply"),
    "deep standards": ("standards", DEEP_TOML, "it is nested too deeply"),
    "many words": ("queries", b" OR ".join([b"a"] * 20_000), "The query has 39,999 words; 500 are the most"),
    "queries that double": (
        "queries",
        SAVED.encode(),
        "With its saved queries put in, the query asks for more than 500",
    ),
    "queries in queries": ("queries", NESTED_QUERIES, "With its saved queries put in"),
    "a query that names itself": ("queries", b"@q0", "A saved query names itself"),
}


def test_each_file_that_was_found_is_refused_and_named(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    for what, (kind, data, said) in FOUND.items():
        *before, last = STRANGERS[kind].lay(home, data)[:2]
        for argv in before if kind == "queries" else ():
            assert not answered(home.run(*argv)), what
        ran = home.run(*(last if kind == "queries" or not before else before[0]))
        code = 0 if kind == "settings" else 2  # settings that can't be read stop nothing
        assert (ran.code, bool(re.search(said, ran.err))) == (code, True), (what, ran.err[:500])
        (home.folder / "config" / "enquiry" / "settings.toml").unlink(missing_ok=True)


def test_a_name_of_many_digits_is_none(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    for name in ("9" * 5000, f"1.{'9' * 5000}", f"{'9' * 5000}.1", f"n{'9' * 5000}"):
        assert home.run("show", name).code == 3
    for query in (f"cycle:{'9' * 5000}", f"cycle:1-{'9' * 5000}"):
        assert home.run("search", query).code in (2, 3)
        assert "itself made a mistake" not in home.run("search", "--save", "q", query).err
    assert home.run("status", COLUMNS="9" * 5000).code == 0


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork here")
@pytest.mark.parametrize("kind", STRANGERS)
def test_a_hundred_spoiled_files_of_each_kind_take_no_more_than_1_gb_and_10_s(
    home: Home, kind: str, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]
) -> None:
    monkeypatch.chdir(home.folder)
    home.ok("start", "What happens when I wait?")
    stranger, slowest, largest, wrong = STRANGERS[kind], 0.0, 0, list[str]()
    for number, data in enumerate(stranger.spoil()):
        for argv in stranger.lay(home, data):
            seconds, memory, said = run_apart(home, argv)
            slowest, largest = max(slowest, seconds), max(largest, memory)
            if said or seconds > 10 or memory > 1_000_000_000:
                wrong.append(f"{number} {argv}: {seconds:.1f} s, {memory / 1e6:.0f} MB {said} {data[:80]!r}")
    figure(f"strangers: {AS_MANY} files of the kind {kind}: at most {slowest:.1f} s, {largest / 1e6:.0f} MB")
    assert not wrong, "\n".join(wrong)


def run_apart(home: Home, argv: tuple[str, ...]) -> tuple[float, int, str]:
    """Run a command in a process of its own; return its processor time, its memory, and what was wrong with its end."""
    told = home.folder / "told"
    child = os.fork()
    if not child:
        try:
            told.write_text(answered(home.run(*argv)), encoding="utf-8", errors="replace")
        except BaseException as fault:  # noqa: BLE001 (the parent is told)
            told.write_text(repr(fault), encoding="utf-8")
        os._exit(0)
    begun, used = time.monotonic(), None
    while used is None:
        pid, _, usage = os.wait4(child, os.WNOHANG)
        if pid:
            used = usage
        elif time.monotonic() - begun > 60:
            os.kill(child, 9)
            os.waitpid(child, 0)
            return 60, 0, "never ended"
        time.sleep(0.005)
    said = told.read_text(encoding="utf-8") if told.exists() else "killed"
    told.unlink(missing_ok=True)
    return used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, said


def test_what_is_no_regular_file_is_refused_by_every_door(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    for what, path in irregular(home.folder).items():
        for argv in (
            ("read", "--from-bibtex", str(path)),
            ("measures", "compare", "--csv", str(path), "--before", "a", "--after", "b"),
            ("summary", "-o", str(home.folder / "x.docx"), "--template", str(path)),
            *((("import", str(path)),) if what != "a folder" else ()),
        ):
            ran = home.run(*argv)
            assert ran.code == 2, (what, argv, ran.err)
            assert str(path) in ran.err
    settings = home.folder / "config" / "enquiry" / "settings.toml"
    for own, argv in (
        (settings, ("status",)),
        (settings.parent / "calendars" / "own.toml", ("config", "calendar", "own")),
        (settings.parent / "readers" / "own.toml", ("summary", "--for", "own")),
        (settings.parent / "prompts" / "own.toml", ("config", "prompts", "own")),
        (settings.parent / "standards" / "own.toml", ("standards",)),
    ):
        own.parent.mkdir(parents=True, exist_ok=True)
        own.symlink_to("/dev/zero")
        ran = home.run(*argv)
        code = 0 if own == settings else 2  # settings that can't be read stop nothing
        assert (ran.code, "it is a pipe, a device or a socket" in ran.err) == (code, True), (argv, ran.err)
        own.unlink()


def test_a_file_is_read_up_to_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")
    assert read_foreign_file(path, 2) == b"{}"
    with pytest.raises(UsageMistake, match=r"a\.json holds more than 1 bytes"):
        read_foreign_file(path, 1)
    with pytest.raises(NotFound, match=r"There is no file .*b\.json"):
        read_foreign_file(tmp_path / "b.json", 1)
    with pytest.raises(NotFound):
        read_foreign_file(Path("a\0b"), 1)
    with pytest.raises(CannotRead, match="File name too long"):
        read_foreign_file(tmp_path / ("a" * 5000), 1)
    assert read_foreign_stream(Stream("é"), 2) == "é".encode()
    with pytest.raises(UsageMistake, match="Standard input holds more than"):
        read_foreign_stream(Stream("abc"), 2)


def test_a_text_on_standard_input_has_an_end(home: Home) -> None:
    ran = home.run("note", "-", stdin="a" * (foreign_files.MAX_TYPED_BYTES + 1))
    assert (ran.code, ran.err.startswith("Standard input holds more than 8,000,000 bytes")) == (2, True)


def test_a_text_has_no_more_lines_than_a_page_can_show(home: Home) -> None:
    ran = home.run("note", "-", stdin="a\n" * 50_001)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "The note has 50,001 lines; 50,000 are the most.")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a time zone is set elsewhere here")
def test_a_time_zone_that_no_place_can_have_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC+25:99")
        time.tzset()
        with pytest.raises(UsageMistake, match=r"The time zone “UTC\+25:99” can't be used"):
            read_clock()
    time.tzset()


def test_many_values_are_counted_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_files, "MAX_EXPORT_VALUES", 3)
    refuse_crowded(b"[1,2,3]", "it")
    with pytest.raises(UsageMistake, match="it holds more than 3 values"):
        refuse_crowded(b"[1,2,[3]]", "it")


def test_whatever_a_parser_raises_names_the_file() -> None:
    for fault, said in (
        (RecursionError("x"), "it can't be read: it is nested too deeply."),
        (MemoryError(), "it can't be read: it takes more memory than there is."),
        (ValueError("a bad line."), "it can't be read: a bad line."),
        (KeyError("its words"), "it can't be read: it is not as it should be (KeyError)."),
    ):
        with pytest.raises(UsageMistake) as refused, contain_parsing("it"):
            raise fault
        assert refused.value.words == said
    with pytest.raises(NotFound, match="own words"), contain_parsing("it"):
        raise NotFound("own words")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such timer here")
def test_parsing_ends_after_its_time_and_leaves_no_timer() -> None:
    with pytest.raises(UsageMistake, match=r"it takes longer than 0\.05 seconds"), contain_parsing("it", seconds=0.05):
        work(5)
    work(0.1)


def work(seconds: float) -> None:
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass


def test_a_file_that_is_still_written_and_one_still_fetched_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Date,Was\n", encoding="utf-8")
    states = iter(os.stat_result((33188,) + (0,) * 5 + (size,) + (0,) * 3) for size in (9, 12, 9, 9))
    monkeypatch.setattr(foreign_files, "os", SimpleNamespace(fstat=lambda _: next(states)))
    with pytest.raises(UsageMistake, match=r"x\.csv is still being written"):
        read_foreign_file(path, 99)
    assert read_foreign_file(path, 99) == b"Date,Was\n"
    part = path.rename(tmp_path / "x.csv.part")
    with pytest.raises(UsageMistake, match="is a download that has not come to its end"):
        read_foreign_file(part, 99)
