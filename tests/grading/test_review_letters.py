"""Reasons and letters: the customer's own figures, in two languages, polite, with a way to appeal."""

import re

import pandas as pd
import pytest
from review_tables import customers, grades, ladder

from casekit.errors import CasekitError
from casekit.grading import ReviewRules, load_policy, notices, review
from casekit.grading.review.deciding import DOWN, UP
from casekit.grading.review.sentences import verdicts

DAY = "2026-01-01"
CHINESE = re.compile(r"[一-鿿]")


def reasons(table, before, **rules):
    found = review(table, ladder(), before=before, rules=ReviewRules(**rules), as_of=DAY)
    return list(zip(found["reason"], found["reason_zh"], strict=True))


def test_who_falls_reads_what_is_missed_and_who_rises_what_is_met():
    fallen, risen = reasons(customers(a=(1250, "fair"), b=220), grades(a="gold", b="bronze"))
    assert fallen == (
        "Down from gold to silver: credit is fair (gold asks: good).",
        "由金级降级为银级：回款信誉为一般（金级要求：好）。",
    )
    assert risen == (
        "Up from bronze to silver: usage is 220 yuan (silver asks: from 200 yuan); credit is good (silver asks: at "
        "least fair).",
        "由铜级升级为银级：年用量为220元（银级要求：不低于200元）；回款信誉为好（银级要求：一般及以上）。",
    )


@pytest.mark.parametrize(
    ("usage", "before", "rules", "english", "chinese"),
    [
        (
            305,
            "silver",
            {"margin": 0.05},
            "Stays in silver: gold is met, but not by the margin of 5%; usage is 305 yuan",
            "尚未超出5%的缓冲区",
        ),
        (
            295,
            "gold",
            {"margin": 0.05},
            "Stays in gold: it is missed by no more than the margin of 5%; usage is 295",
            "差距在5%的缓冲区之内",
        ),
        (
            120,
            "gold",
            {"minimum_stay": 6},
            "not yet down to bronze: a grade is kept for 6 reviews at least; usage is 120",
            "暂不降为铜级：等级至少保留6次评审",
        ),
        (
            120,
            "gold",
            {"downgrade_after": 2},
            "that takes 2 reviews below the grade in a row, and this is number 1; us",
            "连续2次评审低于等级要求才降级，本次为第1次",
        ),
        (
            10,
            "gold",
            {"largest_step": 1},
            "not to unclassified, for a review moves by 1 grade at most; usage is 10 yuan",
            "每次评审最多升降1级，不降为未定级",
        ),
        (
            350,
            "bronze",
            {"largest_step": 1},
            "gold is met too, but a review moves by 1 grade at most; usage is 350 yuan",
            "金级的条件也已达到，但每次评审最多升降1级",
        ),
        (
            350,
            "silver",
            {"tenure_months": 12},
            "an upgrade also asks for 12 months of cooperation (7 so far); usage is",
            "但升级还要求合作满12个月（目前7个月）",
        ),
        (
            350,
            "gold",
            {"idle_months": 6},
            "Down from gold to silver: no order for 8 months (from 6 months on a grade",
            "已8个月无交易（满6个月降一级）",
        ),
        (
            350,
            "gold",
            {"satisfaction_below": 4},
            "to silver: satisfaction is 3.50 (below 4 a grade is lost).",
            "满意度为3.50（低于4降一级）",
        ),
        (
            350,
            "gold",
            {"idle_months": 6, "minimum_stay": 9},
            "not yet down to silver: a grade is kept for 9 reviews at least; no order for 8",
            "等级至少保留9次评审；已8个月无交易",
        ),
    ],
)
def test_what_decided_is_said(usage, before, rules, english, chinese):
    table = customers(a=usage).assign(months_idle=8, satisfaction=3.5, tenure_months=7)
    [(told, told_zh)] = reasons(table, grades(a=before), **rules)
    assert english in told
    assert chinese in told_zh


def test_who_fits_no_grade_reads_what_comes_nearest():
    [(told, told_zh)] = reasons(customers(a=90), grades(b="gold"))
    assert told.startswith("First review, unclassified: ") and "90 yuan" in told
    assert told_zh == "首次评审，未定级：年用量为90元；回款信誉为好。"


@pytest.mark.filterwarnings("ignore")
def test_a_missing_figure_is_said():
    [(told, told_zh)] = reasons(customers(a=(350, "")), grades(a="gold"))
    assert (
        told == "Stays in gold: nobody loses a grade because a figure is missing; credit is missing (gold asks: good)."
    )
    assert told_zh == "维持金级：不因数据缺失而降级；回款信誉缺失（金级要求：好）。"


