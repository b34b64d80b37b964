# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Nobody says goodbye
#
# A telephone contract ends with a letter. In a shop nobody writes: a customer just does not come any more.
#
# It is 30 September 1997. Harbour Telecom has bought the record shop of lesson 03, and the bank that lends the money asks two questions.
# *How many of these 2,357 people are still customers? And what will they bring?*

# %% [markdown]
# **You will decide** which forecast the bank gets, and who is still written to. **Afterwards you can** read a buying history as frequency,
# recency and age, fit a model of buying and leaving and say whether it converged, check its forecast on weeks it has not seen, and turn it into
# a value in one time unit.
#
# **You need** lessons 03 and 08, and the reading of a chart. About 40 minutes; then the practice. Run the cells one after the other with
# Shift+Enter. **You do not code?** *View → Collapse All Code* folds the code to one line a cell. Guess, and read text, tables and plots;
# nothing is lost.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import casekit
from casekit import grading, value
from casekit.errors import CasekitError
from casekit.widgets import style

style.use()
case = casekit.load_case("cdnow")
today, end = case.calibration_end, case.last_day

# %% [markdown]
# ## A history in three numbers
#
# The models of this lesson look at three numbers of a customer, counted up to today:
#
# - **frequency**: days with a purchase *after the first*
# - **recency**: weeks from the first purchase to the last
# - **T**, the age: weeks from the first purchase to today
#
# Lesson 03 warned of this word: there, recency was the silence. Here the silence is *T less recency*.

# %%
purchases = case.transactions.query("date <= @today")
columns = dict(customer_id="customer_id", date="date", amount="amount")
summary = grading.rfm_summary(purchases, **columns, end=today, time_unit="W")
summary["silence"] = summary["T"] - summary["recency"]
summary.head(4).set_index("customer_id").round(1)

# %% [markdown]
# The amounts come later. First the dates alone: six customers, each with six repeat purchases.

# %%
alike = summary.query("frequency == 6")
six = ["14785", "07152", "04836", "07120", "10151", "05575"]
start = pd.Timestamp("1997-01-01")
week = (purchases["date"] - start).dt.days / 7

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3))
for place, customer in enumerate(reversed(six)):
    own = week[purchases["customer_id"] == customer]
    ax.hlines(place, own.max(), 39, color=style.VERMILION, linestyle=":")
    ax.plot(own, [place] * len(own), "o", color=style.BLUE)
ax.axvline(39, color=style.INK, linewidth=1)
ax.text(39.4, 2.5, "today", va="center")
ax.set_yticks(range(6), reversed(six))
ax.set(xlabel="week of 1997", ylabel="customer", xlim=(-1, 44))
ax.set_title("Six repeat purchases each; dotted: the silence since");

# %% [markdown]
# Customer 14785 stands at the top: seven purchases until the end of June, then nothing for 13 weeks. On the bottom line, 05575 bought last week.
#
# **What do you expect?** How likely is it, in per cent, that **14785** is still a customer?

# %%
casekit.predict("alive.guess-quiet", unit="%", low=0, high=100)

# %% [markdown]
# Keep your guess; the answer comes when there is a model.
#
# ## Two stories behind the dots
#
# The **BG/NBD** model (贝塔几何负二项) tells each life by two stories:
#
# 1. *Buying.* While a customer is one, purchases come by chance, at a rate of their own.
# 2. *Leaving.* After each repeat purchase they may leave for good, with a chance of their own.
#
# Rates and chances differ from customer to customer. We draw such lives ourselves, and know for once who has left.

# %%
rng = np.random.default_rng(1997)


def life(weeks=39):
    rate, leaves, days = rng.gamma(1.2, 1 / 8), rng.beta(1, 4), [0.0]
    while (day := days[-1] + rng.exponential(1 / rate)) <= weeks:
        days.append(day)
        if rng.random() < leaves:
            return days, True
    return days, False


# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.4))
for place, (days, left) in enumerate(life() for _ in range(12)):
    ax.plot(days, [place] * len(days), "o", color=style.BLUE)
    if left:
        ax.plot(days[-1], place, "x", color=style.VERMILION, markersize=13, markeredgewidth=2)
    else:
        ax.hlines(place, days[-1], 39, color=style.BLUE, linewidth=1)
ax.set(xlabel="weeks since the first purchase", ylabel="simulated customer", yticks=[])
ax.set_title("Cross: left for good. Thin line: still a customer");

# %% [markdown]
# In life you see the dots and nothing else. A line without dots may mean *left*, or only *slow*. How to tell? By the dots before: a customer with
# short gaps who is suddenly silent has probably left. With long gaps, silence says little.
#
# Note one thing for later: in this story nobody leaves before the *second* purchase.

# %% [markdown]
# ## The fit: which numbers make these histories likely?
#
# Four numbers describe the whole crowd: *r* and *alpha* the spread of the rates, *a* and *b* the spread of the chances to leave. For any four,
# one can compute how likely all 2,357 histories are. The logarithm of that is the **log-likelihood** (对数似然): a number below 0; nearer to 0 is better. It compares fits *to the same customers*, no others.
#
# Fitting means climbing: change the four a little, keep what is better, until no step leads up. Reaching such a top is called **convergence** (收敛).

# %%
model = value.fit_bg_nbd(summary, time_unit="W")
print(f"log-likelihood {model.log_likelihood:,.1f}, converged: {model.converged}")
pd.Series(model.params).round(3).to_frame("fitted").T

# %% [markdown]
# The authors of the model fitted these same customers in 2005, and printed .243, 4.414, .793, 2.426 and −9582.4. So we stand on the same top.
#
# Four numbers one cannot picture. Two that one can:

# %%
r, alpha, a, b = model.params.values()
print(f"mean rate r / alpha = {r / alpha:.3f} a week: a purchase in {alpha / r:.0f} weeks")
print(f"mean chance to leave after a repeat purchase a / (a + b) = {a / (a + b):.0%}")

# %% [markdown]
# `time_unit="W"` says that all times are weeks. The model keeps the unit; we come back to it.
#
# **When there is no top.** Somebody wants to learn from the good customers only, and fits those with five repeat purchases or more:

# %%
try:
    value.fit_bg_nbd(summary.query("frequency >= 5"), time_unit="W")
except CasekitError as problem:
    print(problem)

# %% [markdown]
# No figure at all is better than one that means nothing. Other programs may print the numbers of the last step, with *converged: False* in
# small letters, or without. Look for it. And fit *all* customers: those who never came back tell something, too.

# %% [markdown]
# ## P(alive): who is still one?
#
# **P(alive)** (存活概率) is the chance that a customer with this history has not left. Now for your guess on customer 14785:

# %%
alike = alike.merge(model.probability_alive(alike)).set_index("customer_id")
chance = 100 * alike["probability_alive"]
casekit.reveal("alive.guess-quiet", chance["14785"], unit="%")

# %%
shown = alike.loc[six, ["silence", "T", "probability_alive"]].round({"silence": 0, "T": 0})
shown.round(2).set_axis(["weeks of silence", "weeks a customer", "P(alive)"], axis=1)

# %% [markdown]
# Now two others, both customers for 38 weeks and both silent for 18. The first came back *once*, and is given 61 %. The second came back *eight* times.
#
# **What do you expect?** How many per cent for the second?

# %%
casekit.predict("alive.guess-frequent", unit="%", low=0, high=100)

# %%
two = pd.DataFrame({"frequency": [1, 8], "recency": 20.0, "T": 38.0})
two["P(alive), %"] = 100 * model.probability_alive(two)["probability_alive"]
casekit.reveal("alive.guess-frequent", two["P(alive), %"].iloc[1], unit="%")

