# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: lifetime value
#
# About 50 minutes, in six short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("lifetime.curve")` is the sheet of a question as a table, and `casekit.check("lifetime.by-hand", 900)` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import pandas as pd

import casekit
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("lifetime.recall-margin")

# %% tags=["solution"]
sums = question("lifetime.recall-margin").facts["sums"].sum()
casekit.check("lifetime.recall-margin", 100 * sums["margin"] / sums["revenue"])

# %% tags=["question"]
casekit.ask("lifetime.recall-of-whom")

# %% tags=["solution"]
facts = question("lifetime.recall-of-whom").facts
ended = facts["left"] - facts["came_and_left"]
casekit.check("lifetime.recall-of-whom", 100 * (facts["there"] - ended) / facts["there"])

# %% [markdown]
# ## One contract
#
# **Worked.** A contract brings a margin of 300 yuan a year; 90 % are still there when the second year begins, 81 % when the third does. Discount factors at 10 %: 1, 0.909, 0.826. Year 1: 300 × 1 × 1 = **300**. Year 2: 300 × 0.90 × 0.909 =
# **245.4**. Year 3: 300 × 0.81 × 0.826 = **200.7**. Together 746 yuan: the lifetime value over three years.
#
# Now yours.

# %% tags=["question"]
casekit.ask("lifetime.by-hand")

# %% tags=["solution"]
facts = question("lifetime.by-hand").facts
rows = zip(facts["there"], facts["factors"])
there = sum(share / 100 * factor for share, factor in rows)
casekit.check("lifetime.by-hand", facts["margin"] * there)

# %% [markdown]
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).

# %% tags=["exercise"]
def worth(margin, stay, rate, years):
    total = 0
    for year in range(years):  # 0, 1, 2 …
        there = ...  # what share is still there after so many years?
        total += margin * there / (1 + rate) ** year
    return total


# %% tags=["question"]
casekit.ask("lifetime.worth")

# %% tags=["solution"]
def worth(margin, stay, rate, years):
    total = 0
    for year in range(years):
        there = stay**year
        total += margin * there / (1 + rate) ** year
    return total


casekit.check("lifetime.worth", worth)

# %% tags=["question"]
casekit.ask("lifetime.period-rate")

# %% tags=["solution"]
facts = question("lifetime.period-rate").facts
casekit.check("lifetime.period-rate", 100 * ((1 + facts["percent"] / 100) ** (1 / facts["n"]) - 1))

# %% [markdown]
# ## Who may be counted

# %% tags=["question"]
casekit.ask("lifetime.whom")

# %% tags=["solution"]
rows, verdicts = question("lifetime.whom").facts["rows"], {}
for number, row in rows.items():
    late = "short" if row["entered"] > pd.Timestamp("2025-01-01") else "use"
    verdicts[number] = "before" if row["entered"] < pd.Timestamp("2023-01-01") else late
casekit.check("lifetime.whom", verdicts)

# %% tags=["question"]
casekit.ask("lifetime.curve")

# %% tags=["solution"]
sheet = casekit.data("lifetime.curve")
sheet["still_there"] = ~(sheet["months_until_left"] < 12)
table = sheet.groupby("came").agg(
    contracts=("contract", "size"), still_there=("still_there", "sum"), seen=("months_seen", "min")
)
table = table[(table["seen"] >= 12) & (table.index >= "2023")].drop(columns="seen")
table["retention"] = 100 * table["still_there"] / table["contracts"]
casekit.check("lifetime.curve", table.reset_index())

# %% [markdown]
# ## Not all alike

# %% tags=["question"]
casekit.ask("lifetime.one-rate")

# %% tags=["solution"]
facts = question("lifetime.one-rate").facts
years = [1 / (1 - stay / 100) for stay in facts["stay"]]
total = sum(n * one for n, one in zip(facts["contracts"], years))
casekit.check("lifetime.one-rate", total / sum(facts["contracts"]))

# %% tags=["question"]
casekit.ask("lifetime.cannot-tell")

# %% tags=["solution"]
casekit.check("lifetime.cannot-tell", "open")

# %% tags=["question"]
casekit.ask("lifetime.residual")

# %% tags=["solution"]
facts = question("lifetime.residual").facts
there = [n / facts["there"][facts["years"]] for n in facts["there"][facts["years"] :]]
factors = [1, 0.909, 0.826]
casekit.check("lifetime.residual", facts["margin"] * sum(a * b for a, b in zip(there, factors)))

# %% [markdown]
# ## What may be paid

# %% tags=["question"]
casekit.ask("lifetime.win")

# %% tags=["solution"]
facts = question("lifetime.win").facts
limits = {
    plan: row["margin"] * row["years"] - facts["commission"] for plan, row in facts["rows"].items()
}
casekit.check("lifetime.win", {plan: max(round(limit), 0) for plan, limit in limits.items()})

# %% tags=["question"]
casekit.ask("lifetime.keep")

# %% tags=["solution"]
facts = question("lifetime.keep").facts
kept = facts["there"] * (facts["leave"] - facts["with_offer"]) / 100
casekit.check("lifetime.keep", kept * facts["worth"] - facts["there"] * facts["price"])

# %% tags=["question"]
casekit.ask("lifetime.order")

# %% tags=["solution"]
steps = ["seen", "split", "curve", "margin", "discount", "sum", "price"]
casekit.check("lifetime.order", steps)

# %% [markdown]
# ## Profit and time

# %% tags=["question"]
casekit.ask("lifetime.same-customers")

# %% tags=["solution"]
facts = question("lifetime.same-customers").facts
casekit.check("lifetime.same-customers", (facts["second_sum"] - facts["first_sum"]) / facts["n"])

# %% tags=["question"]
casekit.ask("lifetime.claims")

# %% tags=["solution"]
casekit.check("lifetime.claims", ["counted", "missing", "next"])

# %% tags=["question"]
casekit.ask("lifetime.salon-repeat")

# %% tags=["solution"]
clients = casekit.data("lifetime.salon-repeat")
again = clients[clients["later_visits"] > 0]
ratio = again["later_mean"].mean() / again["first_visit"].mean()
casekit.check("lifetime.salon-repeat", 100 * (ratio - 1))

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
