# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: did it work?
#
# About 50 minutes, in seven short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("trial.lower-end")` is the sheet of a question as a table, and `casekit.check("trial.saved", 12)` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import casekit
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("trial.recall-quarter")

# %% tags=["solution"]
rate = question("trial.recall-quarter").facts["rate"] / 100
casekit.check("trial.recall-quarter", 100 * (1 - (1 - rate) ** 4))

# %% tags=["question"]
casekit.ask("trial.recall-avoidable")

# %% tags=["solution"]
facts = question("trial.recall-avoidable").facts
casekit.check("trial.recall-avoidable", facts["calls"] + facts["gifts"])

# %% [markdown]
# ## How many, and at what price?
#
# **Worked.** A lot leaves 1,500 customers alone and calls 2,000. Of those left alone 45 leave, 3.00 %; of the called 50, 2.50 %. The call takes off 3.00 − 2.50 = **0.50 points**. Saved are 0.50 % of the 2,000 called: **10 customers**. At 78 yuan a call 156,000 yuan
# were paid, **15,600 yuan** for each customer saved. That 1,950 of the called stayed does not come into it.
#
# In the first question one step is done for you.

# %% tags=["question"]
casekit.ask("trial.saved")

# %% tags=["solution"]
facts = question("trial.saved").facts
effect = facts["control_left"] / facts["control"] - facts["called_left"] / facts["called"]
casekit.check("trial.saved", effect * facts["called"])

# %% tags=["question"]
casekit.ask("trial.effect")

# %% tags=["solution"]
facts = question("trial.effect").facts
effect = facts["control_left"] / facts["control"] - facts["called_left"] / facts["called"]
casekit.check("trial.effect", 100 * effect)

# %% tags=["question"]
casekit.ask("trial.cost")

# %% tags=["solution"]
facts = question("trial.cost").facts
effect = facts["control_left"] / facts["control"] - facts["called_left"] / facts["called"]
casekit.check("trial.cost", facts["cost"] / effect)

# %% [markdown]
# ## A better grade

# %% tags=["question"]
casekit.ask("trial.bill")

# %% tags=["solution"]
facts = question("trial.bill").facts
casekit.check("trial.bill", facts["with_2"] - facts["without_2"])

# %% tags=["question"]
casekit.ask("trial.by-grade")

# %% tags=["solution"]
sheet = casekit.data("trial.by-grade")
left = 100 * (sheet["left"] == "yes").groupby([sheet["grade"], sheet["benefit"]]).mean().unstack()
points = (left["no"] - left["yes"]).rename("points").reset_index()
casekit.check("trial.by-grade", points)

# %% [markdown]
# ## How sure?

# %% tags=["question"]
casekit.ask("trial.lower-end")

# %% tags=["solution"]
sheet = casekit.data("trial.lower-end").set_index("group")
p, n = sheet["left"] / sheet["customers"], sheet["customers"]
error = (p * (1 - p) / n).sum() ** 0.5
casekit.check("trial.lower-end", 100 * (p["left alone"] - p["called"] - 1.96 * error))

# %% tags=["question"]
casekit.ask("trial.verdicts")

# %% tags=["solution"]
verdicts = {}
for number, row in question("trial.verdicts").facts["rows"].items():
    verdicts[number] = "held" if row["low"] > 0 else "woken" if row["high"] < 0 else "open"
casekit.check("trial.verdicts", verdicts)

# %% tags=["question"]
casekit.ask("trial.cannot-tell")

# %% tags=["solution"]
casekit.check("trial.cannot-tell", "open")

# %% [markdown]
# ## How large?
#
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).


# %% tags=["exercise"]
def needed(alone, points):
    p = ...  # the mean of the two shares that leave, as a share
    return 16 * p * (1 - p) / (points / 100) ** 2


# %% tags=["question"]
casekit.ask("trial.needed")


# %% tags=["solution"]
def needed(alone, points):
    p = (alone - points / 2) / 100
    return 16 * p * (1 - p) / (points / 100) ** 2


casekit.check("trial.needed", needed)

# %% tags=["question"]
casekit.ask("trial.false-alarms")

# %% tags=["solution"]
casekit.check("trial.false-alarms", 100 * (1 - 0.95 ** question("trial.false-alarms").facts["n"]))

# %% [markdown]
# ## A lot that holds

# %% tags=["question"]
casekit.ask("trial.order")

# %% tags=["solution"]
steps = ["outcome", "size", "list", "lot", "act", "count", "compare"]
casekit.check("trial.order", steps)

# %% tags=["question"]
casekit.ask("trial.flaws")

# %% tags=["solution"]
stories = question("trial.flaws").facts["stories"]
casekit.check("trial.flaws", {flaw: flaw for flaw in stories})

# %% tags=["question"]
casekit.ask("trial.torn")

# %% tags=["solution"]
rows = question("trial.torn").facts["table"]
heard = set(rows.loc[rows["lot"] == "called", "group of firms"]) - {"–"}
spoiled = (rows["lot"] == "left alone") & rows["group of firms"].isin(heard)
casekit.check("trial.torn", spoiled.sum())

# %% [markdown]
# ## Who is changed? And another trade

# %% tags=["question"]
casekit.ask("trial.first")

# %% tags=["solution"]
rows = question("trial.first").facts["rows"]
change = {place: row["alone"] - row["with_call"] for place, row in rows.items()}
casekit.check("trial.first", sorted(change, key=change.get, reverse=True))

# %% tags=["question"]
casekit.ask("trial.may-say")

# %% tags=["solution"]
casekit.check("trial.may-say", ["points", "per_hundred"])

# %% tags=["question"]
casekit.ask("trial.elsewhere")

# %% tags=["solution"]
facts = question("trial.elsewhere").facts
with_benefits = facts["fell_with"] / facts["n_with"]
held_out = facts["fell_without"] / facts["n_without"]
casekit.check("trial.elsewhere", facts["n_with"] * (held_out - with_benefits))

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
