# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Two hundred calls, 2,357 customers
#
# Harbour Telecom has bought an online record shop. You, the new head of key accounts, get its customer list and **two hundred
# phone calls**. It is 30 September 1997. *Whom do you call?*
#
# The customers are real: they bought records in 1997 and 1998, under numbers, without names. We also hold what they did *after*
# September, so that every idea of this lesson can be held against the truth.

# %% [markdown]
# **You will decide** whom to call. **Afterwards you can** compute recency, frequency and monetary value, score customers without
# splitting equals, put them into classes by rules you can say aloud, and judge a score by what came next.
#
# **You need** percentages and the reading of a chart. About 35 minutes; then the practice. Run the cells one after the other with
# Shift+Enter. **You do not code?** *View → Collapse All Code* folds the code to one line a cell. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import pandas as pd

import casekit
from casekit import grading
from casekit.widgets import style

style.use()
case = casekit.load_case("cdnow")
today = case.calibration_end

# %% [markdown]
# ## A row is an invoice, not a visit

# %%
case.transactions.head(6)

# %% [markdown]
# Four columns: who, when, how many records, how many dollars. We grade on 30 September, so what came later must stay out of sight.

# %%
purchases = case.transactions.query("date <= @today")
later = case.transactions.query("date > @today")
print(f"{len(purchases):,} rows up to {today:%d %B %Y}, {len(later):,} after it")

# %% [markdown]
# Some customers have two rows on one day. Two invoices at one visit: the customer did not come twice.

# %%
twice = purchases[purchases.duplicated(["customer_id", "date"], keep=False)]
print(f"{twice.customer_id.nunique()} customers have two or more rows on one day")
twice.head(4)

# %% [markdown]
# ## How many come back?
#
# **Frequency** (消费频次) is the number of days with a purchase *after the first*. Whoever bought once has frequency 0.
#
# **What do you expect?** Of the 2,357 customers, how many came back at least once by the end of September?

# %%
casekit.predict("rfm.guess-repeaters", unit="customers", low=0, high=2357)

# %%
visits = purchases.drop_duplicates(["customer_id", "date"])
frequency = visits.groupby("customer_id").size() - 1
casekit.reveal("rfm.guess-repeaters", int((frequency > 0).sum()), unit="customers")

# %% tags=["key-plot"]
counts = frequency.clip(upper=8).value_counts().sort_index()
ax = counts.plot.bar(color=[style.GREY] + [style.BLUE] * 8, figsize=(7, 3), rot=0)
ax.set_xticklabels([*range(8), "8+"])
ax.set(xlabel="frequency (repeat purchase days)", ylabel="customers")
ax.set_title(f"{(frequency == 0).mean():.0%} had not come back by then");

# %% [markdown]
# Counting rows instead of days looks harmless. How many *more* would it call repeat buyers?

# %%
by_rows = (purchases.groupby("customer_id").size() > 1).sum()
print(f"by rows {by_rows}, by days {(frequency > 0).sum()}")

# %% [markdown]
# ## Recency is a length of silence
#
# **Recency** (最近一次消费) for a score: how many days has this customer been quiet? Few days are good.

# %%
last = purchases.groupby("customer_id")["date"].max()
days_since = (today - last).dt.days.rename("days since last purchase")
days_since.describe()[["min", "50%", "max"]].round(0).to_frame("days")

# %% [markdown]
# **A word with two meanings.** Lifetime models (lesson 09) call *recency* the time from the first purchase to the last. There,
# much is good. Before you use someone's column, ask which one it is.

# %% [markdown]
# ## Monetary value: per visit, or in all?
#
# **Monetary value** (消费金额) also comes in two forms. For scoring we add up what was spent. A lifetime model wants the mean of one
# *repeat* visit, and gives one-time buyers a 0.

# %%
spend = purchases.groupby("customer_id")["amount"].sum().rename("spend")
spend.describe()[["min", "50%", "mean", "max"]].round(2).to_frame("dollars")

