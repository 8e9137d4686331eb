"""What the commands about the journal's past answer to a program."""

from collections.abc import Iterable

from enquiry.answers.journal import Object, path_text, thing_object
from enquiry.insight.drafts import Listed
from enquiry.insight.history.changes import Alteration
from enquiry.insight.history.versions import History, Versions
from enquiry.model.backup import Backup, Version
from enquiry.model.draft import Waiting
from enquiry.model.step import Step


def step_object(step: Step) -> Object:
    """Return a step, without the rows it replaced."""
    return {
        "step": step.number,
        "id": step.id,
        "at": step.at.isoformat(),
        "did": step.did,
        "undoes": list(step.undoes),
        "redoes": list(step.redoes),
        "clock": {"wall": step.clock.wall.isoformat(), "count": step.clock.count, "device": step.clock.device},
    }


def history_object(history: History) -> Object:
    """Return the answer of `history`."""
    steps = [{**step_object(told.step), "undone": told.undone} for told in history.steps]
    return {"steps": steps, "earlier": history.earlier}


def alterations_object(found: Iterable[Alteration]) -> list[Object]:
    """Return what became of each thing, every field of it before and after."""
    return [
        {
            "thing": one.kind,
            "name": one.name,
            "what": one.what.value,
            "fields": [field._asdict() for field in one.fields],
        }
        for one in found
    ]


def versions_object(versions: Versions) -> Object:
    """Return the answer of `show --versions`: every version whole, the oldest first."""
    found = []
    for change in versions.changes:
        step, thing = change.version.step, change.version.thing
        found.append({**(step_object(step) if step else {"step": None}), **thing_object(thing)})
    return {"versions": found}


def version_object(version: Version) -> Object:
    """Return what is known of a version of the journal's file."""
    kept = {name: getattr(version, name) for name in ("step", "cycles", "entries", "notes", "format")}
    return {"at": version.at.isoformat(), **kept}


def backups_object(backups: Iterable[Backup], present: str) -> Object:
    """Return the answer of `restore` where nothing is named; `present` marks the one that is the journal as it is."""
    return {
        "backups": [
            {
                "name": backup.name,
                **version_object(backup),
                "size": backup.size,
                "path": path_text(backup.path),
                "present": backup.mark == present,
            }
            for backup in backups
        ]
    }


# --- Drafts as `drafts --json` answers with them.


def drafts_object(listed: Listed) -> Object:
    """Return the answer of `drafts`: every draft, with what can be read of it, and whether it is of this journal."""
    return {"drafts": [_object(one, listed.journal) for one in listed.drafts]}


def _object(one: Waiting, journal: str) -> Object:
    draft = one.draft
    return {
        "name": one.name,
        "command": draft.command if draft else "",
        "about": draft.about if draft else "",
        "began": draft.began.isoformat() if draft else None,
        "journal": draft.journal if draft else "",
        "here": bool(draft and draft.journal == journal),
        "prompts": draft.prompts if draft else "",
        "given": {name: list(values) for name, values in draft.given.items()} if draft else {},
        "answers": [{"prompt": answer.prompt, "text": answer.text} for answer in draft.answers] if draft else [],
        "text": draft.text if draft else "",
        "flaw": one.flaw,
        "busy": one.busy,
    }
