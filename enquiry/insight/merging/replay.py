"""Replay: steps of several machines applied one after the other, each to the rows as they stand then.

A step that knew all that stands finds the rows that it saw, and gives those it made. Else the rules of `fields` hold. A
step that is undone is passed over, as though it had never been made; what it added stays, with a mark. So the rows are
a function of the steps alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from enquiry.insight.history.diff import SETTINGS
from enquiry.insight.merging.fields import RowWriting, has_new_words, keep_value, merge_row, order_row
from enquiry.insight.merging.names import Key
from enquiry.model.choices import CycleState
from enquiry.model.cycle import Cycle
from enquiry.model.step import Clock, RecordRow

Pair = tuple[RecordRow | None, RecordRow | None]
"""A row before and after; None where there is none."""

Changes = dict[Key, Pair]
"""Rows before and after, by record."""

_STATE_FIELDS = ("state", "next_look", "turns")


class LoggedStep(msgspec.Struct):
    """A step as its writer made it, rows without names (see `names`).

    `knows` holds of each device the stamp of its latest step that the writer knew. `undoes` and `redoes` name steps by
    their ids; the `changes` of such a step are what it changed besides. A step that forgets has in `forgets` the
    records of which something went, and in `rewords` the ids of steps whose own words did. `lost` are the records of
    which a step's change was forgotten.
    """

    id: str
    at: str
    clock: Clock
    did: str
    knows: dict[str, Clock]
    undoes: tuple[str, ...] = ()
    redoes: tuple[str, ...] = ()
    machine: str = ""
    changes: Changes = msgspec.field(default_factory=dict)
    forgets: frozenset[Key] = frozenset()
    rewords: frozenset[str] = frozenset()
    lost: frozenset[Key] = frozenset()

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is known of what it did: no row that it changed, and no other step that it names."""
        return not (self.changes or self.undoes or self.redoes or self.forgets or self.rewords or self.lost)


class Log(NamedTuple):
    """The rows that no step made, and the steps, by their stamps."""

    base: dict[Key, RecordRow]
    steps: list[LoggedStep]


class _Change(NamedTuple):
    """A step of that place in the line wrote this record."""

    place: int
    saw: RecordRow | None
    made: RecordRow | None


class _Touch(NamedTuple):
    """A step wrote in an entry of this cycle; `lifts` says that its writer had the cycle in sight.

    Where its writer had the entries in another cycle, `moved` are these: it counts while one of them lies in this one.
    """

    place: int
    lifts: bool
    moved: tuple[Key, ...] = ()


class _Mark(NamedTuple):
    """A step undid all that had made this record; `row` is how it stood then."""

    place: int
    row: RecordRow


class _Settled(NamedTuple):
    """The cycle's state and next look were worked out again, since two machines had reviewed or turned it."""

    place: int
    fields: RecordRow


_Event = _Change | _Touch | _Mark | _Settled


