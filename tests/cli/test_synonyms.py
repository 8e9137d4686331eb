"""Another word for a command, or its beginning, leads to it; a word that may mean two, or a sentence, does not."""

import pytest

from enquiry.cli.app import PANELS
from enquiry.cli.synonyms import SYNONYMS, find_command
from enquiry.errors import Ambiguous
from tests.conftest import Home

COMMANDS = [name for names in PANELS.values() for name in names]
MEANT = """
delete remove, rm remove, share summary, print summary, report summary, settings config, preferences config,
reminders remind, calendar remind, ls list, cycles list, find search, grep search, query search, view show,
change edit, correct edit, switch use, finish close, archive close, unclose reopen, jot note, memo note, wish ask,
question start, begin start, data evidence, think reflect, decide review, action act, cite read, reword refine,
home status, overview status, check doctor, manual guide, example demo, revert undo, path where,
tree thread, statistics stats, rev review, sum summary, ev evidence, timel timeline, meas measures, conf config,
REVIEW review
"""


def test_some_forty_words_lead_to_their_command() -> None:
    table = dict(pair.split() for pair in MEANT.replace("\n", " ").split(","))
    assert len(table) > 40
    assert {word: getattr(find_command(word, (), COMMANDS), "command", None) for word in table} == table


def test_every_synonym_is_no_command_and_leads_to_one() -> None:
    assert not SYNONYMS.keys() & set(COMMANDS)
    assert {name for names in SYNONYMS.values() for name in names} <= set(COMMANDS)


@pytest.mark.parametrize("word", ["log", "add", "new", "stop", "re", "st"])
def test_what_fits_several_is_refused_with_all_of_them(word: str) -> None:
    with pytest.raises(Ambiguous, match=f"“{word}” could mean several commands") as caught:
        find_command(word, (), COMMANDS)
    assert str(caught.value.hint).count(" or ") == 1


def test_a_command_after_such_a_word_is_what_is_meant() -> None:
    with pytest.raises(Ambiguous, match="“add” could mean several commands") as caught:
        find_command("add", ("evidence", "9 of 24"), COMMANDS)
    assert caught.value.hint == "Leave it out, and begin with the next word: enquiry evidence …"


def test_a_synonym_runs_the_command_after_saying_so(home: Home) -> None:
    home.ok("jot", "a thought")
    ran = home.run("delete", "n1", "--yes")
    assert (ran.code, ran.err.splitlines()[0]) == (0, "“delete” is enquiry remove.")
    assert home.run("delete", "n1", "--quiet").err.startswith("n1 was removed") is False
    assert "is enquiry" not in home.run("hist", "--quiet").err


@pytest.mark.parametrize("line", ["not one of them answered", "no one spoke", "i waited", "even the quiet ones spoke"])
def test_the_beginning_of_a_sentence_is_no_command(home: Home, line: str) -> None:
    ran = home.run(*line.split())
    assert (ran.code, home.journal.exists()) == (2, False)
    assert f"enquiry note {line.split(maxsplit=1)[0]} …" in ran.err
