"""Running a notebook as a trainee would on the first day: nothing answered, nothing configured, any folder."""

import copy
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path

from casekit.errors import CasekitError
from casekit.publish import outputs
from casekit.text import _

CELL_SECONDS = 120
# A language, a matplotlib backend or other cases on the author's machine must not reach the shipped outputs.
_NOT_INHERITED = ("CASEKIT_LANGUAGE", "MPLBACKEND", "MATPLOTLIBRC", "PYTHONSTARTUP", "PYTHONWARNINGS")


def run(notebook, *, name: str, root: Path) -> None:
    """Run a notebook in place and normalise its outputs.

    Raises CasekitError with the notebook, the cell's first line and the error when a cell fails.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    warm_up()
    with clean_home() as home:
        workplace = home / "notebooks"
        workplace.mkdir()
        client = NotebookClient(
            notebook,
            km=_kernel_manager(),
            timeout=CELL_SECONDS,
            record_timing=False,
            resources={"metadata": {"path": str(workplace)}},
        )
        wanted = copy.deepcopy(notebook.metadata)
        try:
            # The kernel's own log is nothing to show: what goes wrong in a cell comes back as its error.
            client.execute(env=clean_environment(home, root), stderr=subprocess.DEVNULL)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as trouble:
            raise CasekitError(_failure(notebook, name, trouble)) from None
    # nbclient writes the Python's version over it, which says nothing about the lesson.
    notebook.metadata = wanted
    outputs.settle(notebook)


@cache
def warm_up() -> None:
    """Let matplotlib find the machine's fonts once, before a kernel does: it says so in the first plot's output."""
    import_module("matplotlib.font_manager")


@contextmanager
def clean_home() -> Iterator[Path]:
    """A new, empty CASEKIT_HOME that is gone afterwards."""
    # A kernel on Windows may still hold its SQLite file for a moment; the folder is temporary anyway.
    with tempfile.TemporaryDirectory(prefix="casekit-", ignore_cleanup_errors=True) as folder:
        home = Path(folder).resolve() / "home"
        home.mkdir()
        yield home


def clean_environment(home: Path, root: Path) -> dict[str, str]:
    """The environment of a kernel: this machine's, without its owner's settings."""
    environment = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
    aside = home.parent
    return environment | {
        "CASEKIT_HOME": str(home),
        "CASEKIT_DATASETS": str(root / "datasets"),
        "IPYTHONDIR": str(aside / "ipython"),
        "JUPYTER_CONFIG_DIR": str(aside / "jupyter-config"),
        "JUPYTER_DATA_DIR": str(aside / "jupyter-data"),
    }


def _kernel_manager():
    """A kernel of this very Python: a kernelspec of the same name in the author's home must not take its place."""
    import ipykernel.kernelspec
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    class ThisPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name):
            return KernelSpec(resource_dir=ipykernel.kernelspec.RESOURCES, **ipykernel.kernelspec.get_kernel_dict())

    return AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())


def _failure(notebook, name, trouble):
    cell = _failed_cell(notebook)
    line = cell.source.strip().split("\n", 1)[0] if cell else ""
    said = f"{trouble.ename}: {trouble.evalue}" if hasattr(trouble, "ename") else str(trouble).split("\n", 1)[0]
    return _("{name}, cell “{line}” fails: {said}").format(name=name, line=line, said=said)


def _failed_cell(notebook):
    """The last cell that was begun: cells run in order, and the failing one is where it stopped."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    broken = [cell for cell in code if any(o.output_type == "error" for o in cell.outputs)]
    begun = [cell for cell in code if cell.execution_count is not None or "execution" in cell.metadata]
    if broken:
        return broken[-1]
    unbegun = [cell for cell in code if cell not in begun]
    return unbegun[0] if unbegun else (begun[-1] if begun else None)
