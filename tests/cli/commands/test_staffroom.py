import json
import re
import zipfile
from pathlib import Path

import pytest

from enquiry.exchange.staffroom.gift_file import encode_gift
from enquiry.model.choices import Decision
from enquiry.model.colleagues.offer import GivenAsk, StaffroomGift
from tests.conftest import Home, made_once
from tests.hostile import FORBIDDEN
from tests.insight.staffroom.gifts import a_gift
from tests.strategies import HOSTILE

GIVEN = (
    a_gift("Where do they sit?", tags=("talk",), decision=Decision.STOP, because="the year turned"),
    a_gift("Which books return?", tags=("talk",), standards=("GTCS 2.1",)),
    a_gift("Who waits?", tags=("talk",)),
)


@pytest.fixture
@made_once
def leader(home: Home) -> Home:
    """A leader's home with an enquiry, and a folder in which three have laid a gift."""
    home.ok("start", "What do I see on my walks?")
    (home.folder / "gifts").mkdir()
    for number, gift in enumerate(GIVEN):
        (home.folder / "gifts" / f"gift-{number}.json").write_bytes(encode_gift(gift))
    return home


def test_the_page_begins_with_one_s_own_and_is_made_of_what_lies_there_now(leader: Home) -> None:
    folder = leader.folder / "gifts"
    told = leader.ok("staffroom", str(folder))
    assert told.index("What do I see on my walks?") < told.index("Where do they sit?")
    assert "talk (three of us)" in told
    (folder / "gift-0.json").unlink()
    told = leader.ok("staffroom", str(folder))
    assert "Where do they sit?" not in told
    assert "Too few have given" in told
    kept = [path.read_bytes() for path in leader.folder.rglob("*") if path.is_file() and path.parent != folder]
    assert not any(b"Where do they sit" in data for data in kept), "nothing of it is kept"


def test_what_is_passed_over_is_said_and_an_empty_folder_is_no_fault(leader: Home) -> None:
    folder = leader.folder / "gifts"
    (folder / "cut.json").write_bytes(encode_gift(GIVEN[0])[:40])
    (folder / "newer.json").write_bytes(b'{"enquiry_gift": 9}')
    ran = leader.run("staffroom", str(folder))
    assert ran.code == 0
    assert "Passed over: cut.json is no gift to a staffroom, or was cut short" in ran.err
    assert "Passed over: newer.json is of format 9" in ran.err
    (leader.folder / "empty").mkdir()
    assert "Too few have given" in leader.ok("staffroom", str(leader.folder / "empty"))
    assert leader.run("staffroom", str(leader.folder / "nowhere")).code == 3
    assert leader.run("staffroom", str(folder / "gift-1.json")).code == 2


def test_a_file_holds_one_s_own_enquiry_where_it_was_named_and_names_are_settled(leader: Home) -> None:
    folder, page = str(leader.folder / "gifts"), leader.folder / "page.md"
    ran = leader.run("staffroom", folder, "-o", str(page))
    assert "To let it go: -c 1" in ran.err
    assert "Whoever asks others for their questions begins with their own" in page.read_text()
    leader.ok("staffroom", folder, "-c", "1", "-o", str(page), "--force")
    assert "What do I see on my walks?" in page.read_text()
    leader.ok("pupils", "add", "Anna Berg")
    named = encode_gift(a_gift("What helps Anna Berg?", tags=("talk",)))
    (leader.folder / "gifts" / "gift-9.json").write_bytes(named)
    assert leader.run("staffroom", folder, "-o", str(page), "--force").code == 1
    leader.ok("staffroom", folder, "-o", str(page), "--force", "--hold-names")
    assert "What helps" not in page.read_text()
    leader.ok("staffroom", folder, "-o", str(page), "--force", "--replace-names")
    assert "What helps Pupil A?" in page.read_text()


def test_the_meeting_is_forty_minutes_and_a_paper(leader: Home) -> None:
    folder = str(leader.folder / "gifts")
    told = leader.ok("staffroom", folder, "--for", "meeting")
    assert "0 to 5, the presenter." in told
    assert "35 to 40, all." in told
    assert "Decided, and why" not in told
    assert leader.run("staffroom", folder, "--for", "meeting", "--json").code == 2
    assert leader.run("staffroom", folder, "--for", "parents").code == 2


def test_options_that_can_have_no_say_are_refused(leader: Home) -> None:
    folder = str(leader.folder / "gifts")
    for words in (("--force",), ("--open",), ("--hold-names",), ("-o", "page.csv"), ("--plain", "--format", "html")):
        assert leader.run("staffroom", folder, *words).code == 2, words


def test_programs_get_the_page_as_values(leader: Home) -> None:
    told = json.loads(leader.ok("staffroom", str(leader.folder / "gifts"), "--json"))
    assert told["enough"] is True
    assert told["shared"] == [{"theme": "talk", "givers": 3}]
    assert told["decided"][0]["because"] == "the year turned"


def test_hostile_gifts_act_nowhere(leader: Home) -> None:
    """Every text stands in a question, a reason, an ask and a name; what is no text at all is passed over."""
    folder = leader.folder / "hostile"
    folder.mkdir()
    for number, text in enumerate(HOSTILE):
        held = a_gift(f"{text} {number}", because=text, decision=Decision.ADAPT, name=text[:200])
        gift = StaffroomGift(name=held.name, enquiries=held.enquiries, asks=(GivenAsk(text=text or "x"),))
        try:
            data = encode_gift(gift)
        except UnicodeEncodeError:  # half a character, which no file of text can hold
            continue
        (folder / f"gift-{number}.json").write_bytes(data)
    ran = leader.run("staffroom", str(folder))
    assert ran.code == 0
    assert not FORBIDDEN.search(ran.out.replace("\n", ""))
    assert not FORBIDDEN.search(ran.err.replace("\n", ""))
    leader.ok("staffroom", str(folder), "-o", str(leader.folder / "page.html"), "--names-are-fine")
    page = (leader.folder / "page.html").read_text()
    assert not re.search(r"<(?:script|img|iframe|svg)", page)


def test_a_word_document_of_it_holds_no_day_of_a_file_and_no_name_of_one(leader: Home) -> None:
    leader.ok("staffroom", str(leader.folder / "gifts"), "-o", str(leader.folder / "page.docx"))
    with zipfile.ZipFile(Path(leader.folder / "page.docx")) as package:
        whole = b"".join(package.read(name) for name in package.namelist())
    assert b"gift-" not in whole
    assert b"Where do they sit?" in whole


@pytest.mark.long
def test_ten_thousand_gifts_are_read(leader: Home, figure: object) -> None:
    from time import perf_counter

    folder = leader.folder / "many"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"gift-{number}.json").write_bytes(
            encode_gift(a_gift(f"What of {number} and {number * 7919 % 10_007} in the {number % 90}?", tags=("talk",)))
        )
    began = perf_counter()
    told = leader.ok("staffroom", str(folder), "--json")
    figure(f"ten thousand gifts in {perf_counter() - began:.1f} s")  # type: ignore[operator]
    assert json.loads(told)["enough"] is True
