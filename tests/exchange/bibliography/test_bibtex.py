"""Readings as BibTeX, there and back, and files that others wrote."""

import re
import time
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_read import BibReading, parse_bibtex_readings
from enquiry.exchange.bibliography.citations import render_bibtex
from enquiry.exchange.bibliography.latex import escape_latex, unescape_latex
from enquiry.exchange.bibliography.names import split_authors
from enquiry.exchange.bibliography.references import build_bibliography
from enquiry.insight.readings.authors import parse_authors
from enquiry.model.entry import Reading
from enquiry.unsafe_chars import UNSAFE_CHARS
from tests.conftest import a_cycle, a_journal
from tests.exchange.bibliography.test_references import a_reading
from tests.strategies import HOSTILE

CITED = ("text", "authors", "year", "title", "where", "doi", "url", "fit", "doubt")


def written(*readings: Reading) -> str:
    return render_bibtex(build_bibliography(a_journal(a_cycle(entries=readings))))


def read(text: str) -> tuple[BibReading, ...]:
    return parse_bibtex_readings(text.encode(), "x.bib").readings


def one(text: str) -> dict[str, Any]:
    (found,) = read(text)
    return {name: value for name, value in found.fields.items() if value and name not in ("citation", "tags")}


def fields_of(reading: Reading) -> dict[str, Any]:
    return {name: getattr(reading, name) for name in CITED}


# Written


def test_a_reading_is_an_item_that_every_program_reads() -> None:
    reading = a_reading(
        text="Waiting lengthens answers: 100 % of them & more",
        authors="Rowe, M. B. & Education Scotland",
        year=1986,
        title="Wait time: Slowing down may be a way of speeding up!",
        where="Journal of Teacher Education, 37(1), 43–50",
        doi="10.1177/002248718603700110",
        url="https://x.org/a_b?c=%20{d}",
        fit="my waits are\nunder a second",
        doubt="only {science}?",
        tags=("questioning", "wait time"),
    )
    assert written(reading) == (
        "@article{rowe1986,\n"
        "  author = {Rowe, M. B. and {Education Scotland}},\n"
        "  title = {Wait time: Slowing down may be a way of speeding up!},\n"
        "  journal = {Journal of Teacher Education, 37(1), 43–50},\n"
        "  year = {1986},\n"
        "  doi = {10.1177/002248718603700110},\n"
        "  url = {https://x.org/a_b?c=%20%7Bd%7D},\n"
        "  annote = {Waiting lengthens answers: 100 \\% of them \\& more},\n"
        "  fit = {my waits are{\\newline}under a second},\n"
        "  doubt = {only {\\textbraceleft}science{\\textbraceright}?},\n"
        "  keywords = {questioning, wait time},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"where": "In Visible learning, pp. 3–9", "title": "x"}, "booktitle = {Visible learning, pp. 3–9}"),
        ({"where": "Open University Press", "title": "x"}, "publisher = {Open University Press}"),
        ({"where": "the staffroom shelf", "title": "x"}, "howpublished = {the staffroom shelf}"),
        ({"authors": "Rowe et al."}, "author = {Rowe and others}"),
        ({"authors": "Müller & Søn; Rowe, M."}, "author = {{Müller \\& Søn} and Rowe, M.}"),
        ({"authors": "others"}, "author = {{others}}"),
        ({"authors": "a {b"}, "author = {{a {\\textbraceleft}b}}"),
    ],
)
def test_each_thing_stands_in_its_field(fields: dict[str, Any], line: str) -> None:
    assert f"  {line},\n" in written(a_reading(**fields))


def test_no_readings_are_an_empty_file() -> None:
    assert written() == ""


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_wrote_leaves_the_file_whole(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    fields: dict[str, Any] = dict.fromkeys(("text", "authors", "title", "where", "url", "fit", "doubt"), text)
    made = written(a_reading(**fields), a_reading(2, title="after"))
    assert made.count("{") == made.count("}")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", made)
    assert [found.fields["title"] for found in read(made)][1:] == ["after"]


# There and back

UNSAFE = "".join(character for character in map(chr, range(0x3000)) if re.match(UNSAFE_CHARS, character))
"""Unsafe characters but surrogates: a file has U+FFFD for each, so they don't come back."""

ODD = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"], exclude_characters=UNSAFE)
    | st.sampled_from(" -'`?!~^\\{}$&#%_\"@,="),
    min_size=1,
    max_size=40,
)


