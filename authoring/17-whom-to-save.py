# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Whom to save?
#
# January 2025. The director of Harbour Telecom has **60,000 yuan for keeping customers this year**. A retention call costs 78 yuan: 18 for the talk and 60 for the gift that every called customer
# gets. That is 769 calls in a year, and in each quarter more than 4,000 customers stand on the list. *Whom do you call, and whom do you leave alone?*

# %% [markdown]
# **You will decide** the rule of the list, the number of calls, and who is not called. **Afterwards you can** tell a high risk from a chance to save, put money on a risk without counting leaving twice, spend
# a budget where the next yuan gains most, and plan the other measures against leaving.
#
# **You need** lessons 07, 08 and 16, percentages and the reading of a chart. About 40 minutes; then the practice. Run the cells one after the other with Shift+Enter. **You do not code?** *View → Collapse
# All Code* folds the code to one line a cell. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

import casekit
from casekit import retention
from casekit.course.whom_to_save.company import BUDGET, COST, FEATURES, QUARTERS, members
from casekit.widgets import style

style.use()
telecom = casekit.load_case("harbour-telecom")

# %% [markdown]
# ## Four kinds of customer
#
# A call can change something, or nothing. Ask of each customer two questions: would they leave if **left alone**? Would they leave if **called**?
#
# | | stays if called | leaves if called |
# |---|---|---|
# | **leaves if left alone** | **persuadable** (可挽留客户) | **lost cause** (必流失客户) |
# | **stays if left alone** | **sure thing** (稳定客户) | **sleeping dog** (勿扰客户) |
#
# Only the first field earns the money back. A sure thing takes the gift and would have stayed anyway. A lost cause takes the gift and goes. A sleeping dog had forgotten that the contract can be ended, until
# the call.

# %% [markdown]
# Nobody is ever seen both called *and* left alone, so in life no customer's kind is known. This invented company has a truth file, and there it stands, for the four campaigns of 2025 as well: one each quarter, with
# some 4,200 customers each. Most stand on all four lists, so count *places* on the lists.
#
# **What do you expect?** Of 100 places on these lists, how many are a persuadable's?

# %%
casekit.predict("save.guess-persuadable", unit="%", low=0, high=100)

# %%
table = members(telecom)  # one row a customer and campaign, known on the day before it
year = table[table["campaign_id"].isin(QUARTERS)].copy()
year["quarter"] = year["campaign_id"].map(QUARTERS)
kinds = year["response"].value_counts()

# %%
casekit.reveal("save.guess-persuadable", 100 * kinds["persuadable"] / len(year), unit="%")

# %%
of_100 = (100 * kinds / len(year)).round(1)
pd.DataFrame({"places": kinds.map("{:,}".format), "of 100": of_100}).rename_axis("kind")

# %% [markdown]
# One in a hundred. Nearly everybody is a sure thing. Of those who would leave, nearly two in three leave with a call as well. And some leave *because* of it.
#
# So the question is not "who leaves?" but "who changes their mind?"

# %% [markdown]
# ## What one can see without a truth file
#
# Single customers no, but *groups* yes: in the three campaigns of 2024 a lot decided who was called. Within each group compare the called with those left alone (lesson 16). Six signs that could be seen on the
# day before; each customer belongs to the first that fits:

# %%
past = table[~table["campaign_id"].isin(QUARTERS)].copy()
signs = {
    "complaint answered late": past["badly_met"],
    "contract ends, newcomer": past["contract_ends"] * past["newcomer"],
    "contract ends, here for longer": past["contract_ends"],
    "rival's offer": past["rival_offer"],
    "long contract runs on": past["long_contract"],
    "other newcomers": past["newcomer"],
}
past["group"] = np.select([s == 1 for s in signs.values()], list(signs), "others, here for longer")

# %% [markdown]
# *Left* always means: within the quarter that begins with the call. "Late" is more than three days. "Ends" is within three months. A **newcomer** has been with us for less than three years. "Long contract runs on": more than three months are left,
# and the customer has been with us for over a year.
#
# **What do you expect?** Of 100 newcomers whose contract ends, about 10 left when left alone. How many left when called?

