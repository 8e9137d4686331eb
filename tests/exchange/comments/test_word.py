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


# Documents as Word itself writes them: on a desk, in a browser, and with what its newer comments hold.

_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:r="{_R}" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid" '
    'xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex" '
    'xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du" '
    'mc:Ignorable="w14 w15 w16cid w16cex w16du"'
)
_MS = "http://schemas.microsoft.com/office"
_PARTS = {
    "comments": f"{_R}/comments",
    "commentsExtended": f"{_MS}/2011/relationships/commentsExtended",
    "commentsIds": f"{_MS}/2016/09/relationships/commentsIds",
    "commentsExtensible": f"{_MS}/2018/08/relationships/commentsExtensible",
    "people": f"{_MS}/2011/relationships/people",
}


def as_word_writes(page: str, comments: str, threads: str) -> bytes:
    """Return a document with all the parts in which Word keeps comments, linked as it links them."""
    parts = unpack(a_document("They looked up.", "Nobody spoke."))
    held = parts["word/document.xml"].decode().replace("<w:body>", f"<w:body>{page}")
    parts["word/document.xml"] = held.replace(f'xmlns:w="{W}"', _NAMES).encode()
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{name}.xml"/>'
        for n, (name, kind) in enumerate(_PARTS.items())
    )
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_RELS}">{links}</Relationships>'.encode()
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    parts["word/comments.xml"] = f"{head}<w:comments {_NAMES}>{comments}</w:comments>".encode()
    parts["word/commentsExtended.xml"] = f"{head}<w15:commentsEx {_NAMES}>{threads}</w15:commentsEx>".encode()
    id_row = '<w16cid:commentId w16cid:paraId="0A000001" w16cid:durableId="2B000001"/>'
    parts["word/commentsIds.xml"] = f"{head}<w16cid:commentsIds {_NAMES}>{id_row}</w16cid:commentsIds>".encode()
    day = '<w16cex:commentExtensible w16cex:durableId="2B000001" w16cex:dateUtc="2026-02-01T09:30:00Z"/>'
    parts["word/commentsExtensible.xml"] = (
        f"<w16cex:commentsExtensible {_NAMES}>{day}</w16cex:commentsExtensible>".encode()
    )
    known = '<w15:presenceInfo w15:providerId="AD" w15:userId="S::jo@example.org::1"/>'
    parts["word/people.xml"] = (
        f'<w15:people {_NAMES}><w15:person w15:author="Jo">{known}</w15:person></w15:people>'.encode()
    )
    return pack(parts)


def a_comment(key: int, words: str, paragraph: str, more: str = "", author: str = "Jo Smith") -> str:
    """Return a comment as Word writes it, with the sign that it puts before the words."""
    sign = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    about = f'w:id="{key}" w:author="{author}" w:date="2026-02-01T09:30:00Z" {more}'
    body = f'<w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{sign}<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f'<w:comment {about}><w:p w14:paraId="{paragraph}" w14:textId="77777777">{body}</w:p></w:comment>'


def at(*keys: int) -> str:
    """Return a paragraph of entry 4.7, of which one word is commented on, by all of these as a thread is."""
    begin = "".join(f'<w:commentRangeStart w:id="{key}"/>' for key in keys)
    end = "".join(f'<w:commentRangeEnd w:id="{key}"/><w:r><w:commentReference w:id="{key}"/></w:r>' for key in keys)
    words = f"<w:r><w:t>Five </w:t></w:r>{begin}<w:r><w:t>spoke</w:t></w:r>{end}"
    return f'<w:p><w:bookmarkStart w:id="90" w:name="e_4_7"/>{words}<w:bookmarkEnd w:id="90"/></w:p>'


def test_documents_as_word_writes_them_on_a_desk_in_a_browser_and_with_newer_comments() -> None:
    thread = '<w15:commentEx w15:paraId="0A000001" w15:done="1"/>'
    thread += '<w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001" w15:done="1"/>'
    pair = a_comment(0, "Which five?", "0A000001", 'w:initials="JS"') + a_comment(
        1, "The same.", "0A000002", author="Sam"
    )
    desk = read(as_word_writes(at(0, 1), pair, thread)).comments
    assert [(one.author, one.text, one.answers, one.resolved) for one in desk] == [
        ("Jo Smith", "Which five?", "", True),
        ("Sam", "The same.", "0", True),
    ]
    assert {(one.places, one.quoted, str(one.at)) for one in desk} == {(("4.7",), "spoke", "2026-02-01 09:30:00")}
    browser = a_comment(5, "Which five?", "0a000001", 'w16du:dateUtc="2026-02-01T08:30:00Z"')
    browser += a_comment(9, "The same.", "0A000002")
    told = read(as_word_writes(at(5), browser, thread.replace("done", "done").replace('"1"', '"0"'))).comments
    assert [(one.text, one.answers, one.resolved, one.quoted) for one in told] == [
        ("Which five?", "", False, "spoke"),
        ("The same.", "5", False, ""),
    ]
    mention = (
        '<w:r><w:t xml:space="preserve">@</w:t></w:r><w:hyperlink r:id="rX"><w:r><w:t>Ann</w:t></w:r></w:hyperlink>'
    )
    lines = f'<w:p w14:paraId="0A000000">{mention}</w:p><w:p w14:paraId="0A000001"><w:r><w:t>why? 👍</w:t></w:r></w:p>'
    newer = f'<w:comment w:id="0" w:author="Jo Smith" w:date="2026-02-01T09:30:00Z">{lines}</w:comment>'
    newer += a_comment(1, "The same.", "0A000002")
    told = read(as_word_writes(at(0), newer, thread)).comments
    assert [(one.text, one.answers) for one in told] == [("@Ann\nwhy? 👍", ""), ("The same.", "0")]
