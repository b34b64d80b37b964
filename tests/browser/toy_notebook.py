"""Notebooks with all faces: one question of each kind, a guess, the resume card; labs; a plan sheet; a guess alone."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from toy_questions import QUESTIONS

_SETUP = """\
from casekit.practice.sitting import Sitting
from casekit.practice.store import open_store
from casekit.widgets import PredictionCard, QuestionCard, ResumeCard
from toy_questions import toy"""

_GUESS = """\
PredictionCard(
    "toy.guess", prompt="How many come **back**?", unit="customers", low=0, high=1000, store=open_store()
)"""

_GUESS_ALONE = """\
from casekit.practice.store import open_store
from casekit.widgets import PredictionCard
PredictionCard("toy.alone", prompt="How many of 100 come back?", unit="%", low=0, high=100, store=open_store())"""

_LONG = """\
import dataclasses
import pandas as pd
def long(facts):
    return pd.DataFrame({"day": pd.date_range("2024-01-01", periods=19), "visits": range(19)})
asked = dataclasses.replace(toy("number"), id="toy.long", exhibit=long)
QuestionCard(Sitting(asked, open_store()))"""

_TOY_LAB = """\
from toy_lab import toy_lab
toy_lab()"""

_SCORE_LAB = """\
import casekit
from casekit.labs.score import ScoreLab
from casekit.widgets.score_lab import score_lab
shop = casekit.load_case("cdnow")
score_lab(ScoreLab(shop.transactions, shop.calibration_end, time_unit="D"), unit="days")"""

_RESUME = """\
states = {"rfm.a": "earned", "rfm.b": "shown", "rfm.c": "new"}
begun = {"stem": "toy", "title": "All kinds", "total": 3, "earned": 1, "open": ["rfm.b", "rfm.c"], "states": states}
done = {"stem": "done", "title": "Done", "total": 1, "earned": 1, "open": [], "states": {"a.a": "earned"}}
more = {"minutes": 30, "next_in": "exercises"}
ResumeCard([begun | more, done | more])"""


_PLAN = """\
from casekit.widgets import PlanCard
from toy_plan import toy_plan
PlanCard(toy_plan(), "classes")"""


_ABC_LAB = """\
from abc_toys import many
from casekit.labs.abc import AbcLab
from casekit.widgets.abc_lab import abc_lab
abc_lab(AbcLab(many(3000), unit_id="unit_id", hours="hours", hours_available=20000))"""


_REVIEW_LAB = """\
import casekit
from casekit.grading import load_policy
from casekit.labs import ReviewLab, reviewed_years
from casekit.widgets.review_lab import review_lab
firm = casekit.load_case("ironbridge-machinery")
years = reviewed_years(firm.accounts, firm.orders, firm.truth["true_rates"], firm.truth["true_lives"])
costs = {"A1": 12_000, "A2": 6_000, "B1": 1_500, "B2": 300}
before = firm.grades[firm.grades["year"] == 2023][["customer_id", "grade"]]
review_lab(ReviewLab(years, load_policy("ironbridge-grades"), before=before, service_cost=costs))"""


_WHALE_LAB = """\
import casekit
casekit.lab("whale")"""


_LIFETIME_LAB = """\
import casekit
casekit.lab("lifetime")"""


_CUT_OFF_LAB = """\
from cut_off_toys import many
from casekit.labs import CutOffLab
from casekit.widgets.cut_off_lab import cut_off_lab
cut_off_lab(CutOffLab(many(4000), period="quarter"))"""


_BUDGET_LAB = """\
from budget_toys import many
from casekit.labs import BudgetLab
from casekit.widgets.budget_lab import budget_lab
budget_lab(BudgetLab(many(4000), budget=60000))"""


_MERGE_LAB = """\
import casekit
casekit.lab("merge")"""


_POLICY_LAB = """\
from policy_toys import many
from casekit.grading import load_policy
from casekit.labs import PolicyLab
from casekit.widgets.policy_lab import policy_lab
firms, scheme = many(2000), load_policy("key-account-classes")
hours = {"A1": 120, "A2": 60, "B1": 12, "B2": 4}
by = ("area", "growth_potential")
sums = {"measure": "annual_usage", "sales": "annual_usage"}
policy_lab(PolicyLab(firms, scheme, **sums, hours_by_grade=hours, capacity=12000, fairness=by))"""


def write_toy_notebooks(folder: Path) -> None:
    """Write them as the builder would: sources folded, nothing run."""
    asked = [f'QuestionCard(Sitting(toy("{one.kind.name}"), open_store()))' for one in QUESTIONS]
    _write(folder / "toy.ipynb", "All kinds", [_SETUP, *asked, _GUESS, _RESUME])
    _write(folder / "alone.ipynb", "A guess alone", [_GUESS_ALONE])
    _write(folder / "long.ipynb", "A long table", [_SETUP, _LONG])
    _write(folder / "plan.ipynb", "A plan sheet", [_PLAN])
    _write(folder / "abc.ipynb", "The ABC lab", [_ABC_LAB])
    _write(folder / "merge.ipynb", "The merge lab", [_MERGE_LAB])
    _write(folder / "review.ipynb", "The review lab", [_REVIEW_LAB])
    _write(folder / "whale.ipynb", "The whale-curve lab", [_WHALE_LAB])
    _write(folder / "lifetime.ipynb", "The lifetime lab", [_LIFETIME_LAB])
    _write(folder / "cut-off.ipynb", "The cut-off lab", [_CUT_OFF_LAB])
    _write(folder / "budget.ipynb", "The retention-budget game", [_BUDGET_LAB])
    _write(folder / "policy.ipynb", "The policy lab", [_POLICY_LAB])
    _write(folder / "labs.ipynb", "Labs", [_TOY_LAB, _SCORE_LAB])


def _write(path: Path, title: str, sources: list[str]) -> None:
    folded = [new_code_cell(source, metadata={"jupyter": {"source_hidden": True}}) for source in sources]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}}
    nbformat.write(new_notebook(cells=[new_markdown_cell(f"# {title}"), *folded], metadata=metadata), path)