class Replay:
    """Rows as they stand after the steps so far: `rows` by record, in the order in which they came to be."""

    def __init__(self, base: Mapping[Key, RecordRow]) -> None:
        self.base = base
        self.rows: dict[Key, RecordRow] = dict(base)
        self.steps = list[LoggedStep]()
        self.undone = set[int]()
        self._places = dict[str, int]()
        self._events = defaultdict[Key, list[_Event]](list)
        self._seen = dict[str, Clock]()
        self._apart = list[bool]()
        self._stated = defaultdict[str, list[int]](list)
        self._reviews = defaultdict[str, set[str]](set)
        self._settled = set[str]()
        self._hidden_by = dict[Key, int]()
        self._written_in = defaultdict[int, dict[str, tuple[Key, ...]]](dict)

    def apply(self, step: LoggedStep) -> Changes:
        """Apply the next step, and return the rows that it changed."""
        old = {key: row for key, (row, _) in self.begin(step).items()}
        self.write(step, old)
        return {key: (row, self.rows.get(key)) for key, row in old.items() if row != self.rows.get(key)}

    def begin(self, step: LoggedStep) -> Changes:
        """Take the next step into the line and undo or redo what it says, without its own changes.

        Returns every record that is touched by that, with its row before and after, equal ones too.
        """
        place = len(self.steps)
        self.steps.append(step)
        self._places[step.id] = place
        knows = step.knows
        self._apart.append(any(name not in knows or knows[name] < clock for name, clock in self._seen.items()))
        self._seen[step.clock.device] = step.clock
        old, toggled = dict[Key, RecordRow | None](), self._toggle(step)
        stated = {cycle for one in toggled for cycle in self._list_stated(one)}
        again = [cycle for cycle in sorted(self._settled & stated) if not self._is_restored(cycle)]
        anew = [("cycles", cycle) for cycle in again]
        for key in dict.fromkeys((*self._list_touched(toggled), *anew)):
            old[key] = self.rows.get(key)
            self._set(key, self._rebuild(key, place, anew=key in anew), place)
        for cycle in again:
            self._settle(cycle, place, old)
        return {key: (row, self.rows.get(key)) for key, row in old.items()}

    def _toggle(self, step: LoggedStep) -> list[int]:
        """Mark steps as undone, or as done again, and return those of which that changed."""
        undoes = [self._places[one] for one in step.undoes if one in self._places]
        redoes = [self._places[one] for one in step.redoes if one in self._places]
        found = [one for one in undoes if one not in self.undone] + [one for one in redoes if one in self.undone]
        self.undone.update(undoes)
        self.undone.difference_update(redoes)
        return sorted(found)

    def _list_touched(self, places: Iterable[int]) -> list[Key]:
        """Return the records that steps wrote or wrote in, each once, cycles last: they rest on where entries lie."""
        found = dict[Key, None]()
        for place in places:
            changes = self.steps[place].changes
            found |= dict.fromkeys(changes)
            found |= {("cycles", cycle): None for cycle in self._written_in[place]}
        return sorted(found, key=lambda key: key[0] == "cycles")

    def write(self, step: LoggedStep, old: dict[Key, RecordRow | None]) -> None:
        """Apply the own changes of the latest step, and what follows from them in the cycles they lie in.

        The rows as they were are added to `old`.
        """
        place = len(self.steps) - 1
        for key, (saw, made) in step.changes.items():
            self._add_event(key, _Change(place, saw, made), old)
        self._written_in[place] = self._list_cycles_written_in(step.changes)
        for cycle, moved in self._written_in[place].items():
            key = ("cycles", cycle)
            removed = self.rows.get(key, {}).get("removed")
            out = {self._hidden_by.get(key), self._find_writer(key, "removed", place)} if removed else set()
            lifts = not removed or any(one is not None and self._is_unseen(one, place) for one in out)
            self._add_event(key, _Touch(place, lifts, moved), old)
        for cycle in self._list_stated(place):
            clashes = self._apart[place] and any(self._is_unseen(one, place) for one in self._stated[cycle])
            self._stated[cycle].append(place)
            if clashes:
                self._settle(cycle, place, old)

    def _list_cycles_written_in(self, changes: Changes) -> dict[str, tuple[Key, ...]]:
        """Return the cycles in whose entries words were written: where its writer had them, and where they lie.

        Of the latter, each comes with the entries that its writer had elsewhere.
        """
        written = {
            key: str(made["cycle"])
            for key, (saw, made) in changes.items()
            if key[0] == "entries" and made and has_new_words(saw, made)
        }
        found: dict[str, tuple[Key, ...]] = dict.fromkeys(written.values(), ())
        for key, given in written.items():
            cycle = str(self.rows.get(key, {}).get("cycle", given))
            if cycle not in written.values():
                found[cycle] = (*found.get(cycle, ()), key)
        return found

    def _list_stated(self, place: int) -> list[str]:
        """Return the cycles whose state or next look may rest on what a step wrote."""
        found = dict[str, None]()
        for (table, record), pair in self.steps[place].changes.items():
            if table == "cycles":
                was, new = (row or {} for row in pair)
                if any(was.get(name) != new.get(name) for name in _STATE_FIELDS):
                    found[record] = None
            elif table == "entries":
                for row in pair:
                    if row and row.get("kind") == "review":
                        found[str(row["cycle"])] = None
                        self._reviews[str(row["cycle"])].add(record)
        return list(found)

    def _add_event(self, key: Key, event: _Event, old: dict[Key, RecordRow | None]) -> None:
        row = self.rows.get(key)
        old.setdefault(key, row)
        self._events[key].append(event)
        self._set(key, self._advance(key, row, event), event.place)

    def _set(self, key: Key, row: RecordRow | None, place: int) -> None:
        if row and row.get("removed") and not self.rows.get(key, {}).get("removed"):
            self._hidden_by[key] = place
        if row is None:
            self.rows.pop(key, None)
        else:
            self.rows[key] = row

    def _rebuild(self, key: Key, place: int, *, anew: bool = False) -> RecordRow | None:
        """Return a row from the steps that stand at `place`; of a record that none of them made, marked as undone."""
        row = self._run(key, anew=anew)
        made = key in self.base or any(isinstance(event, _Change) for event in self._list_standing(key, place))
        if row is None and not made and key[0] != SETTINGS and (stood := self.rows.get(key)):
            self._events[key].append(_Mark(place, stood))
            row = self._run(key, anew=anew)
        return row

    def _run(self, key: Key, *, anew: bool) -> RecordRow | None:
        """Return a row after its events; with `anew` without what undoing or redoing made of a cycle's state."""
        row = self.base.get(key)
        for event in self._events[key]:
            if event.place in self.undone or (isinstance(event, _Settled) and self._is_past(event.place, anew=anew)):
                continue
            row = self._advance(key, row, event)
        return row

    def _is_restored(self, cycle: str) -> bool:
        """Say whether a cycle is as it was before it was last settled, since nothing was decided in between."""
        settled = [event.place for event in self._events["cycles", cycle] if isinstance(event, _Settled)]
        return bool(settled) and settled[-1] > self._stated[cycle][-1] and self._is_past(settled[-1])

    def _is_past(self, place: int, *, anew: bool = False) -> bool:
        """Say whether all that a step undid was done again since, or all that it did again undone.

        With `anew` any step that undoes or redoes is past.
        """
        step = self.steps[place]
        undone = [self._places.get(one) in self.undone for one in (*step.undoes, *step.redoes)]
        return bool(undone) and (anew or (not any(undone) if step.undoes else all(undone)))

    def _advance(self, key: Key, row: RecordRow | None, event: _Event) -> RecordRow | None:
        """Return a record's row after one thing that happened to it."""
        match event:
            case _Change(place, saw, made):
                return self._change(key, row, place, saw, made)
            case _Mark(place, stood) if row is None:
                return self._mark(key, stood, place)
            case _Touch(place, True) if row and (removed := row.get("removed")) and self._counts(key, event):
                by = self._find_writer(key, "removed", place)
                signed = ("", "") if by is None else self._sign(by)
                return _keep_in_sight(key, row, keep_value("removed", removed, *signed))
            case _Settled(place, fields) if row:
                return order_row(key[0], {**row, **fields})
        return row

    def _mark(self, key: Key, row: RecordRow, place: int) -> RecordRow:
        """Return a row out of sight, since what made it was undone; in sight where somebody wrote in it unknowing."""
        removed: Any = row.get("removed")
        if removed and removed.get("undone"):
            return row
        mark = {"at": self.steps[place].at, "undone": True}
        if self._has_unseen_touch(key, place):
            return _keep_in_sight(key, row, keep_value("removed", mark, *self._sign(place)))
        if any(self._counts(key, event) for event in self._list_standing(key, place)):
            return row  # what another machine wrote in it stays
        return order_row(key[0], {**row, "removed": mark})

    def _change(
        self, key: Key, row: RecordRow | None, place: int, saw: RecordRow | None, made: RecordRow | None
    ) -> RecordRow | None:
        removes = made and made.get("removed") and not (saw or {}).get("removed")
        unseen = bool(removes) and self._has_unseen_touch(key, place)
        if row is None or (row == saw and not unseen):
            return made
        if made is None or row == made:
            return row

        def blame(field: str) -> tuple[str, str]:
            by = self._find_writer(key, field, place)
            return (str(row.get("recorded_at", "")), "") if by is None else self._sign(by)

        at, device = self._sign(place)
        return merge_row(key[0], row, RowWriting(saw or {}, made, at, device, unseen), blame)

    def _sign(self, place: int) -> tuple[str, str]:
        """Return when and on which device a step was made."""
        return self.steps[place].at, self.steps[place].clock.device

    def _find_writer(self, key: Key, field: str, place: int) -> int | None:
        """Return the latest step before one that wrote a field of a record."""
        for event in reversed(list(self._list_standing(key, place))):
            if isinstance(event, _Change):
                if (event.saw or {}).get(field) != (event.made or {}).get(field):
                    return event.place
            elif isinstance(event, _Mark) and field == "removed":
                return event.place
        return None

    def _list_standing(self, key: Key, place: int) -> Iterator[_Event]:
        return (event for event in self._events[key] if event.place < place and event.place not in self.undone)

    def _has_unseen_touch(self, key: Key, place: int) -> bool:
        """Say whether something stands in a cycle's entries that the writer of a step did not know.

        An entry that lies in it now may have been written in before it was moved there.
        """
        if not self._apart[place] or key[0] != "cycles":
            return False
        within = [one for one, row in self.rows.items() if one[0] == "entries" and row.get("cycle") == key[1]]
        written = [event for one in within for event in self._list_standing(one, place) if _has_words(event)]
        touches = [event for event in self._list_standing(key, place) if self._counts(key, event)]
        return any(self._is_unseen(event.place, place) for event in (*touches, *written))

    def _counts(self, key: Key, event: _Event) -> bool:
        """Say whether an event of a cycle is that somebody wrote in what still lies in it."""
        return isinstance(event, _Touch) and (
            not event.moved or any(self.rows.get(one, {}).get("cycle") == key[1] for one in event.moved)
        )

    def _is_unseen(self, one: int, place: int) -> bool:
        """Say whether a step stands that the writer of another did not know."""
        clock = self.steps[one].clock
        known = self.steps[place].knows.get(clock.device)
        return one != place and one not in self.undone and (known is None or known < clock)

    def _settle(self, cycle: str, place: int, old: dict[Key, RecordRow | None]) -> None:
        """Work out a cycle's state and next look again from its reviews and turns, by the model's own rule."""
        row = self.rows.get(("cycles", cycle))
        if row is None:
            return
        found = (self.rows.get(("entries", one)) for one in sorted(self._reviews[cycle]))
        reviews = [
            {**one, "name": f"0.{one['name']}"}
            for one in found
            if one and one["cycle"] == cycle and one["kind"] == "review"
        ]
        whole = msgspec.convert({**row, "entries": reviews}, Cycle)
        state, look = whole.get_state_on(date.max), whole.next_look
        latest = whole.reviews[-1] if whole.reviews else None
        if (
            latest
            and latest.next_look
            and all((t.on, t.at) <= (latest.happened_on, latest.recorded_at) for t in whole.turns)
        ):
            look = latest.next_look
        whole = msgspec.structs.replace(whole, state=state, next_look=look).drop_idle_look()
        self._settled.add(cycle)
        shown = whole.next_look.isoformat() if whole.next_look else None
        told = None if state is CycleState.OPEN else state.value
        self._add_event(("cycles", cycle), _Settled(place, {"state": told, "next_look": shown}), old)


def _has_words(event: _Event) -> bool:
    return isinstance(event, _Change) and has_new_words(event.saw, event.made)


def _keep_in_sight(key: Key, row: RecordRow, removal: RecordRow) -> RecordRow:
    """Return a row in sight, with the removal that does not win kept beside it."""
    kept: Any = row.get("otherwise") or []
    kept = kept if removal in kept else [*kept, removal]
    return order_row(key[0], {**row, "removed": None, "otherwise": kept})
