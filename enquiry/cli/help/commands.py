"""What `--help` says of each command, beside its options.

The texts are strings, not docstrings, which Python leaves out when it is told to optimise; and they stand in one place,
so that the help that names every command loads none of them.
"""

from enquiry.cli.help.children import CHILDREN_HELP
from enquiry.cli.help.colleagues import GIFT_HELP
from enquiry.cli.help.learning import LEARNING_HELP
from enquiry.cli.help.together import SHARED_HELP

GLOBAL_PANEL = "Everywhere"
"""What the options are headed by that every command has."""

ROOT_HELP = "A journal of enquiry into your own teaching."

VERBS = ("note", "start", "act", "evidence", "reflect", "review", "summary")
"""The seven to remember."""

HELP = {
    **SHARED_HELP,
    **GIFT_HELP,
    **CHILDREN_HELP,
    **LEARNING_HELP,
    "note": """\
Keep a quick line in the inbox, to be filed to a cycle later.

With nothing after it, it asks: what you type there needs no quotes, and the shell keeps none of it.

$ enquiry note
$ enquiry note they answered more when I waited""",
    "start": """\
Open a cycle with its question, and make it the current one.

$ enquiry start "What happens when I wait?" --group "Year 8" -t questioning""",
    "read": """\
Add something learned from research, policy or a colleague, and how it fits here.

A file of a library or a reference manager (BibTeX or CSL-JSON) gives readings whole, and export writes them so.

$ enquiry read waiting lengthens answers --authors "Rowe, M." --year 1986
$ enquiry read --from-bibtex refs.bib --dry-run""",
    "act": """\
Add a change you made in your practice.

$ enquiry act base-ten blocks in four lessons a week --planned 44 --done 37""",
    "evidence": """\
Add something you saw, heard or counted.

$ enquiry evidence 14 of 24 explain exchange --kind exit-check --n 24
$ enquiry evidence "five hands" --measure "hands=5 of 24"
$ enquiry evidence "a check" --measure "maths=emerging 4, secure 20\"""",
    "reflect": """\
Add what you think about what you saw.

$ enquiry reflect
$ enquiry reflect 3 minutes with the quiet table: they had drawn it first""",
    "review": """\
Look at a cycle and decide how it goes on. Without more, the ones that are due.

$ enquiry review 7
$ enquiry review --decision adapt --because "our hands are in the way\"""",
    "refine": """\
Put the question better. Every earlier version is kept, with its day and reason.

$ enquiry refine "How do drawings change it?" --because "it asked for a yes\"""",
    "file": """\
File a note to a cycle; it keeps its own day. Without a name, go through the notes that wait, one at a time.

With --together it shows notes that share their rarer words over weeks, and asks for the question that they ask.

$ enquiry file n12 -c 7 --as evidence --kind tally
$ enquiry file --together""",
    "move": """\
Move entries to the cycle they belong to, or make them another kind. Each keeps its day and history, and gets
a new name.

$ enquiry move 3.6 2
$ enquiry move 3.6 3.7 n12 2 --as reflection""",
    "use": """\
Make a cycle the current one, to which writing goes when none is named.

$ enquiry use 7""",
    "drafts": """\
Show what was begun and not saved, go on with it, or let it go.

$ enquiry drafts
$ enquiry drafts resume d1
$ enquiry drafts discard d1""",
    "drafts resume": """\
Go on with a draft where it stopped; without a name, with the latest.

$ enquiry drafts resume d1""",
    "drafts discard": """\
Let a draft go. It asks first.

$ enquiry drafts discard d1
$ enquiry drafts discard --all""",
    "status": """\
Show what matters now, and the open cycles.

$ enquiry""",
    "browse": """\
Look around in the journal full screen, under the arrow keys, find as you type, and write; ? shows the keys.

It needs a part that is installed apart. Everything in it is told in lines, too, by commands of its own.

$ enquiry browse
$ enquiry browse tag:reading""",
    "open": """\
Show the whole journal, or what a query finds, as one page in your browser.

Its contents lead by year, thread and tag; finding is the browser's own. The page is for you alone: nothing is held
back. It lies with the program's own files, and -o FILE puts it where you say.

$ enquiry open
$ enquiry open tag:reading -o reading.html""",
    "list": """\
List the open and paused cycles; with --all, or where cycles or a state are asked for, the closed ones too.

$ enquiry list --all -t reading
$ enquiry list no:review""",
    "show": """\
Show one cycle, entry or note, whole, or every version it has had; of a cycle also how its question changed.

$ enquiry show 7.4
$ enquiry show 7.4 --versions
$ enquiry show 7 --question""",
    "timeline": """\
Draw the timeline of one cycle or of several down the page, or a school year's cycles side by side in weeks.

A number or a word names a cycle; whatever else of a query is given narrows what is drawn.

$ enquiry timeline 7
$ enquiry timeline wait kind:evidence
$ enquiry timeline --year 2025-26""",
    "year": """\
Draw when evidence, reflection and reviews happened, week by school week; --kind looks at other kinds.

Beneath stands what was changed, thread by thread under the year's priorities (enquiry config priorities), and what was
begun beside what was stopped. This school year, or each one the time asked for touches.

$ enquiry year
$ enquiry year --year 2024-25 --by cycle""",
    "pulse": """\
Show how the evaluation of one cycle, or of each open one, is going.

How it reads and what comes next stand first, then what disagrees and what asks for something; --all tells the rest.

--leading asks five questions instead, for whoever leads the learning of others: from what learners are to do
differently, by way of teachers and their support, back to what you need to learn yourself.

Three tags are read: sprint and leadership set the pace of the looks, no-baseline says why there is none.

The thresholds are settings, such as: enquiry config pulse.next_look 15

$ enquiry pulse
$ enquiry pulse 7
$ enquiry pulse 7 --all
$ enquiry pulse --leading""",
    "thread": """\
Draw the tree of cycles that grew from one another, with what was decided in each and how its question changed.

$ enquiry thread 7""",
    "search": """\
Find cycles and entries. All words must be found; fields and options narrow it further.

The fields: tag: kind: evidence: cycle: group: decision: state: standard: direction: measure: year: term: since:
until: on:, and has: or no: with baseline, review, tag and more. A value with spaces goes in quotes.

$ enquiry search quiet table
$ enquiry search 'feedback decision:stop -homework'
$ enquiry search --save prd 'year:"this year" has:review'
$ enquiry search @prd""",
    "tags": """\
List the tags in use as a tree, with how often and when; words and options choose of what.

$ enquiry tags
$ enquiry tags --year 2025-26
$ enquiry tags --similar
$ enquiry tags rename questions questioning
$ enquiry tags merge talk oracy --into talk""",
    "tags list": """\
List the tags of whatever holds some words; it needs no name.

$ enquiry tags list boats
$ enquiry tags boats""",
    "tags rename": """\
Call a tag otherwise, all over the journal; what is nested under it moves along.

Where the new name is in use already the two become one, and that is said first.

$ enquiry tags rename questions questioning --dry-run""",
    "tags merge": """\
Make several tags one, all over the journal; what is nested under them moves along.

$ enquiry tags merge talk oracy dialogue --into talk""",
    "tags remove": """\
Take a tag off everything that bears it. What bore it stays as it is otherwise.

$ enquiry tags remove misc --dry-run""",
    "measures": """\
List the measures: unit, better way, range, and in each cycle the first and the latest value.

$ enquiry measures
$ enquiry measures "20-item check\"""",
    "measures show": """\
Show every value of a measure, with its picture and its change since the baseline.

$ enquiry measures show "words correct\"""",
    "measures define": """\
Say what a measure is: its unit, which way is better, and its range. What is not said stays as it was.

$ enquiry measures define "20-item check" --unit "of 20" --counts points
$ enquiry measures define writing --levels "emerging, developing, secure\"""",
    "measures compare": """\
Compare one group before and after, or two groups, and say what the figures bear and what they don't.

$ enquiry measures compare "20-item check" --to 2025-12-03
$ enquiry measures compare "mixed test" --with "mixed test, other class"
$ enquiry measures compare --csv marks.csv --before sept --after dec --by code""",
    "stats": """\
Count entries in a table: in any grouping, by any period. Counts alone, in the order of the calendar.

$ enquiry stats
$ enquiry stats --by tag --per year
$ enquiry stats --by decision --year 2025-26""",
    "lookback": """\
Look back: this week in earlier years, what you asked a year ago, and promises whose day has come.

$ enquiry lookback
$ enquiry lookback -t reading""",
    "standards": """\
List the lists of standards, or find codes in them; --standard CODE lays one beside whatever you write.

$ enquiry standards gtcs
$ enquiry standards professional learning""",
    "summary": """\
Hand over the school year so far. Or any window, as it stands today or stood on any day.

Everything is private until you let it go: for another reader it asks which cycles may, --remember keeps the answers,
and --dry-run lists what would leave, what would not, and why.

Names that are found in what goes to somebody else are asked about first; without a terminal an option says what becomes
of them.

$ enquiry summary --year 2025-26 -o year.html --open
$ enquiry summary --for prd --share 4 -o prd.docx""",
    "export": """\
Write the whole journal as one JSON document, or its readings with your words on them as BibTeX or CSL-JSON.

A query or an option narrows it: then it holds the cycles found, each with the entries found in it and no others.
It is a journal like any other, which enquiry import takes in. With --format markdown it becomes a folder for any
notes program, which import takes in again, too. What was removed or undone stays behind, unless --with-removed asks
for it. Names that are found in it are asked about first; without a terminal an option says what becomes of them.

$ enquiry export -o journal-backup.json
$ enquiry export --format markdown -o notes
$ enquiry export tag:reading --year 2025-26 -o reading.json""",
    "import": """\
Take in a journal, a diary, a folder of notes or a form's answers, recognised by what stands in it.

It may be a journal that enquiry exported or keeps, or a backup of one; jrnl (its file or JSON), Day One (JSON or ZIP),
org, a text with dated lines; a folder of Markdown, such as Obsidian's; or the answers to a form as CSV or XLSX, which
become one survey without names. Dated texts go to the inbox with their day, or to cycles with --into and --map; what
came in once does not come again. Undo takes it all back. What is here already stays as it is, unless --take-changes.

$ enquiry import jrnl.txt --dry-run
$ enquiry import vault --into 7 --as reflection --map "waiting=3"
$ enquiry import old-laptop.json""",
    "edit": """\
Change the text or any field of a cycle, an entry or a note; with nothing but its name, in your editor.

An empty text ('') clears a text, --clear all else. Beside the name of an entry, -c moves it to another cycle and --as
makes it another kind; -c alone names the cycle to change. A success sign is added to those there are: --success ""
takes them all away, and beside a new one it puts that in their place. enquiry refine keeps a question's versions.

$ enquiry edit 7.4 "14 of 24 explain exchange" --on yesterday --untag maths""",
    "close": """\
Close a cycle. With --next, open the one that grows from it. Looks that were promised when it was embedded are kept.

$ enquiry close 7 --because "it runs by itself now"
$ enquiry close 7 --next "What do the quiet ones need?\"""",
    "reopen": """\
Take up a closed, paused or resting cycle again, or bring back something removed.

$ enquiry reopen 7 --because "the new class needs it too\"""",
    "remove": """\
Take a cycle, an entry or a note out of sight. It stays in the file and can be brought back.

$ enquiry remove 7.4 --because "written to the wrong cycle\"""",
    "undo": """\
Take back the latest step but one that forgets; what it had added is kept out of sight, and redo brings it back.

$ enquiry undo 3
$ enquiry undo --to 41""",
    "redo": """\
Do again the step that was undone last, as long as nothing was written since.

$ enquiry redo""",
    "history": """\
List what was done, step by step, the newest first: when, what, and whether it was undone.

$ enquiry history
$ enquiry history -c 7 --since "last monday\"""",
    "doctor": """\
Look at the journal, at what is kept of it and at this machine; say what is wrong, and what to do.

Nothing is changed without --fix. The exit code is 5 for a journal that is damaged or newer than this program, 1
where anything else is wrong.

$ enquiry doctor
$ enquiry doctor --report > report.txt""",
    "backup": """\
Write the whole journal, its history included, to one file, and read it back. `restore FILE` takes it again.

A name that ends in .age is locked with your key (enquiry keys).

$ enquiry backup -o /media/stick
$ enquiry backup -o journal.json.age""",
    "restore": """\
List the backups, or put one in the journal's place after showing what that changes. What it replaces is kept.

$ enquiry restore
$ enquiry restore b41 --dry-run
$ enquiry restore /media/stick/journal.json""",
    "where": """\
Show where the journal, the settings, your own calendars, readers and standards, and the kept copies lie.

$ enquiry where""",
    "config": """\
Show all settings, one of them, or set one; --unset puts one back to what it is where nothing is said.

Where a line of the settings file can't be used, the usual value stands in; this command names the line and mends it.

$ enquiry config calendar england
$ enquiry config name "A. Teacher"
$ enquiry config priorities "Talk before writing" "Reading for pleasure"
$ enquiry config color --unset""",
    "demo": """\
Lay out a sample journal in a folder of its own, and look at it. Yours is never touched.

$ enquiry demo
$ enquiry demo behaviour""",
    "schema": """\
List the commands that answer with --json, or print the JSON Schema of what one answers.

$ enquiry schema
$ enquiry schema list
$ enquiry schema measures compare""",
    "guide": """\
Read the guide: a tour, the commands, queries, promises, the file; or find words in it.

$ enquiry guide tour
$ enquiry guide undo""",
    "help": """\
Show the commands, or one of them with its examples and options, or a topic of the guide.

$ enquiry help review
$ enquiry help measures compare
$ enquiry help queries""",
    "remind": """\
Write your next looks as calendar events that remind you, into a file that your calendar opens.

Each says a cycle's number and nothing of what is in it. After embed the look a year later is written too.

$ enquiry remind
$ enquiry remind looks.ics --open""",
}
"""By the name of the command; of one within another by both names. Each holds an example."""