# %%
casekit.predict("save.guess-ends", unit="customers", low=0, high=100)

# %%
trials = {name: retention.read_trial(rows, called="called", left="left")
          for name, rows in past.groupby("group")}
seen = pd.DataFrame({name: [one.called + one.control, 100 * one.control_left / one.control,
                            100 * one.called_left / one.called, 100 * one.effect]
                     for name, one in trials.items()},
                    index=["places", "left alone, %", "called, %", "points fewer"]).T
ends = trials["contract ends, newcomer"]
casekit.reveal("save.guess-ends", 100 * ends.called_left / ends.called, unit="customers")

# %%
shown = seen.sort_values("points fewer", ascending=False).round(1)
shown.assign(places=shown["places"].map("{:,.0f}".format))

# %% tags=["key-plot"]
order = seen.sort_values("points fewer").index
found = [trials[name] for name in order]
low, effects, high = 100 * np.array([(one.low, one.effect, one.high) for one in found]).T
reach = [effects - low, high - effects]
ax = plt.subplots(figsize=(7, 3.8))[1]
ax.errorbar(effects, range(len(order)), xerr=reach, fmt="o", color=style.BLUE, capsize=3)
ax.axvline(0, color=style.INK, linewidth=0.8)
ax.set_yticks(range(len(order)), order)
ax.set(xlabel="points fewer leavers among the called, with interval of 95 %")
ax.set_title("Some a call holds, some it does not", loc="left");

# %% [markdown]
# - **The same risk, and the opposite answer.** Where a contract ends, 10 or 11 in 100 leave, newcomers and others alike. Called, none of those left who have been here for longer. Of the newcomers *more* left; the interval still holds 0. Perhaps they came for a price, and the call says that it is time to compare. Sure is only: it does not hold them as it holds the others.
# - **Held as well:** who waited for an answer, and the many calm customers of long standing. Of the calm few leave, but a call holds most of the few.
# - **Woken?** In a long contract a little more left when called; the interval just reaches 0. Their margins are large.
# - **Read nothing into 146 places.** "Rival's offer" has an interval of sixteen points.

# %% [markdown]
# ## A list by risk, a list by uplift
#
# Two models learn from 2024. The first learns from those left alone: **risk**, the chance of leaving without a call. The second learns from both groups: **uplift**, by how much a call lowers that
# chance. Both use ten columns known on the day before: the signs above, months with us, sales, the last month. Both then foretell 2025, and have seen nothing of it.

# %%
alone = past[past["called"] == 0]
risk_model = retention.fit_churn(alone, target="left", features=FEATURES)
uplift_model = retention.fit_uplift(past, called="called", left="left", features=FEATURES)
year["risk"] = risk_model.probability(year)
year["uplift"] = uplift_model.uplift(year)
year[["risk", "uplift"]].describe().loc[["mean", "min", "50%", "max"]].map("{:.1%}".format)

# %% [markdown]
# Believe the middle rather than the ends: an uplift of 50 % is a guess from a few rows. No call holds every second customer.

# %% [markdown]
# To rank by the chance of leaving is what everybody does first. It answers "who leaves?", and not "who stays *if called*?" How much does that cost here?
#
# By each list, call 192 customers a quarter; that is 15,000 yuan. **What do you expect?** Of all persuadables of the year, how many per cent are reached by the list by *risk*?

# %%
casekit.predict("save.guess-reached", unit="%", low=0, high=100)


# %%
def called(rows, rule, calls=192):
    ranked = rows.sort_values([rule, "customer_id"], ascending=[False, True])
    return ranked.groupby("quarter").head(calls)


by_risk, by_uplift = called(year, "risk"), called(year, "uplift")
reached = (by_risk["response"] == "persuadable").sum()
casekit.reveal("save.guess-reached", 100 * reached / kinds["persuadable"], unit="%")

# %%
lists = {"by risk": by_risk, "by uplift": by_uplift, "all members": year}
found = {name: rows["response"].value_counts() for name, rows in lists.items()}
pd.DataFrame(found).fillna(0).map("{:,.0f}".format)

