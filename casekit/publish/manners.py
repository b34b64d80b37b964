"""The house rules of a built notebook: short cells, described figures, outputs fit to be read by anybody."""

import re
from collections.abc import Iterator

from casekit.publish import outputs, pictures
from casekit.publish.compare import call
from casekit.text import _

CODE_LINES = 10
CODE_WIDTH = 100
WORDS = 150
SMALLEST = (300, 150)
LARGEST = (4000, 4000)
ALT_CHARACTERS = 15
# A Chinese character counts as half a word, as translators reckon.
_CHINESE = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_FOLDERS_OF_A_MACHINE = "home|root|Users|tmp|var|opt|usr|mnt|private|srv|work|workspace|builds?"
_UNFIT = {
    "a scalar's type instead of its value (np.int64)": re.compile(r"\bnp\.(?:int|uint|float|str_|bool)\w*\("),
    "an object's address": re.compile(r"\bat 0x[0-9a-fA-F]+|\b0x0\b"),
    "a traceback": re.compile(r"\bTraceback\b"),
    "a warning": re.compile(r"\w*Warning:"),
    "a path of this machine": re.compile(rf"(?<![\w.:/<])/(?:{_FOLDERS_OF_A_MACHINE})/|\b[A-Za-z]:\\\\?\w"),
    "that a font is missing": re.compile(r"\bfindfont:"),
    "a bare widget": re.compile(r"^\s*(?:VBox|HBox|Output|IntSlider|Button|ToggleButtons)\("),
}


def breaches(notebook) -> list[str]:
    """Sentences on what breaks the house rules, cell by cell."""
    found = []
    for place, cell in enumerate(notebook.cells, 1):
        rules = _markdown(cell) if cell.cell_type == "markdown" else _code(cell, notebook.metadata.casekit.kind)
        found += [f"{call(place, cell)}: {sentence}" for sentence in rules]
    return found


def words(text: str) -> int:
    """How many words a text has; two Chinese characters count as one."""
    chinese = len(_CHINESE.findall(text))
    return len(_WORD.findall(_CHINESE.sub(" ", text))) + (chinese + 1) // 2


def _markdown(cell) -> Iterator[str]:
    count = words(cell.source)
    if count > WORDS:
        yield _("{count} words in one cell are a wall of text; at most {most}: split it").format(
            count=count, most=WORDS
        )


def _code(cell, kind) -> Iterator[str]:
    lines = sum(1 for line in cell.source.split("\n") if line.strip())
    if kind == "lesson" and lines > CODE_LINES:
        yield _("{lines} lines of code; at most {most} in a lesson: split it").format(lines=lines, most=CODE_LINES)
    if (widest := max((len(line) for line in cell.source.split("\n")), default=0)) > CODE_WIDTH:
        yield _("a line of {n} characters is cut on a small screen; at most {most}").format(n=widest, most=CODE_WIDTH)
    tags = cell.metadata.get("tags", [])
    if kind == "exercise" and "casekit.ask(" in cell.source and "question" not in tags:
        yield _("tag it question, so that its source is folded and the exercise reads as a form")
    if kind == "exercise" and "casekit.check(" in cell.source:
        yield _("an answer in an exercise: tag the cell solution, so that it is cut")
    for output in cell.outputs:
        yield from _unfit(cell, output)
        yield from _figure(output)
    shown = any(pictures.MIME in output.get("data", {}) for output in cell.outputs)
    if kind != "exercise" and "key-plot" in tags and not shown:
        yield _("a key plot must end in a figure")


def _unfit(cell, output):
    # A cell that shows an error on purpose may: it is tagged so.
    meant = "raises-exception" in cell.metadata.get("tags", [])
    for text in outputs.texts(output):
        for what, pattern in _UNFIT.items():
            if pattern.search(text) and not (meant and output.output_type == "error"):
                yield _("its output shows {what}").format(what=what)


def _figure(output):
    picture = output.get("data", {}).get(pictures.MIME)
    if picture is None:
        return
    width, height = pictures.size(picture) or (0, 0)
    if width < SMALLEST[0] or height < SMALLEST[1] or width > LARGEST[0] or height > LARGEST[1]:
        yield _("its figure is {width} by {height} pixels; at least {least}, at most {most}").format(
            width=width, height=height, least="{} × {}".format(*SMALLEST), most="{} × {}".format(*LARGEST)
        )
    alt = output.metadata.get(pictures.MIME, {}).get("alt", "")
    if len(alt) < ALT_CHARACTERS:
        yield _(
            "its figure has no description for those who cannot see it: call style.use() in the setup cell, "
            "and give the figure a title and axis labels, or style.describe(ax, …)"
        )
