# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: whom to save
#
# About 55 minutes, in six short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("save.at-risk")` is the sheet of a question as a table, and `casekit.check("save.uplift", 12)` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import pandas as pd

import casekit
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("save.recall-trial")

# %% tags=["solution"]
facts = question("save.recall-trial").facts
alone, called = facts["left_control"] / facts["control"], facts["left"] / facts["called"]
casekit.check("save.recall-trial", 100 * (alone - called))

# %% tags=["question"]
casekit.ask("save.recall-margin")

# %% tags=["solution"]
rows = question("save.recall-margin").facts["rows"]
margins = {name: sales - network - service for name, sales, network, service in rows}
casekit.check("save.recall-margin", sorted(margins, key=margins.get, reverse=True))

# %% [markdown]
# ## Who is changed by a call

# %% tags=["question"]
casekit.ask("save.kinds")

# %% tags=["solution"]
kinds = {(1, 0): "persuadable", (0, 0): "sure", (1, 1): "lost", (0, 1): "dog"}
rows = question("save.kinds").facts["rows"]
casekit.check("save.kinds", {name: kinds[row] for name, row in rows.items()})

# %% [markdown]
# **Worked.** In a trial 9 of 100 leave when left alone, and 6 of 100 when called. Of 400 who are called 36 would leave without the call, and 24 leave with it: 400 × (9 − 6) / 100 = **12** are saved. Not the 376 who stay:
# 364 of them would have stayed anyway.
#
# Now yours.

# %% tags=["question"]
casekit.ask("save.uplift")

# %% tags=["solution"]
facts = question("save.uplift").facts
casekit.check("save.uplift", facts["n"] * (facts["alone"] - facts["called"]) / 100)

# %% tags=["question"]
casekit.ask("save.first")

# %% tags=["solution"]
groups = question("save.first").facts["groups"]
uplift = {name: alone - called for name, (alone, called) in groups.items()}
casekit.check("save.first", sorted(uplift, key=uplift.get, reverse=True))

# %% [markdown]
# ## Money on it

# %% tags=["question"]
casekit.ask("save.at-risk")

# %% tags=["solution"]
sheet = casekit.data("save.at-risk")
casekit.check("save.at-risk", (sheet["risk_percent"] / 100 * sheet["margin_a_year"]).sum())

# %% [markdown]
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).

# %% tags=["exercise"]
def gain(alone, called, margin, cost):
    changed = ...  # by how much does the call lower the chance of leaving?
    return changed * margin - cost


# %% tags=["question"]
casekit.ask("save.gain")

# %% tags=["solution"]
def gain(alone, called, margin, cost):
    changed = alone - called
    return changed * margin - cost


casekit.check("save.gain", gain)

# %% tags=["question"]
casekit.ask("save.verdict")

# %% tags=["solution"]
facts, verdicts = question("save.verdict").facts, {}
for name, (_risk, uplift, margin) in facts["rows"].items():
    pays = "call" if uplift * margin / 100 > facts["cost"] else "nothing"
    verdicts[name] = "small" if margin <= facts["cost"] else "sleep" if uplift < 0 else pays
casekit.check("save.verdict", verdicts)

# %% [markdown]
# ## The budget

# %% tags=["question"]
casekit.ask("save.choice")

# %% tags=["solution"]
from casekit import retention

facts = question("save.choice").facts
offers = pd.DataFrame(facts["rows"], index=["cost", "gain"]).T
offers = offers.rename_axis("customer_id").reset_index()
best = retention.allocate_budget(offers, budget=facts["budget"])
casekit.check("save.choice", best.chosen["customer_id"].tolist())

# %% tags=["question"]
casekit.ask("save.cost-each")

# %% tags=["solution"]
facts = question("save.cost-each").facts
saved = facts["called"] * (facts["alone"] - facts["with_call"]) / 100
casekit.check("save.cost-each", facts["called"] * facts["cost"] / saved)

# %% tags=["question"]
casekit.ask("save.points")

# %% tags=["solution"]
sheet = casekit.data("save.points")
now = (sheet["share_that_stays_now"] ** sheet["year"]).sum()
then = (sheet["share_that_stays_with_points"] ** sheet["year"]).sum()
casekit.check("save.points", 100 * (then / now - 1))

# %% tags=["question"]
casekit.ask("save.discount")

# %% tags=["solution"]
casekit.check("save.discount", "open")

# %% [markdown]
# ## The other measures

# %% tags=["question"]
casekit.ask("save.measures")

# %% tags=["solution"]
from casekit.course.whom_to_save import measures

actions = question("save.measures").facts["actions"]
casekit.check("save.measures", {name: measures.ACTIONS[name][1] for name in actions})

# %% tags=["question"]
casekit.ask("save.ways")

# %% tags=["solution"]
from casekit.course.whom_to_save import board

actions = question("save.ways").facts["actions"]
casekit.check("save.ways", {name: board.ACTIONS[name][1] for name in actions})

# %% tags=["question"]
casekit.ask("save.gaps")

# %% tags=["solution"]
facts = question("save.gaps").facts
lines = facts["table"].set_axis(["owner", "due", "yuan", "figure"], axis=1)
open_ = (lines["owner"] == "–") | (lines["figure"] == "–") | (lines["due"] < facts["today"])
casekit.check("save.gaps", lines.index[open_].tolist())

# %% tags=["question"]
casekit.ask("save.note")

# %% tags=["solution"]
note = "A high risk is not uplift: some leave anyway, and a call does not hold them. "
note += "Leave one in ten alone by lot, and compare them in December with those called."
casekit.check("save.note", note)

# %% [markdown]
# ## Another trade

# %% tags=["question"]
casekit.ask("save.salon")

# %% tags=["solution"]
facts, groups = question("save.salon").facts, casekit.data("save.salon")
fewer = groups["left_alone_percent"] - groups["called_percent"]
groups["saved"] = facts["calls"] * fewer / 100
groups["gain"] = groups["saved"] * groups["margin_a_year"] - facts["calls"] * facts["cost"]
casekit.check("save.salon", groups[["group", "saved", "gain"]])

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
