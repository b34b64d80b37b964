"""A notebook with all faces: one question of each kind, a guess, two labs and the resume card."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from toy_questions import QUESTIONS

_SETUP = """\
from casekit.practice.sitting import Sitting
from casekit.practice.store import open_store
from casekit.widgets import PredictionCard, QuestionCard, ResumeCard
from toy_lab import toy_lab
from toy_questions import toy"""

_SCORE_LAB = """\
import casekit
from casekit.labs.score import ScoreLab
from casekit.widgets.score_lab import score_lab
shop = casekit.load_case("cdnow")
score_lab(ScoreLab(shop.transactions, shop.calibration_end))"""

_RESUME = """\
states = {"rfm.a": "earned", "rfm.b": "shown", "rfm.c": "new"}
begun = {"stem": "toy", "title": "All kinds", "total": 3, "earned": 1, "open": ["rfm.b", "rfm.c"], "states": states}
done = {"stem": "done", "title": "Done", "total": 1, "earned": 1, "open": [], "states": {"a.a": "earned"}}
more = {"minutes": 30, "next_in": "exercises"}
ResumeCard([begun | more, done | more])"""


def write_toy_notebook(path: Path) -> None:
    """Write the notebook as the builder would: sources folded, nothing run."""
    cells = [new_markdown_cell("# All kinds"), _folded(_SETUP)]
    cells += [_folded(f'QuestionCard(Sitting(toy("{one.kind.name}"), open_store()))') for one in QUESTIONS]
    cells.append(
        _folded(
            'PredictionCard("toy.guess", prompt="How many come **back**?", unit="customers", low=0, '
            "high=1000, store=open_store())"
        )
    )
    cells += [_folded("toy_lab()"), _folded(_SCORE_LAB), _folded(_RESUME)]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)


def _folded(source: str):
    return new_code_cell(source, metadata={"jupyter": {"source_hidden": True}})
