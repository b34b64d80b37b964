# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Practice: buying till they leave
#
# About 50 minutes, in seven short parts. Menu *Run → Run All Cells* brings the page to life; then answer in any order. Every question
# can be solved without code: those marked *compute* have a sheet for Excel.
#
# **Those who code:** `casekit.data("alive.gaps")` is the sheet of a question as a table, and `casekit.check("alive.rate", 2.5)` checks an
# answer from any cell. If a cell of yours stops with an error, the cells after it stay empty: mend it and run all again.

# %% tags=["setup"]
import pandas as pd

import casekit
from casekit.course import question

# %% [markdown]
# ## Warm up: two questions of recall

# %% tags=["question"]
casekit.ask("alive.recall-repeats")

# %% tags=["solution"]
table = question("alive.recall-repeats").exhibit(question("alive.recall-repeats").facts)
days = table["date"].groupby(level=0).nunique()
casekit.check("alive.recall-repeats", (days - 1).sum())

# %% tags=["question"]
casekit.ask("alive.recall-later")

# %% tags=["solution"]
facts = question("alive.recall-later").facts
casekit.check("alive.recall-later", facts["money"] / (1 + facts["rate"] / 100) ** facts["years"])

# %% [markdown]
# ## Histories, and what a silence means
#
# **Worked.** Today is 30 September 1997. A customer bought on 7 January, 4 March, 1 April and 8 July. Four days, so the *frequency* is **3**. From 7 January to 8 July are 182 days: *recency*
# **26.0** weeks. From 7 January to today are 266: *T* is **38.0** weeks. So the silence is 12 weeks. One gap is 26 / 3 = 8.7 weeks; the silence is 1.4 gaps. Nothing unusual.
#
# Now yours.

# %% tags=["question"]
casekit.ask("alive.histories")

# %% tags=["solution"]
bought = casekit.data("alive.histories").astype({"date": "datetime64[ns]"})
today = question("alive.histories").facts["today"]
own = bought.groupby("customer_id")["date"].agg(["count", "min", "max"])
columns = {
    "frequency": own["count"] - 1,
    "recency": (own["max"] - own["min"]).dt.days / 7,
    "T": (today - own["min"]).dt.days / 7,
}
casekit.check("alive.histories", pd.DataFrame(columns).reset_index())

# %% tags=["question"]
casekit.ask("alive.gaps")

# %% tags=["solution"]
verdicts = {}
for customer, repeats, weeks, silence in casekit.data("alive.gaps").itertuples(index=False):
    unusual = repeats > 0 and silence > 3 * weeks / repeats
    verdicts[customer] = "unusual" if unusual else "usual" if repeats else "no gap"
casekit.check("alive.gaps", verdicts)

# %% tags=["question"]
casekit.ask("alive.ranked")

# %% tags=["solution"]
chosen = question("alive.ranked").facts["chosen"]
casekit.check("alive.ranked", sorted(chosen, key=lambda customer: -chosen[customer].alive))

# %% [markdown]
# ## The fit, and the models

# %% tags=["question"]
casekit.ask("alive.rate")

# %% tags=["solution"]
facts = question("alive.rate").facts
casekit.check("alive.rate", facts["weeks"] * facts["r"] / facts["alpha"])

# %% tags=["question"]
casekit.ask("alive.fits")

# %% tags=["solution"]
fits = question("alive.fits").facts["table"]
fits = fits[(fits["converged"] == "yes") & (fits["customers"] == fits["customers"].mode()[0])]
heights = fits["log-likelihood"].str.replace(",", "").astype(float)
casekit.check("alive.fits", heights.idxmax())

# %% tags=["question"]
casekit.ask("alive.stories")

# %% tags=["solution"]
models = {"bg": "after one", "pareto": "any-day below-one", "nbd": "for-ever too-high"}
models |= {"gg": "money unrelated", "sbg": "contract renewals"}
owner = {story: model for model, stories in models.items() for story in stories.split()}
stories = question("alive.stories").facts["stories"]
casekit.check("alive.stories", {story: owner[story] for story in stories})

# %% tags=["question"]
casekit.ask("alive.one-timers")

# %% tags=["solution"]
casekit.check("alive.one-timers", ["story", "few", "slow"])

# %% [markdown]
# ## The forecast, and what one may say of it

# %% tags=["question"]
casekit.ask("alive.calibration")

# %% tags=["solution"]
classes = casekit.data("alive.calibration")
forecast = (classes["customers"] * classes["forecast"]).sum()
actual = (classes["customers"] * classes["actual"]).sum()
casekit.check("alive.calibration", 100 * (forecast - actual) / actual)

# %% tags=["question"]
casekit.ask("alive.report")

# %% tags=["solution"]
facts = question("alive.report").facts
answer = """We expect about {next:,} purchases in the next 39 weeks.
In a test on the 39 weeks before, the model was {off} % too low.
It does not know of campaigns, seasons or new customers.""".format(**facts)
casekit.check("alive.report", answer)

# %% tags=["question"]
casekit.ask("alive.cannot-tell")

# %% tags=["solution"]
casekit.check("alive.cannot-tell", "open")

# %% [markdown]
# ## Spend
#
# One step is left blank in the next cell. Fill it in, put in the two figures of the question, run the cell, then press *Check my function* (or paste your column from Excel).

# %% tags=["exercise"]
def expected_spend(repeats, own_mean):
    k, mean_of_all = 0.44, 35.17  # the figures of the question
    weight = ...  # how much of the customer's own mean counts?
    return weight * own_mean + (1 - weight) * mean_of_all


# %% tags=["question"]
casekit.ask("alive.spend")

# %% tags=["solution"]
facts = question("alive.spend").facts
k, mean_of_all = facts["k"], facts["mean"]


def expected_spend(repeats, own_mean):
    weight = repeats / (repeats + k)
    return weight * own_mean + (1 - weight) * mean_of_all


casekit.check("alive.spend", expected_spend)

# %% [markdown]
# ## Worth

# %% tags=["question"]
casekit.ask("alive.worth")

# %% tags=["solution"]
facts = question("alive.worth").facts
casekit.check("alive.worth", facts["buys"] * facts["spend"] * facts["margin"] / 100)

# %% [markdown]
# ## Other trades: the Willow Salon, and a supermarket

# %% tags=["question"]
casekit.ask("alive.salon-count")

# %% tags=["solution"]
clients = casekit.data("alive.salon-count")
casekit.check("alive.salon-count", clients["P(alive), %"].sum() / 100)

# %% tags=["question"]
casekit.ask("alive.supermarket")

# %% tags=["solution"]
households = casekit.data("alive.supermarket")
visits, age = households.iloc[:, 1], households.iloc[:, 3]
ahead = question("alive.supermarket").facts["ahead"]
casekit.check("alive.supermarket", (visits / age * ahead).sum())

# %% [markdown]
# ## Where you are

# %%
casekit.resume()
