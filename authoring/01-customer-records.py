# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Fifty customers, and you cannot name them
#
# It is 31 December 2025, your first day as head of key accounts (大客户) at Harbour Telecom. The director wants a list by Friday: *the
# fifty customers who get a manager of their own.* "It is all in the system," she says.
#
# It is. Some customers are in it twice. Some stand in pieces. Some stand there with a dash for a phone number.
#
# Harbour Telecom is invented, and so are all its people. Its records are as bad as real ones.

# %% [markdown]
# **You will decide** which records to trust, mend and merge before anyone is graded. **Afterwards you can** say how complete a card is, find
# the people behind several cards and the groups behind several accounts, list what is missing and overdue, admit new customers in two
# steps, and say who may see which field.
#
# **You need** percentages and the reading of a chart. About 40 minutes; then the practice. Run the cells with Shift+Enter.
# **You do not code?** *View → Collapse All Code* folds the code to one line a cell. Guess, and read text, tables and plots; nothing is lost.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import pandas as pd

import casekit
from casekit import records
from casekit.widgets import style

style.use()
case = casekit.load_case("harbour-telecom")
today = case.last_day

# %% [markdown]
# ## A card is there to reach someone
#
# A **customer card** (客户资料卡) holds what we know of a person. The shop writes one for each customer number; the app has cards of those who
# signed up. Names and phones are masked here: you want to see the gaps, not the people.

# %%
cards = case.cards
seen = records.mask(cards, case.schema["cards"])
seen[["register", "name", "phone", "birthday", "area", "updated_on"]].head(6)

# %% [markdown]
# **What do you expect?** How many per cent of the *app's* cards tell you a birthday?

# %%
casekit.predict("records.guess-birthday", unit="%", low=0, high=100)

# %%
fields = ["phone", "email", "birthday", "address", "occupation", "interests", "income_band"]
junk = ["", "-", "unknown", "n/a", "?"]
useful = cards[fields].notna() & ~cards[fields].isin(junk)
share = 100 * useful.groupby(cards["register"]).mean().T
casekit.reveal("records.guess-birthday", share.loc["birthday", "app"], unit="%")

# %% tags=["key-plot"]
ax = share[["shop", "app"]].plot.barh(figsize=(7, 3.4), color=[style.BLUE, style.GREY])
ax.invert_yaxis()
ax.set(xlabel="cards where the field tells something, %", ylabel="", xlim=(0, 100))
ax.set_title("What we know depends on who asked")
ax.legend(title="register", loc="lower right");

# %% [markdown]
# We did not only look for empty cells. Clerks who *must* type something type a dash, or `unknown`. A computer takes that for knowledge.

# %%
typed = cards[fields].isin(junk[1:]).sum().sum()
print(f"{typed:,} fields hold a dash or a word for nothing")

# %% [markdown]
# **Completeness** (完整度) is the part of the asked fields that tells something. One number a card; the kit computes it for any number of cards.

# %%
done = records.completeness(cards, key="card_id", fields=fields)
print(f"mean completeness {done['completeness'].mean():.0%}")
print(f"complete cards {(done['completeness'] == 1).mean():.0%}")

# %% [markdown]
# Which of the two figures do you report? It depends on the purpose. For a birthday letter only two fields count. Ask for what you will use;
# the rest is work, and a risk.

# %% [markdown]
# ## Four kinds of data
#
# What a firm *is* (profile), what it *does* (behaviour; a visit report belongs here, for it happened), what it *thinks* (attitude). And what we compute from these: **derived data** (衍生数据).

# %%
people = ["cards", "customers", "bills", "contacts", "complaints", "satisfaction"]
ours = case.dictionary.query("table in @people and data_kind != ''")
kinds = records.data_kinds(ours)
kinds.groupby("data_kind", sort=False)["fields"].sum().to_frame()

# %% [markdown]
# Much is known of what customers are, less of what they do, little of what they think. For that one has to ask.
#
# A derived field needs its rule beside it. The rule is ours, so it can be wrong, and it must be run again when the data change.

# %%
rules = records.DerivedRules(a_days=30, b_days=60)
derived = records.derived_fields(case.bills, as_of=today, rules=rules)
print(rules.table().set_index("field").loc["credit_rating", "rule"])

# %%
derived["credit_rating"].value_counts().sort_index().to_frame("customers")

# %% [markdown]
# ## One customer, one file, no page missing
#
# The old archive rule (一客一档) can be checked by a machine.

