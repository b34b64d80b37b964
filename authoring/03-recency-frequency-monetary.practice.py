# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: recency, frequency, monetary value
#
# About 45 minutes, in five short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("rfm.frequency")` is the sheet of a question as a table, and `casekit.check("rfm.frequency", 3)` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import pandas as pd

import casekit
from casekit import grading
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("rfm.recall-weighted-mean")

# %% tags=["solution"]
groups = question("rfm.recall-weighted-mean").facts["table"]
mean = (groups["customers"] * groups["mean spend, $"]).sum() / groups["customers"].sum()
casekit.check("rfm.recall-weighted-mean", mean)

# %% tags=["question"]
casekit.ask("rfm.recall-cumulative-share")

# %% tags=["solution"]
ten = question("rfm.recall-cumulative-share").facts["table"]["spend, $"]
casekit.check("rfm.recall-cumulative-share", 100 * ten.head(2).sum() / ten.sum())

# %% [markdown]
# ## Count
#
# **Worked.** A customer bought on 3 January, twice on 10 May, on 2 August, and once in November. On 30 September the different dates are 3 January,
# 10 May and 2 August: three days. Less the first: frequency **2**. Quiet since 2 August: **59 days**. The two rows of 10 May are one visit; November has
# not happened yet.
#
# Now yours.

# %% tags=["question"]
casekit.ask("rfm.frequency")

# %% tags=["solution"]
rows = casekit.data("rfm.frequency")
known = rows[rows["date"] <= "1997-09-30"]
casekit.check("rfm.frequency", known["date"].nunique() - 1)

# %% tags=["question"]
casekit.ask("rfm.days-since")

# %% tags=["solution"]
rows = casekit.data("rfm.days-since")
last = pd.Timestamp(rows.loc[rows["date"] <= "1997-09-30", "date"].max())
casekit.check("rfm.days-since", (pd.Timestamp("1997-09-30") - last).days)

# %% [markdown]
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).

# %% tags=["exercise"]
def repeat_days(dates):
    different = set(dates)
    return ...  # how many repeats?


# %% tags=["question"]
casekit.ask("rfm.function")

# %% tags=["solution"]
def repeat_days(dates):
    different = set(dates)
    return max(len(different) - 1, 0)


casekit.check("rfm.function", repeat_days)

# %% [markdown]
# ## Score

# %% tags=["question"]
casekit.ask("rfm.direction")

# %% tags=["solution"]
casekit.check("rfm.direction", "shortest")

# %% tags=["question"]
casekit.ask("rfm.split")

# %% tags=["solution"]
customers = casekit.data("rfm.split")
frequency = customers.set_index("customer_id")["repeat_purchases"]
heaps = pd.qcut(frequency.rank(method="first"), 5, labels=[1, 2, 3, 4, 5]).astype(int)
casekit.check("rfm.split", ((frequency == 0) & (heaps > 1)).sum())

# %% tags=["question"]
casekit.ask("rfm.cut-points")

# %% tags=["solution"]
facts = question("rfm.cut-points").facts
top = (facts["table"]["this many or more, %"] - facts["wanted"]).abs().idxmin()
casekit.check("rfm.cut-points", {"middle": 1, "top": top})

# %% tags=["question"]
casekit.ask("rfm.call-order")

# %% tags=["solution"]
five = question("rfm.call-order").facts["table"]
combined = five["recency score"] * 3 + five["frequency score"] * 2
combined += five["monetary score"]
casekit.check("rfm.call-order", combined.sort_values(ascending=False).index)

# %% tags=["question"]
casekit.ask("rfm.large-but-seldom")

# %% tags=["solution"]
facts = question("rfm.large-but-seldom").facts
large = facts["spend"] > facts["amount"]
seldom = facts["frequency"] <= facts["times"]
casekit.check("rfm.large-but-seldom", facts["spend"].index[large & seldom])

# %% [markdown]
# ## Classes and groups

# %% tags=["question"]
casekit.ask("rfm.life-cycle")

# %% tags=["solution"]
eight = question("rfm.life-cycle").facts["summary"]
rules = grading.LifeCycleRules(
    new_days=110,
    active_purchases=3,
    loyal_days=150,
    loyal_purchases=4,
    lapsed_days=90,
    time_unit="D",
)
classes = grading.life_cycle_classes(eight, rules=rules)
casekit.check("rfm.life-cycle", classes.set_index("customer_id")["life_cycle"])

# %% tags=["question"]
casekit.ask("rfm.develop-or-manage")

# %% tags=["solution"]
facts = question("rfm.develop-or-manage").facts
strangers = {"fair", "cold", "needs", "trial"}
sides = {True: "development", False: "management"}
casekit.check("rfm.develop-or-manage", {name: sides[name in strangers] for name in facts["six"]})

# %% tags=["question"]
casekit.ask("rfm.group-totals")

# %% tags=["solution"]
people = casekit.data("rfm.group-totals")
spend = people.groupby("entry_month")["spend"]
casekit.check("rfm.group-totals", spend.agg(customers="size", sales="sum", mean_sales="mean"))

# %% tags=["question"]
casekit.ask("rfm.fair-groups")

# %% tags=["solution"]
casekit.check("rfm.fair-groups", "equal-time")

# %% tags=["question"]
casekit.ask("rfm.new-customers")

# %% tags=["solution"]
casekit.check("rfm.new-customers", "cannot")

# %% [markdown]
# ## Decide, and another trade

# %% tags=["question"]
casekit.ask("rfm.share-calls")

# %% tags=["solution"]
facts = question("rfm.share-calls").facts
left, plan = facts["calls"], {}
for score in [5, 4, 3, 2, 1]:
    plan[score] = min(left, facts["groups"].loc[score, "customers"])
    left -= plan[score]
casekit.check("rfm.share-calls", plan)

# %% tags=["question"]
casekit.ask("rfm.half-fell-out")

# %% tags=["solution"]
answer = """Part of a top place is luck, so many fall back although nobody did anything.
Only a control group that got no call would show what the calls did."""
casekit.check("rfm.half-fell-out", answer)

# %% [markdown]
# The same idea in a beauty salon: visits instead of purchases, a different clock.

# %% tags=["question"]
casekit.ask("rfm.salon-habit")

# %% tags=["solution"]
facts = question("rfm.salon-habit").facts
visits = casekit.data("rfm.salon-habit")
recent = visits[(visits["date"] > facts["start"]) & (visits["date"] <= facts["today"])]
days = recent.groupby("client")["date"].nunique()
casekit.check("rfm.salon-habit", (days >= facts["needed"]).sum())

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
