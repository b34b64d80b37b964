"""For authors: ``python -m casekit.cases write harbour-telecom`` writes a simulated case's files anew."""

import argparse
import sys

from casekit.cases.writing import write_case
from casekit.errors import CasekitError
from casekit.text import _


def main(words: list[str] | None = None) -> int:
    """Do what the words say; 0 when it was done."""
    parser = argparse.ArgumentParser(prog="python -m casekit.cases", description=_("Tools for authors of cases."))
    tasks = parser.add_subparsers(dest="task", required=True)
    write = tasks.add_parser("write", help=_("write the files of a simulated case"))
    write.add_argument("case", help=_("the case's name, such as harbour-telecom"))
    asked = parser.parse_args(words)
    try:
        written = write_case(asked.case)
    except CasekitError as mistake:
        print(mistake, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in written) / 1e6
    print(_("{n} files written, {size} MB.").format(n=len(written), size=f"{size:.1f}"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
