"""A matplotlib figure as the bytes of a PNG, leaving nothing of it behind."""

import sys
from io import BytesIO
from typing import Any

SHARP = 144  # dots per inch: still crisp on a screen of double density


def png(figure: Any) -> bytes:
    """The figure as PNG bytes, drawn by Agg whatever backend the notebook uses; pyplot, if it knew it, forgets it."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure.set_dpi(SHARP)
    buffer = BytesIO()
    FigureCanvasAgg(figure).print_png(buffer)
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(figure)
    return buffer.getvalue()
