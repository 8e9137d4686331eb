"""The one table of the optional fields of cycles, entries and notes.

Options, `edit` and its `--clear`, the editor's sheet, what prompts may fill, and the labels of `show` and `history` are
all made from FIELDS. A new field is a row here and a line in its class, which keeps the type for readers of the code.
"""

from enquiry.model.belief import Belief
from enquiry.model.choices import (
    Decision,
    Direction,
    EntryKind,
    EvidenceKind,
    EvidenceStage,
    Granted,
    GroupSort,
    Held,
    PlanState,
    Privacy,
)
from enquiry.model.cycle import Cycle
from enquiry.model.field import (
    ACTION,
    ASK,
    BELIEF,
    COMMAND_KINDS,
    CYCLE,
    EVIDENCE,
    INBOX,
    NOTE,
    PROMPTED_COMMANDS,
    QUESTION,
    READING,
    RECORDS,
    REFLECTION,
    REVIEW,
    Field,
    FieldType,
)
from enquiry.model.journal import JournalItem, LooseNote

_T = FieldType

FIELDS: tuple[Field, ...] = (
    Field(
        "cycle",
        _T.CYCLE,
        RECORDS[:-2],
        "The cycle it belongs to; else the current one.",
        short="c",
        places="new edit",
    ),
    Field(
        "cycle",
        _T.CYCLE,
        (QUESTION,),
        "The cycle it belongs to; else the current one.",
        short="c",
        editable=False,
        places="new",
    ),
    Field(
        "type",
        EntryKind,
        RECORDS[:-2],
        "What kind of entry it becomes.",
        flag="as",
        attribute="kind",
        label="type",
        sheet="type",
        places="edit",
        initial=False,
        always=True,
    ),
    Field(
        "on",
        _T.DAY,
        (*RECORDS, QUESTION, BELIEF),
        "The day it happened: yesterday, 'last tuesday', 2026-11-20.",
        attribute="happened_on",
        label="day",
        sheet="date",
        places="new edit",
    ),
    Field(
        "tag",
        _T.TAGS,
        (*RECORDS, BELIEF),
        "A tag; give it again for more.",
        "TAG",
        short="t",
        attribute="tags",
        sheet="tags",
    ),
    Field(
        "standard",
        _T.STANDARDS,
        (*RECORDS, BELIEF),
        "A professional standard it touches, such as 'GTCS 2.1' or gtcs:2.1.",
        "CODE",
        attribute="standards",
        places="",
    ),
    Field(
        "privacy",
        Privacy,
        (*RECORDS, BELIEF),
        "The widest circle it may be shown to; private if not said.",
        label="may be shown to",
        places="",
        always=True,
    ),
    Field(
        "key",
        _T.FLAG,
        RECORDS[:-2],
        "One of the entries that matter most: a short summary tells it first.",
        label="matters most",
        places="",
    ),
    Field(
        "by",
        _T.TEXT,
        (*RECORDS[:-2], INBOX),
        "Who wrote it, in a journal that several people keep.",
        label="written by",
        places="",
        editable=False,
        initial=False,
    ),
    Field("issue", _T.TEXT, (CYCLE,), "The worry about learning that started it.", long=True),
    Field("why", _T.TEXT, (CYCLE,), "Why it matters.", noun="reason", places="prompt edit", long=True),
    Field("hunch", _T.TEXT, (CYCLE,), "What I think is going on, my own part in it included.", long=True),
    Field("group", _T.TEXT, (CYCLE,), "Those meant, never by name: learners, or teachers, or families.", first=True),
    Field(
        "success",
        _T.SIGNS,
        (CYCLE,),
        "What I would see if it worked; give it again for more.",
        "TEXT",
        label="success sign",
        places="prompt new",
    ),
    Field(
        "group_of",
        GroupSort,
        (CYCLE,),
        "Whom the group is made of; if not said, as its own words tell.",
        places="",
    ),
    Field("setting", _T.TEXT, (CYCLE,), "Where it takes place: the subject, the stage, the kind of school.", places=""),
    Field(
        "partners",
        _T.TEXT,
        (CYCLE, READING, ACTION, EVIDENCE),
        "Who took part, by role and never by name: 'observer, mentor'.",
        "ROLES",
        flag="with",
        label="with",
        noun="partners",
        places="",
    ),
    Field(
        "target",
        _T.TARGETS,
        (CYCLE,),
        "What a measure is to reach, as 'words a minute=95 by 1 march for the eight'; give it again for more.",
        "NAME=VALUE",
        attribute="targets",
        places="",
    ),
    Field(
        "priority",
        _T.PRIORITY,
        (CYCLE,),
        "Which of the year's priorities it serves: its number, or the beginning of its words.",
        "PRIORITY",
        places="edit",
    ),
    Field("instead", _T.TEXT, (CYCLE, ACTION), "What stops or shrinks to make room.", places="prompt edit", long=True),
    Field("informed", _T.TEXT, (CYCLE,), "Who was told of it, and how.", places="", label="who was told"),
    Field("consent", _T.TEXT, (CYCLE,), "Who agreed, and to what.", places=""),
    Field("delete_by", _T.END_DAY, (CYCLE,), "The day by which what was gathered is deleted.", places=""),
    Field("story", _T.TEXT, (CYCLE,), "Its story in your own words, for summaries.", places="edit", long=True),
    Field("grew_from", _T.CYCLE, (CYCLE,), "The cycle this one grows from.", places="", editable=False),
    Field(
        "link",
        _T.LINKS,
        (CYCLE,),
        "A tie to another cycle: contradicts, replicates, same-group; or shared-with=NAME.",
        "KIND=CYCLE",
        attribute="links",
        places="",
    ),
    Field("next_look", _T.NEXT_DAY, (CYCLE,), "When to look at it again.", places=""),
    Field("planned", _T.NUMBER, (ACTION,), "How many times it was planned."),
    Field("done", _T.NUMBER, (ACTION,), "How many times it was done."),
    Field("until", _T.END_DAY, (ACTION,), "The last day of the action."),
    Field("plan_for", _T.END_DAY, (ACTION,), "The day to come it is planned for.", label="planned for", places=""),
    Field("plan", PlanState, (ACTION,), "What became of the plan.", places=""),
    Field("hours", _T.AMOUNT, (READING, ACTION, REFLECTION, REVIEW), "How many hours it took.", "HOURS", places=""),
    Field(
        "kind",
        EvidenceKind,
        (EVIDENCE,),
        "What kind of evidence it is; noticing if not said.",
        attribute="evidence_kind",
        label="kind",
        always=True,
    ),
    Field(
        "stage", EvidenceStage, (EVIDENCE,), "Its stage; worked out from the dates if not said.", places="prompt edit"
    ),
    Field("direction", Direction, (EVIDENCE,), "What it says of the hunch."),
    Field(
        "n",
        _T.NUMBER,
        (EVIDENCE,),
        "How many learners (or teachers) it is about.",
        low=1,
        label="learners",
    ),
    Field(
        "measure",
        _T.MEASURES,
        (EVIDENCE,),
        "A value, such as 'words a minute=78'; give it again for more.",
        "NAME=VALUE",
        attribute="values",
        label="measure",
        places="prompt new",
    ),
    Field(
        "sd", _T.DECIMAL, (EVIDENCE,), "The standard deviation of the value.", "SD", attribute="values", places="prompt"
    ),
    Field(
        "counts",
        _T.OF_MEASURE,
        (EVIDENCE,),
        "What the measure counts: learners (or teachers, staff, families, people), points, times, minutes or other.",
        "WHAT",
        attribute="values",
        places="",
    ),
    Field(
        "chosen",
        _T.OF_MEASURE,
        (EVIDENCE,),
        "Whether the group was chosen because of this measure: yes or no.",
        "YES|NO",
        attribute="values",
        places="",
    ),
    Field("predicted", _T.TEXT, (EVIDENCE,), "What I said would come, before it came.", label="foretold", places=""),
    Field("source", _T.TEXT, (EVIDENCE,), "Where the real thing lies: 'jotters, blue folder'.", "WHERE"),
    Field("marked_by", _T.TEXT, (EVIDENCE,), "Who marked or counted it, by role: 'class teacher'.", "WHO", places=""),
    Field("words_of", _T.TEXT, (EVIDENCE, REVIEW, NOTE), "Whose words these are, by role.", "ROLE", places=""),
    Field("about", _T.ENTRY, (EVIDENCE, REFLECTION), "The entry it speaks of, such as 7.4.", "ENTRY", places=""),
    Field("authors", _T.TEXT, (READING,), "Who wrote it.", "NAMES"),
    Field("year", _T.NUMBER, (READING,), "The year it came out.", "YEAR", low=1000, high=2100),
    Field("title", _T.TEXT, (READING,), "Its title.", "TITLE"),
    Field(
        "where",
        _T.TEXT,
        (READING,),
        "The journal, book or place it stands in.",
        "WHERE",
        flag="in",
        label="in",
        noun="place",
    ),
    Field("doi", _T.DOI, (READING,), "Its DOI.", "DOI"),
    Field("url", _T.TEXT, (READING,), "A link to it.", "URL", noun="link"),
    Field("fit", _T.TEXT, (READING,), "How it fits here.", long=True),
    Field(
        "expects",
        _T.TEXT,
        (READING,),
        "What it would have me see here, and by when: 'longer answers within two weeks'.",
        label="would have me see",
        noun="expectation",
        long=True,
    ),
    Field("changed", _T.TEXT, (READING,), "What it changed in what I do.", long=True),
    Field("doubt", _T.TEXT, (READING,), "What is doubtful about it.", long=True),
    Field("of", _T.TEXT, (ASK,), "Whom you ask, by role: 'stage partner'.", "ROLE", label="asked of", noun="role"),
    Field("answer", Granted, (ASK,), "How it was answered.", places="edit", initial=False),
    Field("answered", _T.PAST_DAY, (ASK,), "When it was answered.", attribute="answered_on", places="", initial=False),
    Field("came_of_it", _T.TEXT, (ASK,), "What became of it.", noun="answer", places="edit", initial=False, long=True),
    Field("decision", Decision, (REVIEW,), "How the review ends."),
    Field("because", _T.TEXT, (REVIEW, QUESTION), "The reason, in a clause.", "REASON", noun="reason"),
    Field("next_look", _T.NEXT_DAY, (REVIEW,), "When to look at it again."),
    Field(
        "moved_by",
        _T.REASONS,
        (BELIEF,),
        "What moved it: an entry such as 4.7, or a reason in words; give it again for more.",
        "ENTRY|WORDS",
        flag="because",
        editable=False,
        places="prompt new",
    ),
    Field(
        "speaks_for",
        _T.SUPPORTS,
        (BELIEF,),
        "An entry that speaks for it: 4.7, or '4.7=why in a line'; give it again for more.",
        "ENTRY[=WHY]",
        flag="for",
        editable=False,
        places="prompt new",
    ),
    Field(
        "against",
        _T.SUPPORTS,
        (BELIEF,),
        "An entry that speaks against it: 4.3, or '4.3=why in a line'; give it again for more.",
        "ENTRY[=WHY]",
        editable=False,
        places="prompt new",
    ),
    Field(
        "held",
        Held,
        (BELIEF,),
        "How it is held; on trial if not said.",
        always=True,
        editable=False,
        places="prompt new",
    ),
    Field(
        "tried",
        _T.TRIED,
        (REVIEW,),
        "How what a reading claims turned out (as claimed, in part, not here, can't tell), and why: "
        "'4.2=in part: the quiet four wrote nothing'; give it again for more.",
        "NAME=VERDICT: WHY",
        label="tried here",
        places="",
    ),
)