# %%
managed = case.customers.dropna(subset=["manager_id"])
files = case.archive[case.archive["customer_id"].isin(managed["customer_id"])]
faults = records.archive_faults(
    files,
    customers=managed,
    contracts=case.contracts,
    as_of=today,
)
faults["fault"].value_counts().to_frame("cases")

# %% [markdown]
# Each fault says what to do about it, so the list can be given away as work.

# %%
for line in faults.groupby("fault").head(1)["detail"]:
    print("•", line)

# %% [markdown]
# Promises have dates too. **What do you expect:** of the calls and visits that were still open on 31 December, how many per cent were overdue?

# %%
casekit.predict("records.guess-overdue", unit="%", low=0, high=100)

# %%
due = records.follow_ups_due(case.follow_ups, as_of=today)
still_open = due[~due["status"].isin(["done", "done late"])]
overdue = still_open[still_open["status"] == "overdue"]
casekit.reveal("records.guess-overdue", 100 * len(overdue) / len(still_open), unit="%")

# %%
overdue.groupby("manager_id")["days_overdue"].agg(["size", "max"]).nlargest(5, "size")

# %% [markdown]
# ## Who is who?
#
# The app's cards carry no customer number. So we do not know which app user is which customer, or who signed up twice. A **duplicate** (重复记录) is a second
# card of one person. Start with something simple: the same phone.

# %%
alike = records.normalise(cards)
phones = alike["phone"]
same_phone = phones[phones != ""].duplicated(keep=False)
print(f"{same_phone.sum():,} of {len(cards):,} cards share their phone with another card")

# %%
often = phones[phones != ""].value_counts()
print(f"one phone stands on {often.iloc[0]} cards: the shop's own")

# %% [markdown]
# Clerks in a hurry typed the shop's number. Families share one. And one person has two. So no field decides alone: we weigh what speaks *for* one person
# and what speaks *against* it.

# %%
matches = records.find_matches(cards)
reasons = matches.groupby("reason")["score"].agg(["size", "mean"])
reasons.nlargest(6, "size").rename(columns={"size": "pairs", "mean": "score"})

# %%
merge = records.merge_records(cards, matches=matches)
found = merge.people["person"].nunique()
print(f"{len(cards):,} cards, {found:,} people")

# %% [markdown]
# Is that right? In life nobody knows. This company is simulated, so a truth file knows whose card is whose. **What do you expect:** of the pairs
# of cards that we merged, how many per cent are wrong?

# %%
casekit.predict("records.guess-wrong", unit="%", low=0, high=100)

# %%
quality = merge.against(case.truth["card_owners"])
casekit.reveal("records.guess-wrong", 100 * (1 - quality.precision), unit="%", decimals=1)
print(f"{quality.wrong_pairs:,} wrong merges, {quality.missed_pairs:,} duplicates missed")

# %% [markdown]
# Stricter matching makes fewer wrong merges and misses more. You cannot have both. Which mistake is dearer?
#
# - *Missed*: two letters to one person. Her sales stand in two halves, and neither half makes the list.
# - *Wrong*: two people in one file. One reads the other's bills.
#
# Here the evidence is good, so the harm is mostly letters. With poorer cards it is not.
#
# ## The lab: how strict?
#
# Move the strictness. Guess first: suppose one wrong merge costs as much
# as thirty missed duplicates. Where would you set it?
#
# Then switch off *names and birthdays*, and let the shop's own phone count: who shares a file now?

# %%
casekit.lab("merge")

# %% [markdown]
# **What you may have seen.** With all evidence, few strangers meet even when matching is loose, for another birthday or another name speaks against them. Take names and
# birthdays away, and at the same strictness many more do: not the strictness protects people, the evidence does. Above 0.8 hardly a wrong merge is left, and the
# missed ones grow fast.
#
# ## Branches are one customer
#
# A **group customer** (集团客户) is a set of accounts that decide as one: head office, branches, shops. Each account alone may look small.

# %%
bills = case.bills.query("month >= '2025-01-01'")
sales = (bills["fee"] - bills["discount"]).groupby(bills["customer_id"]).sum()
accounts = case.customers.assign(sales=case.customers["customer_id"].map(sales).fillna(0))
largest = accounts.nlargest(50, "sales")

# %% [markdown]
# Some branches do not say to which group they belong. Their names tell it, and the kit says why it thinks so.

