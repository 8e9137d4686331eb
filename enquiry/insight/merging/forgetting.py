"""Forgetting on several machines: what one machine forgot is gone from the steps of all, whoever knew of it.

The machine that forgets tells all its steps anew, without what went; the step that forgets names the records of which
something did, and nothing of what it was. So where two copies are merged of which one has that step and the other has
not, its telling of the steps that both have is the one that holds. Each row that the other copy told otherwise is known
by that, and what was written there without knowing of it is laid on the row in its place (`rebase`). Of a record that
was forgotten whole nothing comes back.

Of machines that forgot apart each tells the same steps with something else gone; then both things are.
"""

from collections.abc import Iterable

import msgspec

from enquiry.insight.merging.fields import order_row
from enquiry.insight.merging.names import Key
from enquiry.insight.merging.rebase import is_forgotten_row, join_rows, join_texts, rebase_row
from enquiry.insight.merging.replay import Changes, LoggedStep, Pair
from enquiry.model.step import RecordRow

Base = dict[Key, RecordRow]


class Telling:
    """One copy's telling: the rows that no step made, its steps by id, and what steps of its own forgot.

    `keys` are the records of which something was forgotten here and not in the other copy, `words` the steps whose own
    words were.
    """

    def __init__(self, base: Base, steps: Iterable[LoggedStep], others: Iterable[LoggedStep]) -> None:
        self.base, self.steps = base, {step.id: step for step in steps}
        known = {step.id for step in others}
        own = [step for step in self.steps.values() if step.id not in known]
        self.keys = {key for step in own for key in step.forgets}
        self.words = {one for step in own for one in step.rewords}


def forget_in_both(one: tuple[Base, list[LoggedStep]], other: tuple[Base, list[LoggedStep]]) -> None:
    """Take out of each of two logs what steps of the other forgot, that it may be merged."""
    here, there = Telling(*one, other[1]), Telling(*other, one[1])
    if not (here.keys or here.words or there.keys or there.words):
        return
    for key in sorted(here.keys | there.keys):
        old = [_list_rows(telling, key, here.steps.keys() & there.steps.keys()) for telling in (here, there)]
        join_tellings(here, there, key)
        for telling, before in zip((here, there), old, strict=True):
            after = _list_rows(telling, key, here.steps.keys() & there.steps.keys())
            other_telling = there if telling is here else here
            if key in other_telling.keys:
                instead = {_order(row): new for row, new in zip(before, after, strict=True) if row is not None}
                lay_own_steps(telling, other_telling, key, instead, after[-1])
    for one_step in sorted(here.words | there.words):
        join_step_words(here, there, one_step)


def _list_rows(telling: Telling, key: Key, common: Iterable[str]) -> list[RecordRow | None]:
    """Return the rows of a record as a telling has them: at first, and before and after each step that both have."""
    rows, row, ids = [telling.base.get(key)], telling.base.get(key), set(common)
    for step in telling.steps.values():
        saw, made = step.changes.get(key, (row, row))
        if step.id in ids:
            rows += [saw, made]
            row = made
    return rows


def join_tellings(here: Telling, there: Telling, key: Key) -> None:
    """Let both tell the steps that they have in common as the one does that forgot; where both did, without either."""
    tellers = [telling for telling in (here, there) if key in telling.keys]
    bases = [telling.base[key] for telling in tellers if key in telling.base]
    for telling in (here, there):
        telling.base.pop(key, None)
        if bases and (row := join_rows(bases)):
            telling.base[key] = row
    for one in sorted(here.steps.keys() & there.steps.keys()):
        both = [telling.steps[one] for telling in (here, there)]
        told = [telling.steps[one] for telling in tellers]
        lost = any(key in step.lost for step in told)
        pairs = [step.changes.get(key) for step in told]
        pair: Pair | None = pairs[0] if len(set(map(_order, pairs))) == 1 else join_pairs(pairs)
        for step in both:
            if pair and not lost and pair[0] != pair[1]:
                step.changes[key] = pair
            elif key in step.changes or lost:
                step.changes.pop(key, None)
                step.lost |= {key}


def join_pairs(pairs: Iterable[Pair | None]) -> Pair | None:
    """Return one change of several tellings of it, without what any of them lacks."""
    found = [pair for pair in pairs if pair]
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    before = None if any(saw is None for saw, _ in found) else join_rows([saw for saw, _ in found])
    after = None if any(made is None for _, made in found) else join_rows([made for _, made in found])
    return before, after


def lay_own_steps(
    telling: Telling, other: Telling, key: Key, instead: dict[bytes, RecordRow | None], last: RecordRow | None
) -> None:
    """Lay what only one copy's steps wrote in a record on its rows as they are told now."""
    whole = last is not None and is_forgotten_row(last)
    for step in telling.steps.values():
        if step.id in other.steps or key not in step.changes:
            continue
        saw, made = step.changes[key]
        if key[0] == "inbox" and made and last:
            lay_filed_note(step, str((saw or {}).get("text", "")), str(made.get("filed_as", "")), str(last["text"]))
        under = instead.get(_order(saw), last) if saw is not None else None
        if whole or last is None or saw is None or made is None or under is None:
            del step.changes[key]
            step.lost |= {key}
            continue
        lies = order_row(key[0], rebase_row(saw, made, under))
        instead[_order(made)] = lies
        step.changes[key] = (under, lies)
        if under == lies:
            del step.changes[key]
            step.lost |= {key}


def lay_filed_note(step: LoggedStep, saw: str, entry: str, under: str) -> None:
    """Lay the entry that a note became in this step on what is left of the note."""
    before, made = step.changes.get(("entries", entry), (None, None))
    if before is None and made:
        lies = rebase_row({"text": saw}, {"text": made["text"]}, {"text": under})
        step.changes["entries", entry] = (None, {**made, **lies})


def join_step_words(here: Telling, there: Telling, step_id: str) -> None:
    """Let both tell a step's own words as the one does that forgot; steps that undid it quote them."""
    tellers = [telling for telling in (here, there) if step_id in telling.words and step_id in telling.steps]
    if not tellers:
        return
    did = join_texts([telling.steps[step_id].did for telling in tellers])
    for telling in (here, there):
        if (step := telling.steps.get(step_id)) is None:
            continue
        old, step.did = step.did, did
        for other in telling.steps.values():
            if step_id in (*other.undoes, *other.redoes):
                other.did = other.did.replace(old, did)


def drop_idle_changes(changes: Changes, keys: Iterable[Key]) -> frozenset[Key]:
    """Take out the changes of which forgetting left nothing, and return whose they were."""
    idle = frozenset(key for key in keys if key in changes and changes[key][0] == changes[key][1])
    for key in idle:
        del changes[key]
    return idle


def _order(value: object) -> bytes:
    return msgspec.json.encode(value, order="sorted")
