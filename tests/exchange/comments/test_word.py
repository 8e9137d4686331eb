"""Comments read out of Word documents of any program; hostile and broken ones are refused in words, or passed over."""

import io
from functools import cache
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from enquiry.errors import UsageMistake
from enquiry.exchange.comments.word import read_word_comments
from enquiry.foreign_files import contain_parsing
from enquiry.insight.comments.found import CommentedFile, FoundComment
from tests.friend import Friend, W, element, pack

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_document(*paragraphs: str) -> bytes:
    """Return the least that is a Word document, with a bookmark `e_4_N` around each paragraph."""
    held = ""
    for n, words in enumerate(paragraphs, 1):
        begin, end = f'<w:bookmarkStart w:id="{n}" w:name="e_4_{n}"/>', f'<w:bookmarkEnd w:id="{n}"/>'
        held += f"<w:p>{begin}<w:r><w:t>{words}</w:t></w:r>{end}</w:p>"
    rel = f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    return pack(
        {
            "[Content_Types].xml": b"<Types></Types>",
            "_rels/.rels": f'<Relationships xmlns="{_RELS}">{rel}</Relationships>'.encode(),
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{held}</w:body></w:document>'.encode(),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}"></Relationships>'.encode(),
        }
    )


@pytest.fixture
def friend() -> Friend:
    return Friend(a_document("They looked up.", "Nobody spoke.", "All of them wrote."))


def read(data: bytes) -> CommentedFile:
    with contain_parsing("it"):
        return read_word_comments(data, "it")


def only(data: bytes) -> FoundComment:
    (found,) = read(data).comments
    return found


def test_a_comment_over_several_paragraphs_stands_at_all_of_them_and_not_where_it_only_slips(friend: Friend) -> None:
    friend.comment("both", friend.find("e_4_1"), friend.find("e_4_2"))
    found = only(friend.save())
    assert (found.places, found.quoted) == (("4.1", "4.2"), "They looked up.\nNobody spoke.")
    other = Friend(a_document("They looked up, all of them, and nobody spoke.", "A"))
    other.comment("slipped", other.find("e_4_1"), other.find("e_4_2"))
    assert only(other.save()).places == ("4.1",)


def test_a_comment_at_a_point_stands_at_its_paragraph(friend: Friend) -> None:
    friend.comment("here")
    friend.find("e_4_2").append(element('<w:r><w:commentReference w:id="0"/></w:r>'))
    found = only(friend.save())
    assert (found.places, found.around, found.near) == (("4.2",), "Nobody spoke.", "4.2")


def test_words_that_are_struck_out_are_still_the_owners_and_new_ones_are_not(friend: Friend) -> None:
    friend.strike(friend.find("e_4_1"))
    friend.put_in("quite new", friend.find("e_4_1"))
    found = read(friend.save())
    assert (found.texts["4.1"].strip(), found.put_in, found.struck) == ("They looked up.", 2, 3)


def test_what_another_program_may_show_instead_is_read_once(friend: Friend) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    shown = '<mc:Choice Requires="wps"><w:r><w:t>once</w:t></w:r></mc:Choice>'
    instead = "<mc:Fallback><w:r><w:t>once</w:t></w:r></mc:Fallback>"
    friend.find("e_4_1").insert(1, element(f"<mc:AlternateContent {mc}>{shown}{instead}</mc:AlternateContent>"))
    assert read(friend.save()).texts["4.1"].count("once") == 1


def test_a_document_kept_strictly_to_the_standard_is_read_too(friend: Friend) -> None:
    friend.comment("strictly", friend.find("e_4_1"))
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts = {name: held.replace(W.encode(), strict) for name, held in unpack(friend.save()).items()}
    assert only(pack(parts)).places == ("4.1",)


def test_names_that_programs_write_for_nobody_are_nobodys_and_an_odd_moment_none(friend: Friend) -> None:
    friend.comment("one", friend.find("e_4_1"), author="Author", at=None)
    found = only(friend.save())
    assert (found.author, found.at) == ("", None)