# %%
named = records.suggest_groups(case.customers, case.groups)
print(f"{len(named)} branches without a group whose name names one")
named["reason"].head(3).to_list()

# %%
units = records.roll_up(accounts, value="sales", parents=named)
units[["unit_id", "customers", "value", "largest_child_value"]].head(5)

# %% [markdown]
# **What do you expect?** Of the fifty largest units, how many are groups of which *no single account* is among the fifty largest accounts?

# %%
casekit.predict("records.guess-hidden", unit="groups", low=0, high=50)

# %%
fifty = units.nlargest(50, "value")
hidden = fifty[~fifty["largest_child"].isin(largest["customer_id"])]
casekit.reveal("records.guess-hidden", len(hidden), unit="groups")

# %% tags=["key-plot"]
unseen = fifty["unit_id"].isin(hidden["unit_id"])
colours = unseen.map({True: style.VERMILION, False: style.BLUE})
thousands = fifty.set_index("unit_id")["value"] / 1000
ax = thousands.plot.bar(color=list(colours), figsize=(8, 3), width=0.85)
ax.set(xlabel="the fifty largest units", ylabel="sales 2025, thousand yuan", xticks=[])
ax.set_title("Orange: invisible as long as each branch stands alone");

# %% [markdown]
# ## Who comes in?
#
# Bad records are best kept out at the door. New customers pass two steps: a *general survey* (overview, annual accounts, a talk with the person in charge),
# and only then a visit *on site*.

# %%
gate = records.admission_gate(case.prospects, as_of=today)
gate.groupby(["stage", "decision"]).size().to_frame("prospects")

# %%
for line in gate[gate["stage"] == "decision"].itertuples():
    print(f"{line.prospect_id}: {line.decision}. {line.reason}")

# %% [markdown]
# The rules are ours; the sources only say that there must be some.
#
# ## Who may see what
#
# A record that everyone can read is a risk; one that nobody can read is dead. Three tools, from weak to strong.

# %% [markdown]
# **Masking** (脱敏) hides part of a field on the screen. **A code** replaces a name by a keyed fingerprint, so that tables can be joined without names. **Leaving
# out** is the strongest: what a purpose does not need is not in the file.

# %%
key = b"an example; yours: records.new_key()"
codes = records.pseudonymise(cards["name"].head(3), key)
print(codes.to_list())

# %% [markdown]
# Whoever has the key can find the person again. So a coded list is *still* personal data (PIPL, GDPR; check with counsel).
#
# An **access matrix** (权限矩阵) says which role may read, edit or export which field. The log says what was done.

# %%
matrix = records.AccessMatrix.from_table(case.access_matrix)
for role in ["analyst", "care team", "records owner"]:
    print(f"{role}: reads {len(matrix.view(cards, role, prefix='cards').columns)} fields of a card")

# %%
broken = matrix.audit(case.access_log)
print(f"{len(broken)} of {len(case.access_log):,} log lines break a rule")
broken.groupby("role").size().to_frame("lines")

# %% [markdown]
# ## What the policy must say
#
# The company has a customer policy. A checklist finds what is missing before a regulator does.

# %%
review = records.policy_review(case.policy_clauses, as_of=today)
review.groupby(["part", "status"], sort=False).size().unstack(fill_value=0)

# %% [markdown]
# Confidentiality is missing, though a clause for it was written. Look at what is left of it:

# %%
for line in records.damaged_text(case.policy_clauses)["text"].unique():
    print(line)

# %% [markdown]
# An advert stands where the words should be. Nobody noticed, since the clause has a number. We do not guess what it said; we ask for it.
#
#
# **Where this misleads.** A complete record can be wrong. A merge can be wrong though its score is high. And the truth file exists only in this course: at
# work, take a sample of merges and look at them by hand.

# %% [markdown]
# ## Your customer plan
#
# Every lesson adds one sheet to *your* plan for Harbour Telecom. At the end of the course you defend it. This is the first sheet.

# %%
casekit.plan("records")

# %% [markdown]
# ## On Monday
#
# - Count, for one purpose, how many of your cards can serve it. Only then ask for more data.
# - Sort your list by phone number. Read the doubles aloud to a colleague, with a reason for each.
# - Add up your ten largest groups by hand. Is one of them served by nobody?
# - Ask who can export the customer list, and when that was last checked.

# %% [markdown]
# **Next:** the [practice](../exercises/01-customer-records.ipynb). The card says what is left.

# %%
casekit.resume()