# %% [markdown]
# A few customers spent very much, so the mean lies far above the middle. And the smallest spend is 0: some
# purchases cost nothing, perhaps paid by voucher. They still count as visits.

# %%
free = purchases.query("amount == 0")
print(f"{len(free)} purchases at 0 dollars, by {free.customer_id.nunique()} customers")

# %% [markdown]
# ## The same with one call
#
# The kit counts like this for any number of rows: pandas here, and the same function on Polars, DuckDB, Spark or Dask.

# %%
columns = dict(customer_id="customer_id", date="date", amount="amount")
summary = grading.rfm_summary(purchases, **columns, end=today, time_unit="D")
summary.head(4)

# %%
ours = summary.set_index("customer_id")["frequency"]
print("same frequencies as by hand:", (ours == frequency).all())

# %% [markdown]
# Here `recency` is the model's: from first to last purchase. The silence is `T - recency`.
#
# ## Equal customers, equal scores
#
# A **score** (评分) from 1 to 5 says in which fifth of the customers one stands. Frequency makes trouble at once.

# %%
try:
    pd.qcut(frequency, 5)
except ValueError as problem:
    print("pandas says:", str(problem).split(":")[0])

# %% [markdown]
# More than two fifths have one and the same value, 0: a **tie** (同值). A common way out sorts the rows and cuts them into
# equal heaps. Who stands where in a heap of equals is then decided by the row number.

# %%
heaps = pd.qcut(frequency.rank(method="first"), 5, labels=[1, 2, 3, 4, 5])
never = heaps[frequency == 0].value_counts().sort_index()
never.rename_axis("score").to_frame("customers without a repeat")

# %% [markdown]
# Three scores for customers who did exactly the same. Try telling them why.
#
# The kit cuts only where the value changes. A score is one more than the number of cut points below it; some scores are then given to nobody.

# %%
graded = summary.merge(spend, on="customer_id")
scores = grading.rfm_scores(graded, spend="spend").set_index("customer_id")
scores["frequency_score"].value_counts().sort_index().to_frame("customers")

# %% [markdown]
# ## Does a score tell the future?
#
# Now the **holdout** (留出期): the nine months after grading day, unseen so far. Take the customers with recency score 5, the
# shortest silence. **What do you expect:** how many per cent of them buy again in those nine months?

# %%
casekit.predict("rfm.guess-recent", unit="%", low=0, high=100)

# %%
scores["bought later, %"] = 100 * scores.index.isin(later.customer_id)
by_recency = scores.groupby("recency_score")["bought later, %"].mean()
casekit.reveal("rfm.guess-recent", by_recency[5], unit="%")

# %% tags=["key-plot"]
fig, axes = plt.subplots(1, 3, figsize=(8, 3), sharey=True, layout="constrained")
for ax, measure in zip(axes, ["recency", "frequency", "monetary"]):
    share = scores.groupby(f"{measure}_score")["bought later, %"].mean()
    ax.bar(share.index, share, color=style.BLUE)
    ax.set(title=measure, xlabel="score", xticks=range(1, 6), xlim=(0.4, 5.6))
axes[0].set_ylabel("bought in the next\nnine months, %");

# %% [markdown]
# Look at the *steps*, not only at the ends. All three measures tell something. Recency hardly separates scores 1 to 3, and jumps at 4
# and 5.
#
# ## What becomes of the best fifth?
#
# Take the best fifth by spend, and suppose you do nothing. **What do you expect:** how many per cent of them are in the best fifth
# again in the next nine months?

# %%
casekit.predict("rfm.guess-stayers", unit="%", low=0, high=100)

# %%
n = len(spend) // 5
next_spend = later.groupby("customer_id")["amount"].sum()
next_spend = next_spend.reindex(spend.index, fill_value=0)
stayed = spend.nlargest(n).index.isin(next_spend.nlargest(n).index).mean() * 100
casekit.reveal("rfm.guess-stayers", stayed, unit="%")

