"""The review list of a customer policy: what must be in it, by which words it is told, what to do when it is not.

Principles, aims and revision mechanism are the source's; the words that tell them, and the legal items, are ours.
"""

from dataclasses import dataclass

from casekit.text import _

PRINCIPLE, AIM, MECHANISM, LEGAL = "content principle", "aim", "revision mechanism", "legal and confidentiality"


@dataclass(frozen=True)
class Item:
    """One item of the review list.

    Parameters
    ----------
    part, name : where it stands and what it is called.
    topics : the topics of clauses that serve it, in small letters.
    words : words that tell it in a text without a topic, in small letters.
    to_do : what to do when it is missing.
    """

    part: str
    name: str
    topics: tuple[str, ...]
    words: tuple[str, ...]
    to_do: str

    @property
    def legal(self) -> bool:
        """True when the item is counsel's business."""
        return self.part == LEGAL or self.name == "legal compliance"


ITEMS = (
    Item(
        PRINCIPLE,
        "customer classification",
        ("customer classification", "classification", "grades", "客户分类"),
        ("classif", "grade", "客户分类"),
        _("Write down the grades, and the policy and priority of each."),
    ),
    Item(
        PRINCIPLE,
        "clear powers and duties",
        ("clear powers and duties", "powers and duties", "powers", "duties", "responsibilities", "权责明确"),
        ("powers and duties", "is responsible for", "may decide", "权责"),
        _("Write down who decides what, and who answers for it, at each level."),
    ),
    Item(
        PRINCIPLE,
        "service standards",
        ("service standards", "service standard", "服务标准"),
        ("service standard", "answered within", "服务标准"),
        _("Write down what service each grade gets, in numbers that can be checked."),
    ),
    Item(
        PRINCIPLE,
        "continuous improvement",
        ("continuous improvement", "improvement", "制度动态调整", "持续改进"),
        ("continuous improvement", "improve", "持续改进"),
        _("Write down how the rules get better: who proposes, who decides, when."),
    ),
    Item(
        PRINCIPLE,
        "information confidentiality",
        ("information confidentiality", "confidentiality", "secrecy", "信息保密", "保密"),
        ("confidential", "secrecy", "secret", "保密"),
        _("Write down what is secret, who may see it, and what happens when it gets out."),
    ),
    Item(
        AIM,
        "uniform conduct",
        ("uniform conduct", "规范行为"),
        ("uniform", "same way", "alike", "规范行为"),
        _("Say in the opening clause that everybody is to act alike."),
    ),
    Item(
        AIM,
        "efficiency",
        ("efficiency", "提高效率"),
        ("efficien", "faster", "without asking", "效率"),
        _("Say in the opening clause that the rules are to save talk and time."),
    ),
    Item(
        AIM,
        "risk control",
        ("risk control", "风险控制"),
        ("risk", "风险"),
        _("Say in the opening clause which risks of customer relations are to be held down."),
    ),
    Item(
        AIM,
        "competitiveness",
        ("competitiveness", "提升竞争力"),
        ("compet", "rival", "竞争"),
        _("Say in the opening clause how the rules are to make the company stronger against its rivals."),
    ),
    Item(
        MECHANISM,
        "periodic evaluation",
        ("periodic evaluation", "evaluation", "review", "定期评估"),
        ("every year", "once a year", "periodic", "定期评估"),
        _("Set a day each year on which the policy is evaluated."),
    ),
    Item(
        MECHANISM,
        "feedback",
        ("feedback", "反馈"),
        ("feedback", "反馈"),
        _("Say how front-line sales and customers are heard."),
    ),
    Item(
        MECHANISM,
        "dynamic adjustment",
        ("dynamic adjustment", "adjustment", "动态调整"),
        ("adjust", "动态调整"),
        _("Say who may change the rules between two evaluations, and how fast."),
    ),
    Item(
        MECHANISM,
        "legal compliance",
        ("legal compliance", "compliance", "法规遵循", "合规"),
        ("comply", "compliance", "法规", "合规"),
        _("Say who checks each version against the law before it is used."),
    ),
    Item(
        MECHANISM,
        "staff training",
        ("staff training", "training", "员工培训", "培训"),
        ("training", "trained", "培训"),
        _("Train all staff on the rules as they stand, and keep the list."),
    ),
    Item(
        LEGAL,
        "lawful basis",
        ("lawful basis", "legal basis", "合法性基础"),
        ("lawful basis", "legal basis", "合法性基础"),
        _("Name the lawful basis for each use of personal data."),
    ),
    Item(
        LEGAL,
        "notice",
        ("notice", "privacy notice", "information duty", "告知"),
        ("privacy notice", "are told", "告知"),
        _("Tell customers what is collected, what for, and for how long."),
    ),
    Item(
        LEGAL,
        "opt-out of profiling",
        ("opt-out of profiling", "opt-out", "profiling", "自动化决策"),
        ("opt out", "opt-out", "profiling", "自动化决策"),
        _("Give customers a way to refuse being graded and advertised to by profile."),
    ),
    Item(
        LEGAL,
        "consent to sensitive data",
        ("consent to sensitive data", "sensitive data", "sensitive data consent", "consent", "敏感个人信息"),
        ("sensitive", "consent", "敏感个人信息", "单独同意"),
        _("Ask for separate consent before sensitive data (health, faith, identity numbers) are kept."),
    ),
    Item(
        LEGAL,
        "retention period",
        ("retention period", "retention", "保存期限"),
        ("retention", "are deleted after", "保存期限"),
        _("Set how long each kind of record is kept and who deletes it."),
    ),
    Item(
        LEGAL,
        "right of access",
        ("right of access", "access right", "access rights", "access", "查阅权"),
        ("right to see", "right of access", "查阅", "更正"),
        _("Say how customers see, correct and delete what is kept about them."),
    ),
    Item(
        LEGAL,
        "impact assessment",
        ("impact assessment", "影响评估"),
        ("impact assessment", "影响评估"),
        _("Assess the impact on people before a new use of their data, and keep the paper."),
    ),
    Item(
        LEGAL,
        "gifts to public bodies",
        ("gifts to public bodies", "gifts", "integrity", "礼品", "廉洁"),
        ("gift", "hospitality", "礼品"),
        _("Set what may be given to whom; to officials and public bodies as a rule nothing."),
    ),
)
