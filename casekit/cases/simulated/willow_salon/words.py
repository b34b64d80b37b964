"""The words people and records are made of: names with their characters, communities, answers. All of it invented."""

from typing import NamedTuple

SURNAMES = (
    *(("Wang", "王"), ("Li", "李"), ("Zhang", "张"), ("Liu", "刘"), ("Chen", "陈"), ("Yang", "杨"), ("Zhao", "赵")),
    *(("Huang", "黄"), ("Zhou", "周"), ("Wu", "吴"), ("Xu", "徐"), ("Sun", "孙"), ("Hu", "胡"), ("Zhu", "朱")),
    *(("Gao", "高"), ("Lin", "林"), ("He", "何"), ("Guo", "郭"), ("Ma", "马"), ("Luo", "罗"), ("Liang", "梁")),
    *(("Song", "宋"), ("Zheng", "郑"), ("Xie", "谢"), ("Han", "韩"), ("Tang", "唐"), ("Feng", "冯"), ("Dong", "董")),
)
SURNAME_WEIGHTS = (*(9, 9, 8, 7, 6, 5, 4), *(4, 4, 4, 3, 3, 3, 3), *(3, 3, 2, 2, 2, 2, 2), *(2, 2, 2, 1, 1, 1, 1))
FIRST_SYLLABLES = (
    *(("Mei", "美"), ("Xiao", "晓"), ("Li", "丽"), ("Yu", "雨"), ("Jia", "佳"), ("Hui", "慧"), ("Shu", "淑")),
    *(("Ya", "雅"), ("Jing", "静"), ("Xin", "欣"), ("Wen", "文"), ("Yan", "艳"), ("Chun", "春"), ("Qiu", "秋")),
    *(("Hai", "海"), ("Zhi", "志"), ("Jun", "俊"), ("Ming", "明"), ("Si", "思"), ("Lan", "兰")),
)
SECOND_SYLLABLES = (
    *(("ling", "玲"), ("fang", "芳"), ("hua", "华"), ("na", "娜"), ("ping", "萍"), ("juan", "娟"), ("ying", "英")),
    *(("min", "敏"), ("qin", "琴"), ("xia", "霞"), ("yun", "云"), ("qing", "青"), ("hong", "红"), ("wei", "伟")),
    *(("jie", "洁"), ("ting", "婷"), ("lin", "琳"), ("feng", "凤"), ("rong", "蓉"), ("xue", "雪")),
)
ONE_SYLLABLE = 0.2  # share of given names


class Community(NamedTuple):
    """A residential community: its street, its area and its share of the clients."""

    name: str
    street: str
    area: str
    weight: int


COMMUNITIES = (
    Community("Willow Court", "Willow Lane", "Old Town", 20),
    Community("Lantern Yard", "Lantern Street", "Old Town", 11),
    Community("Bell Tower Homes", "Bell Street", "Old Town", 9),
    Community("Jade Garden", "Jade Road", "Riverside", 17),
    Community("Heron Quay", "Quay Road", "Riverside", 12),
    Community("Ferry Heights", "Ferry Hill", "Riverside", 8),
    Community("Plum Campus", "College Road", "University", 13),
    Community("Orchard Homes", "Orchard Road", "University", 10),
)
SKIN_TYPES, SKIN_WEIGHTS = ("dry", "oily", "mixed", "sensitive"), (30, 22, 33, 15)
SKIN_PROBLEMS = ("acne", "dark spots", "redness", "wrinkles", "large pores", "dullness")
PROBLEM_OF_SKIN = {  # weights in the order of SKIN_PROBLEMS
    "dry": (1, 5, 3, 8, 1, 6),
    "oily": (10, 3, 1, 1, 8, 3),
    "mixed": (4, 5, 2, 4, 5, 4),
    "sensitive": (2, 3, 10, 3, 1, 3),
}
INTERESTS = (
    *("reading", "yoga", "travel", "cooking", "dancing", "badminton", "series", "gardening", "music", "hiking"),
    *("yoga, travel", "cooking, series", "dancing, music", "reading, gardening", "shopping", "photography"),
)
FAMILIES = ("single", "married", "married, one child", "married, two children", "lives with parents", "divorced")
FAMILY_WEIGHTS = (22, 16, 34, 14, 9, 5)
HOPES = (
    *("fewer spots", "smaller pores", "to look rested", "less redness", "firmer skin", "no more pimples"),
    *("to look good at the wedding", "a quiet hour", "advice on care at home", "smooth skin in winter"),
)


def names_of(surname: int, first: int, second: int) -> tuple[str, str, str]:
    """Surname, given name and the name in characters, from places in the lists; ``first`` below 0 for one syllable."""
    family, family_sign = SURNAMES[surname]
    syllable, sign = SECOND_SYLLABLES[second]
    if first < 0:
        return family, syllable.capitalize(), family_sign + sign
    before, before_sign = FIRST_SYLLABLES[first]
    return family, before + syllable, family_sign + before_sign + sign
