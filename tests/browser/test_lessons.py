"""Every lesson as a trainee meets it: opens, runs, its guesses and labs come to life, the console stays quiet."""

import re
from pathlib import Path

import nbformat
import pytest

LESSONS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
_FACES = {"question": "ask", "prediction": "predict", "lab": "lab", "plan": "plan"}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_it_runs_and_every_face_comes_to_life(open_notebook, lesson):
    notebook = open_notebook(f"notebooks/{lesson.name}")
    notebook.run_all()
    assert notebook.errors() == []
    source = "\n".join(cell.source for cell in nbformat.read(lesson, 4).cells if cell.cell_type == "code")
    for face, call in _FACES.items():
        for name in re.findall(rf'casekit\.{call}\(\s*"([^"]+)"', source):
            notebook.card_of(face, name).wait()
    for face in (".ck-card", ".ck-resume"):
        if notebook.page.locator(face).count():
            assert notebook.violations(face) == []
    for face in ("lab", "plan"):
        for card in notebook.page.locator(f"[data-{face}]").all():
            notebook.picture(face, card)
