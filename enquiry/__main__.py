"""The way in and out: `main(argv, session)` answers with the exit code, and is the one place that catches errors."""

import codecs
import os
import sys
from collections.abc import Sequence

import typer

from enquiry.cli.session import Session
from enquiry.errors import EnquiryError, ExitCode
from enquiry.views.visible import in_plain_signs, visible


def main(argv: Sequence[str], session: Session) -> int:
    """Run one command line and return its exit code. Errors are worded on the session's standard error."""
    from enquiry.cli.app import command

    try:
        code = command().main(list(argv), prog_name="enquiry", standalone_mode=False, obj=session)
        session.stdout.flush()
    except BrokenPipeError:
        return _leave_quietly(session)
    except EnquiryError as error:
        return _say(session, error.words, error.hint, error.exit_code)
    except typer.TyperException as mistake:
        from enquiry.cli.mistakes import worded

        return _say(session, *worded(mistake, argv), ExitCode.USAGE)
    except (KeyboardInterrupt, typer.Abort):
        code = ExitCode.STOPPED
    except OSError as fault:
        words = f"The system refused: {fault.strerror or fault}" + (f" ({fault.filename})." if fault.filename else ".")
        return _say(session, words, "enquiry status shows what is in the journal.", ExitCode.FAILED)
    if code == ExitCode.STOPPED:
        return _say(session, "Stopped.", "", ExitCode.STOPPED)
    return code if isinstance(code, int) else ExitCode.DONE


def _say(session: Session, words: str, hint: str, code: ExitCode) -> int:
    for line in filter(None, (words, hint)):
        session.stderr.write(f"{visible(line).replace(chr(10), '␊')}\n")
    return code


def _leave_quietly(session: Session) -> int:
    """Whoever read the output has gone; keep the interpreter from complaining as it shuts the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), session.stdout.fileno())
    return ExitCode.DONE


def run() -> None:
    """Run the program as the shell calls it."""
    codecs.register_error("plain", in_plain_signs)
    for stream in (sys.stdout, sys.stderr):  # either may have been closed before the program began
        if stream is not None and stream.encoding.casefold().replace("-", "") != "utf8":
            stream.reconfigure(errors="plain")  # type: ignore[union-attr]
    if sys.stdin is not None:  # bytes that are no text are mended where they are kept, and said
        sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:], Session()))


if __name__ == "__main__":
    run()