# %% [markdown]
# With the same money the list by uplift saves more customers and wakes none. Why? The largest group on the list by *risk* are the newcomers whose contract ends: 268 of its 768 calls. Of these 268 one was saved, and nine were woken. They do leave, so the model is right; but a call does not hold them.
#
# **To be likely to leave is not to be likely to stay if called.** Both lists look at the same customers on the same day. Only one of them has ever seen what a call does: it learned from a trial.
#
# Nine of ten calls go to sure things on both lists. And neither looks at money: that comes next.

# %% [markdown]
# ## Money on the risk
#
# Who leaves in the quarter takes a year's **margin** along: sales less network and service, from the twelve months before (lesson 07). A year is a decision: so long, we take it, a customer held now will stay. Chance times margin is the **value at risk** (流失风险价值):

# %%
year["value at risk"] = retention.value_at_risk(year["risk"], margin=year["margin"])
year["uplift x margin"] = year["uplift"] * year["margin"].clip(lower=0)
first = year[year["quarter"] == 1].nlargest(5, "value at risk").set_index("customer_id")
first["risk"] = first["risk"].map("{:.1%}".format)
first[["margin", "value at risk"]].map("{:,.0f}".format).join(first["risk"])

# %% [markdown]
# A margin below 0 counts for 0 beside the uplift (`clip`): to call somebody in the hope of driving them out is no retention.
#
# **A trap.** Why a year's margin, and not the lifetime value of lesson 08? Because a lifetime value has the chance of leaving *inside*: who is likely to go is worth less in it. Multiply it by the
# chance of leaving, and leaving is counted twice. Two customers with 1,000 yuan of margin a year, looked at for four years:

# %%
two = pd.DataFrame({"risk a year": [0.05, 0.40]}, index=["settled", "restless"])
net_of_leaving = sum(1000 * (1 - two["risk a year"]) ** t for t in range(1, 5))  # t: years
two["value at risk"] = two["risk a year"] * 1000
two["lifetime value"] = net_of_leaving
two["leaving counted twice"] = two["risk a year"] * two["lifetime value"]
two.iloc[:, 1:].map("{:,.0f} yuan".format)

# %% [markdown]
# Eight times the money is at risk with the restless one. By the last column it seems three times only: the more somebody is at risk, the more it is marked down. The kit refuses such a column by its name (lifetime value, LTV and the like; it cannot know every name):

# %%
try:
    retention.value_at_risk(two["risk a year"], margin=two["lifetime value"])
except casekit.errors.CasekitError as problem:
    print(problem)

# %% [markdown]
# ## Which list brings most?
#
# What a call truly gained: the margin, if the customer is saved; minus the margin, if woken; less 78 yuan in any case. For each list, and for any number of calls.
#
# **What do you expect?** With 192 calls a quarter the list by risk gained about 166,000 yuan in the year. The sales department needs no model: "our *best* customers first". How many thousand yuan did a list by margin gain?

# %%
casekit.predict("save.guess-margin", unit="thousand yuan", low=-500, high=1000)

# %%
saved = year["leaves_if_left_alone"] - year["leaves_if_called"]  # 1 saved, −1 woken, 0 no change
year["true gain"] = saved * year["margin"] - COST
by_margin = called(year, "margin")["true gain"].sum() / 1000
casekit.reveal("save.guess-margin", by_margin, unit="thousand yuan")

# %% tags=["key-plot"]
rules = {"uplift x margin": style.BLUE, "value at risk": style.GREEN, "uplift": style.PURPLE,
         "risk": style.VERMILION, "margin": style.GREY}
ax = plt.subplots(figsize=(7, 4))[1]
for rule, colour in rules.items():
    gains = [called(year, rule, n)["true gain"].sum() / 1000 for n in range(0, 801, 16)]
    ax.plot(range(0, 801, 16), gains, color=colour, label=rule)