def test_every_sentence_is_filled_and_whole():
    for verdict in verdicts():
        assert verdict.english.endswith(".") and verdict.chinese.endswith("。")
        if verdict.change in (UP, DOWN):
            start = "Up from {before} to {after}: " if verdict.change == UP else "Down from {before} to {after}: "
            assert verdict.english.startswith(start), "a letter cuts off what it has said already"


@pytest.fixture
def letters():
    table = customers(up=350, down=220, out=50, first=(220, "fair"), same=350, new=350)
    table = table.assign(satisfaction=9, name="Wang Wei", phone="13900000000", owner_age=52)
    before = grades(up="silver", down="gold", out="bronze", first="unclassified", same="gold")
    policy = ladder()
    found = review(table, policy, before=before, rules=ReviewRules(), as_of=DAY)
    rules = ReviewRules(notice_days=30)
    return notices(found, policy, as_of=DAY, rules=rules, services_zh={"return visit": "定期回访"})


def test_one_letter_an_up_or_a_down(letters):
    assert letters["customer_id"].tolist() == ["down", "first", "out", "up"]
    assert letters["change"].tolist() == ["down", "up", "down", "up"]
    assert set(letters["sent_on"]) == {"2026-01-01"} and set(letters["effective_on"]) == {"2026-01-31"}


def test_a_downgrade_as_it_is_sent(letters):
    letter = letters.set_index("customer_id").loc["down"]
    assert letter["text"] == (
        "Customer number: down\n\nDear customer,\n\n"
        "We have reviewed the grades of all customers. From 31 January 2026 your grade is silver; until then it is "
        "gold, with all its services.\n\n"
        "The reason: usage is 220 yuan (gold asks: from 300 yuan).\n\n"
        "From that day no longer included: own account manager.\n"
        "Orders and agreements that we have confirmed are not affected.\n"
        "If you see it otherwise, or if a figure is wrong: write to your contact person before 31 January 2026; "
        "somebody who did not take part in the review will look at it again, and until you have our answer your "
        "present grade stays.\n"
        "Thank you for working with us.\n\n1 January 2026"
    )
    assert letter["text_zh"] == (
        "客户编号：down\n\n尊敬的客户：\n\n"
        "您好！我们已完成本期客户等级评审。自2026年1月31日起，贵方的客户等级由金级调整为银级；在此之前，原等级及其各项服务不变。\n\n"
        "原因：年用量为220元（金级要求：不低于300元）。\n\n"
        "自该日起，不再包含：专属客户经理。\n"
        "已确认的订单和协议不受影响。\n"
        "如有异议或数据有误：请于2026年1月31日前书面联系贵方的客户经理；我们将由未参与本次评审的人员复核，答复之前现有等级不变。\n"
        "感谢贵方的合作。\n\n2026年1月1日"
    )


def test_who_falls_by_a_margin_reads_from_where_the_grade_is_kept():
    told, two = reasons(customers(a=260, b=(250, "fair")), grades(a="gold", b="gold"), margin=0.1)
    assert told == (
        "Down from gold to silver: usage is 260 yuan (gold is kept from 270 yuan).",
        "由金级降级为银级：年用量为260元（金级保留条件：不低于270元）。",
    )
    assert two[0].endswith("usage is 250 yuan (gold is kept from 270 yuan); credit is fair (gold asks: good).")
    [(within, _zh)] = reasons(customers(a=(280, "fair")), grades(a="gold"), margin=0.1)
    assert within == "Down from gold to silver: credit is fair (gold asks: good)."


def test_who_falls_out_of_a_band_reads_the_end_that_was_missed():
    below, above = reasons(customers(a=80, b=(290, "bad")), grades(a="bronze", b="bronze"), margin=0.1)
    assert "(bronze is kept from 90 yuan)" in below[0]
    assert "(bronze is kept from 90 to 275 yuan)" in above[0]


def test_a_chinese_letter_names_services_in_chinese_or_none():
    policy = ladder()
    found = review(customers(a=220, b=350), policy, before=grades(a="gold", b="bronze"), as_of=DAY)
    down, up = notices(found, policy, as_of=DAY)["text_zh"]
    assert "自该日起，不再包含：专属客户经理。" in down
    assert "return visit" not in up and "所含服务随等级调整" in up


