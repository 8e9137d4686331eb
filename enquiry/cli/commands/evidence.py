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
from enquiry.cli.writing.entries import EntryOptions, add_entry
from enquiry.cli.writing.values import add_measures, check_learner_count, parse_values, resolve_measure_names
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
    given = parse_values(measure, sd)
    check_learner_count(sd, n)
    text = session.read_text_argument(words, what="evidence", example="enquiry evidence 14 of 24 explain it")
    add_entry(
        session,
        EntryOptions(cycle, on, tag, standard, privacy),
        lambda common, journal: Evidence(
            **common,
            text=text,
            evidence_kind=kind or EvidenceKind.NOTICING,
            stage=stage,
            direction=direction,
            n=n,
            values=resolve_measure_names(journal, given),
            source=session.clean_field(source, "source"),
        ),
        also=lambda journal: add_measures(session, journal, given),
    )
