# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Churn early warning
#
# January 2026. Harbour Telecom gives you two people and a telephone: **forty calls a week** to customers who may leave. The sales director has a list of the largest, the
# complaints desk one of the angriest, and the IT department offers a model. *Whom do you call before they leave, and when is a sign a sign?*

# %% [markdown]
# **You will decide** by what Harbour's calls are ranked. **Afterwards you can** say how many leave, of whom and in what time; draw how long customers stay; rank reasons and
# ways back; declare signs with points; and judge a model on a year that it has not seen.
#
# **You need** percentages and the reading of a chart. About 40 minutes; then the practice. Run the cells one after the other with Shift+Enter. **You do not code?** *View → Collapse
# All Code* folds the code to one line a cell. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import pandas as pd

import casekit
from casekit import retention
from casekit.course.harbour_snapshots import FEATURES, LEARNED_FROM, TESTED_ON, quarters
from casekit.errors import CasekitError
from casekit.widgets import style

style.use()
telecom = casekit.load_case("harbour-telecom")
customers = telecom.customers

# %% [markdown]
# ## Of whom, and in what time?
#
# A **churn rate** (流失率) has people above the line and people below it. Those above must be among those below: who left in the year, of those there on its first day.

# %%
first = pd.Timestamp("2025-01-01")
gone = customers["left_on"].dt.year == 2025
there = (customers["entry_month"] < first) & ~(customers["left_on"] < first)
closing = customers["left_on"].isna().sum()
print(f"there on 1 January {there.sum():,}, left of these {(there & gone).sum():,}")
print(f"rate {(there & gone).sum() / there.sum():.1%}")
print(f"over the {closing:,} of 31 December: {(there & gone).sum() / closing:.1%}")

# %% [markdown]
# The base of December looks better only because Harbour grew: newcomers stand below the line who were not there to be lost. The kit's function tells them apart:

# %%
year = retention.churn_rate(customers, entered="entry_month", left="left_on", start="2025-01-01", end="2025-12-31")
print(f"{year.rate:.1%}; joined {year.joiners:,}, of whom {year.joiners_left} left again")

# %% [markdown]
# Now the other way. A manager says: "we lose 2 % a month".
#
# **What do you expect?** Of those there today, how many per cent are gone after twelve months?

# %%
casekit.predict("warning.guess-year", unit="%", low=0, high=50)

# %%
casekit.reveal("warning.guess-year", 100 * retention.yearly_rate(0.02), unit="%", decimals=1)

# %% [markdown]
# Not 24: the second month takes its 2 % from the 98 % who are left. 1 − 0.98¹² is 21.5 %.
#
# **Without a contract** nobody gives notice. Then a *declared rule* says who counts as gone: silent for more than three times one's own usual gap, say. The Willow Salon:

# %%
from casekit.grading import rfm_summary

salon = casekit.load_case("willow-salon")
visits = rfm_summary(salon.visits, customer_id="client_id", date="date", amount="amount")
for times in (2, 3, 5):
    quiet = retention.gone_quiet(visits, times=times)
    print(f"more than {times} gaps: {quiet.mean():.0%} gone; {quiet.isna().sum()} came only once")

# %% [markdown]
# Another rule, another churn rate. So print the rule beside the rate, and do not compare two firms with two rules.

# %% [markdown]
# ## How long do they stay?
#
# The present customers have been here for some years in the mean. Is that how long a customer stays? No: none of them has left, and all who left early are missing.
#
# A **survival curve** (生存曲线) counts, for each age, who was there to be lost and who was lost. Who is still there counts up to today (**censored**, 删失). Harbour's records begin in 2023; who came before
# counts only from then on (lesson 08).

# %%
present = customers[customers["left_on"].isna()]
so_far = (telecom.last_day - present["entry_month"]).dt.days.mean() / 30.44
print(f"present customers, so far: {so_far:.0f} months in the mean")

