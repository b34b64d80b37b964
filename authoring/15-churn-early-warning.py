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
# **You need** percentages and the reading of a chart. About 45 minutes; then the practice. Run the cells one after the other with Shift+Enter. **You do not code?** *View → Collapse
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
days = dict(start="2025-01-01", end="2025-12-31")
year = retention.churn_rate(customers, entered="entry_month", left="left_on", **days)
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
band = 100 * line["low"], 100 * line["high"]
ax.fill_between(line["time"], *band, step="post", alpha=0.2, color=style.BLUE)
ax.step(line["time"], 100 * line["survival"], where="post", color=style.BLUE)
ax.axhline(50, color=style.INK, linewidth=1, linestyle=":")
ax.axvline(so_far, color=style.VERMILION, linewidth=1)
ax.text(so_far + 2, 92, "mean of those present")
ax.set(xlabel="months since entry", ylabel="still there, %", ylim=(0, 102))
ax.set_title("Half stay for longer than the present ones have been here");

# %% [markdown]
# The band is the 95 % interval: wider where few have been seen. The curve also tells the *time to come* of somebody who is here already, within a horizon:

# %%
for age in (1, 12, 36, 60):
    left = curve.remaining(age, 36)
    print(f"months with us {age:2}: still here in {left:.1f} of the next 36")

# %% [markdown]
# Do persons and organisations leave alike? The **log-rank test** asks: if both left alike, how often would chance alone draw the curves as far apart as these?

# %%
columns = dict(entered="entry_month", left="left_on", by="user_type")
two = retention.survival_curve(customers, **columns, **dates)
for kind in ("person", "organisation"):
    print(f"{kind}: {two.at(36, kind):.0%} there after three years")
print(f"p = {two.log_rank().p:.3f}")

# %% [markdown]
# A large *p* is no sign of a difference. It does not prove that there is none; but this is not where to look for signs.

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
shown = ways.set_index("way")[["cost_a_customer", "profit_a_customer", "break_even"]]
shown["break_even"] = shown["break_even"].map("{:.0%} come".format)
shown.rename(columns=lambda name: name.replace("_", " "))

# %% [markdown]
# Pay for the tries that fail as well: cost of a try ÷ share that comes. *Break even* is the share that must come for the way to pay at all.

# %% [markdown]
# ## Signs that you declare
#
# **Early warning** (流失预警): textbooks ask for it and give no list of signs. So the signs and their points are ours, in the open. Take only what was known *on the evening before* a quarter, in plain pandas:

# %%
start = pd.Timestamp("2025-10-01")
before = start - pd.DateOffset(months=3)
asked = telecom.complaints
asked = asked[asked["opened_at"].between(before, start, inclusive="left")]
reply = asked["first_reply_at"].where(asked["first_reply_at"] < start).fillna(start)
late = asked[reply - asked["opened_at"] > pd.Timedelta(days=3)]
print(f"{len(asked)} complaints in the quarter before; {len(late)} without a reply within 3 days")

# %% [markdown]
# A reply that came after that evening was not yet known: it is not used.
#
# `quarters` makes all signs so, for each quarter's **calling list**. 95 of 100 customers are on it. Half of them, drawn by lot, were then called (lesson 16). There are three lists of 2024 and four of 2025.

# %%
now = quarters(telecom, TESTED_ON)
now["sales_fall"] = retention.fall(now["sales_before"], now["sales"])
now["use_fall"] = retention.fall(now["minutes_before"], now["minutes"])
print(f"{len(now):,} rows of 2025, one a customer and quarter; {now['left'].mean():.1%} left")

# %% [markdown]
# **Money that flows out.** A bank watches the *outflow of funds* (资金流向): whose balance falls by more than a mark? Harbour keeps no money of its customers, but points. The balance is all earned less all spent:

