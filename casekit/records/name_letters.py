"""Names in letters: Chinese characters as pinyin, one form for one name however it is written."""

import re
import unicodedata
from functools import cache

# Surnames that are read otherwise than the character by itself, and those of two characters.
SURNAME_READINGS = {
    "曾": "zeng", "单": "shan", "單": "shan", "仇": "qiu", "解": "xie", "区": "ou", "朴": "piao", "查": "zha",
    "盖": "ge", "葛": "ge", "翟": "zhai", "冼": "xian", "员": "yun", "缪": "miao", "宓": "mi", "折": "she",
    "乐": "yue", "黑": "he", "秘": "bi", "繁": "po", "召": "shao", "任": "ren", "尉迟": "yuchi", "长孙": "zhangsun",
    "長孫": "zhangsun", "万俟": "moqi", "单于": "chanyu", "澹台": "tantai", "欧阳": "ouyang", "歐陽": "ouyang",
    "司马": "sima", "上官": "shangguan", "诸葛": "zhuge", "諸葛": "zhuge", "夏侯": "xiahou", "东方": "dongfang",
    "皇甫": "huangfu", "公孙": "gongsun", "慕容": "murong", "司徒": "situ", "令狐": "linghu", "宇文": "yuwen",
    "端木": "duanmu", "南宫": "nangong",
}  # fmt: skip

TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof"})
_CHINESE_TITLES = re.compile("(先生|女士|小姐|太太|老师|经理)$")

# Letters of the hundred most common surnames: they tell the family name where three syllables stand apart.
_COMMON_SURNAMES = """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng
    han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv ding ren lu yao shen zhong cui
    tan fan liao wan jin shi jia xia fu fang zou xiong bai meng qin qiu hou yan xue lei long duan hao kong shao mao
    chang gu lai kang qian niu hong gong ge zha
"""
SURNAMES = frozenset(_COMMON_SURNAMES.split())

_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
_SYLLABLE = "(?:" + "|".join(sorted(SYLLABLES, key=len, reverse=True)) + ")"
_ONE = re.compile(_SYLLABLE)
_SOME = re.compile(f"{_SYLLABLE}{{1,4}}")
_HAN = re.compile("[㐀-䶿一-鿿豈-﫿]+")
_WORDS = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")


def name_form(name: str) -> str:
    """The words of a name in small letters, sorted, so that neither order nor spelling of case matters.

    Chinese characters become pinyin without tones, surname apart from given name; two given syllables are one word;
    accents go (ü becomes v, and so does the "yu" that passports print in lyu and nyu); titles and what stands in
    brackets go; dots, dashes and apostrophes go. Empty when no letter is left.
    """
    text = unicodedata.normalize("NFKC", name)
    text = (_BRACKETS.sub(" ", text).strip() or text).strip()
    text = _CHINESE_TITLES.sub("", text) or text
    text = _HAN.sub(lambda found: f" {_pinyin(found[0])} ", text)
    words = _WORDS.findall(_plain_letters(text))
    words = [word for word in words if word not in TITLES] or words
    return " ".join(sorted(_joined(words)))


def chinese_part(name: str) -> str:
    """The Chinese characters of a name; empty when it has none."""
    return "".join(_HAN.findall(_CHINESE_TITLES.sub("", unicodedata.normalize("NFKC", name))))


def is_pinyin(form: str) -> bool:
    """Whether every word of a name's form can be read as pinyin: "li wei" can, "li wie" cannot."""
    return all(_SOME.fullmatch(word) for word in form.split())


@cache
def _reader():
    from pypinyin import lazy_pinyin

    return lazy_pinyin


def _pinyin(characters: str) -> str:
    for length in (2, 1):
        family, given = characters[:length], characters[length:]
        if family in SURNAME_READINGS:
            return f"{SURNAME_READINGS[family]} {_read(given)}"
    return f"{_read(characters[:1])} {_read(characters[1:])}"


def _read(characters: str) -> str:
    return "".join(_reader()(characters)) if characters else ""


def _plain_letters(text: str) -> str:
    text = re.sub(r"[’'`´‐‑–-]", "", text.casefold())
    text = unicodedata.normalize("NFC", text).replace("ü", "v").replace("u:", "v")
    letters = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    return re.sub(r"\b([ln])yu\b", r"\1v", plain)


def _joined(words: list[str]) -> list[str]:
    """Three syllables standing apart are a surname and a given name of two: "li xiao ming" is "li xiaoming"."""
    if len(words) != 3 or not all(_ONE.fullmatch(word) for word in words):
        return words
    first, middle, last = words
    if last in SURNAMES and first not in SURNAMES:
        return [first + middle, last]
    return [first, middle + last]
