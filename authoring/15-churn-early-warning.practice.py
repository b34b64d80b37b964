# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: churn early warning
#
# About 55 minutes, in seven short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code; the one marked *compute* has a sheet for Excel.
#
# **Those who code:** `casekit.check("warning.rate", 12)` checks an answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend
# it and run all again.

# %% tags=["setup"]
import casekit
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("warning.recall-pooled")

# %% tags=["solution"]
facts = question("warning.recall-pooled").facts
left, there = facts["left_a"] + facts["left_b"], facts["n_a"] + facts["n_b"]
casekit.check("warning.recall-pooled", 100 * left / there)

# %% tags=["question"]
casekit.ask("warning.recall-moved")

# %% tags=["solution"]
facts = question("warning.recall-moved").facts
casekit.check("warning.recall-moved", 100 * facts["down"] / facts["n"])

# %% [markdown]
# ## Of whom, and in what time?
#
# **Worked.** 500 were there on 1 January. In the year 60 joined and 48 left, 8 of these newcomers. Of the 500 you began with 40 left: **8.0 %**. The 512 of December stand in no fraction.
#
# In the first question one step is done for you.

# %% tags=["question"]
casekit.ask("warning.year")

# %% tags=["solution"]
facts = question("warning.year").facts
casekit.check("warning.year", 100 * (1 - (1 - facts["rate"] / 100) ** facts["months"]))

# %% tags=["question"]
casekit.ask("warning.rate")

# %% tags=["solution"]
facts = question("warning.rate").facts
casekit.check("warning.rate", 100 * (facts["all_left"] - facts["joined_left"]) / facts["opening"])

# %% [markdown]
# ## How long do they stay?

# %% tags=["question"]
casekit.ask("warning.survive")

# %% tags=["solution"]
share = 100.0
for there, left in question("warning.survive").facts["steps"]:
    share *= 1 - left / there
casekit.check("warning.survive", share)

# %% tags=["question"]
casekit.ask("warning.tenure")

# %% tags=["solution"]
casekit.check("warning.tenure", "open")

# %% tags=["question"]
casekit.ask("warning.quiet")

# %% tags=["solution"]
states = {}
for client, one in question("warning.quiet").facts["clients"].items():
    if one["gap"] is None:
        states[client] = "unknown"
    else:
        states[client] = "gone" if one["silence"] > 3 * one["gap"] else "there"
casekit.check("warning.quiet", states)

# %% [markdown]
# ## Why, and what then?

# %% tags=["question"]
casekit.ask("warning.reasons")

# %% tags=["solution"]
facts = question("warning.reasons").facts
casekit.check("warning.reasons", 100 * sum(facts["counts"][:2]) / sum(facts["counts"]))

# %% tags=["question"]
casekit.ask("warning.win-back")

# %% tags=["solution"]
facts = question("warning.win-back").facts
won_back = 100 * facts["win_cost"] / facts["win_share"]
casekit.check("warning.win-back", won_back - 100 * facts["new_cost"] / facts["new_share"])

# %% [markdown]
# ## When is a sign a sign?

# %% tags=["question"]
casekit.ask("warning.level")

# %% tags=["solution"]
levels = {}
for customer, one in question("warning.level").facts["rows"].items():
    score = 3 * (one["slow"] > 0) + 3 * one["ends"] + 2 * (one["offers"] > 0) + (one["fall"] >= 20)
    levels[customer] = "red" if score >= 3 else "amber" if score >= 2 else "green"
casekit.check("warning.level", levels)

# %% tags=["question"]
casekit.ask("warning.outflow")

# %% tags=["solution"]
states = {}
for customer, one in question("warning.outflow").facts["rows"].items():
    flows = one["before"] > 0 and (one["spent"] - one["earned"]) / one["before"] > 0.5
    idle = one["minutes"] == 0
    one_rings = "outflow" if flows else "idle" if idle else "none"
    states[customer] = "both" if flows and idle else one_rings
casekit.check("warning.outflow", states)

# %% tags=["question"]
casekit.ask("warning.note")

# %% tags=["solution"]
facts = question("warning.note").facts
why = "{customer} is on the list because {seen}."
text = why + " Of {n} with this sign {left} left, so most of them stayed."
casekit.check("warning.note", text.format(**facts))

# %% tags=["question"]
casekit.ask("warning.leak")

# %% tags=["solution"]
facts = question("warning.leak").facts
casekit.check("warning.leak", facts["kinds"])

# %% tags=["question"]
casekit.ask("warning.split")

# %% tags=["solution"]
casekit.check("warning.split", ["day", "features", "split", "learn", "foretell", "compare", "use"])

# %% [markdown]
# ## Forty calls

# %% tags=["question"]
casekit.ask("warning.lift")

# %% tags=["solution"]
facts = question("warning.lift").facts
casekit.check("warning.lift", facts["caught"] / facts["called"] / (facts["leavers"] / facts["n"]))

# %% tags=["question"]
casekit.ask("warning.cut-off")

# %% tags=["solution"]
facts = question("warning.cut-off").facts
casekit.check("warning.cut-off", 100 * facts["cost"] / (facts["saved"] / 100 * facts["margin"]))

# %% tags=["question"]
casekit.ask("warning.list")

# %% tags=["solution"]
rows = casekit.data("warning.list")
worth = rows["chance_percent"] / 100 * 0.3 * rows["margin"] - 78
casekit.check("warning.list", worth[worth > 0].sum())

# %% tags=["question"]
casekit.ask("warning.forty")

# %% tags=["solution"]
groups, left, calls = question("warning.forty").facts["groups"], 40, {}
for name in sorted(groups, key=lambda name: -groups[name]["chance"] * groups[name]["margin"]):
    calls[name] = min(left, groups[name]["n"])
    left -= calls[name]
casekit.check("warning.forty", calls)

# %% [markdown]
# ## From passive to active

# %% tags=["question"]
casekit.ask("warning.active")

# %% tags=["solution"]
facts = question("warning.active").facts
everything = facts["ours"] + facts["theirs"] + facts["unknown"]
casekit.check("warning.active", 100 * facts["ours"] / everything)

# %% tags=["question"]
casekit.ask("warning.sinking")

# %% tags=["solution"]
facts = question("warning.sinking").facts
casekit.check("warning.sinking", [id for id, s in facts["scores"].items() if s[1] > s[2] > s[3]])

# %% [markdown]
# **Next:** lesson 16 asks whether the calls did anything. The card says what is left.

# %%
casekit.resume()