# %%
points = telecom.points
moved = points["earned"] - points["redeemed"]
points = points.assign(balance=moved.groupby(points["customer_id"]).cumsum())
what = dict(period="quarter", balance="balance", inflow="earned", out="redeemed")
summer = pd.Timestamp("2025-07-01")
flow = retention.outflow(points, **what, more_than=0.5, at=summer)
print(f"{len(flow.table)} of {flow.watched:,} accounts lost more than half of their points")
flow.table[["customer_id", "before", "inflow", "outflow", "balance", "fall"]].head(4).round(2)

# %% [markdown]
# **Idle** customers have stopped using what they have. They say nothing and end no contract: no minute in the quarter. Now each sign for all of 2025:

# %%
points["points_fall"] = retention.fall(points["balance"] - moved, points["balance"])
points["start"] = (points["quarter"] + pd.DateOffset(months=3)).dt.strftime("%Y-%m-%d")
own = points[["customer_id", "start", "points_fall"]]
now = now.merge(own, on=["customer_id", "start"], how="left").fillna({"points_fall": 0})
ringing = {"sales fell 20 %": now["sales_fall"] >= 0.2, "use fell 20 %": now["use_fall"] >= 0.2}
ringing |= {"points: half gone": now["points_fall"] > 0.5, "idle": now["minutes"] == 0}
ringing |= {"late reply": now["slow_replies"] > 0, "rival's offer": now["offers"] > 0}
ringing["contract ends"] = now["contract_ends"] == 1

# %% [markdown]
# **What do you expect?** Of those whose *contract ends* within three months, how many per cent leave in the quarter?

# %%
casekit.predict("warning.guess-ends", unit="%", low=0, high=60)

# %%
leave = now.loc[ringing["contract ends"], "left"]
casekit.reveal("warning.guess-ends", 100 * leave.mean(), unit="%", decimals=1)

# %%
left = now["left"]
counts = ["size", "sum", "mean"]
signs = pd.DataFrame({name: left[rings].agg(counts) for name, rings in ringing.items()}).T
signs["mean"] *= 100
signs.columns = ["rows", "left", "left, %"]
signs.round(1).astype({"rows": int, "left": int})

# %% [markdown]
# The two most frequent signs are weak; the strong ones ring for few. Nine of ten with the *strongest* sign stay. Points half gone: 4 % against 3 % of all, and chance alone could make that. The idle are too few to tell; some of them may have gone without a word.
#
# Of those whose contract ends: do **newcomers** (with us for less than 36 months) leave as often as the others? Look only at those whom nobody called:

# %%
both = pd.concat([quarters(telecom, LEARNED_FROM), quarters(telecom, TESTED_ON)])
nobody = both[both["called"] == 0]
print(f"of all whom nobody called {nobody['left'].mean():.1%} left")
alone = nobody[nobody["contract_ends"] == 1].groupby("newcomer")["left"].agg(counts)
alone.index = ["here for longer", "newcomers"]
alone["mean"] = (100 * alone["mean"]).round(1)
alone.set_axis(["customers", "left", "left, %"], axis=1)

# %% [markdown]
# They do. A warning cannot tell the two apart, and need not: both leave about three times as often as all whom nobody called. **Would a call hold both?** That is another question. Nothing here answers it; keep it for lessons 16 and 17.
#
# Points in proportion, and sentences in the customer's own figures:

# %%
Sign = retention.Sign
declared = [
    Sign("late", "slow_replies", 3, "replies late: {slow_replies:.0f}", at_least=1),
    Sign("ends", "contract_ends", 3, "months until it ends: {contract_months_left:.0f}", equals=1),
    Sign("offer", "offers", 2, "a rival's offers: {offers:.0f}", at_least=1),
    Sign("sales", "sales_fall", 1, "sales fell by {sales_fall:.0%}", at_least=0.2),
    Sign("points", "points_fall", 1, "{points_fall:.0%} of the points gone", at_least=0.5),
]

# %%
autumn = now[now["start"] == "2025-10-01"]
warned = retention.warn(autumn, declared, red=3, amber=2)
print("; ".join(f"{level}: {n:,}" for level, n in warned["level"].value_counts().items()))
for one in warned.head(4).itertuples():
    print(f"{one.customer_id} {one.level}, {one.score:.0f} points: {one.reason}")

