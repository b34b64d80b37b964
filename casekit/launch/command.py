"""The words typed after ``start.py``, turned into calls."""

import argparse
import signal
import sys

from casekit.errors import CasekitError
from casekit.launch import checks, doctor, environment, lab, mywork
from casekit.launch.trouble import sentence_for
from casekit.text import _


def main(words: list[str] | None = None) -> int:
    """Do what was typed; the exit code says whether it went well. A failure is one sentence, never a traceback."""
    _print_what_the_console_can_show()
    _stop_kindly_when_asked_to_end()
    try:
        return _run(_options(words))
    except CasekitError as mistake:
        print(mistake, file=sys.stderr)
    except OSError as error:
        print(sentence_for(error), file=sys.stderr)
    except KeyboardInterrupt:
        print(_("Stopped; start again whenever you like."), file=sys.stderr)
    return 1


def _run(options: argparse.Namespace) -> int:
    if options.command == "doctor":
        return doctor.examine(options.port)
    if options.command == "test":
        environment.ensure("requirements-dev.txt")
        return checks.run_all()
    if options.command == "build":
        environment.ensure("requirements-dev.txt")
        return checks.run_publish("check" if options.check else "build")
    environment.ensure("requirements.txt")
    start_page = mywork.lay_out()
    return lab.open_course(start_page, port=options.port, browser=not options.no_browser)


def _options(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py", description=_("Open the course in JupyterLab."))
    parser.add_argument("--no-browser", action="store_true", help=_("print the address, open no browser"))
    parser.add_argument("--port", type=_port, help=_("the port JupyterLab listens on (from 8888 up)"))
    commands = parser.add_subparsers(dest="command", metavar="test | build | doctor")
    commands.add_parser("test", help=_("install what tests need and run every check"))
    build = commands.add_parser("build", help=_("make the notebooks from authoring/"))
    build.add_argument("--check", action="store_true", help=_("only say whether they still match"))
    commands.add_parser("doctor", help=_("look at everything the course needs"))
    return parser.parse_args(words)


def _port(word: str) -> int:
    if not word.isdigit() or not 1024 <= int(word) <= 65535:
        raise argparse.ArgumentTypeError(_("a port is a whole number from 1024 to 65535"))
    return int(word)


def _print_what_the_console_can_show() -> None:
    # A Windows console in a Western code page cannot show a folder named in Chinese; "?" is better than a crash.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace", line_buffering=True)


def _stop_kindly_when_asked_to_end() -> None:
    # A closed terminal or a plain `kill` ends JupyterLab as Ctrl-C does, instead of leaving it running unseen.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