def test_comments_without_words_are_counted_and_answers_in_a_circle_stand_once(friend: Friend) -> None:
    friend.comment(" ", friend.find("e_4_1"))
    first = friend.comment("a", friend.find("e_4_1"))
    friend.comment("b", answers=first)
    friend.threads[first] = friend.threads[first].replace(
        "w15:done", f'w15:paraIdParent="{friend.last[first + 1]}" w15:done'
    )
    found = read(friend.save())
    assert ({one.text for one in found.comments}, found.wordless) == ({"a", "b"}, 1)


def test_macros_and_links_are_not_looked_at_which_is_said(friend: Friend) -> None:
    friend.comment("fine", friend.find("e_4_1"))
    parts = unpack(friend.save(**{"word/vbaProject.bin": b"macro"}))
    outside = (
        '<Relationship Id="rX" Type="http://x/attachedTemplate" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    )
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", f"{outside}</Relationships>".encode())
    found = read(pack(parts))
    assert found.said == ("It holds macros and links to other files too, which were not looked at.",)
    assert [one.text for one in found.comments] == ["fine"]


def test_a_place_only_a_program_could_make_and_bookmarks_of_others_are_no_places(friend: Friend) -> None:
    names = ("_GoBack", "e_4_", "e_04_1", "x_4_1", "e_4_1_2_3", "e_99999999999_1")
    for n, name in enumerate(names, 50):
        friend.find("e_4_1").append(element(f'<w:bookmarkStart w:id="{n}" w:name="{name}"/>'))
    assert set(read(friend.save()).texts) == {"4.1", "4.2", "4.3"}


def unpack(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@cache
def spoil_in_every_way() -> dict[str, bytes]:
    friend = Friend(a_document("They looked up."))
    friend.comment("hello", friend.find("e_4_1"))
    good = friend.save()
    parts = unpack(good)
    lol = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    page = parts["word/document.xml"]
    ebcdic = page.decode().split("?>", 1)[-1]
    hidden = f'<?xml version="1.0" encoding="cp037"?><!DOCTYPE l [<!ENTITY a "lol">]>{ebcdic}'.encode("cp037")
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_BZIP2) as other:
        other.writestr("word/document.xml", page)
    return {
        "entities": pack({**parts, "word/comments.xml": lol}),
        "entities in another encoding": pack({**parts, "word/document.xml": hidden}),
        "a bomb": pack({**parts, "word/media.xml": b" " * 9_000_000}),
        "too many parts": pack({**parts, **{f"word/{n}.bin": b"" for n in range(2_001)}}),
        "packed otherwise": packed.getvalue(),
        "cut": good[: len(good) * 2 // 3],
        "cut at the end": good[:-30],
        "no document": pack({"a.txt": b"x"}),
        "no xml": pack({**parts, "word/document.xml": b"hello"}),
        "xml that ends early": pack({**parts, "word/comments.xml": parts["word/comments.xml"][:-20]}),
        "utf-16": pack({**parts, "word/document.xml": page.decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
        "another program's": pack({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "nothing": b"PK\x03\x04",
    }


@pytest.mark.parametrize("what", spoil_in_every_way())
def test_a_spoilt_document_is_refused_in_words(what: str) -> None:
    data = spoil_in_every_way()[what]
    with pytest.raises(UsageMistake) as told:
        read(data)
    assert told.value.words.startswith("it ")
    assert told.value.hint


def test_what_is_nested_without_end_is_read_or_refused_in_little_time(friend: Friend) -> None:
    friend.comment("hello", friend.find("e_4_1"))
    parts = unpack(friend.save())
    deep = b"<w:p>" * 20_000 + b"</w:p>" * 20_000
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:body>", deep + b"</w:body>")
    assert [one.text for one in read(pack(parts)).comments] == ["hello"]


def test_a_document_of_which_one_byte_is_another_is_read_as_it_was_or_refused(friend: Friend) -> None:
    friend.comment("hello", friend.find("e_4_1"))
    good, read_well = friend.save(), 0
    for place in range(0, len(good), 37):
        spoiled = bytearray(good)
        spoiled[place] ^= 0x55
        try:
            found = read(bytes(spoiled))
        except UsageMistake:
            continue
        read_well += 1
        assert [one.text for one in found.comments] in (["hello"], [])
    assert read_well