# %% [markdown]
# ## A model beside it
#
# A model weighs many signs together. It may learn only from the past, and be judged on what came after: an **out-of-time test** (时间外检验). Learn on the lists of 2024, test on those of 2025.

# %%
past = quarters(telecom, LEARNED_FROM)
features = list(FEATURES)
model = retention.fit_churn(past, target="left", features=features)
now["chance"] = model.probability(now)
weights = model.weights.sort_values(key=abs, ascending=False)
weights.rename(lambda name: name.replace("_", " ")).round(2).to_frame("weight").head(6)

# %% [markdown]
# Above 0 it raises the chance, below 0 it lowers it. Weights that come together are read together: who has a *long contract* is *under contract* too, and both in sum hold.
#
# Somebody brings one more feature: the number of bills in the quarter itself. It would foretell wonderfully, for who has left gets no bill. But on the evening before, nobody had it: a **leak** (信息泄露). Here a
# column made up from the leaving itself stands in for it. The kit refuses it by name once it knows the dates. (And "account closed" would be no clue at all: it *is* the leaving, in other words.)

# %%
leaky = past.assign(bills_of_quarter=3 - past["left"])
days = dict(prediction_date="2024-09-30", known_on={"bills_of_quarter": "2024-12-31"})
more = [*features, "bills_of_quarter"]
try:
    retention.fit_churn(leaky, target="left", features=more, **days)
except CasekitError as problem:
    print(problem)

# %% [markdown]
# How good is the honest model? Take one leaver and one stayer of 2025 at random: how often has the leaver the higher chance? This is the *area under the curve* (AUC). A coin reaches 50 %, a perfect model 100 %. The **lift** (提升度) says how many times the rate of all the top of the list has:

# %%
area = retention.area_under_curve(now["chance"], now["left"])
print(f"the leaver has the higher chance: {area:.0%}")
shown = retention.lift(now["chance"], now["left"])
shown["caught, %"] = (100 * shown["caught"]).round(0)
shown = shown.assign(share=shown["share"].map("{:.0%}".format)).set_index("share")
shown[["customers", "leavers", "caught, %", "lift"]].round(2).astype({"leavers": int})

# %%
first = now.nlargest(len(now) // 100, "chance")
print(f"in the first hundredth the contract ends for {first['contract_ends'].mean():.0%}")

# %% [markdown]
# For most customers little more than a coin: most who leave move away, and no record knows that. But the top is sharp. The first hundredth has five times the rate of all; of nearly nine in ten of them the contract ends.
#
# Are the chances *right*, too? In tenths, foretold against seen:

# %%
tenths = retention.calibration(now["chance"], now["left"])
ends = [tenths["seen"] - tenths["low"], tenths["high"] - tenths["seen"]]
error = [100 * end for end in ends]

# %% tags=["key-plot"]
fig, ax = plt.subplots(figsize=(7, 3.6))
seen, foretold = 100 * tenths["seen"], 100 * tenths["foretold"]
ax.errorbar(tenths["group"], seen, yerr=error, fmt="o", color=style.BLUE, label="seen, 95 %")
ax.plot(tenths["group"], foretold, color=style.VERMILION, label="foretold")
ax.set(xlabel="tenth of customers, by foretold chance", ylabel="left in the quarter, %")
ax.set(xticks=range(1, 11), ylim=(0, None))
ax.set_title("Foretold and seen go together, up to about 6 %", pad=42)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2);

# %% [markdown]
# In eight of the ten the line runs through the interval: who is foretold 4 % leaves in about 4 of 100 cases. In the first and the sixth somewhat more leave than foretold.

# %% [markdown]
# ## When does a call pay?
#
# A call with its gift costs 78 yuan. Say 30 % of the leavers who are called stay: **declared**, not measured. A leaver who stays is worth a year's margin (below 0 counts as 0). So each **cut-off**, the chance from which on you call, brings a sum.
#
# **What do you expect?** From which chance on would calling have brought most in 2025?

# %%
casekit.predict("warning.guess-cut", unit="%", low=0, high=30)