# %% [markdown]
# **What do you expect?** After how many months has half of a group of newcomers left?

# %%
casekit.predict("warning.guess-median", unit="months", low=0, high=140)

# %%
dates = dict(as_of=telecom.last_day, observed_from=telecom.first_day)
curve = retention.survival_curve(customers, entered="entry_month", left="left_on", **dates)
casekit.reveal("warning.guess-median", curve.median(), unit="months")

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.6))
line = curve.table
ax.fill_between(line["time"], 100 * line["low"], 100 * line["high"], step="post", alpha=0.2, color=style.BLUE)
ax.step(line["time"], 100 * line["survival"], where="post", color=style.BLUE)
ax.axhline(50, color=style.INK, linewidth=1, linestyle=":")
ax.axvline(so_far, color=style.VERMILION, linewidth=1)
ax.text(so_far + 2, 92, "mean of those present")
ax.set(xlabel="months since entry", ylabel="still there, %", ylim=(0, 102))
ax.set_title("Half stay for longer than the present ones have been here")

# %% [markdown]
# The band is the 95 % interval: wide where few have been seen. The curve also tells the *time to come* of somebody who is here already, within a horizon:

# %%
for age in (0, 12, 36, 60):
    left = curve.remaining(max(age, 1), 36)
    print(f"with us for {max(age, 1):2} months: {left:.1f} of the next 36")

# %% [markdown]
# Do persons and organisations leave alike? The **log-rank test** asks how often chance alone would part two curves so far:

# %%
two = retention.survival_curve(customers, entered="entry_month", left="left_on", by="user_type", **dates)
for kind in ("person", "organisation"):
    print(f"{kind}: {two.at(36, kind):.0%} there after three years")
print(f"p = {two.log_rank().p:.2f}")

# %% [markdown]
# A large *p* shows no difference. It does not show that there is none; but this is not where to look for signs.

# %% [markdown]
# ## Why do they leave?
#
# Suppose an exit call asks leavers, and reaches two of three. Here the reasons come from the case's truth, since Harbour's records have none. Those not reached are kept apart: they need not have the reasons of those who spoke.

# %%
lives = telecom.truth["true_lives"].merge(customers[["customer_id", "left_on"]], on="customer_id")
leavers = lives[lives["left_on"].notna()]
reached = leavers["customer_id"].str[1:].astype(int) % 3 != 0
leavers = leavers.assign(reason=leavers["leave_reason"].where(reached))
why = retention.churn_reasons(leavers, reason="reason")
print(f"{why.known:,} reasons known, {why.unknown:,} not reached")
why.table[["reason", "leavers", "share", "cumulative_share"]].round(2)

# %% [markdown]
# Most moved away or closed: nothing holds them. What can be changed are the rows below, and they are small. That is the first limit of any warning.
#
# **Back, or new?** Winning back against replacing, with figures that somebody has to declare:

# %%
ways = retention.compare_ways(
    retention.Way("win back", cost_a_try=60, success=0.10, margin=1500),
    retention.Way("replace", cost_a_try=30, success=0.06, margin=1800),
)
ways[["way", "cost_a_customer", "profit_a_customer", "return_rate", "break_even"]].round(2)

# %% [markdown]
# Pay for the tries that fail as well: cost of a try ÷ share that comes. *Break even* is the share that must come for the way to pay at all.

# %% [markdown]
# ## Signs that you declare
#
# **Early warning** (流失预警): the sources ask for it and name no list. So the signs and their points are ours, in the open. First what was known *on the evening before* a quarter, in plain pandas:

# %%
start = pd.Timestamp("2025-10-01")
before = start - pd.DateOffset(months=3)
asked = telecom.complaints
asked = asked[asked["opened_at"].between(before, start, inclusive="left")]
reply = asked["first_reply_at"].where(asked["first_reply_at"] < start).fillna(start)
late = asked[reply - asked["opened_at"] > pd.Timedelta(days=3)]
print(f"{len(asked)} complaints in the quarter before; {len(late)} without a reply within 3 days")

