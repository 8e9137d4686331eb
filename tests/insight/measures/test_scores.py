"""Tables of scores: what is read from them, and what is said of one that can't be."""

from collections.abc import Sequence

import pytest

from enquiry.command_lines import format_hint
from enquiry.errors import UsageMistake
from enquiry.insight.measures.scores import LearnerScores, ScoreColumns, parse_score_groups

COLUMNS = ScoreColumns("before", "after", "code")


def parse_scores(data: bytes, source: str, columns: ScoreColumns, levels: Sequence[str] = ()) -> LearnerScores:
    """Return the scores of all learners of a table together."""
    ((_, scores),) = parse_score_groups(data, source, columns, levels)
    return scores


def read(text: str | bytes, columns: ScoreColumns = COLUMNS) -> LearnerScores:
    return parse_scores(text.encode() if isinstance(text, str) else text, "scores.csv", columns)


def refused(text: str | bytes, columns: ScoreColumns = COLUMNS) -> tuple[str, str]:
    with pytest.raises(UsageMistake) as mistake:
        read(text, columns)
    return mistake.value.words, format_hint(mistake.value.hint)


PAIRS = ((11.0, 14.0), (8.0, 13.5))


@pytest.mark.parametrize(
    "text",
    [
        "code,before,after\nA,11,14\nB,8,13.5\n",
        "code;before;after\nA;11;14\nB;8;13,5\n",
        "code;before;after\nA;11;14\nB;8;13.5\n",
        "code\tbefore\tafter\nA\t11\t14\nB\t8\t13.5\n",
        "\ufeffcode,before,after\r\nA,11,14\r\nB,8,13.5\r\n",
        '"code", "before", "after"\n\n"A", "11", "14"\n"B", "8", "13.5"\n\n',
        '"class; set",code,before,after\nx,A,11,14\nx,B,8,13.5\n',
        "\n\ncode,Before ,AFTER,note\nA,11,14,\nB,8,13.5\n",
        "after,code,before\n14,A,11\n+13.5,B,8\n",
    ],
)
def test_two_columns_are_paired_whatever_parts_them(text: str) -> None:
    assert read(text).pairs == PAIRS


def test_a_code_may_be_left_out() -> None:
    assert read("before,after\n11,14\n8,13.5\n", ScoreColumns("before", "after")).pairs == PAIRS


def test_scores_below_zero_and_their_typographic_minus() -> None:
    assert read("before,after\n-1,−2.5\n", ScoreColumns("before", "after")).pairs == ((-1.0, -2.5),)


def test_missing_scores_are_counted() -> None:
    found = read("code,before,after\nA,11,14\nB,,3\nC,4,\nD,5\nE,,\n")
    assert found == LearnerScores(((11.0, 14.0),), no_before=1, no_after=2, neither=1)
    assert (found.learners, found.missing) == (5, 4)


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        ("", "scores.csv is empty.", "header row"),
        ("\ufeff \n,,,\n", "scores.csv is empty.", "header row"),
        ("before\n11\n12\n", "one column only, “before”", "Two columns"),
        ("A,11,14\nB,8,13\n", "seems to have no header row", "names of the columns"),
        ("code,before,after\n", "a header row and no learners", "one row for each"),
        ("code,pre,after\nA,1,2\n", "no column “before”", "“code”, “pre”, “after”"),
        ("code,befor,after\nA,1,2\n", "no column “before”. Did you mean befor?", "“code”"),
        ("code,before,before,after\nA,1,1,2\n", "2 columns called “before”", "its own name"),
        ("code,before,after\nA,11,14\nB,secure,9\n", "Row 3: “secure” in “before” is not a score.", "--levels"),
        ("code,before,after\nA,11,14 s\n", "Row 2: “14 s” in “after” is not a score.", "empty"),
        ("code,before,after\nA,5/24,12\n", "scores “of” a number and scores without one", "same way"),
        ("code,before,after\nA,11,nan\n", "Row 2: “nan” in “after” is not a score.", "empty"),
        ("code\tbefore\tafter\nA\t11\t13,5\n", "Row 2: “13,5” in “after” is not a score.", "empty"),
        ("code;before;after\nA;1.234,5;3\n", "Row 2: “1.234,5” in “before” is not a score.", "empty"),
        ("code,before,after\nA,11,13,5\n", "Row 2 has 4 cells, and the header 3.", "decimal comma"),
        ("code;before;after\nA;11;13;x\n", "Row 2 has 4 cells, and the header 3.", "stray mark"),
        ("code,before,after\nSam,1,2\n\nsam ,3,4\n", "Rows 2 and 4 have the same code in “code”", "one row"),
        ("code,before,after\n,1,2\n", "Row 2 has no code in “code”.", "a code of their own"),
        ("code,before,after\nA,,2\nB,3,\n", "no learner with both scores", "right columns"),
        ('code,before,after\nA,1,2\n"B"x,3,4\n', "can't be read as a table after row 2", "CSV"),
        ('code,before,after\n"A,1,2\n', "can't be read as a table after row 1", "CSV"),
        (b"code,before,after\nA,1,2\nRen\xe9,3,4\n", "is not UTF-8 text: line 3", "CSV UTF-8"),
        ("code,before,after\nA,1,2\n".encode("utf-16"), "is UTF-16 text", "CSV UTF-8"),
    ],
)
def test_what_can_not_be_read_is_said_in_words(text: str | bytes, words: str, hint: str) -> None:
    said = refused(text)
    assert words in said[0]
    assert hint in said[1]


