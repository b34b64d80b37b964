"""What a case's README shows and an author lets the kit make: the picture of its shapes, and its dictionary."""

from importlib import import_module
from pathlib import Path

from casekit.cases.loading import load_case
from casekit.cases.settings import case_settings
from casekit.cases.simulation import HOME, shipped_seed
from casekit.errors import CasekitError
from casekit.tables import Contract
from casekit.text import _

_PICTURE = "shapes.png"


def save_plots(name: str) -> Path:
    """Draw the shapes of a simulated case, as it is shipped, into its folder; the path of the picture.

    The simulator's module ``shapes`` draws them (``draw_shapes(tables, truth)`` gives a matplotlib figure). Raises
    CasekitError for a case that is not simulated.
    """
    settings = case_settings(name)
    if settings.simulator is None:
        raise CasekitError(_("Case “{name}” is not simulated: it has no plots of its shapes.").format(name=name))
    case = load_case(name, seed=shipped_seed(settings))
    shapes = import_module(f"{HOME}.{settings.simulator}.shapes")
    picture = settings.folder / _PICTURE
    # Without the version of matplotlib, which would make another file of the same picture.
    shapes.draw_shapes(case.tables, case.truth).savefig(picture, dpi=80, metadata={"Software": None})
    return picture


def dictionary_markdown(name: str) -> str:
    """The dictionary of a case in Markdown, a table for each of its files, the truth's at the end."""
    settings = case_settings(name)
    parts = [_table(f"{table}.csv", contract) for table, contract in settings.contracts.items()]
    parts += [_table(f"truth/{table}.csv", contract) for table, contract in settings.truth_contracts.items()]
    return "\n\n".join(parts)


def _table(file: str, contract: Contract) -> str:
    lines = [f"**{file}**", "", "| name | type | unit | meaning | Chinese term |", "|---|---|---|---|---|"]
    lines += [f"| {c.name} | {c.kind} | {c.unit} | {c.meaning} | {c.chinese} |" for c in contract.columns]
    return "\n".join(lines)
