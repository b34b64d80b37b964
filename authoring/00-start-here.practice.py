# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What you know already
#
# Five questions, about ten minutes. **They decide nothing:** everybody goes on to the same lessons. Where one is hard, the card below it says
# in three lines what later lessons take for granted.
#
# Menu *Run → Run All Cells* brings the page to life.

# %% tags=["setup"]
import casekit
from casekit.course import question

# %% [markdown]
# ## 1 · Per cent of what?

# %% tags=["question"]
casekit.ask("start.down-and-up")

# %% tags=["solution"]
percent = question("start.down-and-up").facts["percent"]
after_the_fall = 100 * (1 - percent / 100)
casekit.check("start.down-and-up", after_the_fall * (1 + percent / 100))

# %% [markdown]
# <details><summary>If that was hard: three lines on it</summary>
#
# "Falls by 20 %" means: of what is there now, a fifth goes. The next per cent is taken of what is left. Write down the number
# after each step.
#
# </details>
#
# ## 2 · A mean of means

# %% tags=["question"]
casekit.ask("start.weighted-mean")

# %% tags=["solution"]
branches = question("start.weighted-mean").facts["table"]
satisfied = branches["customers"] * branches["satisfied, %"]
casekit.check("start.weighted-mean", satisfied.sum() / branches["customers"].sum())

# %% [markdown]
# <details><summary>If that was hard: three lines on it</summary>
#
# A mean over groups must count each customer once. Turn per cents back into people, add up the people, divide by all.
#
# </details>
#
# ## 3 · Adding up from the top

# %% tags=["question"]
casekit.ask("start.cumulative-share")

# %% tags=["solution"]
sales = question("start.cumulative-share").facts["table"]["sales, thousand yuan"]
casekit.check("start.cumulative-share", 100 * sales.head(2).sum() / sales.sum())

# %% [markdown]
# <details><summary>If that was hard: three lines on it</summary>
#
# Sort from large to small. Add up as you go down. Divide by the total at the bottom. That is a *cumulative share*.
#
# </details>
#
# ## 4 · Fast or large?

# %% tags=["question"]
casekit.ask("start.growth")

# %% tags=["solution"]
accounts = question("start.growth").facts["table"]
growth = accounts["this year"] / accounts["last year"] - 1
casekit.check("start.growth", list(growth.sort_values(ascending=False).index))

# %% [markdown]
# <details><summary>If that was hard: three lines on it</summary>
#
# Growth in per cent is the change over *where it started*. Large accounts grow by much money and few per cent.
#
# </details>
#
# ## 5 · Reading a chart

# %% tags=["question"]
casekit.ask("start.chart")

# %% tags=["solution"]
casekit.check("start.chart", "supported")

# %% [markdown]
# <details><summary>If that was hard: three lines on it</summary>
#
# First say what one bar is. Then compare neighbours. Only then say a sentence, and ask whether the chart alone bears it.
#
# </details>
#
# ## Where you are

# %%
casekit.resume()

# %% [markdown]
# **Next:** the lesson [Two hundred calls, 2,357 customers](../notebooks/03-recency-frequency-monetary.ipynb).