# %%
cost, saved = 78, 0.30
now["worth"] = now["margin"].clip(lower=0)
money = dict(contact_cost=cost, saved_share=saved, value=now["worth"])
cut = retention.best_cut_off(now["chance"], now["left"], **money)
casekit.reveal("warning.guess-cut", 100 * cut.at_least, unit="%", decimals=1)

# %% tags=["key-plot"]
sums = cut.table[cut.table["at_least"].between(0.03, 0.2)]
flat = sums[sums["profit"] >= 0.8 * cut.profit]["at_least"]
fig, ax = plt.subplots(figsize=(7, 3.6))
ax.axvspan(100 * flat.min(), 100 * flat.max(), color=style.BLUE, alpha=0.12)
ax.plot(100 * sums["at_least"], sums["profit"] / 1000, color=style.BLUE)
ax.plot(100 * cut.at_least, cut.profit / 1000, "o", color=style.VERMILION)
ax.axhline(0, color=style.INK, linewidth=1)
ax.set(xlabel="called from this chance on, % (band: 80 % of the best)", ylabel="thousand yuan")
ax.set_title("Called from 5 to 11 % on, it brings at least 80 % of the best");

# %%
for name, at_least in {"best": cut.at_least, "5 %": 0.05, "3 %": 0.03}.items():
    row = sums[sums["at_least"] >= at_least].iloc[-1]
    print(f"{name}: {row['contacted']:,.0f} called, {row['leavers']:.0f} of them left; ", end="")
    print(f"{row['profit']:,.0f} yuan")

# %%
kept = now.loc[(now["chance"] >= cut.at_least) & (now["left"] == 1), "worth"]
print(f"of what the best cut kept, three leavers made {kept.nlargest(3).sum() / kept.sum():.0%}")

# %% [markdown]
# Do not trust the peak: it was found in hindsight, and three large leavers made two fifths of what it kept. Trust the flat part. Above 11 % the large leavers are missed. Below 5 % the sum falls fast: each further call costs 78 yuan and hardly ever finds a leaver.
#
# One cut-off for all ignores money. Each customer has their own: a call pays when *chance × share saved × margin* is above its cost.

# %%
pays = now[saved * now["chance"] * now["worth"] > cost]
print(f"{len(pays):,} calls of {len(now):,} would pay, {len(pays) / 52:.0f} a week")
for share in (0.1, 0.2, 0.3, 0.4):
    brought = share * (pays["left"] * pays["worth"]).sum() - cost * len(pays)
    print(f"if {share:.0%} of the leavers stay: {brought:,.0f} yuan")

# %% [markdown]
# More money than the best common cut-off, and still not forty calls a week. All of it hangs on the share that stays. No list of risks holds that number; only a trial does (lesson 16).

# %% [markdown]
# ## The lab: where do you cut?
#
# Try three things.
#
# 1. Rank by chance, and move the cut-off from 3 % to 12 %. Where does the sum turn from loss to gain, and where is it flat?
# 2. Rank by chance × margin, with 40, 24 and 12 calls a week. Which brings most?
# 3. Put the share who stay at 10 %. How many calls are left that pay?

# %%
casekit.lab("cut-off")

# %% [markdown]
# **What you may have seen.** By chance the loss turns to gain a little above 4 %; from 5 to 11 % the sum is nearly flat. Each step in the line is one large leaver. By chance × margin, 12 calls a week bring far more than the best cut by chance. They reach about as many leavers, but those with money. Forty bring *less* than 24 or 12. That 24 bring most is known only in hindsight; beforehand 13 a week paid. At 10 % only 184 calls of the year pay as foretold (column *best, as foretold*), and 24 a week bring hardly anything.
#
# What came true lies above what was foretold. A few large leavers did that; next year they may be missing. So plan by *foretold*. The chances were right as *counts* of leavers; who of them is large, chance decides.

# %% [markdown]
# ## From passive to active
#
# A warning is of no use if nobody acts. Dynamic management (动态管理) turns three things round: from passive service to active care, from pushing products to finding needs, from helping customers to making them worth more. Four figures show it: who found the problem first, which relations sink, how fast you react, and six analyses by quarter.