# %% tags=["key-plot"]
often, last = np.meshgrid(np.arange(1, 13), np.arange(1.0, 39), indexing="ij")
grid = pd.DataFrame({"frequency": often.ravel(), "recency": last.ravel(), "T": 38.0})
chances = model.probability_alive(grid)["probability_alive"].to_numpy().reshape(often.shape)
fig, ax = plt.subplots(figsize=(7, 3.8), layout="constrained")
mesh = ax.pcolormesh(last, often, 100 * chances, cmap="cividis", vmax=100)
ax.plot(20, 1, "o", 20, 8, "o", color="white", markeredgecolor=style.INK, markersize=9)
fig.colorbar(mesh, label="P(alive), %")
ax.set(xlabel="recency: week of the last purchase (today is week 38)", ylabel="frequency")
ax.set_title("The same silence, another meaning");

# %% [markdown]
# Walk up from the lower white dot to the upper: the same silence, and the chance falls from 61 to 11 %. **Silence means more from a frequent
# buyer.** One rule for all, "lapsed after 180 days", misses that: too late for the frequent, too early for the slow.
#
# On the right edge all stand at 75 % and more: who bought just now is hardly gone.
#
# ## And those who bought once?
#
# They are missing in the picture. The story lets nobody leave before a second purchase, so the model gives each of them P(alive) = 1.

# %%
once = summary[summary["frequency"] == 0]
sure = model.probability_alive(once)["probability_alive"].eq(1).sum()
print(f"{len(once):,} bought once; {sure:,} of them have P(alive) = 1")

# %% [markdown]
# We also hold what came after: 39 more weeks, which the model has not seen. It is the *holdout* of lesson 03.
#
# **What do you expect?** How many per cent of the one-time buyers buy in those 39 weeks?

# %%
casekit.predict("alive.guess-once", unit="%", low=0, high=100)

# %%
visits = case.transactions.drop_duplicates(["customer_id", "date"])
later = visits[visits["date"] > today].groupby("customer_id").size()
summary["actual"] = summary["customer_id"].map(later).fillna(0)
came = 100 * (summary["actual"] > 0)
casekit.reveal("alive.guess-once", came[summary["frequency"] == 0].mean(), unit="%")

# %%
summary["alive"] = model.probability_alive(summary)["probability_alive"]
names = ["0–10", "10–20", "20–40", "40–60", "60–80", "80–100", "once"]
bands = pd.cut(summary["alive"], [0, 0.1, 0.2, 0.4, 0.6, 0.8, 0.999, 1], labels=names)
shares = came.groupby(bands, observed=True).agg(["mean", "size"])

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.4))
bars = ax.bar(shares.index, shares["mean"], color=[style.BLUE] * 6 + [style.VERMILION])
came_of = [f"{m * n / 100:.0f} of {n:,}" for m, n in zip(shares["mean"], shares["size"])]
ax.bar_label(bars, came_of, padding=2, fontsize=9)
ax.set(xlabel="P(alive) today, %; at the right: bought once", ylim=(0, 100))
ax.set_ylabel("bought in the 39 weeks, %")
ax.set_title("What the chance said, and who came");

# %% [markdown]
# Three things to see:
#
# - **P(alive) is not the chance of a purchase.** The one-time buyers have 1, and 14 % came. A customer can be one, and slow.
# - Among those who came back before, the bars rise with P(alive). It does sort them.
# - Except the first: of the 37 given at most 10 %, sixteen came. They had bought often and fell silent, so the model was sure. People pause. No model
#   of *leaving for good* knows a pause.
#
# So do not strike anybody off a list by P(alive) alone.

# %% [markdown]
# ## The forecast, held against the truth
#
# For the bank one number counts first: how many purchases. Up to today there were 2,457 repeat purchases, in 39 weeks. **What do you expect** for the next 39 weeks?

# %%
casekit.predict("alive.guess-holdout", unit="purchases", low=0, high=6000)

