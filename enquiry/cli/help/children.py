"""What `--help` says of the commands for children's names, for what is known of one child, and for forgetting."""

CHILDREN_HELP = {
    "pupils": """\
List who is meant by which code, or register names, so that each is found wherever it stands.

Names are asked for, so that the shell keeps none. The table is on this machine alone, in no export, backup or gift.

$ enquiry pupils add --from class.csv
$ enquiry pupils clear""",
    "pupils add": """\
Register names, each under a code: asked for one at a time, or a class list.

$ enquiry pupils add
$ enquiry pupils add --from class.csv""",
    "pupils remove": """\
Take a code, or a name, out of the table. The journal stays as it is.

$ enquiry pupils remove "Pupil A\"""",
    "pupils clear": """\
Throw the whole table away, at the end of the year: then nobody can tell who Pupil A was.

$ enquiry pupils clear""",
    "privacy": """\
Look for what may tell of a person: registered names, numbers, and what looks like a name; and put codes in their place.

Words that are no name are let be with --allow, and never asked about again. What is replaced is one step, and undone by
enquiry undo.

$ enquiry privacy 7
$ enquiry privacy --replace Anna
$ enquiry privacy --allow Bruce""",
    "about": """\
Show every text that speaks of a person, by code or name: versions, notes, drafts and backups included.

$ enquiry about "Pupil A\"""",
    "forget": """\
Forget an entry, a cycle, a note or a word: in the journal, its history and every backup. It can't be undone.

What goes is shown, and the word forget asked for. A word is found in every spelling and leaves the day it was forgotten
in its place. What no program can reach is named, and kept beside the settings. --word - asks for the word, so that it
does not stand in your shell's history.

$ enquiry forget 7.4 --keep-values
$ enquiry forget --word -""",
    "tidy": """\
Go through what earlier school years hold about single learners: keep it, keep its values alone, or forget it.

$ enquiry tidy""",
}
