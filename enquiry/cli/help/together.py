"""What `--help` says of the commands for several machines and journals: merging, a shared folder, a key, names."""

SHARED_HELP = {
    "merge": """\
Take in copies of the journal that another machine wrote: nothing of either is lost, whatever was written where.

Without a file, the copies that a synchronising program laid beside the journal. What both changed stands twice until
you settle it, and never stops anything.

$ enquiry merge --dry-run
$ enquiry merge ~/stick/journal.json""",
    "settle": """\
Say which of two texts stands, where two machines wrote different things in one place. Without a name, each in turn.

$ enquiry settle 7.4
$ enquiry settle 7.4 --keep both""",
    "sync": """\
Bring this journal and that of your other machines together, by way of a folder that any program carries between them.

Each machine lays its own copy there, locked with your key, and reads the others'. Nothing is ever lost by it: where two
machines wrote different things in one place both are kept. Name the folder once on each machine; from then on the bare
command does it, or it happens by itself: enquiry config sync auto.

$ enquiry sync ~/OneDrive/enquiry
$ enquiry sync
$ enquiry sync --leave""",
    "keys": """\
Show the key that locks what leaves this machine, or make it; print its recovery sheet.

The key is made once. It counts when its sheet is on paper: four groups of it are typed back. Without key and sheet
nobody opens what it locked, you included. A team's journal has a key of its own, which all of the team have: its sheet
goes from hand to hand, and your own key opens nothing of it.

$ enquiry keys
$ enquiry keys -o sheet.html""",
    "keys enter": """\
Type in the key from its recovery sheet, on a second machine or a new one.

$ enquiry keys enter
$ enquiry keys enter key.txt""",
    "keys renew": """\
Make a new key with a new sheet, after a machine was lost, and lock this machine's copy anew.

What was taken with the machine stays readable to whoever has it. What the key before locked still opens here.

$ enquiry keys renew""",
    "journals": """\
List your journals by name, or give one a name: your own, the one you lead by, a team's.

Any command takes a name: enquiry -j leader status. What has a slash or a dot in it is a path. Where there are several,
what is shown and what is written says which one it is.

$ enquiry journals
$ enquiry journals add leader
$ enquiry -j leader status""",
    "journals add": """\
Let a journal be known by a name; without a path a new one, beside your own.

With --team it is for two or more of you, each with a copy of their own that sync brings together; each entry then says
who wrote it. Nothing of your own journal is in it.

$ enquiry journals add leader
$ enquiry journals add team --team""",
    "journals rename": """\
Call a journal otherwise. The one that is used where none is named is called usual, until you name it.

$ enquiry journals rename usual mine""",
    "journals forget": """\
Take a journal off the list. Its file stays where it is, as it is.

$ enquiry journals forget leader""",
}
