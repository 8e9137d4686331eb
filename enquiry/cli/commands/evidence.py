"""`enquiry evidence`: a dated observation, with the values of measures it brought."""

import typer

from enquiry.cli.options import (
    AtStage,
    Deviation,
    InCycle,
    Learners,
    Measures,
    OfEvidence,
    On,
    Says,
    Source,
    Standards,
    Tags,
    WithPrivacy,
    Words,
)
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import Given, add_entry
from enquiry.cli.writing.values import check_counted, known_as, values_given, with_measures
from enquiry.model.choices import EvidenceKind
from enquiry.model.entry import Evidence


def evidence(
    ctx: typer.Context,
    words: Words = None,
    kind: OfEvidence = None,
    stage: AtStage = None,
    direction: Says = None,
    n: Learners = None,
    measure: Measures = None,
    sd: Deviation = None,
    source: Source = None,
    cycle: InCycle = None,
    on: On = None,
    tag: Tags = None,
    standard: Standards = None,
    privacy: WithPrivacy = None,
) -> None:
    """Add something you saw, heard or counted.

    $ enquiry evidence 14 of 24 explain exchange --kind exit-check --measure "explain exchange=14 of 24" --n 24
    """
    session: Session = ctx.obj
    given = values_given(measure, sd)
    check_counted(sd, n)
    text = session.text(words, what="evidence", example="enquiry evidence 14 of 24 explain it")
    add_entry(
        session,
        Given(cycle, on, tag, standard, privacy),
        lambda common, journal: Evidence(
            **common,
            text=text,
            evidence_kind=kind or EvidenceKind.NOTICING,
            stage=stage,
            direction=direction,
            n=n,
            values=known_as(journal, given),
            source=session.field(source, "source"),
        ),
        also=lambda journal: with_measures(session, journal, given),
    )