# %%
weeks = (end - today).days / 7
summary["BG/NBD"] = model.expected_purchases(weeks, summary)["expected_purchases"]
summary["as before"] = summary["frequency"] / summary["T"] * weeks
casekit.reveal("alive.guess-holdout", summary["actual"].sum(), unit="purchases")

# %%
summary[["actual", "BG/NBD", "as before"]].sum().map("{:,.0f}".format).to_frame("purchases")

# %% [markdown]
# *As before* means: each customer goes on at the pace of before. Nearly a thousand purchases too many, for it lets nobody leave. The model is 12 % too low.
#
# A total can be right by luck. So look group by group: this is **calibration** (校准). Do those of whom two purchases are expected make two?

# %% tags=["key-plot"]
by = summary.groupby(summary["frequency"].clip(upper=7))[["actual", "BG/NBD", "as before"]].mean()
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.plot(by.index, by["as before"], "--", color=style.VERMILION)
ax.plot(by.index, by["actual"], "o-", color=style.INK, label="actual")
ax.plot(by.index, by["BG/NBD"], "s-", color=style.BLUE, label="BG/NBD")
ax.text(5.9, by["as before"][6] + 1.4, "as before", color=style.VERMILION, ha="right")
ax.set_xticks(range(8), [*range(7), "7+"])
ax.set(xlabel="repeat purchases before", ylabel="purchases a customer\nin the next 39 weeks")
ax.set_title("Those who bought often buy less than before")
ax.legend(loc="upper left");

# %% [markdown]
# Does the fall remind you of lesson 06? A part of it is *leaving*, a part is *luck that does not last*. The model has both.
#
# The kit cuts a file in two in one step, and looks by tenths of the forecast, called **deciles** (十分位): decile 1 is the tenth of whom most is expected.

# %%
ends = dict(calibration_end=today, holdout_end=end)
held = value.holdout_summary(case.transactions, **columns, **ends, time_unit="W")
deciles = value.calibration_by_decile(model, held).set_index("decile")
deciles[["expected", "actual"]].T.round(2)

# %% [markdown]
# The top decile is right, and makes nearly half of all purchases. Deciles three and four buy half as much again as expected. And the *lowest* buys more than the four above it.
#
# Who is in that lowest tenth? Mostly one-time buyers. But some had come back before, and then fallen silent:

# %%
lowest = held.assign(expected=model.expected_purchases(39, held)["expected_purchases"])
lowest = lowest.nsmallest(int(deciles.loc[10, "customers"]), "expected")
again = lowest["frequency"] > 0
share = lowest.loc[again, "holdout_purchases"].sum() / lowest["holdout_purchases"].sum()
print(f"{again.mean():.0%} of the lowest tenth had come back before;")
print(f"they make {share:.0%} of its purchases in the 39 weeks")

# %% [markdown]
# Some of them were only pausing.
#
# And week by week? For each new customer the model expects a curve of purchases over the weeks. All curves together are the shop's:

# %%
tracking = value.cumulative_purchases(model, case.transactions, **columns, **ends)
# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.4))
ax.plot(tracking["time"], tracking["actual"], color=style.INK, label="actual")
ax.plot(tracking["time"], tracking["expected"], "--", color=style.BLUE, label="BG/NBD")
ax.axvline(39, color=style.GREY, linewidth=1)
ax.text(38, 3900, "fitted", ha="right")
ax.text(40, 3900, "not seen")
ax.set(xlabel="week since 1 January 1997", ylabel="repeat purchases so far")
ax.yaxis.set_major_formatter("{x:,.0f}")
ax.set_title("Weeks the model has not seen")
ax.legend(loc="lower right");

# %% [markdown]
# Far into the unseen weeks the lines stay together. From about week 60, February 1998, the shop sells more than the model expects. A campaign? New records?
# People who had paused? The model knows none of these, and the file does not say.
#
# ## Which model?
#
# BG/NBD has relatives. *NBD* lets nobody leave. *Pareto/NBD* lets customers leave at any time, not only after a purchase. We hold all against the same weeks.

