"""What `--help` says of the staffroom."""

STAFFROOM_HELP = {
    "staffroom": """\
Show what colleagues chose to give, as it lies in a folder now: questions, what would help, what was decided and why.

Your own enquiry stands first. Nobody is counted, and nothing says who gave or did not; of fewer than three nothing is
told. Nothing of it is kept: what somebody takes out of the folder is gone at the next look. A gift is laid there with
enquiry gift --for leader -o FOLDER.

$ enquiry staffroom ~/shared/gifts
$ enquiry staffroom ~/shared/gifts -c 4 -o staffroom.docx
$ enquiry staffroom ~/shared/gifts --for meeting -o meeting.pdf""",
}
