"""Cards of simulated people as two registers hold them: the benchmarks' own, fictional, with the truth beside them."""

import numpy as np
import pandas as pd

_FAMILY_LETTERS = """
    Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Xu Han
    Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu
"""
_GIVEN_LETTERS = """
    wei fang na xiu min jing li qiang lei jun yang yong yan jie juan tao ming chao xia ping gang gui ying hua yu ping
    hong wen ling jian guo hai yan chun xiao zhi yu xin jia si
"""
_STREETS = """
    Quay Harbour Hill Market Lotus Ferry Temple Orchard Mill Garden Station Bridge Pagoda River Lantern
"""
_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余"
_GIVEN = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红文玲建国海燕春晓志宇欣佳思"
FAMILY = dict(zip(_FAMILY, _FAMILY_LETTERS.split(), strict=True))
GIVEN = dict(zip(_GIVEN, _GIVEN_LETTERS.split(), strict=True))
STREETS = _STREETS.split()


def simulated_cards(n: int, seed: int = 2026) -> tuple[pd.DataFrame, pd.DataFrame]:
    """About ``n`` cards and the truth (card_id, person_id).

    A third of the people live in families with one address, and often with one phone or a son named nearly like his
    father. One in 200 shop cards has the shop's own phone. Fields go missing or are written in another manner.
    """
    draw = np.random.default_rng(seed)
    people = _people(int(n / 1.62), draw)
    cards = people.loc[np.repeat(people.index, _cards_each(len(people), draw))].reset_index(drop=True)
    shop = draw.random(len(cards)) < 0.62
    cards["register"] = np.where(shop, "shop", "app")
    cards["name"] = [_written(*row, draw) for row in zip(cards["family"], cards["given"], shop, strict=True)]
    cards["phone"] = _phones(cards["phone"], shop, draw)
    cards["email"] = _blank(_some_upper(cards["email"], draw), np.where(shop, 0.6, 0.1), draw)
    cards["id_number"] = _blank(cards["id_number"], np.where(shop, 0.3, 1.0), draw)
    cards["birthday"] = _birthdays(cards["birthday"], shop, draw)
    cards["gender"] = _blank(cards["gender"], 0.1, draw)
    cards["address"] = _blank(cards["address"], np.where(shop, 0.2, 0.5), draw)
    cards["updated_on"] = pd.Timestamp("2023-01-01") + pd.to_timedelta(draw.integers(0, 1000, len(cards)), unit="D")
    cards = cards.iloc[draw.permutation(len(cards))].reset_index(drop=True)
    cards.insert(0, "card_id", [f"{'S' if one == 'shop' else 'A'}{k:06}" for k, one in enumerate(cards["register"])])
    truth = cards[["card_id", "person_id"]].copy()
    return cards.drop(columns=["person_id", "family", "given"]), truth


def _people(n: int, draw) -> pd.DataFrame:
    weights = 1 / (np.arange(len(FAMILY)) + 3)
    family = draw.choice(list(FAMILY), n, p=weights / weights.sum())
    first, second = draw.choice(list(GIVEN), n), draw.choice(list(GIVEN), n)
    given = np.where(draw.random(n) < 0.3, first, np.char.add(first, second))
    born = np.datetime64("1940-01-01") + draw.integers(0, 24_000, n).astype("timedelta64[D]")
    people = pd.DataFrame(
        {
            "person_id": [f"P{k:06}" for k in range(n)],
            "family": family,
            "given": given,
            "phone": [f"100{k:08}" for k in draw.choice(90_000_000, n, replace=False)],
            "birthday": pd.to_datetime(born),
            "gender": draw.choice(["female", "male"], n),
            "address": [
                f"{number} {street} Road, Room {room}"
                for number, street, room in zip(
                    draw.integers(1, 300, n), draw.choice(STREETS, n), draw.integers(1, 40, n), strict=True
                )
            ],
            "id_number": [f"HT{k:012}" for k in draw.integers(10**9, 10**12, n)],
        }
    )
    people["email"] = [
        f"{FAMILY[one]}.{''.join(GIVEN[letter] for letter in two)}{k % 9973}@mail.example".lower()
        for k, (one, two) in enumerate(zip(family, given, strict=True))
    ]
    _make_families(people, draw)
    return people


