"""Keeping a solver from the terminal: HiGHS prints a line of its own past every switch that SciPy has.

It does so where a first choice has to be repaired. The line comes from C, so Python's ``redirect_stdout`` does not see
it: the file behind standard output is changed while the solver works. Whatever else came meanwhile is passed on.
"""

import ctypes
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STDOUT = 1
_ITS_LINES = b"Highs"
_ONE_AT_A_TIME = threading.Lock()  # two at once would each take the other's file for the terminal


@contextmanager
def solver_silenced() -> Iterator[None]:
    """Lines that HiGHS writes to standard output within are dropped; without a standard output nothing is done."""
    with _ONE_AT_A_TIME:
        try:
            terminal = os.dup(_STDOUT)
        except OSError:
            yield
            return
        with tempfile.TemporaryFile() as meanwhile:
            _flush()
            os.dup2(meanwhile.fileno(), _STDOUT)
            try:
                yield
            finally:
                _flush()
                os.dup2(terminal, _STDOUT)
                os.close(terminal)
                _pass_on(meanwhile)


def _flush() -> None:
    """What Python and C still hold back goes where it was meant to go."""
    with suppress(AttributeError, OSError, ValueError):  # no stdout, or a closed one
        sys.stdout.flush()
    with suppress(AttributeError, OSError):
        ctypes.CDLL("ucrtbase" if os.name == "nt" else None).fflush(None)


def _pass_on(meanwhile) -> None:
    meanwhile.seek(0)
    for line in meanwhile:
        if not line.startswith(_ITS_LINES):
            os.write(_STDOUT, line)
