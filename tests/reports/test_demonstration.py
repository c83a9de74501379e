"""What the invented people say, and what can be seen of it."""

from datetime import datetime
from itertools import chain, pairwise
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maturity.loading import load
from maturity.plan import OPEN, State
from maturity.portfolio import Kind
from maturity.result import Document
from organisations.models import CustomerFile, Organisation
from reports.charts import CHARTS, charts_of
from reports.demonstration.answers import REMARKS
from reports.demonstration.customers import customers
from reports.demonstration.loading import load_demonstration, open_links, sign_ins
from reports.models import Report, Result, Summary
from reports.story import Story
from reports.telling import tell

# From those who intend to stay most often to those who do so least.
BRANCHES = ["none", "satisfied", "neither", "untold", "dissatisfied"]


def test_every_question_has_remarks_of_its_own() -> None:
    framework = load("centricity")
    asked = {
        item.code
        for audience in framework.respondents
        for item in framework.questionnaire(audience).comments
    }
    assert REMARKS.keys() == asked
    said = list(chain.from_iterable(REMARKS.values()))
    assert len(set(said)) == len(said)
    assert all(10 <= len(remarks) <= 14 for remarks in REMARKS.values())


def test_there_are_enough_customers_for_every_figure() -> None:
    found = customers().values()
    assert len(found) == 150
    assert sum(each.contacts for each in found) == 420
    assert {each.number for each in found} == {f"K-{number}" for number in range(1001, 1151)}


@pytest.mark.django_db(transaction=True)
def test_the_client_shows_every_figure(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path
    now = timezone.now()
    assert load_demonstration(now=now)
    assert not load_demonstration(now=now)
    assert len(sign_ins()) == 3
    assert open_links().keys() == {"Staff", "Leaders", "Customers"}
    spring, summer, autumn = Result.objects.order_by("wave__sealed_at")
    for result in (spring, autumn):
        check_iceberg(result.content)
    check_ambassadors(autumn.content)
    story = tell(autumn.editions.order_by("-number")[0], is_final=True)
    check_gaps(story)
    check_portfolio(spring, autumn)
    assert all(section.is_there for section in story.sections)
    assert charts_of(story).keys() == CHARTS.keys()
    assert story.progress is not None
    assert story.progress.then == "Spring"
    check_pulse(summer, story, now)
    check_carried(story)
    check_network(story)
    check_summary(autumn)
    assert Report.objects.get(edition__result=autumn).state == Report.State.DONE
    client = Organisation.objects.get()
    for kind, files in (("accounts", 2), ("complaints", 1)):
        assert CustomerFile.objects.taken(client, kind).count() == files
    assert client.accounts.filter(external_key=None).count() == 0


def check_iceberg(document: Document) -> None:
    """Every branch is shown of everybody, and the worse it ended, the fewer intend to stay."""
    stays = document["audiences"]["customers"]["iceberg"]["stays"]
    assert not stays["only_identified"]
    shares = [stays["branches"][branch]["share"] for branch in BRANCHES]
    assert all(more > fewer for more, fewer in pairwise(shares))


def check_ambassadors(document: Document) -> None:
    """Every kind of staff is shown, and the more committed, the more intend to stay."""
    stays = document["audiences"]["staff"]["ambassadors"]["stays"]["branches"]
    shares = [stays[kind]["share"] for kind in ("ambassador", "between", "detractor")]
    assert all(more > fewer for more, fewer in pairwise(shares))


def check_pulse(summer: Result, story: Story, now: datetime) -> None:
    """Half of the staff were asked again, and both reports tell it beside the waves."""
    assert summer.content["scope"]["kind"] == "pulse"
    # Of 120 staff 60 were asked, of whom four in five answered.
    assert summer.content["audiences"]["staff"]["n"] == 48
    short = tell(summer.editions.order_by("-number")[0], is_final=True)
    assert short.trend is not None
    assert story.trend is not None
    assert {row.name for table in short.trend.scales for row in table.rows} == {
        "Measurement", "Information that evokes empathy",
    }  # fmt: skip


def check_summary(autumn: Result) -> None:
    """Everybody can read what came out, and nobody was written to."""
    summary = Summary.objects.get(result=autumn)
    assert summary.is_published
    assert summary.mailed_at is None
    page = Client().get(f"/results/{summary.token}/")
    assert page.status_code == 200
    assert "Choose three figures" not in page.text
    assert "For a hundred customers" in page.text
    assert "Thank you for your answers" in page.text
    assert "A score lies between 1 and 4, as the stages do." in page.text


def check_network(story: Story) -> None:
    """Eight departments are drawn, and the field is helped by the help desk one way only."""
    assert story.network is not None
    assert story.network.drawn is not None
    assert len(story.network.drawn.names) == 8
    one_way = [(row.name, row.named) for row in story.network.bridges if row.is_one_way]
    assert one_way == [("Field", "Help desk")]


def check_carried(story: Story) -> None:
    """Of spring's actions every state is there, one is late, and one condition has risen."""
    assert story.carried is not None
    assert {each.state for each in story.carried.actions} == {*State}
    assert [each.is_late for each in story.carried.actions] == [False, False, True, False, False]
    assert story.carried.lines[1] == (
        "Risen, as at least one audience sees it: “Measurement: Customer focus”."
    )
    assert all(each.aim for each in story.carried.actions)
    assert story.plan is not None
    assert {row.what for row in story.plan.rows if row.state in OPEN} >= {
        each.what for each in story.carried.actions if each.state in OPEN
    }


def check_portfolio(spring: Result, autumn: Result) -> None:
    """Every class is told by itself in both waves, and what became of the model customers."""
    then, now = (
        each.editions.order_by("-number")[0].content["portfolio"]["document"]
        for each in (spring, autumn)
    )
    for document in (then, now):
        kinds = [row["kinds"] for row in document["rows"]]
        assert sorted(kinds) == sorted([kind.value] for kind in Kind)
    moved = {(*move["then"], *move["now"]): move["accounts"] for move in now["moves"]["told"]}
    assert moved["model", "at_risk"] >= 5
    assert now["warnings"]["accounts"] >= 5
    # Meyer's point: where customers left in spirit, they buy more still, and the other way round.
    change = {tuple(row["kinds"]): (row["experience"], row["revenue"]) for row in now["leading"]}
    assert change["model",][0] < 0 < change["model",][1]
    assert change["at_risk",][1] < 0 < change["at_risk",][0]


def check_gaps(story: Story) -> None:
    """Leaders see things more kindly than those they lead and those they sell to."""
    assert len(story.answer.views) == 3
    assert [line for line in story.answer.views if "leaders rate higher than" not in line] == []
