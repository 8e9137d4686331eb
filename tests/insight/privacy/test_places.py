"""The places of texts: every text of every class is found by its type, and mended at any depth."""

from datetime import date

from enquiry.insight.privacy.finder import NameFinder
from enquiry.insight.privacy.mending import mend_journal, mend_text
from enquiry.insight.privacy.places import iterate_journal_texts, iterate_record_texts, map_texts
from enquiry.insight.privacy.pupils import Pupil
from enquiry.model.choices import LinkKind
from enquiry.model.cycle import Link, Question
from enquiry.model.entry import AnswerPart, Citation, CitedField
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.model.record import OtherValue
from enquiry.model.settings import SavedQuery, Settings
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry, cycle_id

DAY = date(2025, 9, 3)
FINDER = NameFinder([Pupil("Pupil A", "Anna Brown")])


def mend(text: str) -> str:
    return mend_text(FINDER, text, lambda find: find.replacement)


PARTS = (
    AnswerPart(prompt="saw", asked="What of Anna?", text="Anna"),
    AnswerPart(prompt="do", asked="?", text="Brown it"),
)
JOURNAL = a_journal(
    a_cycle(
        questions=(Question(text="What helps Anna?", on=DAY), Question(text="And now?", on=DAY, because="Anna asked")),
        issue="Anna",
        links=(Link(kind=LinkKind.SHARED_WITH, who="Anna’s mum"), Link(kind=LinkKind.REPLICATES, cycle=cycle_id(1))),
        tags=("anna", "Pupil A"),
        entries=(
            an_entry("reflection", DAY, "Anna\n\nBrown it", parts=PARTS),
            an_entry(
                "evidence",
                DAY,
                "seen",
                number=2,
                values=(MeasuredValue(measure="Anna’s score", value=3),),
                otherwise=(
                    OtherValue(field="text", value="Anna ran", at=NOW),
                    OtherValue(field="tags", value=["anna"], at=NOW),
                ),
            ),
            an_entry(
                "reading",
                DAY,
                "for Anna",
                number=3,
                authors="Brown, A.",
                title="Anna Brown",
                citation=Citation(
                    sort="book", fields=(CitedField(name="author", text="Brown"), CitedField(name="note", text="Anna"))
                ),
            ),
        ),
    ),
    inbox=(a_note(text="Anna came"),),
    measures=(Measure(id="m", recorded_at=NOW, name="Anna’s score"),),
    settings=Settings(name="Anna Brown", role="of Anna", queries=(SavedQuery(name="anna", text="tag:anna score"),)),
)


def test_every_text_is_found_with_its_place_and_ids_and_prompts_are_none() -> None:
    found = {(one.of, one.text) for one in iterate_journal_texts(JOURNAL)}
    assert {
        *(("1", "What helps Anna?"), ("1", "Anna asked"), ("1", "Anna’s mum"), ("1", "anna"), ("1.2", "Anna ran")),
        *(("1.2", "anna"), ("1.2", "Anna’s score"), ("1.3", "for Anna"), ("n1", "Anna came"), ("", "tag:anna score")),
        *(("measure “Anna’s score”", "Anna’s score"), ("", "of Anna"), ("1.3", "Anna")),
    } <= found
    texts = {text for _, text in found}
    assert not texts & {cycle_id(1), "What of Anna?", "1.1", "saw"}
    published = [one.text for one in iterate_record_texts(JOURNAL.cycles[0].entries[2]) if one.published]
    assert published == ["Brown, A.", "Anna Brown", "Brown"]


def test_a_mended_journal_holds_no_name_but_what_is_published_and_its_owner_s() -> None:
    mended = mend_journal(JOURNAL, mend, ["Pupil A"])
    cycle = mended.cycles[0]
    left = [(one.of, one.text) for one in iterate_journal_texts(mended) if FINDER.find(one.text)]
    assert left == [("1.3", "Brown, A."), ("1.3", "Anna Brown"), ("1.3", "Brown")]
    assert (cycle.tags, cycle.links[1].cycle, mended.settings.name) == (("Pupil A",), cycle_id(1), "Anna Brown")
    assert cycle.entries[0].text == "Pupil A\n\nPupil A it"
    assert (mended.settings.queries[0].name, mended.settings.queries[0].text) == ("Pupil-A", 'tag:"Pupil A" score')
    assert cycle.entries[1].otherwise[1].value == ["Pupil A"]
    assert mended.measures[0].name == cycle.entries[1].values[0].measure == "Pupil A’s score"  # type: ignore[union-attr]


def test_only_what_is_named_is_mended_and_the_rest_is_the_same_value() -> None:
    mended = mend_journal(JOURNAL, mend, (), {"1.3"})
    assert mended.cycles[0].entries[2].text == "for Pupil A"
    assert mended.cycles[0].entries[0] is JOURNAL.cycles[0].entries[0]
    assert mended.cycles[0].issue == "Anna"
    assert mend_journal(JOURNAL, mend, (), {"1.2"}).cycles[0].entries[1].values == JOURNAL.cycles[0].entries[1].values  # type: ignore[union-attr]
    clean = a_journal(a_cycle())
    assert map_texts(clean, mend) is clean
