"""The thresholds of the pulse. Every one can be changed in the `[pulse]` table of `settings.toml`."""

from typing import Annotated

import msgspec

RuleCount = Annotated[int, msgspec.Meta(ge=1, le=1000)]
Proportion = Annotated[float, msgspec.Meta(ge=0, le=1)]


class PulseRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The thresholds, each with the default of the vocabulary. Days are teaching days unless said otherwise.

    `pieces`: how many pieces of evidence, reflection and review it takes to speak of their spread.
    `mean_position`, `late_from`, `late_share`: end-loaded when the mean position is above the first, or when more than
    the third lie after the second; positions run from 0 to 1.
    `quiet`: a silence longer than this is long.
    `at_the_time`: calendar days within which a thing counts as written at the time.
    `sitting_share`, `sitting_days`: written up afterwards when more than this share was typed on one day about more
    than so many different days.
    `next_look`, `sprint`, `leadership`: when the next look falls if none is set, after the last review.
    `kinds`, `perspectives`, `by_review`: how many of each there should be by which review.
    `one_sided`: how many pieces with a direction it takes to call them one-sided.
    `delivered`: an action done less often than this share of its plan is thin.
    `as_planned`: from this share of its plan on, up to the whole of it, an action was done as planned.
    `slipped`: the share of a change that is lost again before it is called a slip.
    `term`: how long a term is where the calendar names none.
    `open_cycles`: how many open cycles are not too many.
    """

    pieces: RuleCount = 4
    mean_position: Proportion = 0.70
    late_from: Proportion = 0.75
    late_share: Proportion = 0.5
    quiet: RuleCount = 20
    at_the_time: RuleCount = 14
    sitting_share: Proportion = 0.5
    sitting_days: RuleCount = 3
    next_look: RuleCount = 20
    sprint: RuleCount = 5
    leadership: RuleCount = 30
    kinds: RuleCount = 3
    perspectives: RuleCount = 2
    by_review: RuleCount = 2
    one_sided: RuleCount = 5
    delivered: Proportion = 0.5
    as_planned: Proportion = 0.9
    slipped: Proportion = 0.25
    term: RuleCount = 60
    open_cycles: RuleCount = 2


DEFAULT_RULES = PulseRules()
"""The thresholds where nothing else was set."""