# %% [markdown]
# A reply that comes later than that evening was not yet known, so it is not used. The other signs are made in the same way; `quarters` gives them for several quarters. Which figures fell? In a bank one
# watches the **outflow of funds** (资金流向); at Harbour the bill and the minutes.

# %%
now = quarters(telecom, TESTED_ON)
now["fall_of_sales"] = retention.fall(now["sales_before"], now["sales"])
now["fall_of_use"] = retention.fall(now["minutes_before"], now["minutes"])
rows = {}
for name, rings in {
    "sales fell 20 %": now["fall_of_sales"] >= 0.2,
    "use fell 20 %": now["fall_of_use"] >= 0.2,
    "late reply": now["slow_replies"] > 0,
    "rival's offer": now["offers"] > 0,
    "contract ends": now["contract_ends"] == 1,
}.items():
    rows[name] = [rings.sum(), 100 * now.loc[rings, "left"].mean()]

# %% [markdown]
# All four quarters of 2025 together. Of all customers about 3 % leave in a quarter.
#
# **What do you expect?** Of those whose *contract ends* in the quarter, how many per cent leave?

# %%
casekit.predict("warning.guess-ends", unit="%", low=0, high=60)

# %%
casekit.reveal("warning.guess-ends", rows["contract ends"][1], unit="%", decimals=1)

# %%
table = pd.DataFrame(rows, index=["customers and quarters", "left, %"]).T
print(f"all: {100 * now['left'].mean():.1f} % left")
table.round(1).astype({"customers and quarters": int})

# %% [markdown]
# A strong sign is rare; a frequent one is weak. And nine of ten with the *strongest* sign stay. Points in proportion, and sentences in the customer's own figures:

# %%
Sign = retention.Sign
signs = [
    Sign("late reply", "slow_replies", 3, "{slow_replies:.0f} late replies", at_least=1),
    Sign("contract ends", "contract_ends", 3, "contract ends: {contract_ends:.0f}", equals=1),
    Sign("offer", "offers", 2, "{offers:.0f} offers of a rival", at_least=1),
    Sign("fall of sales", "fall_of_sales", 1, "sales fell by {fall_of_sales:.0%}", at_least=0.2),
]
autumn = now[now["start"] == "2025-10-01"]
warned = retention.warn(autumn, signs, red=3, amber=2)
print(warned["level"].value_counts().to_dict())
warned[["customer_id", "score", "level", "reason"]].head(5)

# %% [markdown]
# **Idle** customers (no use at all) are the same idea without contracts: `retention.idle` counts the days.

# %% [markdown]
# ## A model beside it
#
# A model weighs many weak signs together. It may learn only from the past, and be judged on what came after: an **out-of-time test** (时间外检验). Learn on the quarters of 2024, test on those of 2025.

# %%
past = quarters(telecom, LEARNED_FROM)
features = list(FEATURES)
model = retention.fit_churn(past, target="left", features=features)
now["chance"] = model.probability(now)
model.weights.sort_values().round(2).to_frame("weight").T

# %% [markdown]
# Somebody brings one more feature: the number of bills in the quarter itself. It would foretell wonderfully, for who has left gets no bill. But on the evening before, nobody had it: a **leak** (信息泄露). Here a
# column made up from the leaving itself stands in for it. The kit refuses it by name once it knows the dates:

# %%
leaky = past.assign(bills_of_quarter=3 - past["left"])
try:
    retention.fit_churn(
        leaky,
        target="left",
        features=[*features, "bills_of_quarter"],
        prediction_date="2023-12-31",
        known_on={"bills_of_quarter": "2024-03-31"},
    )
except CasekitError as problem:
    print(problem)

# %% [markdown]
# How good is the honest model? Take one leaver and one stayer of 2025 at random: how often has the leaver the higher chance? A coin reaches 50 %, a perfect model 100 %.
#
# **What do you expect?**

