"""Names of fictional people, firms and streets, and how a name gets written by different hands."""

import numpy as np


def listed(texts: str) -> list[str]:
    """A list written with bars between its texts."""
    return texts.split("|")


# Pinyin, Chinese, how common. Some share their pinyin (Xu, Jiang, Wang, Li), as in life.
_SURNAMES = (
    "Li 李 70|Wang 王 70|Zhang 张 66|Liu 刘 50|Chen 陈 46|Yang 杨 30|Zhao 赵 22|Huang 黄 22|Zhou 周 20|Wu 吴 20|"
    "Xu 徐 16|Sun 孙 15|Hu 胡 13|Zhu 朱 13|Gao 高 12|Lin 林 12|He 何 12|Guo 郭 12|Ma 马 12|Luo 罗 11|Liang 梁 10|"
    "Song 宋 10|Zheng 郑 10|Xie 谢 9|Han 韩 9|Tang 唐 9|Feng 冯 8|Yu 于 8|Dong 董 8|Cheng 程 7|Cao 曹 7|Yuan 袁 7|"
    "Deng 邓 7|Xu 许 7|Fu 傅 6|Peng 彭 6|Su 苏 6|Jiang 蒋 6|Cai 蔡 6|Ding 丁 5|Wei 魏 5|Ye 叶 5|Pan 潘 5|Du 杜 5|"
    "Dai 戴 4|Xia 夏 4|Zhong 钟 4|Wang 汪 4|Tian 田 4|Jiang 姜 4|Fan 范 4|Fang 方 4|Yao 姚 4|Tan 谭 4|Liao 廖 4|"
    "Zou 邹 4|Xiong 熊 3|Lu 陆 3|Kong 孔 3|Bai 白 3|Cui 崔 3|Kang 康 3|Mao 毛 3|Qiu 邱 3|Qin 秦 3|Jiang 江 3|Gu 顾 3|"
    "Hou 侯 3|Shao 邵 3|Meng 孟 3|Long 龙 3|Duan 段 3|Lei 雷 3|Qian 钱 3|Tang 汤 3|Li 黎 3|Yi 易 2|Wu 武 2"
)
_MALE = (
    "Wei 伟|Jun 军|Yong 勇|Jie 杰|Tao 涛|Ming 明|Chao 超|Gang 刚|Ping 平|Hui 辉|Peng 鹏|Fei 飞|Bo 波|Bin 斌|Yu 宇|"
    "Hao 浩|Kai 凯|Jian 健|Jun 俊|Jian 建|Guo 国|Zhi 志|Wen 文|Hai 海|Dong 东|Yong 永|Chun 春|De 德|Qing 庆|"
    "Guang 光|Rong 荣|Xin 新|Feng 峰|Liang 亮|Cheng 成|Yi 义|Min 民|Xiang 翔|Lei 磊|Ning 宁"
)
_FEMALE = (
    "Fang 芳|Na 娜|Xiu 秀|Min 敏|Jing 静|Li 丽|Yan 艳|Juan 娟|Xia 霞|Yan 燕|Ling 玲|Gui 桂|Ying 英|Yu 玉|Ping 萍|"
    "Hong 红|Mei 梅|Lin 琳|Xue 雪|Hui 慧|Ying 莹|Ting 婷|Yun 云|Lan 兰|Jie 洁|Ying 颖|Qian 倩|Jia 佳|Xin 欣|Yi 怡|"
    "Yan 妍|Jing 晶|Yue 月|Qin 琴|Shu 淑|Feng 凤|Zhen 珍|Lian 莲|Mei 美|Qiao 巧"
)
SURNAMES = [tuple(entry.split()) for entry in listed(_SURNAMES)]
SURNAME_WEIGHTS = [float(entry[2]) for entry in SURNAMES]
SYLLABLES = [tuple(entry.split()) for entry in listed(_MALE + "|" + _FEMALE)]
SYLLABLES_A_SEX = len(listed(_MALE))  # the first ones are men's, the others women's

