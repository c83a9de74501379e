"""Invented answers and ratings: an organisation that serves well and measures little."""

from collections.abc import Mapping
from random import Random

from maturity.answers import DONT_KNOW, NOT_ANSWERED
from maturity.framework import Framework, Item
from reports.demonstration.helping import helped

# Where on 0..1 an audience sees each dimension; leaders are kinder to themselves.
VIEWS = {
    "staff": {
        "knowledge": 0.52, "measurement": 0.34, "service": 0.60, "complaints": 0.42,
        "communication": 0.36, "management": 0.42, "involvement": 0.55,
    },
    "leaders": {
        "knowledge": 0.72, "measurement": 0.56, "service": 0.74, "complaints": 0.72,
        "communication": 0.70, "management": 0.72, "involvement": 0.72,
    },
    "customers": {
        "knowledge": 0.50, "measurement": 0.34, "service": 0.62, "complaints": 0.40,
        "communication": 0.38, "management": 0.48, "involvement": 0.56,
    },
}  # fmt: skip
# The same for what else is asked, by construct or step.
OTHER_VIEWS = {
    "values": 0.60, "information": 0.44, "initiative": 0.62, "evidence": 0.38,
    "enterprise": 0.50, "proposition": 0.56, "customers": 0.66,
    "managers-trust": 0.56, "fairness": 0.60, "staying": 0.55,
    "overall": 0.58, "loyalty": 0.56, "contact": 0.48, "recovery": 0.40,
    "networks": 0.78, "teams": 0.58, "coordinator": 0.34, "matrix": 0.42, "segments": 0.20,
}  # fmt: skip
# How much further than elsewhere people lean to one side: commitment divides them. Of what is
# theirs they are sure.
FURTHER = {"enterprise": 2.0, "proposition": 2.0, "customers": 2.0, "staying": 1.0}
THEIRS = {"enterprise", "proposition", "staying"}
# How often each answer is chosen where answers are no ladder: the first, the second, ...
WEIGHTS = {
    "TI1": (1, 2, 3, 2, 3, 2), "TI2": (1, 4, 4, 2, 1, 1), "TI3": (2, 3, 2, 3, 1),
    "TU1": (1, 3, 5, 2, 1, 1),
}  # fmt: skip
CHOSEN = 0.35
OTHERWISE = 0.5
# By how much leaders see single matters further along, or less far, than others.
SHIFTS = {
    "CC2": -0.05, "CC4": -0.35, "CC5": -0.08,
    "PA1": 0.10, "PA2": 0.10, "PA3": 0.05, "PA4": 0.12, "PA5": -0.15, "PA6": -0.25,
    "SR1": 0.12, "SR2": 0.06, "SR3": 0.05, "SR4": 0.10, "SR5": -0.20, "SR6": -0.12, "SR7": 0.10,
    "EX1": 0.08, "EX2": -0.35, "EX3": -0.10,
}  # fmt: skip
# How far views scatter: between people, between a person's subjects, between single answers.
PERSON, SUBJECT, SINGLE = 0.09, 0.09, 0.11
UNSURE = 0.06
SKIPPED = 0.02
COMMENTS = 0.2
# By question: what should change first, what never, and what customers would change.
REMARKS = {
    "CM1": (
        "When something goes wrong, nobody knows who may decide. We lose days over it.",
        "Let the people in the warehouse hear what customers say about deliveries.",
        "Fewer surveys about satisfaction, more visits to customers.",
        "One place for everything we know about a customer. I look into four programs today.",
        "Complaints should not be closed before somebody has called the customer back.",
        "Our targets count orders. Nobody has a target for a customer who stays.",
        "Quotations take too long, because three departments sign them one after another.",
        "Tell us what became of the ideas we handed in last year.",
        "New colleagues should spend their first week with a customer.",
        "The delivery date we promise is a guess. Customers have noticed.",
        "Sales and service should plan together for the large accounts.",
        "Answer questions about invoices ourselves instead of passing them on.",
    ),
    "CM2": (
        "Our customers like that they reach a person. That should never change.",
        "The weekly call with service and sales has helped a lot. Please keep it.",
        "That we say so when another product suits them better.",
        "Spare parts for machines of twenty years ago. Nobody else has them.",
        "We may decide small refunds on our own. It saves everybody trouble.",
        "The open day at the workshop. Customers talk about it all year.",
        "That the same fitter comes again.",
        "Honest dates, even if they are late ones.",
        "Training for customers without a bill for it.",
        "I am proud of how we helped each other in the flood. More of that in ordinary weeks.",
        "The tone among us. You can ask anybody anything here.",
        "The hotline on Saturdays, although it costs us something.",
    ),
    "CX1": (
        "Call me before a delivery is late, not after.",
        "One contact who knows our contract.",
        "Let me see on your site what I ordered and when it will come.",
        "Answer a complaint within a week, even if only to say that you are working on it.",
        "Invoices that name our own order number.",
        "Ask us before you change a product we build upon.",
        "Shorter manuals with more drawings.",
        "Tell us what others in our trade do with your machines.",
        "Quotations in two days instead of ten.",
        "Come and look at how we work once a year.",
    ),
}

