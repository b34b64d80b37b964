# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: what a customer leaves us
#
# About 55 minutes, in seven short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("profit.peak")` is the sheet of a question as a table, and `casekit.check("profit.drop", 1200)` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import pandas as pd

import casekit
from casekit import value
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("profit.recall-group")

# %% tags=["solution"]
branches = question("profit.recall-group").facts["table"]
casekit.check("profit.recall-group", branches.iloc[:, -1].sum())

# %% tags=["question"]
casekit.ask("profit.recall-talks")

# %% tags=["solution"]
casekit.check("profit.recall-talks", "nothing")

# %% [markdown]
# ## Revenue per customer
#
# **Worked.** 800 customers brought 960,000 yuan, then 1,000 customers 1,100,000. ARPU: 1,200 yuan, then 1,100. Change: 1,100 / 1,200 − 1 = −8.3 %, although the revenue
# grew by 14.6 %.
#
# Now yours.

# %% tags=["question"]
casekit.ask("profit.arpu")

# %% tags=["solution"]
years = question("profit.arpu").facts["table"]
arpu = years.iloc[:, 0] / years.iloc[:, 1]
casekit.check("profit.arpu", 100 * (arpu.iloc[1] / arpu.iloc[0] - 1))

# %% tags=["question"]
casekit.ask("profit.mix")

# %% tags=["solution"]
kinds = casekit.data("profit.mix")
whole = (kinds["customers_before"] * kinds["arpu_after"]).sum()
casekit.check("profit.mix", whole / kinds["customers_before"].sum())

# %% [markdown]
# ## From the fee to what is left
#
# **Worked.** Fee 10,000, discount 1,500, network 4,000, 8 hours of service at 120 yuan, gifts 300. The cost of serving is 8 × 120 + 300 = 1,260. So 10,000 − 1,500 − 4,000 − 1,260 = 3,240
# yuan are left.
#
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).

# %% tags=["exercise"]
def contribution(fee, discount, network_cost, hours, gifts):
    serving = ...  # what does serving this account cost, in yuan?
    return fee - discount - network_cost - serving


# %% tags=["question"]
casekit.ask("profit.statement")

# %% tags=["solution"]
def contribution(fee, discount, network_cost, hours, gifts):
    serving = 120 * hours + gifts
    return fee - discount - network_cost - serving


casekit.check("profit.statement", contribution)

# %% tags=["question"]
casekit.ask("profit.industries")

# %% tags=["solution"]
rows = casekit.data("profit.industries")
rows["contribution"] = rows["gross_margin"] - rows["service_cost"]
sums = rows.groupby("industry")[["sales", "contribution"]].sum()
sums["rate"] = 100 * sums["contribution"] / sums["sales"]
casekit.check("profit.industries", sums[["contribution", "rate"]].reset_index())

# %% [markdown]
# ## What goes, and what stays

# %% tags=["question"]
casekit.ask("profit.stays")

# %% tags=["solution"]
goes = ["technician", "line", "gifts", "bank"]
items = question("profit.stays").facts["items"]
casekit.check("profit.stays", {item: "goes" if item in goes else "stays" for item in items})

# %% tags=["question"]
casekit.ask("profit.peak")

# %% tags=["solution"]
whale = value.whale(casekit.data("profit.peak"), profit="contribution")
casekit.check("profit.peak", 100 * whale.peak_share)

# %% tags=["question"]
casekit.ask("profit.drop")

# %% tags=["solution"]
lines = question("profit.drop").facts["table"].iloc[:, 0]
casekit.check("profit.drop", -lines.iloc[:3].sum())

# %% tags=["question"]
casekit.ask("profit.drop-which")

# %% tags=["solution"]
casekit.check("profit.drop-which", ["large", "loses"])

# %% [markdown]
# ## Big, and key?

# %% tags=["question"]
casekit.ask("profit.not-key")

# %% tags=["solution"]
def reason(sales, service, left, days):
    if left < 0:
        return "loses"
    if service > left:
        return "costly"
    return "late" if days > 45 else "stays"


large = question("profit.not-key").facts["rows"]
casekit.check("profit.not-key", {account: reason(*row) for account, row in large.items()})

# %% tags=["question"]
casekit.ask("profit.wallet")

# %% tags=["solution"]
casekit.check("profit.wallet", "open")

# %% [markdown]
# ## The next hour

# %% tags=["question"]
casekit.ask("profit.hour-away")

# %% tags=["solution"]
last = question("profit.hour-away").facts["table"].iloc[:, -1]
casekit.check("profit.hour-away", list(last.sort_values().index))

# %% tags=["question"]
casekit.ask("profit.sixty-hours")

# %% tags=["solution"]
steps = question("profit.sixty-hours").facts["table"]
best = steps.stack().nlargest(6).index.get_level_values(1)
casekit.check("profit.sixty-hours", {name: 10 * list(best).count(name) for name in steps})

# %% tags=["question"]
casekit.ask("profit.verdict")

# %% tags=["solution"]
def verdict(contribution, half, hotline, following):
    if contribution >= 0:
        return "invest" if following > 120 else "keep"
    return "terms" if max(half, hotline) > 0 else "avoid"


seven = question("profit.verdict").facts["rows"]
casekit.check("profit.verdict", {account: verdict(*row) for account, row in seven.items()})

# %% tags=["question"]
casekit.ask("profit.note")

# %% tags=["solution"]
facts = question("profit.note").facts
answer = """Only {saved} of the {promised} thousand would be saved: the head office stays.
First I would talk about the discount of {share} % and the hours of service.""".format(**facts)
casekit.check("profit.note", answer)

# %% [markdown]
# ## Another trade: what Ironbridge's accounts leave, and what they owe

# %% tags=["question"]
casekit.ask("profit.one-goes")

# %% tags=["solution"]
facts = question("profit.one-goes").facts
left = facts["table"].iloc[:, 1]
casekit.check("profit.one-goes", 100 * left[facts["goes"]] / left.iloc[-1])

# %% tags=["question"]
casekit.ask("profit.late")

# %% tags=["solution"]
invoices = casekit.data("profit.late")
late = pd.Timestamp("2025-12-31") - pd.to_datetime(invoices["due_on"])
old = invoices[late.dt.days > 90]
casekit.check("profit.late", (old["amount"] - old["paid"]).sum())

# %% tags=["question"]
casekit.ask("profit.dso")

# %% tags=["solution"]
facts = question("profit.dso").facts
casekit.check("profit.dso", value.days_sales_outstanding(facts["open"], facts["sold"]))

# %% tags=["question"]
casekit.ask("profit.exposure")

# %% tags=["solution"]
facts = question("profit.exposure").facts
casekit.check("profit.exposure", facts["sales"] / 365 * (facts["then"] - facts["now"]))

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
