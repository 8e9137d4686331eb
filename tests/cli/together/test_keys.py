"""`enquiry keys`: made at a terminal, finished when its sheet was typed back, typed in elsewhere, renewed."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from enquiry.errors import ExitCode
from enquiry.store.keys.identity import Identity, adopt_identity, generate_identity, read_identity
from enquiry.store.keys.typed import encode_key, split_groups
from tests.answers.schemas import validator
from tests.conftest import Home, Ran, Stream

pytest.importorskip("pyrage")
DAY = date(2026, 2, 3)


class Paper(Stream):
    """A person who copied the sheet from the screen, or has it on paper already, and types what is asked for."""

    tty = True

    def __init__(self, screen: Callable[[], str], groups: list[str] | None = None, slips: int = 0) -> None:
        super().__init__()
        self.screen, self.groups, self.slips = screen, groups, slips

    def readline(self, _most: int = -1, /) -> str:  # type: ignore[override]
        asked = re.findall(r"Group (\d+) of 13", self.screen())
        if not asked:
            return "\n"
        groups = self.groups or re.findall(r"\d\) ([A-Z0-9-]{2,6})", key_part(self.screen()))
        if self.slips:
            self.slips -= 1
            return "QQQQQQ\n"
        return f"{groups[int(asked[-1]) - 1].lower()}\n"


def key_part(screen: str) -> str:
    return screen.partition("four on a line:")[2].partition("What it opens")[0]


def make_key(home: Home, *argv: str, groups: list[str] | None = None, slips: int = 0) -> Ran:
    from enquiry.__main__ import main
    from enquiry.cli.session import Session
    from tests.conftest import NOW

    out, err = Stream(), Stream()
    paper = Paper(lambda: out.getvalue() + err.getvalue(), groups, slips)
    code = main(list(argv) or ["keys"], Session(paper, out, err, home.environ, clock=lambda: NOW))
    return Ran(code, out.getvalue(), err.getvalue())


def state(home: Home) -> Path:
    return home.folder / "state" / "enquiry"


def own_key(home: Home) -> Identity:
    identity = read_identity(state(home))
    assert identity
    return identity


def test_a_key_counts_once_four_groups_of_its_sheet_were_typed_back(home: Home) -> None:
    ran = make_key(home, slips=1)
    assert ran.code == 0, ran.err
    assert "That is not group" in ran.err
    assert "counts from now on" in ran.err
    identity = own_key(home)
    assert identity.confirmed == DAY
    assert re.findall(r"\d\) (\S+)", key_part(ran.out)) == split_groups(identity.secret)
    again = home.ok("keys")
    assert "typed back on 3 February 2026" in again
    assert identity.secret[20:26] not in again


def test_a_sheet_that_is_not_typed_back_leaves_a_key_that_waits(home: Home) -> None:
    ran = make_key(home, slips=3)
    assert ran.code == ExitCode.USAGE
    assert "enquiry keys" in ran.err
    assert read_identity(state(home)) is None
    waiting = read_identity(state(home), waiting=True)
    assert waiting
    assert "waits until" in make_key(home).err
    assert own_key(home).secret == waiting.secret


def test_the_sheet_is_a_page_too(home: Home) -> None:
    adopt_identity(state(home), Identity(encode_key(bytes(32)), DAY, DAY))
    groups = split_groups(encode_key(bytes(32)))
    for name in ("sheet.html", "sheet.txt", "sheet.md"):
        home.ok("keys", "-o", str(home.folder / name))
        text = (home.folder / name).read_text("utf-8")
        assert all(group in text for group in groups)
        assert "age -d -i key.txt" in text
    assert (home.folder / "sheet.html").stat().st_mode & 0o777 == 0o600
    assert home.run("keys", "-o", str(home.folder / "sheet.csv")).code == ExitCode.USAGE
    assert home.run("keys", "-o", str(home.folder / "sheet.html")).code == ExitCode.FAILED
    typed = (home.folder / "sheet.txt").read_text("utf-8")
    assert "already" in home.run("keys", "enter", "-", stdin=typed).err


def test_a_page_that_is_on_paper_can_be_taken_away(home: Home) -> None:
    sheet = home.folder / "sheet.txt"
    make_key(home, "keys", "-o", str(sheet), slips=3)
    groups = re.findall(r"\d\) (\S+)", sheet.read_text("utf-8"))
    ran = make_key(home, "keys", "-o", str(sheet), "--force", "--yes", groups=groups)
    assert ran.code == 0, ran.err
    assert not sheet.exists()


@pytest.mark.parametrize("argv", [["keys"], ["keys", "enter"], ["keys", "renew"], ["keys", "--json"]])
def test_nothing_is_asked_where_nobody_can_answer(home: Home, argv: list[str]) -> None:
    ran = home.run(*argv)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert not (state(home) / "key.txt").exists()


def test_it_answers_without_the_key(home: Home) -> None:
    identity = generate_identity(DAY)
    adopt_identity(state(home), identity)
    told = json.loads(home.ok("keys", "--json"))
    validator("keys").validate(told)
    assert told["path"] == str(state(home) / "key.txt")
    assert identity.secret not in home.ok("keys", "--json") + home.ok("keys", "--plain") + home.ok("where")


def test_a_second_machine_types_the_sheet_once(home: Home) -> None:
    secret = generate_identity(DAY).secret
    groups = split_groups(secret)
    right, groups[5] = groups[5], f"{groups[5][:-1]}{'Q' if groups[5][-1] != 'Q' else 'P'}"
    typed = "\n".join([" ".join(groups[:7]).lower(), " ".join(groups[7:]), right.lower(), ""])
    ran = home.run("keys", "enter", stdin=typed, tty=True)
    assert ran.code == 0, ran.err
    assert "Group 6 is mistyped." in ran.err
    assert own_key(home).secret == secret
    assert home.run("keys", "enter", stdin="AGE-SE\n\n", tty=True).code == ExitCode.USAGE


def test_a_group_that_is_too_long_is_said_at_once_and_the_rest_goes_on_from_there(home: Home) -> None:
    secret = generate_identity(DAY).secret
    groups = split_groups(secret)
    slip = f"7{groups[6]}"  # the number of the group taken for one of its signs
    typed = [*groups[:6], slip, *groups[7:]]
    lines = [" ".join(typed[:8]), " ".join(groups[6:12]), f"{groups[12]}Q", groups[12], ""]
    ran = home.run("keys", "enter", stdin="\n".join(lines), tty=True)
    assert ran.code == 0, ran.err
    assert re.findall(r"Group .*|From .*", ran.err) == [
        "From group 1 on",
        "Group 7 has 6 signs, and 7 were typed.",
        "From group 7 on",
        "From group 13 on",
        "Group 13 has 2 signs, and 3 were typed.",
        "From group 13 on",
    ]
    assert own_key(home).secret == secret


def test_another_key_is_asked_about_and_the_one_before_stays(home: Home) -> None:
    first, other = (generate_identity(DAY) for _ in range(2))
    (home.folder / "key.txt").write_text(f"# of the other machine\n{other.secret}\n")
    adopt_identity(state(home), first)
    assert home.run("keys", "enter", str(home.folder / "key.txt")).code == ExitCode.USAGE
    assert own_key(home) == first
    home.ok("keys", "enter", str(home.folder / "key.txt"), "--yes")
    assert own_key(home).secret == other.secret
    assert first.secret in (state(home) / "keys-before.txt").read_text()


def test_a_renewed_key_opens_what_the_one_before_locked(home: Home) -> None:
    home.ok("note", "a line for later")
    adopt_identity(state(home), generate_identity(DAY))
    before = own_key(home)
    home.ok("backup", "-o", str(home.folder / "copy.json.age"))
    ran = make_key(home, "keys", "renew")
    assert ran.code == 0, ran.err
    assert own_key(home).secret != before.secret
    home.ok("note", "another")
    home.ok("restore", str(home.folder / "copy.json.age"), "--yes")
    assert "another" not in home.ok("file", "--json")


def test_a_renewal_that_is_left_goes_on_with_the_new_key_and_its_own_sheet(home: Home) -> None:
    adopt_identity(state(home), generate_identity(DAY))
    left, old = make_key(home, "keys", "renew", slips=3), own_key(home)
    waiting, sheet = read_identity(state(home), waiting=True), home.folder / "sheet.txt"
    assert waiting
    assert "press Enter, then: enquiry keys renew -o sheet.pdf" in left.err
    assert "To go on with the same key: enquiry keys renew" in left.err
    assert f"Key {waiting.mark}, made or typed in on 3 February 2026." in left.out
    said = home.run("keys", "-o", str(sheet)).err
    assert f"The sheet of key {waiting.mark} was written" in said
    assert re.findall(r"\d\) (\S+)", sheet.read_text("utf-8")) == split_groups(waiting.secret)
    assert own_key(home) == old
    assert make_key(home, "keys", "renew").code == 0
    assert own_key(home).secret == waiting.secret
    assert waiting.mark in home.ok("keys")


# Backups that are locked


def test_a_backup_is_locked_by_its_ending_and_comes_back(home: Home) -> None:
    home.ok("note", "they drew it first")
    target = home.folder / "copy.json.age"
    refused = home.run("backup", "-o", str(target))
    assert refused.code == ExitCode.USAGE
    assert "enquiry keys" in refused.err
    adopt_identity(state(home), generate_identity(DAY))
    told = home.run("backup", "-o", str(target))
    assert "locked with your key" in told.err
    assert b"drew" not in target.read_bytes()
    whole = home.journal.read_bytes()
    home.ok("note", "another line")
    assert "Would be added: 0 cycles" in home.run("import", str(target), "--dry-run").err
    assert "Nothing new in" in home.ok("merge", str(target))
    home.ok("restore", str(target), "--yes")
    assert home.journal.read_bytes() == whole
    (state(home) / "key.txt").unlink()
    assert "no key on this machine" in home.run("restore", str(target), "--yes").err


def test_the_key_comes_into_no_report_and_no_list_of_files(home: Home) -> None:
    home.ok("note", "a line")
    identity = generate_identity(DAY)
    adopt_identity(state(home), identity)
    told = home.run("doctor", "--report").out + home.run("doctor").out + home.run("doctor", "--json").out
    assert identity.secret[16:22] not in told
    assert "age1" not in told