# The assessor's view of each step, and how firmly its micro-foundations stand (codes 1..4).
ROADMAP = {
    "networks": [4, 4, 4, 3, 4, 4, 4],
    "teams": [3, 3, 4, 3, 2, 3, 3],
    "coordinator": [2, 1, 2, 2, 1, 2, 1],
    "matrix": [3, 3, 3, 2, 3, 2, 3],
    "segments": [1, 1, 1, 1, 1, 1, 1],
}
# What was found of each dimension's checklist, two statements a stage: absent, partly or present
# (codes 1..3); 0 was not looked into.
EVIDENCE = {
    "knowledge": [3, 3, 2, 3, 1, 1],
    "measurement": [3, 3, 2, 1, 1, 1],
    "service": [3, 3, 3, 2, 2, 1],
    "complaints": [3, 2, 2, 2, 1, 1],
    "communication": [3, 2, 1, 2, 1, 1],
    "management": [3, 3, 2, 1, 1, 1],
    "involvement": [2, 3, 2, 2, 0, 0],
}
# What was found of what leaders are asked too, on each question's own scale; EX4 has all that
# applies. Whether staff speak up (SR7) was not looked into.
COVERAGE: dict[str, int | list[str]] = {
    "CC1": 3, "CC2": 1, "CC3": 2, "CC4": 1, "CC5": 1,
    "PA1": 2, "PA2": 3, "PA3": 2, "PA4": 3, "PA5": 3, "PA6": 1,
    "SR1": 3, "SR2": 2, "SR3": 3, "SR4": 2, "SR5": 1, "SR6": 2,
    "EX1": 3, "EX2": 1, "EX3": 2, "EX4": ["technology", "channels"],
}  # fmt: skip
NOTES = {
    "CC2": "Four departments keep figures of their own; nobody turns them into one picture.",
    "PA5": "The workshop’s open day and a weekly call: both are well attended, and leaders are not"
    " there.",
    "SR2": "Three brochures of this year make three different promises on delivery.",
    "knowledge-focus-1": "Twenty records opened: fourteen held aims and promises, all of them key"
    " accounts.",
    "measurement-focus-2": "The yearly questionnaire has one question on how customers felt.",
    "service-focus-1": "Production and shipping both carry a delivery promise in their targets.",
    "complaints-focus-2": "Goals are written; nobody has reported against them since spring.",
    "networks-communication": "Open channel of service and sales people, used daily; seen on site.",
    "teams-measures": "Two of five teams have targets; nobody reviews them.",
    "coordinator-roles": "The head of service acts as one, without a written mandate.",
    "matrix-roles": "Product lines and key accounts share two segment teams since spring.",
}

LINKS = {
    "SR2": ["https://files.harbour-hale.example/marketing/brochures"],
    "knowledge-focus-1": ["https://files.harbour-hale.example/customers/record-check"],
    "service-focus-1": [
        "https://files.harbour-hale.example/targets/production",
        "https://files.harbour-hale.example/targets/shipping",
    ],
    "teams-measures": ["https://files.harbour-hale.example/teams/targets"],
}


class Respondent:
    """One invented person, who leans the same way in everything and more so within a subject.

    ``agrees``: a customer may be seen with the account. ``gains`` is by subject, beside an
    ``improvement`` in everything; ``unit`` the path of the department one works in.
    """

    agrees = False

    def __init__(
        self,
        random: Random,
        audience: str,
        improvement: float = 0.0,
        gains: Mapping[str, float] | None = None,
        unit: str = "",
    ) -> None:
        self.random = random
        self.audience = audience
        self.own = random.gauss(0, PERSON)
        self.leaning = improvement + self.own
        self.gains, self.unit = gains or {}, unit
        self.subjects: dict[str, float] = {}

    def answer(self, item: Item) -> dict[str, int]:
        """Answer one item, by column."""
        codes = [column.code for column in item.columns]
        chance = self.random.random()
        if chance < SKIPPED:
            return dict.fromkeys(codes, NOT_ANSWERED)
        if item.departments:
            return helped(self.random, item, self.unit)
        is_unsure = chance < SKIPPED + UNSURE and item.construct not in THEIRS
        if is_unsure and item.scale.has_dont_know:
            return dict.fromkeys(codes, DONT_KNOW)
        if item.several:
            chosen = self.random.choices([False, True], [1 - CHOSEN, CHOSEN], k=len(codes))
            surely = self.random.choice(codes)
            return {
                code: 1 + (mark or code == surely) for code, mark in zip(codes, chosen, strict=True)
            }
        if item.code in WEIGHTS:
            answers = range(1, item.scale.points + 1)
            return {item.code: self.random.choices(answers, WEIGHTS[item.code])[0]}
        place = self._view(item) + SHIFTS.get(item.code, 0.0)
        place += self.leaning + self.own * FURTHER.get(item.construct, 0.0)
        place += self.random.gauss(0, SINGLE)
        return {item.code: 1 + int(min(max(place, 0.0), 0.999) * item.scale.points)}

    def _view(self, item: Item) -> float:
        """Return where on 0..1 this person sees an item's subject."""
        subject = item.dimension or item.construct or item.step
        if subject not in self.subjects:
            view = VIEWS[self.audience].get(item.dimension) or OTHER_VIEWS.get(subject, OTHERWISE)
            view += self.gains.get(subject, 0.0)
            self.subjects[subject] = view + self.random.gauss(0, SUBJECT)
        return self.subjects[subject]

    def comment(self, question: str) -> str:
        """Say something on a question, by its code; most people say nothing."""
        return self.random.choice(REMARKS[question]) if self.random.random() < COMMENTS else ""


def workbook_ratings(framework: Framework) -> dict[str, int]:
    """Return the invented ratings by item, of what was looked into."""
    rated = [item.code for item in framework.roadmap_items]
    found = [rating for step in framework.steps for rating in ROADMAP[step.code]]
    looked_for = [item.code for item in framework.evidence_items]
    seen = [rating for each in framework.dimensions for rating in EVIDENCE[each.code]]
    pairs = (*zip(rated, found, strict=True), *zip(looked_for, seen, strict=True))
    return {item: rating for item, rating in pairs if rating}