# %% [markdown]
# Half of them fell out, though you did nothing. A top place is partly merit and partly a lucky year. Luck does not last. This is *regression to the mean*, and it will fool
# everyone who looks at "our best customers, before and after". Lesson 06 comes back to it.

# %% [markdown]
# ## One number, if you must
#
# To make a list of calls, one weighs the scores. The weights are a decision: here recency counts three times, since we want people who
# still listen.

# %%
weights = {"recency_score": 3, "frequency_score": 2, "monetary_score": 1}
combined = grading.weighted_score(scores.reset_index(), weights).set_index("customer_id")
scores["combined"] = combined["weighted_score"].round(2)
scores[["rfm", "combined"]].value_counts().sort_index(level=1, ascending=False).head(6)

# %% [markdown]
# Less is sometimes clearer: two halves each, cut at the **median**, make four fields. Whoever stands *on* the median counts as low. Among
# those who came back:

# %%
back = graded.query("frequency > 0")
split = grading.value_split(back, amount="spend", frequency="frequency")
split.value_counts("value_class").to_frame("customers")

# %% [markdown]
# *Large but seldom* is the field to look at: they can spend, and need a reason to come. *Often but small* hardly exists here.
#
# ## Classes are rules one can say aloud
#
# A **life-cycle class** (生命周期类型) is a rule. The rules are asked in order, and the first that holds wins:
#
# 1. *potential*: has bought nothing
# 2. *lapsed*: last purchase more than 180 days ago
# 3. *loyal*: first purchase at least 180 days ago and at least 5 purchase days
# 4. *active*: at least 3 purchase days
# 5. *new*: first purchase at most 90 days ago
#
# Nobody prescribes these numbers. They are ours: change them in the next cell.

# %%
rules = grading.LifeCycleRules(
    lapsed_days=180,
    loyal_days=180,
    loyal_purchases=5,
    active_purchases=3,
    new_days=90,
    time_unit="D",
)

# %%
classes = grading.life_cycle_classes(summary, rules=rules)
classes.value_counts("life_cycle").to_frame("customers")

# %% [markdown]
# Some meet *no* rule: they bought once or twice, too long ago to be new, not long enough ago to be lapsed. The rules have a hole. A hole that is shown can be mended; one that falls into the last class cannot. And how many met two rules?

# %%
twofold = classes.query("rules_met > 1")
twofold.value_counts("life_cycle").to_frame("met more than one rule")

# %% [markdown]
# A **customer from habit** comes so often that one may count on it: here three visits in ninety days.

# %%
habit = grading.habit_classes(
    purchases, customer_id="customer_id", date="date", end=today, days=90, visits=3
)
habit["from_habit"].value_counts().to_frame("customers")

# %% [markdown]
# ## What is in the basket
#
# Shops speak of *thrifty*, *quality-minded* and *fashion-seeking* customers. The price of one record tells the first two. For fashion one must
# know what was new that week. Our file does not say so, and the function admits it.

# %%
baskets = grading.basket_classes(
    purchases, customer_id="customer_id", amount="amount", quantity="quantity"
)
baskets.value_counts(["basket", "fashion_seeking"]).to_frame("customers")

# %% [markdown]
# And not every customer is an end customer: dealers and partners are served by other people, on other terms. A role that your rules do not
# name stays *unclassified*, to be asked about.

# %%
said = ["Consumer", "dealer", "partner", "cousin"]
roles = pd.DataFrame({"customer_id": list("ABCD"), "role": said})
grading.customer_types(roles, role="role")

# %% [markdown]
# ## Groups need equal time
#
# Firms are grouped by industry, homes by community. Our file has neither, but an entry month.

# %%
first = purchases.groupby("customer_id")["date"].min()
people = spend.to_frame().assign(entry=first.dt.strftime("%Y-%m")).reset_index()
totals = grading.group_totals(people, by="entry", value="spend")
totals[["group", "customers", "sales", "mean"]].round(2).sort_values("group")

# %% [markdown]
# By the spend of one customer, January looks best. Its customers also had two months longer to buy. Give everybody the same 26 weeks after entry:

# %%
dated = purchases.assign(first=purchases.customer_id.map(first))
same_time = dated[dated.date < dated["first"] + pd.Timedelta(weeks=26)]
people["spend"] = people.customer_id.map(same_time.groupby("customer_id")["amount"].sum())
totals = grading.group_totals(people, by="entry", value="spend")
totals[["group", "customers", "sales", "mean"]].round(2).sort_values("group")

# %% [markdown]
# January's lead is gone. What looked like better customers was a longer time to buy.
#
# **Where this file misleads.** Everyone in it first bought in one winter. It cannot say how many customers the shop wins in summer,
# or whether a quiet customer left for another shop. "This cannot be told from these data" is an answer, and often the right one.

# %% [markdown]
# ## The lab: move the cut points
#
# Look at *frequency*, then switch *customers with equal values* from *kept together* to *split by row order*. How many customers get another score
# than their equals? Guess first.

# %%
casekit.lab("score")

# %% [markdown]
# **What you may have seen.** Split by row order, the stairs of frequency look even *tidier*. A gift of the file: it is sorted by the first
# purchase, so the row number knows who is newest. Shuffle the rows, and the three scores of those who never came back are alike:

# %%
mixed = frequency.sample(frac=1, random_state=1)
heaps = pd.qcut(mixed.rank(method="first"), 5, labels=[1, 2, 3, 4, 5])
scores.groupby(heaps, observed=True)["bought later, %"].mean().round(0).to_frame()

# %% [markdown]
# ## Your two hundred calls
#
# Who is on the list of two hundred? Watch the edge: there, too, stand equals.

# %%
best = scores["combined"].nlargest(200, keep="all")
sure, equal = best[best > best.min()], best[best == best.min()]
print(f"{len(sure)} sure of a call; {len(equal)} equals for the last {200 - len(sure)} calls")

# %% [markdown]
# Not by row order: **draw lots**. And keep the names of those who were not drawn. They are a first fair comparison: like the called, but
# uncalled.

# %%
drawn = equal.sample(200 - len(sure), random_state=1997)
calls = sure.index.append(drawn.index)

# %% [markdown]
# Three lists of two hundred: by combined score, by money spent, and at random. What did each spend in the next nine months? **What do you
# expect:** does the score beat the money?

# %%
lists = {
    "combined score": calls,
    "money spent": spend.nlargest(200).index,
    "at random": spend.sample(200, random_state=1997).index,
}
result = pd.Series({name: next_spend[who].mean() for name, who in lists.items()})

# %% tags=["key-plot"]
ax = result.sort_values().plot.barh(color=style.BLUE, figsize=(7, 2.4))
ax.bar_label(ax.containers[0], fmt="$%.0f", padding=4)
ax.margins(x=0.12)
ax.set_xlabel("spend of one customer in the next nine months, $")
ax.set_title("What the two hundred spent, before any call of yours");

# %% [markdown]
# Both lists find people who will spend. Neither says what a **call** would add: those who buy anyway need none. Only a random part of the
# list, left uncalled, can tell. That is lesson 16.

# %% [markdown]
# ## On Monday
#
# - Take your own list: customer, date, amount, up to a day in the past. Run `rfm_summary` on it; or in Excel, a pivot table by customer with the
#   last date, the number of *different* dates less one, and the sum.
# - Check that no equals are split, and which way recency runs.
# - Hold the scores against what happened after that day. Only then phone.

# %% [markdown]
# ## Your plan: whom we call first
#
# Your **customer plan** grows by a sheet with each lesson. Decide, save, and read what your figures lead to; after a first save you may look
# at a model answer. The whole plan is an Excel file in your folder, to print or to show.

# %%
casekit.plan("calls")

# %% [markdown]
# **Where the method misleads.** Scores rank; they do not say what a call would cause. A fifth is a rank among *your* customers, good or bad. And
# half of the best fall out though you do nothing.

# %% [markdown]
# **Next:** the [practice](../exercises/03-recency-frequency-monetary.ipynb). The card says what is left.

# %%
casekit.resume()
