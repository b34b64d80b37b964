# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: upgrades and downgrades
#
# About 50 minutes, in seven short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("review.shares")` is the sheet of a question as a table, and `casekit.check("review.matrix", 20)` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import pandas as pd

import casekit
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("review.recall-quiet")

# %% tags=["solution"]
file = question("review.recall-quiet").exhibit(question("review.recall-quiet").facts)
last = pd.Timestamp(file.loc[file["what"] == "order", "date"].max())
casekit.check("review.recall-quiet", (pd.Timestamp("2025-12-31") - last).days)

# %% tags=["question"]
casekit.ask("review.recall-holes")

# %% tags=["solution"]
def printed(amount):
    for grade, low, high in [("A1", 5e5, float("inf")), ("A2", 2e5, 3e5), ("B1", 5e4, 1e5)]:
        if low <= amount <= high:
            return grade
    return "none"


amounts = question("review.recall-holes").facts["amounts"]
casekit.check("review.recall-holes", {account: printed(used) for account, used in amounts.items()})

# %% [markdown]
# ## Who went where
#
# **Worked.** In January ten accounts stood in A2. A year later 5 stand in A2, 1 in A1, 2 in B1, and 2 have left; 3 new accounts came into A2. *Moved down*: 2 of **10**,
# that is 20 %. Not of 8, who are still there. Not of 8 = 5 + 3 who stand in A2 now. The 3 new ones were nowhere to be kept.
#
# Now yours.

# %% tags=["question"]
casekit.ask("review.matrix")

# %% tags=["solution"]
facts = question("review.matrix").facts
row = facts["table"].loc[facts["grade"]]
below = list(row.index[list(row.index).index(facts["grade"]) + 1 : -1])
casekit.check("review.matrix", 100 * row[below].sum() / row.sum())

# %% [markdown]
# One step is left blank in the next cell. Fill it in, run the cell, then press *Check my function* (or paste your column from Excel).

# %% tags=["exercise"]
def kept_share(kept, up, down, left, joined):
    stood = ...  # who stood in the grade at the first review?
    return 100 * kept / stood


# %% tags=["question"]
casekit.ask("review.kept-share")

# %% tags=["solution"]
def kept_share(kept, up, down, left, joined):
    stood = kept + up + down + left
    return 100 * kept / stood


casekit.check("review.kept-share", kept_share)

# %% tags=["question"]
casekit.ask("review.shares")

# %% tags=["solution"]
lists = casekit.data("review.shares").set_index("customer_id")
before, after = (lists[column] for column in lists.columns)
counts = pd.crosstab(before, after)
order = ["A1", "A2", "B1", "B2", "unclassified"]
rows = {}
for place, grade in enumerate(order):
    row = counts.loc[grade].reindex([*order, "–"]).fillna(0)
    moved = {"kept": row[grade], "down": row[order[place + 1 :]].sum(), "left": row["–"]}
    rows[grade] = {"stood": row.sum()} | {name: 100 * n / row.sum() for name, n in moved.items()}
casekit.check("review.shares", pd.DataFrame(rows).T.rename_axis("grade").reset_index())

# %% [markdown]
# ## Too little time, and one small word

# %% tags=["question"]
casekit.ask("review.october")

# %% tags=["solution"]
facts = question("review.october").facts
verdicts = {}
for row in facts["rows"]:
    late = "wait" if row["months"] < 12 else "below"
    verdicts[row["customer_id"]] = "reached" if row["usage"] >= facts["threshold"] else late
casekit.check("review.october", verdicts)

# %% tags=["question"]
casekit.ask("review.both-ways")

# %% tags=["solution"]
facts = question("review.both-ways").facts
money = facts["table"].iloc[:, 0] >= facts["threshold"]
time = facts["table"].iloc[:, 1] >= facts["needed"]
casekit.check("review.both-ways", (money | time).sum() - (money & time).sum())

# %% [markdown]
# ## Luck, and what calms it

# %% tags=["question"]
casekit.ask("review.shrink")

# %% tags=["solution"]
facts = question("review.shrink").facts
own = facts["own"].mean()
casekit.check("review.shrink", facts["weight"] * own + (1 - facts["weight"]) * facts["group_mean"])

# %% tags=["question"]
casekit.ask("review.margin")

# %% tags=["solution"]
facts = question("review.margin").facts
moves = {}
for row in facts["rows"]:
    high, low = row["usage"] >= facts["up_from"], row["usage"] < facts["down_below"]
    up = not row["better"] and high
    down = row["better"] and low and row["reviews"] >= facts["stay"]
    moves[row["customer_id"]] = "up" if up else "down" if down else "same"
casekit.check("review.margin", moves)

# %% tags=["question"]
casekit.ask("review.choose")

# %% tags=["solution"]
facts = question("review.choose").facts
margins = facts["table"][(facts["table"].iloc[:, 0] <= facts["flips"])]
margins = margins[margins.iloc[:, 1] <= facts["missed"]].index.str.rstrip(" %").astype(float) / 100
down, up = facts["threshold"] * (1 - margins[0]), facts["threshold"] * (1 + margins[0])
casekit.check("review.choose", {"down": down, "up": up})

# %% [markdown]
# ## The day of the review

# %% tags=["question"]
casekit.ask("review.day")

# %% tags=["solution"]
steps = ["edition", "newcomers", "earned", "margin", "manual", "notice", "services"]
casekit.check("review.day", steps)

# %% tags=["question"]
casekit.ask("review.by-hand")

# %% tags=["solution"]
casekit.check("review.by-hand", ["expired", "no-end", "no-reason", "own-manager"])

# %% tags=["question"]
casekit.ask("review.notice")

# %% tags=["solution"]
facts = question("review.notice").facts
answer = """From {from_day} your grade is {worse}.
In {year} you used {usage:,} yuan; {better} is kept from {low:,} yuan.
If a figure is wrong, please write to the appeal desk by {appeal_day}.""".format(**facts)
casekit.check("review.notice", answer)

# %% [markdown]
# ## Kept, fair, and caused?

# %% tags=["question"]
casekit.ask("review.entitled")

# %% tags=["solution"]
lines = question("review.entitled").facts["chosen"]
casekit.check("review.entitled", {account: line["state"] for account, line in lines.items()})

# %% tags=["question"]
casekit.ask("review.rates")

# %% tags=["solution"]
casekit.check("review.rates", ["few", "gap", "counsel"])

# %% tags=["question"]
casekit.ask("review.effect")

# %% tags=["solution"]
means = question("review.effect").facts["table"].iloc[:, -1]
casekit.check("review.effect", means["got the benefits"] - means["held out by lot"])

# %% tags=["question"]
casekit.ask("review.cannot-tell")

# %% tags=["solution"]
casekit.check("review.cannot-tell", "open")

# %% [markdown]
# ## Other trades: Harbour Telecom, and the Willow Salon

# %% tags=["question"]
casekit.ask("review.service-words")

# %% tags=["solution"]
facts = question("review.service-words").facts
words = dict.fromkeys(["fault", "queue", "line", "scarce"], "priority")
words |= dict.fromkeys(["manager", "watch", "second", "report"], "quality")
words |= dict.fromkeys(["fee", "move", "trial", "terms"], "preferential")
casekit.check("review.service-words", {service: words[service] for service in facts["chosen"]})

# %% tags=["question"]
casekit.ask("review.salon-top")

# %% tags=["solution"]
clients = casekit.data("review.salon-top").set_index("client_id")
n = len(clients) // 5
best = [set(clients[year].nlargest(n).index) for year in clients.columns]
casekit.check("review.salon-top", 100 * len(best[0] & best[1]) / n)

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
