"""``python -m casekit.publish build | check | nbval``: the exit code tells whether all is well."""

import argparse
import sys
from pathlib import Path

from casekit.errors import CasekitError
from casekit.paths import REPOSITORY
from casekit.publish.tree import Tree
from casekit.text import _, ngettext


def main(words: list[str] | None = None) -> int:
    """Do what the words say; 0 when all is well, 1 when something is amiss (named on standard error)."""
    said = _parser().parse_args(words)
    # Messages carry Chinese and typographic quotes; a Windows console may be set to something that has neither.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        troubles = said.do(Tree(said.root.resolve()), said)
    except CasekitError as trouble:
        troubles = [str(trouble)]
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    if troubles:
        found = len(troubles)
        print(ngettext("{n} thing to mend.", "{n} things to mend.", found).format(n=found), file=sys.stderr)
    return 1 if troubles else 0


def _build(tree, said):
    from casekit.publish.build import build
    from casekit.publish.catalogue import write_catalogue

    if written := write_catalogue(tree.root):
        print(written)
    return build(tree, only=said.only, everything=said.all, trainer=said.trainer)


def _check(tree, said):
    from casekit.publish.check import check

    troubles = check(tree, only=said.only, again=said.execute)
    if not troubles:
        print(_("Every notebook matches its source."))
    return troubles


def _nbval(tree, said):
    from casekit.publish.nbval_run import validate

    return validate(tree, only=said.only, cell_seconds=said.cell_timeout)


def _parser():
    parser = argparse.ArgumentParser(prog="python -m casekit.publish", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for do, what in (
        (_build, _("make the notebooks whose source, module or case has changed")),
        (_check, _("name every notebook and cell that no longer matches its source")),
        (_nbval, _("run every notebook again and compare its outputs")),
    ):
        command = commands.add_parser(do.__name__.strip("_"), help=what)
        command.set_defaults(do=do)
        command.add_argument("--only", metavar="NN", help=_("one lesson, by number or name"))
        command.add_argument("--root", type=Path, default=REPOSITORY, help=_("another repository of lessons"))
        if do is _build:
            command.add_argument("--all", action="store_true", help=_("run all of them, changed or not"))
            command.add_argument("--trainer", action="store_true", help=_("make the trainer's editions as well"))
        elif do is _check:
            command.add_argument("--execute", action="store_true", help=_("run them again and compare pictures too"))
        else:
            command.add_argument("--cell-timeout", type=float, default=60, help=_("seconds that a cell may take"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
