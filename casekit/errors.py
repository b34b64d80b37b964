"""What goes wrong, said in one sentence.

A user's mistake raises :class:`CasekitError`; a notebook shows its sentence and no traceback.
Rows that a function leaves out are reported by the warning :class:`LeftOut`, never dropped in silence.
"""

import warnings


class CasekitError(Exception):
    """A mistake the user can mend. The message is one clear sentence: what is wrong, where, and the mend."""

    def _render_traceback_(self):
        """IPython calls this instead of printing a traceback."""
        return [f"⚠ {self}"]


class LeftOut(UserWarning):
    """Some rows were left out of a result. The message says how many and why."""


def warn_left_out(sentence: str) -> None:
    """Report rows that were left out, as one line without a file name or a source line."""
    with _one_line_format():
        warnings.warn(sentence, LeftOut, stacklevel=3)


class _one_line_format:
    """While active, a LeftOut warning prints as its sentence alone."""

    def __enter__(self):
        self._usual = warnings.formatwarning
        warnings.formatwarning = self._format

    def __exit__(self, *exc):
        warnings.formatwarning = self._usual

    def _format(self, message, category, *place, **more):
        if issubclass(category, LeftOut):
            return f"Left out: {message}\n"
        return self._usual(message, category, *place, **more)
