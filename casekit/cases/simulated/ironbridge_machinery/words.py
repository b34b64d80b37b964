"""What the accounts are called. All of it is invented; one-owner firms bear their owner's name, as in life."""

SURNAMES = (
    *("Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Zhao", "Huang", "Zhou", "Wu", "Xu", "Sun", "Hu", "Zhu", "Gao"),
    *("Lin", "He", "Guo", "Ma", "Luo", "Liang", "Song", "Zheng", "Xie", "Han", "Tang", "Feng", "Dong", "Cao", "Peng"),
)
GIVEN = (
    *("Wei", "Jun", "Yong", "Jie", "Tao", "Ming", "Gang", "Ping", "Hui", "Peng", "Bo", "Bin", "Hao", "Kai", "Jian"),
    *("Guoqiang", "Haitao", "Jianhua", "Xiulan", "Lijuan", "Guihua", "Yumei", "Chunyan", "Dehua", "Qingsong"),
)
MARKS = (
    *("Granite", "Iron", "Copper", "Basalt", "Red Clay", "White Stone", "Long River", "High Pass", "Black Pine"),
    *("Twin Peaks", "Old Ford", "Nine Bends", "Cold Spring", "Broad Valley", "East Ridge", "Stone Gate", "Flint"),
    *("Marble", "Three Wells", "Clear Creek", "Wild Goose", "Crane", "Bronze Bell", "Salt Road", "Thunder Hill"),
)
OWN_NAME = 0.35  # share of end users called after their owner
TRADES = {
    "building": ("Builders", "Construction", "Foundations", "Demolition", "Concrete Works"),
    "road works": ("Road Works", "Paving", "Bridge Builders", "Tunnels", "Kerb and Drain"),
    "mining": ("Quarries", "Mines", "Gravel Works", "Aggregates", "Stone Works"),
    "forestry": ("Timber", "Forest Works", "Sawmills", "Land Clearing", "Nurseries"),
    "port": ("Stevedores", "Port Works", "Dredging", "Container Yard", "Docks"),
    "municipal works": ("Drains and Sewers", "Street Works", "Water Works", "Earthworks", "Landfill"),
}
OF_TYPE = {
    "dealer": ("Machinery Trading", "Plant Sales", "Machine Market", "Equipment House"),
    "agent": ("Agency", "Plant Brokers", "Machine Agents"),
    "public institution": (
        "County Roads Office",
        "Water Board",
        "Forestry Station",
        "City Works Office",
        "Highway Depot",
    ),
}
