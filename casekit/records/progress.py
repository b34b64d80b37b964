"""Telling how far a long piece of work has come."""

import sys
from collections.abc import Callable

from casekit.text import _

Progress = Callable[[int, int], None]


def show_progress(done: int, total: int) -> None:
    """One line that fills up: give it as ``progress`` to :func:`~casekit.records.find_matches` and others."""
    end = "\n" if done >= total else ""
    print("\r" + _("{share:>4.0%} done").format(share=done / total), end=end, file=sys.stdout, flush=True)


class Steps:
    """Calls back at the start and after each step, from 0 to the number of steps; silent without a callback."""

    def __init__(self, progress: Progress | None, total: int):
        self.progress, self.total, self.done = progress, total, 0
        self._tell()

    def __call__(self) -> None:
        self.done += 1
        self._tell()

    def _tell(self) -> None:
        if self.progress is not None:
            self.progress(self.done, self.total)