def folded(text: str) -> str:
    import unicodedata

    return " ".join(unicodedata.normalize("NFC", text).split())


lines = ODD.map(folded).filter(bool)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
addresses = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="{}\\"), min_size=1).map(
    lambda rest: f"https://x.org/{rest}"
)
people = st.lists(
    st.sampled_from(["Rowe, M. B.", "Black, Paul", "van Dam, J.", "UNESCO", "Éva Ó", "A & B, Ltd", "et al."])
)
optional = st.just("")


@given(
    text=texts,
    authors=people.map("; ".join).map(lambda line: f"{line};" if "&" in line else line),
    year=st.none() | st.integers(1000, 2099),
    title=optional | lines,
    where=optional | lines,
    doi=optional | st.just("10.1177/a_b%20(c)"),
    url=optional | addresses,
    fit=optional | texts,
    doubt=optional | texts,
)
def test_a_reading_comes_back_with_the_same_fields(**fields: Any) -> None:
    reading = a_reading(**fields)
    assume(any(fields[name] for name in ("authors", "year", "title", "where", "doi", "url")))
    assume(not reading.where.startswith("In  "))
    (found,) = read(written(reading))
    assert {name: found.fields[name] for name in CITED} == fields_of(
        replace(reading, authors=fields["authors"].rstrip(";"))
    )
    assert found.left_out == ()


@pytest.mark.parametrize("character", UNSAFE)
def test_an_unsafe_character_is_replaced_in_every_field(character: str) -> None:
    text = f"a{character}b"
    fields: dict[str, Any] = dict.fromkeys(("text", "authors", "title", "where", "fit", "doubt"), text)
    made = written(a_reading(**fields, url=f"https://x.org/{text}"))
    assert character not in made
    (found,) = read(made)
    assert {found.fields[name] for name in ("fit", "doubt")} == {"a\ufffdb"}
    assert found.fields["title"] in ("a\ufffdb", "a b")  # a line is folded first
    assert found.fields["url"] == f"https://x.org/a{quote(character)}b"


@pytest.mark.parametrize("field", ["title", "where", "fit", "doubt"])
def test_a_field_that_holds_an_unsafe_character_alone_holds_its_replacement(field: str) -> None:
    fields: dict[str, Any] = {"title": "x", field: "\u2066"}
    (found,) = read(written(a_reading(**fields)))
    assert found.fields[field] == "\ufffd"


@given(authors=ODD)
def test_whatever_the_authors_the_names_are_the_same_and_settle(authors: str) -> None:
    assume(parse_authors(folded(authors)))
    first: dict[str, Any] = read(written(a_reading(authors=authors)))[0].fields
    again = read(written(a_reading(**first)))[0].fields
    assert again["authors"] == first["authors"]


@given(text=texts)
def test_what_is_escaped_is_read_back(text: str) -> None:
    assert unescape_latex(escape_latex(text)) == text


def test_paragraphs_lists_and_quotes_come_back() -> None:
    text = "They said:\n\n- one\n  - within  it\n1. two\n\n> a quote\n> goes on\n\n“end”"
    assert unescape_latex(escape_latex(text)) == text
    assert read(written(a_reading(title="T", text=text, fit=text)))[0].fields["text"] == text


@given(latex=st.text(st.sampled_from("\\{}'\"`^~=cvHuijko aé-$%\n"), max_size=30))
def test_any_latex_is_read_somehow(latex: str) -> None:
    unescape_latex(latex)