ADJECTIVES = listed(
    "Golden|Silver|Jade|Bright|Eastern|Western|Southern|Northern|Blue|Green|Red|Pearl|Amber|Cedar|Lotus|Bamboo|Coral|"
    "Harvest|Morning|Evening|Summit|Ocean|Crystal|Royal"
)
NOUNS = listed(
    "Crane|Heron|Lantern|Bridge|Anchor|Dragon|Phoenix|Swallow|Pine|Willow|River|Harbour|Star|Moon|Cloud|Mountain|Garden|"
    "Gate|Sail|Tide|Orchid|Plum|Tiger|Carp"
)
KINDS = {
    "retail": "Stores|Department Store|Supermarkets|Trading|Electronics|Hardware|Pharmacy|Bookshops|Furniture|Fashion",
    "manufacturing": "Textiles|Machinery|Ceramics|Plastics|Printing|Foods|Tools|Shipyard|Paper Mill|Glass",
    "logistics": "Logistics|Shipping|Freight|Couriers|Warehousing|Cold Chain",
    "finance": "Insurance|Leasing|Securities|Accountants|Credit",
    "health": "Clinics|Dental Care|Medical Supplies|Nursing Homes",
    "education": "Language Schools|Training|Kindergartens|Music School",
    "hospitality": "Hotel|Tea House|Restaurants|Travel|Guesthouse|Catering",
}
KINDS = {industry: listed(kinds) for industry, kinds in KINDS.items()}
OFFICES = listed(
    "Water Works|Tax Office|Land Registry|Transport Office|Harbour Office|Civil Affairs Office|Statistics Office|"
    "Culture Office|Health Office|Labour Office|Post Office|Parks Office"
)
SCHOOLS = listed("Primary School|Middle School|High School|Vocational School|Evening College")
HOSPITALS = listed("People's Hospital|Children's Hospital|Eye Hospital|Women's Hospital|Rehabilitation Hospital")
STREETS = listed(
    "Lantern|Harbour|Temple|Market|Fishermen's|Bamboo|Lotus|Mill|Bridge|Garden|Station|School|Old Wall|Drum Tower|Pier|"
    "Silk|Tea|Salt|Willow|Pagoda|Sunrise|Weaver|Potter|Rope|Ferry|Quarry|Orchard|Cannon|Lighthouse|Pearl"
)


def pinyin_name(surname: int, first: int, second: int) -> str:
    """As on the contract: the family name, then the given name in one word (``second`` is -1 for a short one)."""
    return f"{SURNAMES[surname][0]} {given_name(first, second)}"


def given_name(first: int, second: int) -> str:
    """The given name in pinyin."""
    return SYLLABLES[first][0] + (SYLLABLES[second][0].lower() if second >= 0 else "")


def chinese_name(surname: int, first: int, second: int) -> str:
    """The name in Chinese."""
    return SURNAMES[surname][1] + SYLLABLES[first][1] + (SYLLABLES[second][1] if second >= 0 else "")


def with_a_slip(name: str, place: float) -> str:
    """The name with two neighbouring letters changed round, or one doubled, ``place`` (0 up to 1) of the way in."""
    letters = [at for at in range(1, len(name)) if name[at].islower()]
    at = letters[int(place * len(letters))]
    one, two = name[at], name[at + 1 : at + 2]
    if two in ("", " ", one):
        return name[:at] + one + name[at:]
    return name[:at] + two + one + name[at + 2 :]


def spelled(how: int, surname: int, first: int, second: int, place: float) -> str:
    """The name as one of six hands writes it, in the order of ``parameters.SHOP_SPELLINGS``."""
    name = pinyin_name(surname, first, second)
    family, given = name.split()
    return (
        name,
        name.upper(),
        f"{given} {family}",
        chinese_name(surname, first, second),
        f"{family} {given[0]}.",
        with_a_slip(name, place),
    )[how]


def objects(texts) -> np.ndarray:
    """A sequence of texts as an array of objects (whose items stay plain ``str``)."""
    array = np.empty(len(texts), dtype=object)
    array[:] = texts
    return array