def _make_families(people: pd.DataFrame, draw) -> None:
    """Neighbours in the table, two by two: one address, sometimes one phone, sometimes a father and his son."""
    head = np.flatnonzero(draw.random(len(people) - 1) < 0.15)
    people.loc[head + 1, "address"] = people["address"].to_numpy()[head]
    shares = head[draw.random(len(head)) < 0.4]
    people.loc[shares + 1, "phone"] = people["phone"].to_numpy()[shares]
    fathers = head[draw.random(len(head)) < 0.3]
    people.loc[fathers + 1, "family"] = people["family"].to_numpy()[fathers]
    sounds = people["given"].to_numpy()[fathers]
    people.loc[fathers + 1, "given"] = [
        one[:-1] + letter for one, letter in zip(sounds, draw.choice(list(GIVEN), len(sounds)), strict=True)
    ]
    people.loc[[*fathers, *(fathers + 1)], "gender"] = "male"


def _cards_each(n: int, draw) -> np.ndarray:
    return draw.choice([1, 2, 3, 4], n, p=[0.58, 0.26, 0.12, 0.04])


def _written(family: str, given: str, shop: bool, draw) -> str:
    letters, sound = FAMILY[family], "".join(GIVEN[letter] for letter in given)
    manner = draw.random()
    if manner < 0.35:
        return family + given
    if manner < 0.65 or (shop and manner < 0.75):
        return f"{letters} {sound.title()}"
    if manner < 0.80:
        return f"{sound.title()} {letters}"
    if manner < 0.87:
        return f"{letters} {sound}".upper()
    if manner < 0.90:
        return f"{letters} {sound[0].upper()}."
    if manner < 0.94:
        return _mistyped(f"{letters} {sound.title()}", draw)
    return "-" if manner < 0.96 else f"{letters.lower()} {sound}"


def _mistyped(name: str, draw) -> str:
    place = int(draw.integers(1, len(name) - 1))
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _phones(phones: pd.Series, shop: np.ndarray, draw) -> list[str]:
    n = len(phones)
    manner, old, desk = draw.random(n), draw.random(n) < 0.08, shop & (draw.random(n) < 0.005)
    fresh = draw.integers(10_000_000, 99_999_999, n)
    told = []
    for k, phone in enumerate(phones):
        phone = f"100{fresh[k]}" if old[k] else phone
        phone = f"1000000{k % 40:04}" if desk[k] else phone
        if manner[k] < 0.15:
            phone = f"+86 {phone}"
        elif manner[k] < 0.35:
            phone = f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"
        elif manner[k] < 0.45:
            phone = f"{phone[:3]} {phone[3:7]} {phone[7:]}"
        elif manner[k] > 0.93:
            phone = "unknown" if manner[k] > 0.97 else ""
        told.append(phone)
    return told


def _birthdays(days: pd.Series, shop: np.ndarray, draw) -> pd.Series:
    swapped = (draw.random(len(days)) < 0.05) & (days.dt.day <= 12)
    turned = pd.to_datetime({"year": days.dt.year, "month": days.dt.day, "day": days.dt.month}, errors="coerce")
    days = days.where(~swapped, turned)
    return days.mask(draw.random(len(days)) < np.where(shop, 0.25, 0.35))


def _some_upper(texts: pd.Series, draw) -> pd.Series:
    return texts.where(draw.random(len(texts)) > 0.1, texts.str.upper())


def _blank(texts: pd.Series, share, draw) -> pd.Series:
    return texts.mask(draw.random(len(texts)) < share, "")