# What others wrote


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\'e\`a\^o\"u\~n\=a\.z", "éàôüñāż"),
        (r"\'{e}\c{c}\v{s}\H{o}\u{a}\k{a}\r{a}\d{s}\b{b}", "éçšőăąåṣḇ"),
        (r"{\'e} {\'{E}} \c c \v s", "é É ç š"),
        (r"\'\i{} \'{\i} \^{\j}", "í í ĵ"),
        (r"Stra\ss e, Stra{\ss}e, \AA, \o, {\L}", "Straße, Straße, Å,ø, Ł"),
        (r"a -- b --- c ``d'' e~f", "a – b — c “d” e f"),
        (r"50\% \& \$3 \#1 a\_b \{c\}", "50% & $3 #1 a_b {c}"),
        (r"\emph{Wait} {\it time} \textbf{x}", "Wait time x"),
        (r"{DNA} {{Double}} and {\em it}", "DNA Double and it"),
        ("one\n   line \t here", "one line here"),
        (r"two\\lines a\,b a\-b", "two lines a b ab"),
        (r"\alpha{} and \unknown{x}", r"α and \unknown x"),
        (r"{\noopsort{1973c}}1981", "1981"),
        (r"m\textsuperscript{2}, 4\textsuperscript{th}, \enquote{so} \'{\^e}", "m², 4th, “so” ế"),
        (r"\href{https://x.org}{here} \href{x}", r"here \href{x}"),
        (r"Q&amp;A, Q\&amp;A, caf&#233;, R&D; AT&T", "Q&A, Q&A, café, R&D; AT&T"),
        (r"\input{/etc/passwd}", r"\input /etc/passwd"),
        (r"\~{} \^{} \={}", "~ ^"),
        (r"\'{ab}", "áb"),
        (r"{\textasciitilde}{\newline}x\par y", "~\nx\ny"),
        ("\\", "\\"),
        (r"\(x\) H$_2$O $5 and $6", "x H$_2$O $5 and $6"),
    ],
)
def test_the_usual_latex_becomes_letters(latex: str, text: str) -> None:
    assert unescape_latex(latex) == text.replace("Å,ø", "Å, ø")


ROWE = """
% from a library
@string{jte = "Journal of " # {Teacher Education}}
@preamble{ "\\newcommand{\\x}{y}" }
@comment{jabref-meta: databaseType:bibtex;}
@Article{Rowe:1986,
  Author    = {Mary Budd Rowe and van der Berg, Jan and {The {STEM} Group} and others},
  title     = "Wait {T}ime: {\\"O}ffnen",
  journal   = jte,
  volume    = 37, number = {1},
  pages     = "43--50",
  year      = 1986,
  month     = jan,
  doi       = {https://doi.org/10.1177/0022\\_48},
  url       = {\\url{https://x.org/a\\_b\\%20c}},
  keywords  = {Education; Research},
}
"""


def test_an_article_from_a_library() -> None:
    assert one(ROWE) == {
        "text": "Wait Time: Öffnen",
        "authors": "Rowe, Mary Budd; van der Berg, Jan; The STEM Group; et al.",
        "title": "Wait Time: Öffnen",
        "where": "Journal of Teacher Education, 37(1), 43–50",
        "year": 1986,
        "doi": "10.1177/0022_48",
        "url": "https://x.org/a_b%20c",
    }


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("@book{k, title={T}, publisher={P}, address={A}}", {"title": "T", "where": "P"}),
        ("@book{k, title={T}, editor={Rowe, M.}}", {"authors": "Rowe, M."}),
        ("@incollection{k, title={T}, booktitle={B}, pages={3-9}, publisher={P}}", {"where": "In B, 3-9, P"}),
        ("@inproceedings{k, title={T}, booktitle={Proc}}", {"where": "In Proc"}),
        ("@inbook{k, title={T}}", {"title": "T"}),
        ("@phdthesis{k, title={T}, school={S}}", {"where": "S"}),
        ("@techreport{k, title={T}, institution={I}}", {"where": "I"}),
        ("@online{k, title={T}, date={2020-05-01}, organization={O}}", {"where": "O", "year": 2020}),
        ("@misc{k, title={T}, howpublished={\\url{https://x.org/~a}}}", {"url": "https://x.org/~a"}),
        ("@misc{k, title={T}, note={At \\url{https://x.org}}}", {"url": "https://x.org"}),
        ("@thing-of-my-own{k, title={T}, subtitle={S}}", {"title": "T: S"}),
        ("@misc(k, title={T (x)}, year={c. 1998/99})", {"title": "T (x)", "year": 1998}),
        ("@misc{title={T}, title={U}}", {"title": "T"}),
        ("@misc{,title={T},}", {"title": "T"}),
        ("@misc{k\n,title={T}}", {"title": "T"}),
        ("@misc{k, title=T # { and } # unknown}", {"title": "T and unknown"}),
        ("@misc{k, title={T}, author={Rowe, Jr, Mary}}", {"authors": "Rowe, Mary Jr"}),
        ("@misc{k, title={T}, author={ and , and Rowe and van Dam}}", {"authors": "Rowe; van Dam"}),
        ("@misc{k, title={T}, author={{A and B} and C D}}", {"authors": "A and B; D, C"}),
        ("@misc{k, title={T}, author={{Health and Safety}}}", {"authors": "Health and Safety"}),
        ("@misc{k, title={T}, author={Rowe; Black}}", {"authors": "Rowe; Black"}),
        ("@misc{k, title={T}, annote={mine}, fit={f}, doubt={d}}", {"text": "mine", "fit": "f", "doubt": "d"}),
        ("junk me@home.org @ \n@misc{k, title={T}} more junk }", {"title": "T"}),
        ("@comment never closed {\n@misc{k, title={T}}", {"title": "T"}),
        ("@comment{never closed\n@misc{k, title={T}}", {"title": "T"}),
        ("@comment{a {b} c} @misc{k, title={T}}", {"title": "T"}),
        ("\ufeff@misc{k, title={T}}", {"title": "T"}),
        ("@misc{k,\r\n title={T\r\nU}}", {"title": "T U"}),
    ],
)
def test_the_usual_items_are_understood(item: str, expected: dict[str, Any]) -> None:
    found = one(item)
    assert {name: found.get(name) for name in expected} == expected