# %%
casekit.predict("warning.guess-area", unit="%", low=40, high=100)

# %%
area = retention.area_under_curve(now["chance"], now["left"])
casekit.reveal("warning.guess-area", 100 * area, unit="%", decimals=0)

# %% [markdown]
# Little more than a coin. Most who leave move away, and no record knows that. Are the chances at least *right*? In tenths, foretold against seen:

# %%
tenths = retention.calibration(now["chance"], now["left"])

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.6))
ends = [tenths["seen"] - tenths["low"], tenths["high"] - tenths["seen"]]
ends = [100 * end for end in ends]
ax.errorbar(tenths["group"], 100 * tenths["seen"], yerr=ends, fmt="o", color=style.BLUE, label="seen, 95 %")
ax.plot(tenths["group"], 100 * tenths["foretold"], color=style.VERMILION, label="foretold")
ax.set(xlabel="tenth of customers, by foretold chance", ylabel="left in the quarter, %", ylim=(0, None))
ax.set_xticks(range(1, 11))
ax.set_title("Foretold and seen go together, between 1 and 5 %", pad=42)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)

# %% [markdown]
# Well calibrated, weakly sharp: a chance of 5 % means 5 %. What does that buy? The **lift** (提升度) says how many times the rate of all the top of the list has:

# %%
shown = retention.lift(now["chance"], now["left"])
shown["caught, %"] = (100 * shown["caught"]).round(0)
shown[["share", "customers", "leavers", "caught, %", "lift"]].round(2)

# %% [markdown]
# The top twentieth has about twice the rate. So 40 calls reach a few leavers, whatever you do. That is honest, and useful if the call is cheap or the customer dear.

# %% [markdown]
# ## When does a call pay?
#
# A call with its gift costs 78 yuan. Say 30 % of the leavers who are called stay: **declared**, not measured. A call pays when *chance × share saved × margin* is above its cost. What would each rule have brought in 2025?

# %%
cost, saved = 78, 0.30
now["worth"] = saved * now["chance"] * now["margin"].clip(lower=0) - cost
now["brought"] = saved * now["left"] * now["margin"].clip(lower=0) - cost
now["size"] = now["margin"]
found = {}
for name, by in {"chance": "chance", "margin": "size", "chance × margin": "worth"}.items():
    ranked = now.sort_values(by, ascending=False)["brought"].head(3000)
    found[name] = ranked.cumsum().to_numpy() / 1000

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.6))
for (name, money), colour in zip(found.items(), [style.GREY, style.BLUE, style.VERMILION]):
    ax.plot(range(1, 3001), money, color=colour, label=name)
ax.axhline(0, color=style.INK, linewidth=1)
ax.axvline(40 * 52, color=style.INK, linewidth=1, linestyle=":")
ax.set(xlabel="calls in 2025, best first (dotted: 40 a week)", ylabel="thousand yuan")
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.set_title("By margin and by chance × margin, not by chance alone", pad=42)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3)

# %%
pays = now[now["worth"] > 0]
print(f"worth a call: {len(pays):,} of {len(now):,} in the year, {len(pays) / 52:.0f} a week")
print(f"{pays['left'].sum()} of these left; brought {pays['brought'].sum():,.0f} yuan, if 30 % is true")
for share in (0.1, 0.2, 0.4):
    money = share * pays["left"] * pays["margin"] - cost
    print(f"if {share:.0%} of them stay: {money.sum():,.0f} yuan")

# %% [markdown]
# So not all forty calls a week pay for themselves: the curve turns down before the dotted line. And the answer hangs on the share that stays. No list of risks holds that number: only a trial does (lesson 16).

# %% [markdown]
# ## From passive to active
#
# A warning is of no use if nobody acts. Four figures of everyday work (动态管理): who found the problem first, which relations sink, how fast you react, and six analyses by quarter.