ax.axvline(192, color=style.INK, linewidth=0.8, linestyle=":")
ax.set(xlabel="calls a quarter (dotted: 192)", ylabel="gain of the year, thousand yuan")
ax.set_title("What a call changes, times what it is worth", pad=40)
ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, columnspacing=1, handlelength=1.2);

# %%
rows = {rule: called(year, rule) for rule in rules}
told = {rule: [(one["response"] == "persuadable").sum(), (one["response"] == "sleeping dog").sum(),
               one["true gain"].sum() / 1000] for rule, one in rows.items()}
pd.DataFrame(told, index=["saved", "woken", "gain, thousand yuan"]).T.round().astype(int)

# %% [markdown]
# - **By risk** brings less than the sales department's list of the largest. The calls to newcomers whose contract ends alone lost 52,000 yuan: gifts, and the margins of the woken.
# - **By uplift** the same money gains 87,000 yuan more than by risk. It saves the most *people* and wakes nobody; half of the saved bring less than 900 yuan a year.
# - **Value at risk** (risk × margin) looks at money, but still calls those who are woken.
# - **Uplift × margin** saves fewer people than uplift alone and by far the most money, at any number of calls.
# - **All curves fall** in the end. From some point on every further call costs more than it brings, even with money left over.

# %% [markdown]
# A few large customers make or break such a sum: between 200 and 208 calls the curve by risk falls by 48,000 yuan, for one large customer is woken. Another year may give other figures. The two questions stay: *what does a call change*, and *what is that worth*?

# %% [markdown]
# ## Where to stop, and whom not to save
#
# The best rule is no rule of rank. Each call has an expected gain, *uplift × margin − cost*. Take those with the most gain, as long as it is above 0 and there is money.

# %%
year["cost"], year["gain"] = COST, year["uplift x margin"] - COST
quarter = year[year["quarter"] == 1]
for budget in (5_000, 15_000, BUDGET):
    choice = retention.allocate_budget(quarter[["customer_id", "cost", "gain"]], budget=budget)
    print(f"{budget:6,} yuan: {len(choice.chosen)} calls, expected gain {choice.gain:7,.0f}, "
          f"left over {choice.left_over:6,.0f}")

# %% [markdown]
# With 60,000 yuan for one quarter it stops at some 220 calls and gives the rest back. In one quarter the money is not the limit: the customers are, for whom a call pays. Over the year some 980 calls would pay, and the money is enough for 769.
#
# So these are **not** called, and each for a reason of its own:

# %%
worth_it = year["gain"] > 0
reasons = [year["margin"] <= COST, year["uplift"] < 0, worth_it]
names = ["brings no more in a year than a call costs", "more likely to leave if called", "call"]
why = pd.Series(np.select(reasons, names, "a call would hardly change anything"), index=year.index)
why.value_counts().map("{:,}".format).to_frame("places").rename_axis("verdict")

# %% [markdown]
# More than a quarter of the members bring less in a year than a call costs. To let them go is no punishment: they get the same service as before, they only get no gift.

# %% [markdown]
# ## Calls that cost differently
#
# Where each offer costs the same, "highest gain first" is the best choice. Where costs differ, look at the **gain per yuan**. Five accounts, 500 yuan, some need a visit (figures declared for this example). *Gain* is what is left of it **after** the cost:

# %%
five = pd.DataFrame({"customer_id": list("ABCDE"), "cost": [430, 250, 250, 78, 78],
                     "gain": [520, 330, 300, 150, 60]})
five["per yuan"] = (five["gain"] / five["cost"]).round(2)
by_gain = retention.allocate_by_rule(five, budget=500, by="gain")
per_yuan = retention.allocate_by_rule(five, budget=500, by="per yuan")
best = retention.allocate_budget(five, budget=500)
for name, one in {"by gain": by_gain, "by gain per yuan": per_yuan, "best": best}.items():
    names = "".join(sorted(one.chosen["customer_id"]))
    print(f"{name:17} {names:4} gain {one.gain:3.0f}, cost {one.cost:3.0f}")
five.set_index("customer_id")