def test_what_cannot_be_read_is_left_out_and_said() -> None:
    (found,) = read("\n@misc{k, title={T}, year={in press}, doi={none yet}}")
    assert (found.fields["year"], found.fields["doi"]) == (None, "")
    assert (found.line, found.left_out) == (2, ("the year “in press”", "the DOI “noneyet”"))


def test_several_items_know_their_lines() -> None:
    assert [found.line for found in read("@misc{a, title={A}}\n\n@misc{b,\n title={B}}\n@misc{c}")] == [1, 3, 5]


GOOD = "@misc{good, title={Good}}\n"
NEVER_CLOSED = "a brace or a quotation mark in it is never closed"
NO_SIGN = "a comma or an equals sign in it is missing, or one is too many"


def test_a_broken_item_is_listed_and_the_others_come_in() -> None:
    for item, reason in (
        ("@misc{k, title={T}", NEVER_CLOSED),
        ("@misc{k,\n title={T,\n year=1986}", NEVER_CLOSED),
        ('@misc{k,\n title="T}', NEVER_CLOSED),
        ("@misc{k, title {T}}", NO_SIGN),
        ("@misc{k, = {T}}", None),
        ("@misc{k, title = }", None),
    ):
        found = parse_bibtex_readings(f"{GOOD}\n{item}\n\n{GOOD}".encode(), "x.bib")
        assert [one.fields["title"] for one in found.readings if one.fields["title"]] == ["Good", "Good"], item
        assert [(bad.line, bad.reason) for bad in found.bad] == ([(3, reason)] if reason else []), item


def test_what_is_no_bibliography_is_refused() -> None:
    for text in ("@misc", "", "@string{a = {b}}", "<html><body>Not found</body></html>"):
        with pytest.raises(UsageMistake, match=r"There are no BibTeX items in x\.bib\."):
            read(text)


def test_whatever_the_key_and_the_commas_an_item_is_read_whole() -> None:
    for key in ("10.1016/0196-6774(89)90038-2", "O'Brien2001", "a%b", "a,b", "Rowe and Black 1986", "a, b c", ""):
        (found,) = read(f"@article{{{key}, title={{T}}, year=1986}}")
        assert (found.fields["title"], found.fields["year"]) == ("T", 1986), key
        assert getattr(found.fields["citation"], "key", None) == key
    for item in (
        "@misc{k, title={T},, year=1986}",
        "@misc{k,, title={T}, year=1986,,}",
        "@misc{k, title={T}\n year={1986}}",
        "@misc{k,\n % title={U}, and more\n title={T},\n year=1986}",
        "@misc{k,\n title={T},\n % year={1999},\n year=1986}",
        "@misc{a b, k, title={T},, year=1986} @misc{l",
    ):
        assert one(item.split(" @misc{l")[0])["year"] == 1986, item
    assert one('@string{pub = "Open"} @book{k, title={T}, publisher = pub # { University} # " Press"}')["where"] == (
        "Open University Press"
    )


def test_an_item_has_what_it_lacks_from_the_item_it_names() -> None:
    whole = "@proceedings{w, title={The Book}, year=1999, publisher={P}, editor={E, F}, doi={10.1000/whole}}"
    part, *_ = read(f"@inproceedings{{p, title={{Part}}, author={{A, B}}, crossref={{W}}}} {whole}")
    assert (part.fields["where"], part.fields["year"], part.fields["doi"]) == ("In The Book, P", 1999, "")
    (found,) = read(
        "@misc{x, title={T}, xdata={a, b}} @xdata{a, year=2000, xdata={b}} @xdata{b, location={L}, xdata={a}}"
    )
    assert found.fields["year"] == 2000


