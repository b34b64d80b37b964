"""Whether a stored notebook is the one its source makes today."""

from casekit.publish import notebook as _notebook
from casekit.publish import outputs
from casekit.text import _


def differences(stored, fresh) -> list[str]:
    """Sentences on how a stored notebook departs from the one assembled from its source. Outputs are not compared."""
    found = [*_cells(stored, fresh), *_metadata(stored, fresh)]
    return found + ([*_unrun(stored)] if _notebook.runs(fresh) else [*_run(stored)])


def output_differences(stored, rerun) -> list[str]:
    """Sentences on cells whose stored outputs say or show something else than a new run."""
    return [
        _("{cell}: a new run gives other outputs").format(cell=call(place, new))
        for place, (old, new) in enumerate(zip(stored.cells, rerun.cells, strict=False), 1)
        if new.cell_type == "code" and not outputs.same(new.outputs, old.get("outputs", []))
    ]


def pair_differences(exercise, solution) -> list[str]:
    """Sentences on cells that an exercise and its solution do not share although neither stub nor answer."""
    left, right = _shared(exercise, "exercise"), _shared(solution, "solution")
    if left == right:
        return []
    odd = [cell for cell in left if cell not in right] or [cell for cell in right if cell not in left]
    line = odd[0][2].strip().split("\n", 1)[0] if odd else ""
    return [_("exercise and solution differ outside stubs and answers, at “{line}”").format(line=line)]


def call(place: int, cell) -> str:
    """How a message calls a cell: its place, counted from 1, and its first line."""
    line = cell.source.strip().split("\n", 1)[0]
    return _("cell {place} (“{line}”)").format(place=place, line=line[:60])


def _cells(stored, fresh):
    for place, (old, new) in enumerate(zip(stored.cells, fresh.cells, strict=False), 1):
        for what, get in _FACETS.items():
            if get(old) != get(new):
                yield _("{cell}: its {what} is not that of the source").format(cell=call(place, new), what=what)
                return  # After the first cell that is off, all others are off by one: noise.
    if len(stored.cells) != len(fresh.cells):
        yield _("it has {old} cells, its source {new}").format(old=len(stored.cells), new=len(fresh.cells))


_FACETS = {
    "type": lambda cell: cell.cell_type,
    "text": lambda cell: cell.source,
    "list of tags": lambda cell: cell.metadata.get("tags", []),
    "id": lambda cell: cell.get("id"),
    "folding": lambda cell: cell.metadata.get("jupyter"),
    "metadata": lambda cell: cell.metadata,
}


def _metadata(stored, fresh):
    made, wanted = stored.metadata.get("casekit", {}), fresh.metadata.casekit
    if made.get("source") != wanted.source:
        yield _("its source has changed since it was built")
    elif made.get("depends") != wanted.get("depends"):
        yield _("its lesson's module, its case's data or the building rules have changed since it was run")
    elif stored.metadata != fresh.metadata:
        yield _("its metadata is not what a build writes")


def _unrun(stored):
    count = 0
    for place, cell in enumerate(stored.cells, 1):
        if cell.cell_type != "code":
            continue
        count += 1
        if cell.execution_count != count:
            yield _("{cell}: it was not run, or not in order").format(cell=call(place, cell))


def _run(stored):
    for place, cell in enumerate(stored.cells, 1):
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            yield _("{cell}: an exercise holds no outputs").format(cell=call(place, cell))


def _shared(notebook, own):
    return [
        (cell.cell_type, cell.get("id"), cell.source, str(cell.metadata))
        for cell in notebook.cells
        if own not in cell.metadata.get("tags", [])
    ]
