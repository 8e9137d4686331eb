"""Gifts to a staffroom drawn at random: questions and reasons of words without figures, so that a figure tells."""

from hypothesis import strategies as st

from enquiry.model.choices import CycleState, Decision, Granted, TriedVerdict
from enquiry.model.colleagues.offer import GivenAsk, GivenEnquiry, GivenReading, StaffroomGift

WORDS = ("wait", "table", "quiet", "drawing", "élan", "fluency", "silence", "marking", "partner", "choice")
texts = st.lists(st.sampled_from(WORDS), min_size=3, max_size=6, unique=True).map(" ".join)
tags = st.lists(st.sampled_from(["reading", "reading/fluency", "Maths", "talk"]), max_size=3, unique=True).map(tuple)
enquiries = st.builds(
    GivenEnquiry,
    question=texts.map("How does {}?".format),
    tags=tags,
    standards=st.lists(st.sampled_from(["GTCS A", "HGIOS B"]), max_size=2, unique=True).map(tuple),
    state=st.none() | st.sampled_from(CycleState),
    decision=st.none() | st.sampled_from(Decision),
    because=st.just("") | texts,
    disagreed=st.booleans(),
)
asks = st.builds(GivenAsk, text=texts, answer=st.none() | st.sampled_from(Granted), came_of_it=st.just(""))
readings = st.builds(
    GivenReading,
    title=st.sampled_from(["Wait time", "Talk", ""]),
    doi=st.sampled_from(["", "doi"]),
    text=texts,
    expects=st.just("") | texts,
    tried=st.just("") | texts,
    verdict=st.sampled_from(TriedVerdict),
    why=st.just("") | texts,
)
gifts = st.builds(
    StaffroomGift,
    enquiries=st.lists(enquiries, min_size=1, max_size=3).map(tuple),
    asks=st.lists(asks, max_size=2).map(tuple),
    readings=st.lists(readings, max_size=2).map(tuple),
)


def a_gift(*questions: str, name: str = "", **fields: object) -> StaffroomGift:
    """Return a gift of some questions, all with the same fields."""
    return StaffroomGift(name=name, enquiries=tuple(GivenEnquiry(question=q, **fields) for q in questions))  # type: ignore[arg-type]
