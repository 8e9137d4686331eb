"""Entry point: `main(argv, session)` returns the exit code, and is the one place that catches errors.

Little is imported before `run` has seen to Ctrl-C: a program that is stopped while it loads ends without a word.
"""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from enquiry.acts import Hint
    from enquiry.cli.session import Session
    from enquiry.errors import ErrorSpan, ExitCode


def main(argv: "Sequence[str]", session: "Session") -> int:
    """Run one command line and return its exit code. Errors are worded on the session's standard error."""
    import typer

    from enquiry.acts import Act, ActKind, Hint
    from enquiry.errors import EnquiryError, ExitCode

    said: tuple[str, str | Hint, ExitCode] = ("Stopped.", "", ExitCode.STOPPED)
    try:
        from enquiry.cli.app import build_command_line

        code = build_command_line().main(list(argv), prog_name="enquiry", standalone_mode=False, obj=session)
        session.stdout.flush()
        if code != ExitCode.STOPPED:
            return code if isinstance(code, int) else ExitCode.DONE
    except BrokenPipeError:  # whoever read the output has gone; keep the interpreter from complaining as it shuts down
        os.dup2(os.open(os.devnull, os.O_WRONLY), session.stdout.fileno())
        return ExitCode.DONE
    except EnquiryError as error:
        return _report_error(session, error.words, error.hint, error.exit_code, error.spot)
    except typer.TyperException as mistake:
        from enquiry.cli.usage_errors import format_usage_error

        said = (*format_usage_error(mistake, argv), ExitCode.USAGE)
    except (KeyboardInterrupt, typer.Abort):
        pass
    except OSError as fault:
        words = f"The system refused: {fault.strerror or fault}" + (f" ({fault.filename})." if fault.filename else ".")
        said = (words, Hint("{} shows what is in the journal.", Act(ActKind.SHOW_STATUS)), ExitCode.FAILED)
    except Exception as fault:  # noqa: BLE001 (a mistake of the program's own; its words may hold the journal's)
        said = (*_describe_crash(fault), ExitCode.FAILED)
    return _report_error(session, *said)


def _describe_crash(fault: Exception) -> "tuple[str, Hint]":
    """Return words and hint for a fault of the program itself: its kind and place, and no text it was working on."""
    from pathlib import Path

    from enquiry.acts import Act, ActKind, Hint

    places, trace = list[str](), fault.__traceback__
    while trace:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "enquiry" in path.parts:
            inside = path.parts[len(path.parts) - path.parts[::-1].index("enquiry") :]
            places.append(f"{'/'.join(inside)}:{trace.tb_lineno}")
        trace = trace.tb_next
    at = ", ".join(reversed(places[-3:]))
    words = f"enquiry itself made a mistake ({type(fault).__name__} at {at}). The journal is whole."
    hint = "{} writes a form to report it with; no word of your journal is in it."
    return words, Hint(hint, Act(ActKind.REPORT))


def _report_error(
    session: "Session", words: str, hint: "str | Hint", code: "ExitCode", spot: "ErrorSpan | None" = None
) -> int:
    """Write what went wrong, where in what was typed that is, and what to do, a line each. Returns the exit code."""
    from contextlib import suppress

    from enquiry.command_lines import format_hint
    from enquiry.unsafe_chars import format_for_stream, show_on_one_line

    caret: tuple[str, ...] = ()
    if spot is not None:
        from enquiry.views.layout import format_caret_lines

        caret = format_caret_lines(spot, session.message_layout.width if session.message_layout else 120)
    with suppress(OSError):  # where nobody can be told, the exit code still tells
        what = session.lay_out(show_on_one_line(words), commands_apart=False)
        shown = (format_for_stream(session.stderr, show_on_one_line(line)) for line in caret)
        then = session.lay_out(show_on_one_line(format_hint(hint)))
        session.stderr.write("".join(f"{line}\n" for line in (what, *shown, then) if line))
    return code


def run() -> None:
    """Run the program as the shell calls it."""
    # What `signal` is made of: that takes milliseconds to load, in which Python would answer Ctrl-C with a traceback.
    import _signal as early  # type: ignore[import-not-found]

    stoppable = early.getsignal(early.SIGINT) is early.default_int_handler  # a shell may have said otherwise
    if stoppable:
        early.signal(early.SIGINT, early.SIG_DFL)
    import codecs
    import gc
    import signal

    gc.disable()  # a run is short, and its thousands of values leave nothing to collect: a tenth of its time
    from enquiry.cli.session import Session
    from enquiry.errors import ExitCode
    from enquiry.unsafe_chars import replace_unencodable

    codecs.register_error("plain", replace_unencodable)
    for stream in (sys.stdout, sys.stderr):  # either may have been closed before the program began
        if stream is not None and stream.encoding.casefold().replace("-", "") != "utf8":
            stream.reconfigure(errors="plain")  # type: ignore[union-attr]
    if sys.stdin is not None:  # bytes that are no text are mended where they are kept, and said
        sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
    session = Session()
    try:
        if stoppable:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        _raise_exit_on_signals()
        code = main(sys.argv[1:], session)
    except SystemExit as left:  # a signal, or Typer's way out once it has told a shell what could follow
        code = left.code if isinstance(left.code, int) else int(bool(left.code))
    except KeyboardInterrupt:  # while the last words were said
        code = ExitCode.STOPPED
    if stoppable:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _end_process(code)


def _raise_exit_on_signals() -> None:
    """Let a closed window and a request to end raise SystemExit: what is half done is kept or put away on the way out.

    It is heard once, since a window that closes says so twice.
    """
    import signal

    named = (getattr(signal, name, None) for name in ("SIGHUP", "SIGTERM"))
    numbers = [number for number in named if number and signal.getsignal(number) == signal.SIG_DFL]

    def leave(caught: int, _frame: object) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        sys.exit(128 + caught)

    for number in numbers:
        signal.signal(number, leave)


def _end_process(code: int) -> "NoReturn":
    """Flush the streams and end the process at once: freeing ten thousand values one by one takes a tenth of a run."""
    from enquiry.errors import ExitCode

    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):  # its disk is full, or it was closed: what could be said of it has been said
            code = code or ExitCode.FAILED
    os._exit(code)


if __name__ == "__main__":
    run()
