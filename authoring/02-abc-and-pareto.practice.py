# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: ABC and Pareto
#
# About 50 minutes, in six short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("abc.small")` is the sheet of a question as a table, and `casekit.check("abc.small", 3)` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import pandas as pd

import casekit
from casekit import grading
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("abc.recall-points")

# %% tags=["solution"]
facts = question("abc.recall-points").facts
casekit.check("abc.recall-points", abs(facts["share"] - facts["target"]))

# %% tags=["question"]
casekit.ask("abc.recall-same-unit")

# %% tags=["solution"]
contracts = question("abc.recall-same-unit").facts["table"]
grouped = contracts[contracts["group"] != "–"].groupby("group")["sales, yuan"].sum()
single = contracts.loc[contracts["group"] == "–", "sales, yuan"]
casekit.check("abc.recall-same-unit", max(grouped.max(), single.max()))

# %% [markdown]
# ## Do the figures add up?

# %% tags=["question"]
casekit.ask("abc.reconcile")

# %% tags=["solution"]
causes = {"swapped": "digits", "undone": "discount", "total": "twice"}
casekit.check("abc.reconcile", causes)

# %% [markdown]
# ## A, B and C
#
# **Worked.** Five accounts bring 50, 25, 15, 6 and 4 thousand yuan, together 100. Cuts at 80 and 95. Before the first stands 0, before the second 50, before the third
# 75: all below 80, so the first three are **A** (the third carries the sum to 90, over the cut, and is still A). Before the fourth stand 90, below 95:
# **B**. Before the fifth stand 96: **C**.
#
# Now yours.

# %% tags=["question"]
casekit.ask("abc.classes")

# %% tags=["solution"]
sales = question("abc.classes").facts["table"]["sales, thousand yuan"]
table = sales.rename("sales").rename_axis("customer_id").reset_index()
classes = grading.abc_classes(table, value="sales")
casekit.check("abc.classes", classes.set_index("customer_id")["abc_class"])

# %% [markdown]
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).

# %% tags=["exercise"]
def share_before(amounts, mine):
    larger = [amount for amount in amounts if ...]  # which amounts stand before mine?
    return 100 * sum(larger) / sum(amounts)


# %% tags=["question"]
casekit.ask("abc.running-share")

# %% tags=["solution"]
def share_before(amounts, mine):
    larger = [amount for amount in amounts if amount > mine]
    return 100 * sum(larger) / sum(amounts)


casekit.check("abc.running-share", share_before)

# %% tags=["question"]
casekit.ask("abc.class-totals")

# %% tags=["solution"]
accounts = casekit.data("abc.class-totals")
classes = grading.abc_classes(accounts, value="sales")
totals = classes.groupby("abc_class")["value"].agg(customers="size", sales="sum")
totals["share_of_sales"] = 100 * totals["sales"] / totals["sales"].sum()
casekit.check("abc.class-totals", totals)

# %% [markdown]
# ## Of what?

# %% tags=["question"]
casekit.ask("abc.claim")

# %% tags=["solution"]
casekit.check("abc.claim", "sales-80-profit-90")

# %% tags=["question"]
casekit.ask("abc.five-largest")

# %% tags=["solution"]
five = question("abc.five-largest").facts["table"]
left = five["list fee"] - five[["discount", "network cost", "service cost"]].sum(axis=1)
casekit.check("abc.five-largest", left.sort_values(ascending=False).index)

# %% tags=["question"]
casekit.ask("abc.over-hundred")

# %% tags=["solution"]
casekit.check("abc.over-hundred", "others-lose")

# %% tags=["question"]
casekit.ask("abc.margin")

# %% tags=["solution"]
best = casekit.data("abc.margin")
sales = (best["fee"] - best["discount"]).sum()
costs = best[["network_cost", "service_cost"]].sum().sum()
casekit.check("abc.margin", 100 * (sales - costs) / sales)

# %% tags=["question"]
casekit.ask("abc.small")

# %% tags=["solution"]
customers = casekit.data("abc.small")
limit = question("abc.small").facts["limit"]
small = customers["sales"] < limit
casekit.check("abc.small", 100 * customers.loc[small, "profit"].sum() / customers["profit"].sum())

# %% [markdown]
# ## Hours, targets, and what may be said

# %% tags=["question"]
casekit.ask("abc.cuts")

# %% tags=["solution"]
a, b = question("abc.cuts").facts["answer_pair"]
casekit.check("abc.cuts", {"a": a, "b": b})

# %% tags=["question"]
casekit.ask("abc.hours")

# %% tags=["solution"]
facts = question("abc.hours").facts
plan = dict(facts["promised"])
for name in "ABC":
    left = facts["total"] - sum(plan.values())
    plan[name] += min(left, facts["most"][name] - plan[name])
casekit.check("abc.hours", plan)

# %% tags=["question"]
casekit.ask("abc.target")

# %% tags=["solution"]
facts = question("abc.target").facts
short = facts["shown"]["target"] - facts["shown"]["share_of_sales"]
verdicts = {True: "below", False: "reached"}
casekit.check("abc.target", (short.round(1) > facts["tolerance"]).map(verdicts))

# %% tags=["question"]
casekit.ask("abc.lost-figure")

# %% tags=["solution"]
casekit.check("abc.lost-figure", "say-lost")

# %% tags=["question"]
casekit.ask("abc.simulated")

# %% tags=["solution"]
casekit.check("abc.simulated", "cannot")

# %% tags=["question"]
casekit.ask("abc.note")

# %% tags=["solution"]
facts = question("abc.note").facts
sales, profit = round(facts["on_sales"]), round(facts["on_profit"])
answer = f"""Of sales the best 20 % bring {sales} %, of profit {profit} %.
The rule differs by company and by measure, so we count each January."""
casekit.check("abc.note", answer)

# %% [markdown]
# ## Another trade: the Willow Salon

# %% tags=["question"]
casekit.ask("abc.composition")

# %% tags=["solution"]
clients = casekit.data("abc.composition")
clients["spent"] = clients["services"] + clients["goods"]
spent = clients.groupby(["card_type", "area"])["spent"].sum().to_frame()
spent["share_in_card"] = 100 * spent["spent"] / spent.groupby("card_type")["spent"].transform("sum")
spent["share_in_total"] = 100 * spent["spent"] / spent["spent"].sum()
casekit.check("abc.composition", spent)

# %% tags=["question"]
casekit.ask("abc.goods")

# %% tags=["solution"]
goods = question("abc.goods").facts["eight"].reset_index()
mix = grading.product_mix(goods, product="product", amount="amount", cut=0.8)
casekit.check("abc.goods", mix.loc[mix["in_cut"], "product"])

# %% tags=["question"]
casekit.ask("abc.area-mean")

# %% tags=["solution"]
casekit.check("abc.area-mean", "too-few")

# %% tags=["question"]
casekit.ask("abc.walk-in")

# %% tags=["solution"]
casekit.check("abc.walk-in", "hole")

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