# %%
pareto, nbd = value.fit_pareto_nbd(held), value.fit_nbd(held)
models = [model, pareto, nbd, value.AsBefore()]
result = value.compare_forecasts(models, held).set_index("model")
result["off, %"] = 100 * result["error"]
result = result.rename(columns={"mean_absolute_error": "mean miss"})
counts = result[["expected", "actual", "off, %"]].round().astype(int)
counts.join(result["mean miss"].round(2))

# %% [markdown]
# (*Mean miss*: by how many purchases a customer's forecast is off, up or down.) The two that let customers leave are close to each other and far ahead. For single customers all are poor: a miss of 0.8, where the mean customer makes
# 0.8 purchases. **Forecast groups, not persons.**
#
# Pareto/NBD gives one-time buyers about a third of a chance to be there. Better? In purchases it expects 0.14 of each, BG/NBD 0.23; they made 0.24.
# Two stories, both too simple. The holdout decides, not the taste.

# %% [markdown]
# ## What will they spend?
#
# Purchases are not yet money. The **Gamma-Gamma** model (伽马伽马) draws each customer's own mean spending towards the mean of all: the fewer purchases, the more. You know the idea from
# lesson 06, shrinkage.
#
# It takes for granted that those who buy *often* do not spend *more or less a time*. Check first:

# %%
back = summary[summary["frequency"] > 0]
print(f"correlation: {back['frequency'].corr(back['monetary_value']):.3f}")

# %% [markdown]
# 0.11 is close to 0: we may go on. (`monetary_value` is the mean of a *repeat* purchase day.)

# %%
spend = value.fit_gamma_gamma(summary)
summary["spend"] = spend.expected_spend(summary)["expected_spend"]
shown = back.merge(spend.expected_spend()).query("monetary_value < 120")
print(f"mean of all: {spend.population_mean:.2f} dollars; converged: {spend.converged}")

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.8))
for low, high, colour in [(1, 1, style.VERMILION), (2, 4, style.BLUE), (5, 99, style.GREEN)]:
    some = shown[shown["frequency"].between(low, high)]
    name = {1: "1 repeat", 4: "2 to 4", 99: "5 and more"}[high]
    ax.plot(some["monetary_value"], some["expected_spend"], ".", color=colour, label=name)
ax.plot([0, 120], [0, 120], [0, 120], [spend.population_mean] * 2, color=style.GREY, linewidth=1)
ax.text(119, 37, "mean of all", ha="right")
ax.set(xlabel="own mean of a repeat purchase, $", ylabel="expected spend, $")
ax.set_title("The fewer purchases, the closer to the mean of all")
ax.legend(loc="upper left", bbox_to_anchor=(0, 0.98));

# %% [markdown]
# The steep grey line says "believe the customer's own mean"; the level one is the mean of all, 35.17 dollars. The orange dots, one repeat purchase, lie between: of each dollar above or below the mean, 70 cents
# are believed. With five purchases it is 92.
#
# **And who never came back?** There is no repeat purchase to learn from. All 1,411 get the mean of all, 35.17. That is no finding about them, so say it when you show a list.

# %% [markdown]
# ## What are they worth?
#
# Lesson 08: value is *margin to come*, discounted. The shop's file has no cost. So we **assume** that 30 % of a sale is left, and mark it as ours. By hand for the first customer, one year,
# without discount:

# %%
margin = 0.30  # assumed: the file has no costs
one = summary.head(1)
buys = model.expected_purchases(52, one)["expected_purchases"].iloc[0]
print(f"{buys:.4f} purchases × {one['spend'].iloc[0]:.2f} $ × {margin} = ", end="")
print(f"{buys * one['spend'].iloc[0] * margin:.2f} $")

# %% [markdown]
# The kit does it week by week, with a discount of 15 % a year:

