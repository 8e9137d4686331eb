"""What `--help` says of the commands for several machines: copies merged and settled, a shared folder, a key."""

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
nobody opens what it locked, you included.

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
}