def test_cells_as_teachers_write_them() -> None:
    text = 'code,before,after\nA,.5,1.5\nB,abs,3\nC,50%,60 %\nD,14 marks,n/a\nE,"1,200",7\n'
    assert read(text).pairs == ((0.5, 1.5), (50, 60), (1200, 7))
    assert read("code,before,after\nA,5/24,12 of 24\n").pairs == ((5, 12),)
    assert read("code,before,after\nA,5/20,12 out of 24\n").pairs == ((25, 50),)
    assert read("code,before,after\nA,yes,n\nB,0,1\n").are_answers
    levels = ("emerging", "developing", "secure")
    found = parse_scores(b"code,before,after\nA,Emerging,secure\nB,abs,secure\n", "x", COLUMNS, levels)
    assert (found.pairs, found.no_before, found.are_answers) == (((1, 3),), 1, False)
    with pytest.raises(UsageMistake, match="Row 2: “expert” in “before” is none of the levels"):
        parse_scores(b"code,before,after\nA,expert,secure\n", "x", COLUMNS, levels)


def test_two_groups_in_one_table() -> None:
    def parted(text: str) -> tuple[tuple[str, LearnerScores], ...]:
        return parse_score_groups(text.encode(), "x", COLUMNS._replace(code=None, group="class"))

    head = "class,before,after\n"
    (one, mine), (other, hers) = parted(f"{head}4A,1,2\n4B,3,4\n4a,5,6\n4B,7,\n4B,7,9\n")
    assert (one, other, mine.pairs, hers.pairs) == ("4A", "4B", ((1, 2), (5, 6)), ((3, 4), (7, 9)))
    assert hers.no_after == 1
    for rows, words in {
        "4A,1,2\n4A,1,3\n": "tells 1 group, not two",
        "4A,1,2\n4B,1,3\n4C,3,3\n": "tells 3 groups, not two",
        "4A,1,2\n4A,1,2\n4B,1,3\n": "Group “4B” in x has one learner with both scores.",
        "4A,1,2\n,1,3\n": "Row 3 has no group in “class”.",
    }.items():
        with pytest.raises(UsageMistake, match=words):
            parted(head + rows)


def test_a_heading_in_numbers_is_a_heading_where_it_is_named() -> None:
    assert read("code,2024,2025\nA,11,14\nB,8,13.5\n", ScoreColumns("2024", "2025", "code")).pairs == PAIRS


def test_one_column_twice_is_no_comparison() -> None:
    assert "both name the column" in refused("code,before,after\nA,1,2\n", ScoreColumns("before", "Before"))[0]


def test_no_code_and_no_long_text_is_repeated_in_an_error() -> None:
    words, hint = refused("code,before,after\nMorag Sinclair,11,14\nMorag Sinclair,8,9\n")
    assert "Morag" not in words + hint
    words, _ = refused(f"code,before,after\nA,{'x' * 100},14\n")
    assert f"“{'x' * 29}…”" in words


def test_a_cell_too_large_for_a_table_is_said() -> None:
    assert "can't be read as a table" in refused(f"code,before,after\nA,{'1' * 140_000},14\n")[0]
    assert "can't be read as a table" in refused(f"code,{'x' * 140_000},after\nA,1,14\n")[0]