def find_field(name: str) -> Field | None:
    """Return the first field of that name."""
    return next((field for field in FIELDS if field.name == name), None)


def is_common_field(field: Field) -> bool:
    """Tell whether a field of its name belongs to everything that is written, and so to no kind in particular."""
    return any({ACTION, EVIDENCE, REFLECTION} <= set(row.kinds) for row in FIELDS if row.name == field.name)


def list_initial_fields(command: str) -> tuple[Field, ...]:
    """Return the fields that a writing command has an option for."""
    return tuple(field for field in list_fields(COMMAND_KINDS[command]) if field.initial)


def list_filing_fields() -> tuple[Field, ...]:
    """Return the fields that a note can be given as it is filed, by what it becomes."""
    kinds = (field for field in list_fields(READING, ACTION, EVIDENCE, ASK) if field.initial and field.name != "cycle")
    return tuple(field for field in kinds if INBOX not in field.kinds)


def list_fields(*kinds: str) -> tuple[Field, ...]:
    """Return the fields that belong to any of these kinds, in their order."""
    return tuple(field for field in FIELDS if set(kinds) & set(field.kinds))


def list_editable_fields() -> tuple[Field, ...]:
    """Return the fields that `edit` has an option for: of those that share a name the first."""
    return tuple(field for field in FIELDS if field.editable and find_field(field.name) is field)


def list_sheet_fields(*kinds: str, new: bool) -> tuple[Field, ...]:
    """Return the fields that have a line on the sheet of something new, or of something there is."""
    shown = (field for field in list_fields(*kinds) if ("new" if new else "edit") in field.places)
    return tuple(sorted(shown, key=lambda field: (not is_common_field(field), not field.first)))


def list_prompt_fields(command: str) -> tuple[str, ...]:
    """Return the names of the fields that a prompt of this command may fill; none for a command that asks by no set."""
    fields = list_fields(COMMAND_KINDS[command]) if command in PROMPTED_COMMANDS else ()
    return tuple(field.name for field in fields if "prompt" in field.places)


def list_item_kinds(thing: JournalItem) -> tuple[str, ...]:
    """Return the kinds whose fields a thing has: a cycle has those of its question too."""
    if isinstance(thing, Cycle):
        return CYCLE, QUESTION
    return (INBOX if isinstance(thing, LooseNote) else BELIEF if isinstance(thing, Belief) else thing.kind.value,)


def get_label(attribute: str) -> str:
    """Return what a field of a class is called where it is shown."""
    said = (field.label for field in FIELDS if field.target == attribute and field.label)
    return next(said, attribute.replace("_", " "))