# %%
terms = dict(discount_rate=0.15, margin=margin)
worth = value.lifetime_value(model, spend, summary, horizon=52, time_unit="W", **terms)
summary["value"] = worth["lifetime_value"]
print(f"first customer {summary['value'].iloc[0]:.2f} $, all {summary['value'].sum():,.0f} $")

# %% [markdown]
# **The trap: days into weeks.** A year has 365 days, and so somebody asks for the next 365. **What do you expect?** How many times too high does the value of a year come
# out, if a model that counts weeks is asked for 364 steps instead of 52?

# %%
casekit.predict("alive.guess-days", unit="times", low=1, high=10)

# %%
wrong = model.expected_purchases(364, one)["expected_purchases"].iloc[0]
casekit.reveal("alive.guess-days", wrong / buys, unit="times")

# %% [markdown]
# Not seven times, since customers leave on the way. That is what makes it dangerous: the wrong figure still looks possible. A well-known package publishes such a value in its own example.
# The kit asks for the unit, and refuses:

# %%
try:
    value.lifetime_value(model, spend, summary, horizon=365, time_unit="D", **terms)
except CasekitError as problem:
    print(problem)

# %% [markdown]
# Two more figures do not belong in a value to come: **revenue**, which is no profit, and what the customer **has already brought**. That has been earned.
#
# Who holds the value?

# %% tags=["key-plot"]
names = ["once", "2 times", "3 to 5", "6 and more"]
groups = pd.cut(summary["frequency"], [-1, 0, 1, 4, 99], labels=names)
parts = summary.groupby(groups, observed=True)["value"].agg(["size", "sum"])
parts = (100 * parts / parts.sum()).set_axis(["of customers", "of the value to come"], axis=1)
ax = parts.plot.bar(figsize=(7, 3.2), color=[style.GREY, style.BLUE], rot=0, width=0.7)
for bars in ax.containers:
    ax.bar_label(bars, fmt="%.0f %%", padding=2)
ax.set(xlabel="purchases so far", ylabel="share, %", ylim=(0, 70))
ax.set_title("Six in a hundred hold nearly two fifths");

# %% [markdown]
# And three fifths of the customers hold a fifth: each is worth three dollars. A letter for one dollar to each may still pay; a phone call does not.
#
# ## Is P(alive) true? Ask a case that knows
#
# In real data nobody knows who has left. In the simulated Willow Salon the truth file does. Its people leave in ways that are *not* the model's. We stand on 30 June 2025, count visits by person (not by
# record card, lesson 01), and fit.

# %%
salon, day = casekit.load_case("willow-salon"), pd.Timestamp("2025-06-30")
truth = salon.truth["true_lives"].merge(salon.truth["true_clients"], on="client_id")
gone = truth.groupby("person_id")["leaves_on"].min() <= day
people = salon.visits.merge(salon.truth["true_clients"], on="client_id")
known = dict(customer_id="person_id", date="date", amount="amount", end=day, time_unit="W")
clients = grading.rfm_summary(people, **known)
visiting = value.fit_bg_nbd(clients, time_unit="W")
clients["alive"] = visiting.probability_alive(clients)["probability_alive"]
clients["there"] = ~clients["customer_id"].map(gone)

# %%
marks = [-0.01, 0.2, 0.5, 0.8, 0.95, 1]
bands = pd.cut(clients["alive"], marks, labels=range(5)).astype(int)
bands = bands.mask(clients["frequency"] == 0, 5)  # a group of their own
told = 100 * clients.groupby(bands)[["alive", "there"]].mean()
sizes = bands.value_counts().sort_index()
told["name"] = [f"{n} who came once" if group == 5 else f"{n}" for group, n in sizes.items()]
told["right"] = told.index != 4  # where the name has room

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.plot([0, 100], [0, 100], color=style.GREY, linewidth=1)
ax.scatter(told["alive"], told["there"], color=[style.BLUE] * 5 + [style.VERMILION], zorder=3)
for said, true, name, right in told.itertuples(index=False):
    ax.annotate(name, (said, true), (8, -4) if right else (-8, 5), textcoords="offset points",
                ha="left" if right else "right")