# %%
log = pd.DataFrame({"origin": ["customer"] * 118 + ["self-found"] * 37 + [None] * 9})
rate = retention.active_rate(log, origin="origin").iloc[0]
print(f"active rate (主动率): {rate['active_rate']:.0%}; {rate['unknown']} of unknown origin")
scores = {"customer_id": list("AAABBB"), "quarter": [1, 2, 3] * 2}
scores = pd.DataFrame(scores | {"score": [82, 76, 71, 60, 66, 58]})
sinking = retention.sinking_relations(scores, period="quarter", score="score")
print(f"two falls in a row: {', '.join(sinking['customer_id'])}")

# %% [markdown]
# The log and the scores are made up: Harbour keeps none yet. But it has the times of its complaints, from the opening to the first reply:

# %%
both_ends = dict(start="opened_at", end="first_reply_at")
steps = telecom.complaints.melt("complaint_id", list(both_ends.values()), "step", "at").dropna()
columns = dict(event="complaint_id", step="step", at="at")
reaction = retention.reaction_time(steps, **columns, **both_ends)
print(f"median {reaction.median_hours:.1f} hours")
print(f"of {len(telecom.complaints):,} complaints {reaction.open} are without any reply")

# %% [markdown]
# And the **six analyses** in one panel. Development: customers on the list; service: per cent of complaints with a reply within three days; churn: per cent of the quarter; cost: yuan of service; value: margin of a year of the middle customer (median); account manager: visits. The last quarter of 2025:

# %%
by = now.groupby("start")
panel = pd.DataFrame({"quarter": list(by.groups), "customers": by.size().to_list()})
panel["churn"] = (100 * by["left"].mean()).to_list()
panel["margin"] = by["margin"].median().to_list()
asked = telecom.complaints[telecom.complaints["opened_at"] >= "2025-01-01"]
in_time = asked["first_reply_at"] - asked["opened_at"] <= pd.Timedelta(days=3)
panel["in_time"] = (100 * in_time.groupby(asked["opened_at"].dt.quarter).mean()).to_list()
visits = telecom.contacts[telecom.contacts["channel"] == "visit"]
panel["visits"] = visits.groupby(visits["at"].dt.to_period("Q")).size()["2025":].to_list()

# %%
served = telecom.service.groupby("quarter")["cost"].sum()
panel["cost"] = served["2025":].to_list()
columns = dict(zip(["development", "churn", "value"], ["customers", "churn", "margin"]))
columns |= {"service": "in_time", "cost": "cost", "account manager": "visits"}
six = retention.six_analyses(panel, period="quarter", columns=columns)
last = six[six["period"] == "2025-10-01"].set_index("analysis")
last["better"] = last["better"].map({True: "yes", False: "no"})
last[["figure", "change"]].map("{:,.1f}".format).join(last["better"])

# %% [markdown]
# Each figure stands beside its change against the quarter before. A change of one quarter is often chance; look at four before you act.

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
# - **Who leaves is not who can be held.** The warning says the first. It says nothing of the second.
# - **Past calls.** Half of each list was called. The model learned leaving as it was: whom a call has held counts as a stayer, whom it has driven out as a leaver.
# - **A sign that is acted on** loses its force in next year's data.
# - **"97 % right"** is reached by calling nobody. Ask for lift and calibration.

# %% [markdown]
# ## On Monday
#
# - Put *of whom* and *in what time* under each churn rate. Monthly to yearly in Excel: `=1-(1-B2)^12`.
# - Write down your signs and points on one page; one column a sign, its points in row 1, its name in row 2: `=SUMPRODUCT(B3:E3,$B$1:$E$1)` for the score.
# - Next to each list: `=B2*C2*D2-E2` (chance × share saved × margin − cost), and sort by it.
# - Ask of each model: on what day was each feature known, and on which year was it tried?

# %% [markdown]
# **Next:** the [practice](../exercises/15-churn-early-warning.ipynb). The card says what is left.

# %%
casekit.resume()
