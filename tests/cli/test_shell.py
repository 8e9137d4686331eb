"""What a shell does to a text is said once the text is kept, as far as it can be known; and zsh can leave it alone."""

import pytest

from enquiry.__main__ import main
from enquiry.cli.session import Session
from enquiry.cli.terminal import find_kept_option, find_unclosed
from tests.conftest import Home, Stream

TEXTS = {
    "they waited": "",
    "parents' evening went well": "",
    "the best (of three": "(",
    "the best (of three) [so far": "[",
    "he said “wait": "“",
    'he said "wait': '"',
    'he said "wait" twice': "",
    "they said '": "'",
    "a) first b) second": "",
    "it worked :)": "",
    "not today :(": "",
    "oh no :-( they left": "",
    "f(x) = (x + 1": "(",
    "the poets' corner '": "'",
    "": "",
}


def test_what_is_opened_and_not_closed_is_found() -> None:
    assert {text: find_unclosed(text) for text in TEXTS} == TEXTS


@pytest.mark.parametrize(
    ("argv", "name"), [(("note", "the best (of"), "n1"), (("start", "What (now"), "1"), (("reflect", "so ["), "1.1")]
)
def test_it_is_said_once_after_the_text_was_kept(home: Home, argv: tuple[str, ...], name: str) -> None:
    if argv[0] == "reflect":
        home.ok("start", "What now?", "--quiet")
    said = home.run(*argv).err
    assert said.count("is opened in it and not closed. If the shell took the rest: enquiry edit " + name) == 1
    assert argv[1] in home.ok("show", name)


def test_what_no_shell_saw_is_not_spoken_of(home: Home) -> None:
    home.ok("note", "first")
    assert "not closed" not in home.run("note", "-", stdin="the best (of").err
    assert "not closed" not in home.run("note", stdin="the best (of\n\n\n", tty=True).err


@pytest.mark.parametrize("shell", ["zsh", "bash", "fish"])
def test_zsh_is_offered_the_line_that_lets_questions_be(
    home: Home, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    monkeypatch.setattr("typer.completion._get_shell_name", lambda: shell)
    out = Stream()
    with pytest.raises(SystemExit):
        main(["--show-completion"], Session(Stream(), out, Stream(), home.environ))
    assert "enquiry" in out.getvalue()
    assert out.getvalue().endswith("\nalias enquiry='noglob enquiry'\n") is (shell == "zsh")


def test_the_first_receipt_teaches_the_way_without_quotes(home: Home) -> None:
    assert "after enquiry note and Enter needs no quotes" in home.run("note", "first").err
    assert "needs no quotes" not in home.run("note", "second").err


def test_an_option_that_a_quote_kept_in_the_text_is_pointed_out(home: Home) -> None:
    home.ok("start", "What now?", "--quiet")
    said = home.run("reflect", "Its me who does it -c 2").err
    assert "“-c 2” was kept as text: a quote before it was open. To take it out: enquiry edit 1.1" in said
    texts = {"a --on friday": "--on friday", "x -c 2 more": "", "the well--kind of": "", "-c 2": "", "a --only b": ""}
    assert {text: find_kept_option(text) for text in texts} == texts
