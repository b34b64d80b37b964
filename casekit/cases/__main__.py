"""For authors of simulated cases: ``python -m casekit.cases write | plots | dictionary <name>``."""

import argparse
import sys

from casekit.cases.documenting import dictionary_markdown, save_plots
from casekit.cases.writing import write_case
from casekit.errors import CasekitError
from casekit.text import _


def main(words: list[str] | None = None) -> int:
    """Do what the words say; 0 when it was done."""
    parser = argparse.ArgumentParser(prog="python -m casekit.cases", description=_("Tools for authors of cases."))
    tasks = parser.add_subparsers(dest="task", required=True)
    for task, told in (
        ("write", _("write the files of a simulated case anew")),
        ("plots", _("draw the shapes of a simulated case into shapes.png")),
        ("dictionary", _("print the dictionary of a case as it stands in its README")),
    ):
        tasks.add_parser(task, help=told).add_argument("case", help=_("the case's name, such as harbour-telecom"))
    asked = parser.parse_args(words)
    try:
        print({"write": _write, "plots": save_plots, "dictionary": dictionary_markdown}[asked.task](asked.case))
    except CasekitError as mistake:
        print(mistake, file=sys.stderr)
        return 1
    return 0


def _write(name: str) -> str:
    written = write_case(name)
    size = sum(path.stat().st_size for path in written) / 1e6
    return _("{n} files written, {size} MB.").format(n=len(written), size=f"{size:.1f}")


if __name__ == "__main__":
    sys.exit(main())