def test_who_falls_has_other_services_instead_and_who_rises_also():
    policy = load_policy("ironbridge-grades")
    table = pd.DataFrame({"customer_id": ["a", "b"], "annual_usage": [60_000.0, 300_000.0]})
    found = review(table, policy, before=grades(a="A2", b="B1"), as_of=DAY)
    letters = notices(found, policy, as_of=DAY).set_index("customer_id")
    assert "market report.\nInstead you have: return visit, operator training day.\n" in letters.loc["a", "text"]
    assert (
        "自该日起，不再包含：专属客户经理、设备年度检查、市场报告。\n改为提供：定期回访、操作员培训日。\n"
        in letters.loc["a", "text_zh"]
    )
    assert "From that day you also have: own account manager, " in letters.loc["b", "text"]
    assert "From that day no longer included: return visit, operator training day." in letters.loc["b", "text"]


def test_an_upgrade_names_what_begins(letters):
    letter = letters.set_index("customer_id").loc["up"]
    assert (
        "We are pleased to tell you that from 31 January 2026 your grade is gold; until then it is silver."
        in letter["text"]
    )
    assert "From that day you also have: own account manager.\n" in letter["text"]
    assert "升级为金级" in letter["text_zh"]
    first = letters.set_index("customer_id").loc["first"]
    assert "your grade is silver.\n" in first["text"] and "unclassified" not in first["text"]
    assert "客户等级定为银级" in first["text_zh"] and "自该日起，贵方还可享受：定期回访。" in first["text_zh"]


def test_who_loses_every_grade_is_told_kindly(letters):
    letter = letters.set_index("customer_id").loc["out"]
    assert "from then on your figures fit none of our grades" in letter["text"]
    assert "暂不定级" in letter["text_zh"]


def test_every_letter_gives_reason_day_and_way_back_and_no_threat(letters):
    for letter in letters.itertuples():
        assert "The reason: " in letter.text and "31 January 2026" in letter.text and "yuan" in letter.text
        assert "原因：" in letter.text_zh and "2026年1月31日" in letter.text_zh and "元" in letter.text_zh
        assert "if a figure is wrong" in letter.text.lower() and "数据有误" in letter.text_zh
        assert ("If you see it otherwise" in letter.text) == (letter.change == "down")
        assert ("如有异议" in letter.text_zh) == (letter.change == "down")
        assert not re.search(r"must|unless|fail|penalt|otherwise we|or else", letter.text)
        assert not CHINESE.search(letter.text)
        for personal in ("Wang", "1390", "52", "satisfaction"):
            assert personal not in letter.text + letter.text_zh
        assert "{" not in letter.text + letter.text_zh


def test_ones_own_way_of_appeal():
    rules = ReviewRules(appeal="call 100 within ten days.", appeal_zh="请在十日内致电100。", notice_days=0)
    found = review(customers(a=10), ladder(), before=grades(a="gold"), rules=rules, as_of=DAY)
    letter = notices(found, ladder(), as_of=DAY, rules=rules).iloc[0]
    assert "or if a figure is wrong: call 100 within ten days." in letter["text"]
    assert "如有异议或数据有误：请在十日内致电100。" in letter["text_zh"]
    assert letter["effective_on"] == DAY


def test_why_a_level_was_set_by_hand_stays_in_the_house():
    by_hand = pd.DataFrame(
        {"customer_id": ["a"], "grade": ["bronze"], "by": ["M01"], "why": ["the owner is difficult"]}
    ).astype("str")
    by_hand = by_hand.assign(from_date=pd.Timestamp("2025-01-01"), expires_on=pd.Timestamp("2026-06-30"))
    found = review(customers(a=350), ladder(), before=grades(a="gold"), as_of=DAY, overrides=by_hand)
    assert found["reason"].tolist() == [
        "Down from gold to bronze: set by hand until 2026-06-30: “the owner is difficult”."
    ]
    assert found["reason_zh"].tolist() == [
        "由金级降级为铜级：人工定级，有效期至2026-06-30，理由：the owner is difficult。"
    ]
    letter = notices(found, ladder(), as_of=DAY).iloc[0]
    assert "difficult" not in letter["text"] + letter["text_zh"]
    assert "your contact person will explain it to you" in letter["text"]
    assert "单独核定" in letter["text_zh"]


def test_reviews_that_give_no_letters():
    found = review(customers(a=10), ladder(), before=grades(a="gold"), as_of=DAY, reasons=False)
    assert "reason" not in found
    with pytest.raises(CasekitError, match="no column “reason”"):
        notices(found, ladder(), as_of=DAY)
    found = review(customers(a=10), ladder(), before=grades(a="gold"), as_of=DAY)
    with pytest.raises(CasekitError, match="grade “platinum”, which “four-steps” does not have"):
        notices(found.replace("gold", "platinum"), ladder(), as_of=DAY)
    nobody = notices(found[found["change"] == "same"], ladder(), as_of=DAY)
    assert len(nobody) == 0 and list(nobody) == ["customer_id", "sent_on", "effective_on", "change", "text", "text_zh"]