ax.set(xlabel="P(alive), mean of the group, %", ylabel="truly still clients, %")
ax.set(xlim=(-3, 145), ylim=(-8, 112), xticks=range(0, 101, 20), yticks=range(0, 101, 20))
ax.set_title("Willow Salon: groups of clients, and how many they are");

# %% [markdown]
# On the line the model would be right. Of the clients who came back at least once (blue), the surest are there and the least sure are gone, as the model says. In the middle it is too kind. And of those who came *once* (orange), about a quarter
# have left, where the model says nobody.
#
# So read P(alive) as a ranking of those who came back. How good is it as one?

# %%
back = clients[clients["frequency"] > 0]
truly = back[["customer_id"]].assign(alive=back["there"])
ranking = value.alive_against_truth(visiting.probability_alive(back), truly)
print("Of one client who is there and one who has left, the right one has the higher")
print(f"P(alive) in {ranking.auc:.0%} of all pairs; by tossing a coin it would be 50%")

# %% [markdown]
# Over the next half year, the *sum* of visits was right all the same:

# %%
ahead = (salon.last_day - day).days / 7
came = people[people["date"] > day].drop_duplicates(["person_id", "date"])
came = came["person_id"].isin(clients["customer_id"]).sum()
guess = visiting.expected_purchases(ahead)["expected_purchases"].sum()
print(f"expected {guess:,.0f} visits, {came:,} were made")

# %% [markdown]
# ## The lab: what silence says
#
# Take a history and let time go by. Watch P(alive) fall: fast for a frequent buyer, slowly for a rare one, not at all for who bought once. Then double or halve a parameter, and see how far the log-likelihood falls below its best, and
# what that does to the forecast on the right. For the Willow Salon, the lab also knows who had left.

# %%
casekit.lab("lifetime")

# %% [markdown]
# **What you may have seen.** Parameters far from the top still draw smooth curves. Only the log-likelihood and the holdout tell that they are wrong. A curve that looks reasonable proves nothing.

# %% [markdown]
# ## Your plan: the customers without a contract
#
# Practice on the record shop; Harbour's customers without a contract, who do not say goodbye either, will use the same sheet. Decide, save, read what follows. After a first save you may look at a model answer.

# %%
casekit.plan("base")

# %% [markdown]
# ## Where this misleads
#
# - **Contracts.** Where leaving is seen (a contract ends, a card is returned), use lesson 08. These models are for customers who leave unseen.
# - **Seasons and sales.** The model has one pace a customer. Tulips in spring, gifts in December, a campaign: look at the weekly plot before you trust a total.
# - **Pauses.** Whoever comes back after a year has "left for good" here.
# - **What you do.** A list of low P(alive) says nothing on whom a letter would bring back. That is another question, with a holdout of its own.

# %% [markdown]
# **Check with counsel.** A value or a chance given to a person is *profiling*. If it decides on a price or an offer, the law of many places asks for a reason one can explain, a way to object, and an offer that does not rest
# on the profile (in China: PIPL, article 24; in Europe: GDPR, articles 21 and 22). A guess that somebody "has left" is no fact: do not write it into a file that others read as one.

# %% [markdown]
# ## On Monday
#
# - In Excel, by customer: first and last purchase, number of purchase days. *Gap* = (last − first) / (days − 1); *silence* = today − last.
# - Sort by **silence ÷ gap**. Above 3: quieter than is usual *for this customer*. Call those first, the largest at the top.
# - Keep the one-time buyers in a list of their own: they have no gap.
# - Before you show a forecast: make it as of half a year ago, and hold it against what came. Give that miss together with the figure.
# - Write the time unit into the head of every column.

# %% [markdown]
# **Next:** the [practice](../exercises/09-buying-till-they-leave.ipynb). The card says what is left.

# %%
casekit.resume()
