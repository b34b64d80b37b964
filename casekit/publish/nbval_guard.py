"""A pytest plugin that closes nbval's holes and counts what nbval really compares.

nbval 0.11 says nothing when a cell of the reference was never run (it compares nothing then), hides every cell after a
timeout as an expected failure, passes a cell that swallows the interrupt of its timeout, and does not see that a
picture is gone. Here each of these fails. Fresh outputs are normalised as a build does, so that a widget's random
repr is no difference. Each notebook has a CASEKIT_HOME of its own: answers given in one must not show in the next.
"""

import json
import os
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from nbval.plugin import IPyNbCell, coalesce_streams

from casekit.publish import outputs, pictures

COUNTS = "nbval-counts.json"
_KEY = "casekit-nbval"


def pytest_configure(config):
    """Only the process that gathers the reports writes the counts."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Counter(Path(config.rootpath) / COUNTS), "casekit-nbval-counter")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before nbval starts a kernel or marks a cell as expected to fail."""
    if not isinstance(item, IPyNbCell):
        return
    if item.parent.kernel is None:
        os.environ["CASEKIT_HOME"] = tempfile.mkdtemp(prefix="home-", dir=item.config.rootpath)
    if item.parent.timed_out:
        pytest.fail("Not run: an earlier cell of this notebook timed out.", pytrace=False)
    if not item.config.option.nbval_lax and item.cell.execution_count is None and not item.options["skip"]:
        pytest.fail("The stored cell has no execution_count: nbval would compare nothing.", pytrace=False)
    _count_comparisons(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """After a cell: one that outlived its time has failed, whatever it did with the interrupt."""
    if not isinstance(item, IPyNbCell):
        return (yield)
    _keep_history(item.parent.kernel)
    result = yield
    if item.parent.timed_out:
        pytest.fail("The cell ran out of time, and caught the interrupt.", pytrace=False)
    return result


def _keep_history(kernel):
    """nbval runs cells without history, where IPython does not see a closing semicolon; a notebook does."""

    def as_in_a_notebook(source, allow_stdin=None):
        return kernel.kc.execute(source, allow_stdin=allow_stdin, stop_on_error=False)

    kernel.execute_cell_input = as_in_a_notebook


def _count_comparisons(item):
    """Let nbval compare the fresh outputs as a build would store them, and note how many it compared."""
    told = {"cells": 1, "compared": 0, "pictures": 0, "untold": len(coalesce_streams(item.cell.outputs))}
    item.user_properties.append((_KEY, told))
    compare = item.compare_outputs

    def compare_and_count(test, ref, skip_compare=None):
        fresh = outputs.normalise(test)
        if not _same_kinds(item, fresh, ref) or not compare(fresh, ref, skip_compare):
            return False
        told["compared"] = sum(1 for output in ref if _compared(item, output))
        told["pictures"] = sum(1 for output in ref if pictures.MIME in output.get("data", {}))
        told["untold"] = len(ref) - told["compared"]
        return True

    item.compare_outputs = compare_and_count


def _compared(item, output):
    """Whether nbval looks at anything in this output."""
    if output.output_type == "stream":
        return True
    keys = output.data if "data" in output else output
    return any(key not in item.parent.skip_compare for key in keys)


def _same_kinds(item, fresh, ref):
    """nbval leaves pictures out; at least there must be one where there was one."""
    now, before = ([sorted(o.get("data", {})) for o in some if o.output_type != "stream"] for some in (fresh, ref))
    if now == before:
        return True
    item.comparison_traceback = [f"kinds of output were {before}, now they are {now}"]
    return False


class _Counter:
    """Adds up what the cells told, notebook by notebook."""

    def __init__(self, path):
        self.path = path
        self.counts = defaultdict(lambda: defaultdict(int))

    def pytest_runtest_logreport(self, report):
        if report.when != "teardown":
            return
        for key, told in report.user_properties:
            if key == _KEY:
                for what, number in told.items():
                    self.counts[report.nodeid.split("::")[0]][what] += number

    def pytest_sessionfinish(self):
        self.path.write_text(json.dumps(self.counts), encoding="utf-8")