def test_names_are_told_apart_by_the_rules_of_bibtex() -> None:
    for raw, authors in (
        ("J {Del Hoyo}", "Del Hoyo, J"),
        ("Sergio av der Berg and Jean zu Xy", "av der Berg, Sergio; zu Xy, Jean"),
        ("bell hooks", "hooks, bell"),
        ("Jo{\\~a}o Silva and Jo\\~ao Silva", "Silva, João; Silva, João"),
        ("family=Beethoven, given=Ludwig, prefix=van", "van Beethoven, Ludwig"),
        ("Caf&eacute;, A; B, C", "Café, A; B, C"),
    ):
        assert one(f"@misc{{k, title={{T}}, author={{{raw}}}}}")["authors"] == authors


IN = """@techreport{own-key.1,
  author = {{Education Scotland} and Rowe, M. and others},
  title = {Wait {T}ime: {\\"O}ffnen},
  institution = {The {I}nstitute},
  volume = {3},
  number = {7},
  pages = {43--50},
  month = {may # "~1"},
  edition = {2},
  chapter = {4},
  note = {Seen in \\emph{TES}},
  eprint = {1234.5},
  annotation = {A library says so},
  keywords = {Questioning; wait time},
  year = {1986},
}
"""


def test_an_item_goes_out_as_it_came_in_and_a_changed_field_as_it_was_changed() -> None:
    (found,) = read(IN)
    fields: dict[str, Any] = found.fields
    reading = a_reading(**fields)
    assert written(reading) == IN
    assert reading.tags == ("Questioning", "wait time")
    assert reading.text == "A library says so"
    changed = written(replace(reading, title="Another", text="my claim", where="a drawer"))
    assert "title = {Another}" in changed
    assert "annote = {my claim}" in changed
    assert "library" not in changed
    assert "pages" not in changed
    assert "edition = {2}" in changed
    assert {**read(changed)[0].fields, "citation": None} == {
        **{name: getattr(reading, name) for name in found.fields},
        "title": "Another",
        "text": "my claim",
        "where": "a drawer",
        "citation": None,
    }


def test_a_claim_that_is_the_title_is_not_written_again() -> None:
    assert "annote" not in written(a_reading(title="Wait time", text="Wait time"))


def test_an_encoding_is_taken_where_it_is_certain_and_else_refused_with_the_line() -> None:
    item = "@misc{k,\n title={é}}"
    for data in (item.encode(), item.encode("utf-16"), b"% Encoding: Cp1252\n" + item.encode("cp1252")):
        assert parse_bibtex_readings(data, "x.bib").readings[0].fields["title"] == "é"
    with pytest.raises(UsageMistake, match=r"x.bib, line 2: the file is not in UTF-8\."):
        parse_bibtex_readings(item.encode("latin-1"), "x.bib")


@given(text=st.text(st.sampled_from('@{}()",=# aé1\n\\misc'), max_size=60))
def test_any_file_is_read_or_refused_in_words(text: str) -> None:
    with suppress(UsageMistake):
        parse_bibtex_readings(text.encode(), "x.bib")


def test_deep_and_long_files_cost_no_more_than_their_length() -> None:
    begun = time.monotonic()
    deep = f"@misc{{k, title={{{'{' * 100_000}T{'}' * 100_000}}}}}"
    assert one(deep)["title"] == "T"
    assert len(read("@misc{k, title={T}, author={A B and C D}}\n" * 3000)) == 3000
    for broken in ("@misc{k, title={" + "{" * 100_000, "@comment{" * 3000, "\\'{" * 30_000, "@" * 100_000):
        with suppress(UsageMistake):
            assert not read(broken)
    unescape_latex("\\'{" * 30_000 + "\\" * 30_000)
    assert time.monotonic() - begun < 60  # minutes, if any of it were quadratic


@pytest.mark.parametrize(
    ("written_so", "persons"),
    [
        ("M. Halle, J. Bresnan, and G. Miller", ["M. Halle", "J. Bresnan", "G. Miller"]),
        ("Aho, Alfred V., and Lam, Monica S.", ["Aho, Alfred V.,", "Lam, Monica S."]),
        ("van Dam, J., and Reid, A.", ["van Dam, J.,", "Reid, A."]),
        ("{A. B, C. D}, and E. F", ["{A. B, C. D},", "E. F"]),
    ],
)
def test_a_list_parted_by_commas_is_as_many_persons(written_so: str, persons: list[str]) -> None:
    assert split_authors(written_so) == persons
