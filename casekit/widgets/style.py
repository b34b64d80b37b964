"""How the kit's plots look: colours that everybody can tell apart, Chinese letters, a description for each figure.

A lesson calls ``style.use()`` in its setup cell.
"""

import sys
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from weakref import WeakKeyDictionary

FONT_FILE = Path(__file__).parent / "fonts" / "casekit-sans-sc.otf"
CHINESE_FAMILY = "Casekit Sans SC"

# Contrast with white at least 3 : 1 (WCAG 2.2, 1.4.11), and any two at least 15 apart in CIELAB, also for an eye
# without red, green or blue cones: tests/publish/test_style.py computes both. Blue and vermilion are those of Okabe and
# Ito (2008); the others are theirs in hue, moved apart in lightness.
BLUE = "#0072b2"
VERMILION = "#d55e00"
GREEN = "#0ca85d"
PURPLE = "#7d295e"
BROWN = "#3c2105"
GREY = "#84857f"
INK = "#1a1a1a"
PALETTE = (BLUE, VERMILION, GREEN, PURPLE, BROWN, GREY)

_described = WeakKeyDictionary()


def use() -> None:
    """Set matplotlib for the kit's plots; in a notebook, give each figure a description as well."""
    import matplotlib
    from cycler import cycler

    # From matplotlib's own values, not from a matplotlibrc: a lesson looks alike on every machine.
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(
        {
            "font.family": ["DejaVu Sans", register_font()],
            "font.size": 11,
            # Larger, not bold: the Chinese letters come in one weight, and a title may mix both.
            "axes.titlesize": 13,
            "axes.titlelocation": "left",
            "axes.labelsize": 11,
            "legend.fontsize": 10,
            "legend.frameon": False,
            "axes.unicode_minus": False,
            "axes.prop_cycle": cycler(color=PALETTE),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": GREY,
            "text.color": INK,
            "axes.labelcolor": INK,
            "axes.titlecolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "lines.linewidth": 2,
            "figure.figsize": (7, 3.5),
            "figure.dpi": 100,
            "figure.facecolor": "white",
        }
    )
    _describe_in_notebooks()


@cache
def register_font() -> str:
    """Make the kit's Chinese letters known to matplotlib, and return the name of their family."""
    from matplotlib.font_manager import fontManager

    fontManager.addfont(FONT_FILE)
    # One weight is shipped (each costs 0.8 MB). A bold title takes it as well, and nobody is told that it did.
    regular = next(entry for entry in fontManager.ttflist if entry.name == CHINESE_FAMILY)
    fontManager.ttflist.append(replace(regular, weight=700))
    return CHINESE_FAMILY


def describe(axes_or_figure, sentence: str) -> None:
    """Say in a sentence what a figure shows, for those who cannot see it.

    Without it the description is made of the figure's title, axis labels and the texts in it.
    """
    figure = axes_or_figure.get_figure() or axes_or_figure
    _described[figure] = sentence


def description(figure) -> str:
    """What a figure shows, in words: what :func:`describe` was told, else titles, axis labels and texts."""
    if figure in _described:
        return _described[figure]
    heading = figure.get_suptitle()
    return ". ".join(part for part in (heading, *map(_axes_in_words, figure.axes)) if part)


def _axes_in_words(axes):
    title = next((t for t in (axes.get_title(place) for place in ("left", "center", "right")) if t), "")
    labels = ", ".join(label for label in (axes.get_xlabel(), axes.get_ylabel()) if label)
    marked = "; ".join(text.get_text() for text in axes.texts if text.get_text())
    named = "; ".join(_legend(axes))
    parts = (title, labels and f"axes: {labels}", named and f"series: {named}", marked and f"marked: {marked}")
    return ". ".join(" ".join(part.split()) for part in parts if part)


def _legend(axes):
    legend = axes.get_legend()
    return [text.get_text() for text in legend.get_texts()] if legend else []


def _describe_in_notebooks():
    """Let IPython store the description with each picture, and show it where pictures are not shown."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        return
    import matplotlib
    from matplotlib.figure import Figure

    if "inline" in matplotlib.get_backend().lower():
        # Loading the inline backend sets up its own picture maker; ours must come after it.
        import_module("matplotlib_inline.backend_inline")
    formatters = shell.display_formatter.formatters
    draw = formatters["image/png"].for_type(Figure)
    if draw is None or getattr(draw, "describes", False):
        return
    formatters["image/png"].for_type(Figure, _with_description(draw))
    formatters["text/plain"].for_type(Figure, lambda figure, page, cycle: page.text(f"Figure: {description(figure)}"))


def _with_description(draw):
    def drawn(figure):
        picture = draw(figure)
        if picture is None:
            return None
        data, metadata = picture if isinstance(picture, tuple) else (picture, {})
        return data, {**metadata, "alt": description(figure)}

    drawn.describes = True
    return drawn
