"""Forgetting on several machines: what one machine forgot is gone from the steps of all, whoever knew of it.

The machine that forgets tells all its steps anew, without what went; the step that forgets names the records of which
something did, and nothing of what it was. So where two copies are merged of which one has that step and the other has
not, its telling of the steps that both have is the one that holds. Each row that the other copy told otherwise is known
by that, and what was written there without knowing of it is laid on the row in its place (`rebase`). Of a record that
was forgotten whole nothing comes back.

Of machines that forgot apart each tells the same steps with something else gone; then both things are.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from enquiry.insight.merging.fields import order_row
from enquiry.insight.merging.names import Key
from enquiry.insight.merging.rebase import is_forgotten_row, join_rows, join_texts, rebase_row
from enquiry.insight.merging.replay import Changes, Log, LoggedStep, Pair


class Replaced:
    """Which texts of records' fields are told otherwise since something in them was forgotten."""

    def __init__(self) -> None:
        self._texts = dict[tuple[str, str], str]()
        self._left = set[tuple[str, str]]()

    def learn(self, old: Any, new: Any, field: str = "") -> None:
        """Note what stands in the place of each text of a row, and which items of a list are left out."""
        if isinstance(old, str) and isinstance(new, str):
            if old != new:
                self._texts[field, old] = new
        elif isinstance(old, dict) and isinstance(new, dict):
            for key in old.keys() & new.keys():
                self.learn(old[key], new[key], _name_field(old, key))
        elif isinstance(old, list) and isinstance(new, list):
            if len(old) == len(new):
                for one, other in zip(old, new, strict=True):
                    self.learn(one, other, field)
            else:
                self._left |= {(field, one) for one in old if isinstance(one, str) and one not in new}

    def learn_pair(self, old: Pair | None, new: Pair | None) -> None:
        """Note what stands in the place of a change, which is nothing where what it wrote is forgotten."""
        if old:
            self.learn(old[0], new[0] if new else self.put(old[0]))
            self.learn(old[1], new[1] if new else self.put(old[0]))

    def put(self, value: Any, field: str = "") -> Any:
        """Return a value of which each text is as it is told now."""
        if isinstance(value, str):
            return self._texts.get((field, value), value)
        if isinstance(value, list):
            return [self.put(one, field) for one in value if not (isinstance(one, str) and (field, one) in self._left)]
        return (
            {key: self.put(one, _name_field(value, key)) for key, one in value.items()}
            if isinstance(value, dict)
            else value
        )


def _name_field(value: dict[str, Any], key: str) -> str:
    """Return which field's text stands in a part of a row: of what `otherwise` keeps, the field that it is kept for."""
    return str(value["field"]) if key == "value" and "field" in value else key


class Telling:
    """One copy's telling: the rows that no step made, the steps that both copies have, and those that it has alone.

    `keys` are the records of which these forgot something, `gone` those of them that were forgotten whole; `filed` the
    entries that such notes became, since they hold the same words; `words` the steps whose own words were forgotten;
    `instead` is what stands in this telling for the texts that a record had.
    """

    def __init__(self, log: Log, other: Log) -> None:
        self.base, self.instead = log.base, defaultdict[Key, Replaced](Replaced)
        known = {step.id for step in other.steps}
        self.common = [step for step in log.steps if step.id in known]
        self.own = [step for step in log.steps if step.id not in known]
        self.by_id = {step.id: step for step in log.steps}
        self.keys = {key for step in self.own for key in step.forgets}
        self.gone = {key for key in self.keys if self._is_gone(key)}
        self.filed = set[Key]()
        self.words = {one for step in self.own for one in step.rewords}

    def _is_gone(self, key: Key) -> bool:
        """Say whether a record is not there any more after the steps that both have, or was forgotten whole."""
        rows = [pair[1] for step in self.common if (pair := step.changes.get(key))]
        last = rows[-1] if rows else self.base.get(key)
        return last is None or is_forgotten_row(last)


def forget_in_both(one: Log, other: Log) -> None:
    """Take out of each of two logs what steps of the other forgot, that they may be merged."""
    here, there = Telling(one, other), Telling(other, one)
    filed = map_filed_entries(here.keys | there.keys, (here, there))
    for telling in (here, there):
        telling.filed = filed.keys() - telling.keys if telling.keys else set()
        telling.instead |= {entry: telling.instead[note] for entry, note in filed.items()}
    for key in sorted(here.keys | there.keys | filed.keys()):
        before = [list_pairs(telling, key) for telling in (here, there)]
        join_tellings(here, there, key)
        for telling, pairs in zip((here, there), before, strict=True):
            instead = telling.instead[key]
            for old, new in zip(pairs, list_pairs(telling, key), strict=True):
                instead.learn_pair(old, new)
    for telling, forgetful in ((here, there), (there, here)):
        for step in telling.own if forgetful.keys else ():
            for key in sorted(step.changes):
                lay_change(telling, forgetful, step, key)
    for one_step in sorted(here.words | there.words):
        join_step_words(here, there, one_step)


def map_filed_entries(keys: Iterable[Key], tellings: Iterable[Telling]) -> dict[Key, Key]:
    """Return the entries that notes of which something was forgotten became, as far as a telling knows, with these."""
    notes = sorted(key for key in keys if key[0] == "inbox")
    pairs = (
        (key, step.changes[key])
        for one in tellings
        for step in one.by_id.values()
        for key in notes
        if key in step.changes
    )
    return {("entries", str(made["filed_as"])): key for key, (_, made) in pairs if made and made.get("filed_as")}


def list_pairs(telling: Telling, key: Key) -> list[Pair | None]:
    """Return what a telling has of a record: the row that no step made, and what each step that both have changed."""
    return [(None, telling.base.get(key)), *(step.changes.get(key) for step in telling.common)]


def join_tellings(here: Telling, there: Telling, key: Key) -> None:
    """Let both tell the steps that they have in common as the one does that forgot; where both did, without either."""
    tellers = [telling for telling in (here, there) if key in telling.keys | telling.filed]
    bases = [telling.base[key] for telling in tellers if key in telling.base]
    for telling in (here, there):
        telling.base.pop(key, None)
        if bases and (row := join_rows(bases)):
            telling.base[key] = row
    for one in here.common:
        both = (one, there.by_id[one.id])
        told = [telling.by_id[one.id] for telling in tellers]
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


def lay_change(telling: Telling, forgetful: Telling, step: LoggedStep, key: Key) -> None:
    """Lay what a step that only one copy has wrote in a record on its row as it is told now."""
    saw, made = step.changes[key]
    if key not in forgetful.keys | forgetful.filed:
        return
    instead = telling.instead[key]
    if key in forgetful.filed and saw is None and made is not None:
        step.changes[key] = (None, instead.put(made))
        return
    if saw is None or made is None or key in forgetful.gone:
        del step.changes[key]
        step.lost |= {key}
        return
    under = instead.put(saw)
    lies = order_row(key[0], rebase_row(saw, made, under))
    instead.learn(made, lies)
    step.changes[key] = (under, lies)
    if under == lies:
        del step.changes[key]
        step.lost |= {key}


def join_step_words(here: Telling, there: Telling, step_id: str) -> None:
    """Let both tell a step's own words as the one does that forgot; steps that undid it quote them."""
    tellers = [telling for telling in (here, there) if step_id in telling.words and step_id in telling.by_id]
    if not tellers:
        return
    did = join_texts([telling.by_id[step_id].did for telling in tellers])
    for telling in (here, there):
        if (step := telling.by_id.get(step_id)) is None:
            continue
        old, step.did = step.did, did
        for other in telling.by_id.values():
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
