"""A repository of one small lesson, to build and to spoil."""

import shutil
from pathlib import Path

from casekit.paths import REPOSITORY
from casekit.publish.tree import Tree

ROW = """
[[lesson]]
number = "{number}"
slug = "{slug}"
title = "Toy"
module = "toy"
prefix = "toy"
case = "toy"
decision = "Whom do you call?"
objectives = []
before = []
reading_minutes = 1
practice_minutes = 1
capabilities = []
terms = []
"""

LESSON = """# %% [markdown]
# # Two customers

# %% tags=["setup"]
import pandas as pd

sales = pd.Series([30, 70], name="sales")

# %%
print("total", sales.sum())

# %%
sales.to_frame()

# %% [markdown] tags=["trainer"]
# Ask the group first.
"""

PRACTICE = """# %% [markdown]
# # Practice

# %% tags=["setup"]
total = 100

# %% tags=["question"]
print("What share is 30?", total)

# %% tags=["exercise"]
share = ...

# %% tags=["solution"]
share = 30 / total
print(share)
"""


def toy(root: Path, lesson: str = LESSON, practice: str = PRACTICE) -> Tree:
    """A repository at ``root`` with one lesson, 01-toy, its course module and its case."""
    put(root / "curriculum.toml", ROW.format(number="01", slug="toy"))
    put(root / "authoring" / "01-toy.py", lesson)
    put(root / "authoring" / "01-toy.practice.py", practice)
    put(root / "casekit" / "course" / "toy.py", "QUESTIONS = ()\n")
    put(root / "datasets" / "toy" / "sales.csv", "customer_id,sales\nA,30\nB,70\n")
    (root / "tests").mkdir()
    shutil.copyfile(REPOSITORY / "tests" / "nbval-sanitize.cfg", root / "tests" / "nbval-sanitize.cfg")
    return Tree(root)


def put(path: Path, text: str) -> None:
    """Write a text, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    put(path, text.replace(old, new))