# %%
log = pd.DataFrame({"origin": ["customer"] * 118 + ["self-found"] * 37 + [None] * 9})
rate = retention.active_rate(log, origin="origin").iloc[0]
print(f"active rate (主动率): {rate['active_rate']:.0%}; {rate['unknown']} of unknown origin count among all")
scores = pd.DataFrame({"customer_id": list("AAABBB"), "quarter": [1, 2, 3] * 2, "score": [82, 76, 71, 60, 66, 58]})
sinking = retention.sinking_relations(scores, period="quarter", score="score")
print(f"two falls in a row: {', '.join(sinking['customer_id'])}")

# %% [markdown]
# The log and the scores are made up: Harbour keeps none yet. But it has the times of its complaints, from the opening to the first reply:

# %%
steps = telecom.complaints.melt("complaint_id", ["opened_at", "first_reply_at"], "step", "at").dropna()
reaction = retention.reaction_time(
    steps, event="complaint_id", step="step", at="at", start="opened_at", end="first_reply_at"
)
print(f"median {reaction.median_hours:.1f} hours; {reaction.open} without any reply")

# %% [markdown]
# And the **six analyses** in one panel. Development: customers at the opening; service: late replies of the quarter before; churn: per cent of the quarter; cost: yuan of service; value: mean margin of a year; account manager: visits.

# %%
by = now.groupby("start")
served = telecom.service[telecom.service["quarter"] >= "2025-01-01"]
visits = telecom.contacts[telecom.contacts["channel"] == "visit"]
visits = visits[visits["at"] >= "2025-01-01"]
panel = pd.DataFrame({"quarter": list(TESTED_ON), "customers": by.size().to_list()})
panel["late"] = by["slow_replies"].sum().to_list()
panel["churn"], panel["margin"] = (100 * by["left"].mean()).to_list(), by["margin"].mean().to_list()
panel["cost"] = served.groupby("quarter")["cost"].sum().to_list()
panel["visits"] = visits.groupby(visits["at"].dt.quarter).size().to_list()

# %%
columns = dict(zip(["development", "churn", "value"], ["customers", "churn", "margin"]))
columns |= {"service": "late", "cost": "cost", "account manager": "visits"}
six = retention.six_analyses(panel, period="quarter", columns=columns)
six.pivot(index="analysis", columns="period", values="figure").round(1)

# %% [markdown]
# ## Your plan
#
# Decide for Harbour's forty calls, save, and read what your figures mean. After a first save you may look at a model answer.

# %%
casekit.plan("warning")

# %% [markdown]
# ## The law
#
# A score that decides who gets a call or a gift is automated decision-making on persons. Under China's PIPL Article 24 it must be transparent and fair, must not treat people unreasonably differently in price, and must leave a way out. Keep the
# reasons, let people object, and take no feature that you would not say aloud. Under the GDPR see Articles 21 and 22. **Check with counsel.**

# %% [markdown]
# ## Where this misleads
#
# - **Who leaves is not who can be held.** The warning says the first. Some leave whatever you do, and some are only woken by the call.
# - **Past calls.** Half of these customers were called in 2024 and 2025. The model learned leaving as it was, calls included.
# - **A sign that is acted on** loses its force in next year's data.
# - **AUC and accuracy.** "97 % right" is reached by calling nobody.

# %% [markdown]
# ## On Monday
#
# - Put *of whom* and *in what time* under each churn rate. Monthly to yearly in Excel: `=1-(1-B2)^12`.
# - Write down your signs and points on one page; one column a sign, `=SUMPRODUCT(B2:E2,$B$1:$E$1)` for the score.
# - Next to each list: `=B2*C2*D2-E2` (chance × share saved × margin − cost), and sort by it.
# - Ask of each model: on what day was each feature known, and on which year was it tried?

# %% [markdown]
# **Next:** the [practice](../exercises/15-churn-early-warning.ipynb). The card says what is left.

# %%
casekit.resume()
