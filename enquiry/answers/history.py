"""What the commands about the journal's past answer to a program."""

from collections.abc import Iterable

from enquiry.answers.journal import JsonObject, describe_item, encode_path
from enquiry.insight.drafts import DraftList
from enquiry.insight.history.changes import RecordChange
from enquiry.insight.history.versions import History, VersionHistory
from enquiry.model.backup import Backup, FileVersion
from enquiry.model.draft import StoredDraft
from enquiry.model.journal import Journal
from enquiry.model.step import Step


def describe_step(step: Step) -> JsonObject:
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


def describe_history(history: History) -> JsonObject:
    """Return the answer of `history`."""
    steps = [{**describe_step(told.step), "undone": told.undone} for told in history.steps]
    return {"steps": steps, "earlier": history.earlier}


def describe_changes(found: Iterable[RecordChange]) -> list[JsonObject]:
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


def describe_record_versions(versions: VersionHistory, journal: Journal) -> JsonObject:
    """Return the answer of `show --versions`: every version whole, the oldest first."""
    found = []
    for change in versions.changes:
        step, thing = change.version.step, change.version.thing
        found.append({**(describe_step(step) if step else {"step": None}), **describe_item(thing, journal)})
    return {"versions": found}


def describe_file_version(version: FileVersion) -> JsonObject:
    """Return what is known of a version of the journal's file."""
    kept = {name: getattr(version, name) for name in ("step", "cycles", "entries", "notes", "format")}
    return {"at": version.at.isoformat(), **kept}


def describe_backups(backups: Iterable[Backup], present: str) -> JsonObject:
    """Return the answer of `restore` where nothing is named; `present` marks the one that is the journal as it is."""
    return {
        "backups": [
            {
                "name": backup.name,
                **describe_file_version(backup),
                "size": backup.size,
                "path": encode_path(backup.path),
                "present": backup.mark == present,
            }
            for backup in backups
        ]
    }


# --- Drafts as `drafts --json` answers with them.


def describe_drafts(listed: DraftList) -> JsonObject:
    """Return the answer of `drafts`: every draft, with what can be read of it, and whether it is of this journal."""
    return {"drafts": [_describe_draft(one, listed.journal) for one in listed.drafts]}


def _describe_draft(one: StoredDraft, journal: str) -> JsonObject:
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