# %% [markdown]
# - **By gain:** A, and then not even a call fits.
# - **By gain per yuan:** D, then B. What is left is too little for the next visit and goes to E.
# - **Best:** B and C. They use the money to the last yuan. No list has these two at its top; the best choice weighs all sets against each other.
#
# Always ask which one you are given: what a call keeps, or what is left of that after its cost.
#
# In Excel: a column with 1 or 0, `=SUMPRODUCT(...)` for cost and gain, and the Solver with "binary".

# %% [markdown]
# ## What is a point of retention worth?
#
# The sources say that a *small* growth of repeat business makes a *large* growth of profit; both figures are lost. So they are parameters here, and yours. Harbour's own figures: customers, yearly retention and
# margin of 2025, and 500 joiners a year. The claim's growth of profit, here 50 %, is a parameter too.
#
# **What do you expect?** Retention grows by 5 points, from about 89 to 94 in 100. By how many per cent does the profit of the next five years grow, if it costs nothing?

# %%
casekit.predict("save.guess-profit", unit="%", low=0, high=100)

# %%
people = telecom.customers
there = people[(people["entry_month"] < "2025-01-01") & ~(people["left_on"] < "2025-01-01")]
stays = 1 - there["left_on"].notna().mean()
margin = year.loc[year["quarter"] == 1, "margin"].mean()
firm = retention.Firm(customers=len(there), retention=stays, margin=margin, joiners=500)
better = retention.simulate_retention(firm, points=0.05, claimed_profit_growth=0.50, years=5)
casekit.reveal("save.guess-profit", 100 * better.profit_change, unit="%")

# %%
print(f"retention {stays:.1%} → {stays + 0.05:.1%}: profit of 5 years {better.profit_change:+.1%}")
print(f"each of the 5 points: {better.profit_change / 5:+.1%} of profit")
print(f"it pays up to {better.break_even_cost:,.0f} yuan a customer and year")
print(f"claimed: {0.50:+.0%} (lost in the source; ours)")

# %% [markdown]
# Not small, and no miracle. Claims like "a few points more, and profit grows by half" need thin margins or many years. The line *it pays up to* is the useful one: a programme that costs more for each
# customer and year loses money, even if it works.
#
# **Keeping against winning.** What did one customer *kept* cost? Not the price of a call: the money over those who were truly saved.

# %%
spent = 4 * 192 * COST
for rule in ("risk", "uplift x margin"):
    kept = rows[rule].query("response == 'persuadable'")
    print(f"{rule:16} {len(kept)} saved: {spent / len(kept):5,.0f} yuan each,"
          f" and each brings {kept['margin'].mean():6,.0f} a year")

# %% [markdown]
# "Keeping is cheaper than winning" is often said. Here a saved customer costs 1,400 to 1,800 yuan, and the rival wins one for 600 (lesson 08). What counts is what each one brings.

# %% [markdown]
# ## A low price is not loyalty
#
# The other old way to hold customers is the discount. The sources say: low price is not loyalty (低价不等于忠诚). Test it: discount of 2024 in per cent, and who of them stayed through 2025.

# %%
bills = telecom.bills[telecom.bills["month"].dt.year == 2024].groupby("customer_id")
bills = bills[["fee", "discount"]].sum()
given = bills[bills["fee"] > 0].join(there.set_index("customer_id")["left_on"], how="inner")
given["discount"] = 100 * given["discount"] / given["fee"]
given["stayed"] = given["left_on"].isna().astype(int)
found = retention.discount_and_repurchase(given, discount="discount", repurchase="stayed")
print(f"correlation {found.r:+.3f}, interval {found.low:+.3f} to {found.high:+.3f}: {found.sign}")

# %% [markdown]
# The interval holds 0: in these data discounts go neither with staying nor with leaving. And if the sign were clear? A plus could mean that large organisations get discounts *and* stay. A minus could mean
# that who threatens to leave gets one. **Discounts are given to somebody for a reason**; a correlation does not take it out. Only a lot does.

# %% [markdown]
# ## Seven measures and six ways: a board
#
# Calls are one measure among many. The sources list **seven measures** and **six ways** against leaving. The kit holds them as a board, with what speaks against too much of each:

# %%
def show(steps):
    for step in steps:
        print(f"{step.number} {step.title} ({step.chinese}): {step.means}")
        if step.caution:
            print(f"  but: {step.caution}")


show(retention.measures())

# %%
show(retention.ways())

# %% [markdown]
# The last one has a name of its own: an **exit barrier** (离开的障碍). A technical bond or a habit holds; a fee that traps costs trust, and trapped customers are the sleeping dogs of tomorrow.
#
# The director has another 30,000 yuan for such measures. A measure is planned when four fields are filled: who answers for it, by when, with what money, and **by which figure one will see that it worked**.

# %%
draft = pd.DataFrame([
    ["communication", "key accounts", "2025-03-31", 4_000, "leaders met, each account and quarter"],
    ["no misunderstanding", "service", "2025-02-28", 8_000, "complaints answered in 3 days: 95 %"],
    ["favours", "sales", None, 15_000, None],
], columns=["step", "owner", "due", "budget", "success"])
board = retention.plan_board(draft, as_of="2025-01-06", budget=30_000)
print(*[line for line in board.missing if "lacks" in line], sep="\n")
print(f"{len(board.missing)} gaps in all; {board.budget:,.0f} of 30,000 yuan are planned")
board.table["state"].value_counts().to_frame("steps")

# %% [markdown]
# The draft's second line is perhaps its best. "Complaint answered late" was a group whom a call held. *Answer in time*, and no call is needed.

# %% [markdown]
# ## The game: a year with your rule
#
# Four quarters, 60,000 yuan. Choose, call, and see what truly happened; the rule of thumb (by risk, a quarter of the money each time) and the best possible stand beside it. *Reset* starts the year again.

# %%
casekit.lab("budget")

# %% [markdown]
# Try: one year by risk. One by *best plan*. One by *best plan* with only 7,500 yuan a quarter. Which mistake is dearer: the wrong list, or half the money?
#
# *Played it?* In this year half the money down the right list gained twice as much as all of it by risk.
#
# ## What these data cannot tell
#
# - **Whether a called customer who stayed was saved.** That is known of groups only.
# - **What a gift of 30 yuan would do**, or a visit. The trials had one call and one gift.
# - **How long the saved stay.** A year's margin is a decision. If the saved leave a quarter later, it is too much.

# %% [markdown]
# ## Your plan: whom we save
#
# Decide for Harbour Telecom, save, and read what your figures mean. After a first save you may look at a model answer.

# %%
casekit.plan("save")

# %% [markdown]
# ## The law
#
# A list by foretold leaving is **profiling** (PIPL Article 24, GDPR Articles 21 and 22). Who gets a gift by it and who does not must be explainable in plain words. A way out must be offered. Prices that differ
# without reason are forbidden, and so are calls to those who have said no to marketing. Somebody must not be *kept* by hiding how a contract is ended. Gifts to public bodies are their own matter: leave them out. **Check
# with counsel** before the first list is called.

# %% [markdown]
# ## Where this misleads
#
# - **Uplift is learned from few leavers.** Some two hundred left in 2024's control groups. For small groups the model guesses; look at the interval first.
# - **The trial ages.** Once every contract that ends is called, customers learn to wait for the gift.
# - **No control, no knowledge.** Who calls by the list alone has no trial next year. Leave one in ten of the list uncalled, by lot.
# - **The truth file.** In life there is none. What you have is a trial, and its interval.

# %% [markdown]
# ## On Monday
#
# - Take the last campaign's list. Was anybody left alone by lot? If not, begin with that.
# - One row a customer: margin of the year, uplift of the group (called against left alone), `=uplift*margin-cost`. Sort, and stop at 0.
# - Strike out: margin below the cost of a call; long contracts that run on; public bodies; who has said no.
# - Put one tenth of the list aside by lot: `=RAND()`, then fix it as values.
# - Beside each other measure on the wall write owner, day, money and the figure that shows success.

# %% [markdown]
# **Next:** the [practice](../exercises/17-whom-to-save.ipynb). The card says what is left.

# %%
casekit.resume()
