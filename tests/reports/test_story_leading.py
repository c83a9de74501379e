"""What experience and revenue did since the wave before, by class of customer, page by page."""

from uuid import uuid4

from django.template.loader import render_to_string

from reports.charts import charts_of
from reports.sheets import story_sheets
from tests.reports.samples import staff_at
from tests.reports.test_story_portfolio import beside, whole


def test_changes_upwards_have_a_sign_as_well() -> None:
    found = beside()
    (row,) = (each for each in found["leading"] if each["kinds"] == ["model"])
    row |= {"experience": 0.5, "low": 0.0, "high": 1.04, "revenue": 0.1}
    whole_story = whole(staff_at({}, n=40), found, "Spring")
    assert whole_story.portfolio is not None
    assert whole_story.portfolio.waves is not None
    (told_row,) = (
        each for each in whole_story.portfolio.waves.leading if each.name == "Model customers"
    )
    assert told_row.experience_text == "+0.5"
    assert told_row.interval_text == "0.0 to +1.0"
    assert told_row.revenue_text == "+10%"
    alt = charts_of(whole_story)["leading"].alt
    assert "Model customers: experience +0.5 (0.0 to +1.0), revenue +10%" in alt
    sheets = {sheet.name: sheet for sheet in story_sheets(whole_story)}
    table = [list(each) for each in sheets["Experience and revenue"].rows]
    assert table[0] == [
        "Class then", "Accounts", "Change of experience", "95% interval, low",
        "95% interval, high", "Change of revenue",
    ]  # fmt: skip
    (cells,) = (each for each in table if each[0] == "Model customers")
    assert cells[2:] == [0.5, 0.0, 1.0, 0.1]


def test_changes_stand_under_what_they_are() -> None:
    found = whole(staff_at({}, n=40), beside(), "Spring")
    shown = {"story": found, "portfolio": found.portfolio, "charts": charts_of(found)}
    for template in ("reports/_portfolio.html", "reports/pdf/_portfolio.html"):
        page = render_to_string(template, {**shown, "wave": {"pk": uuid4()}, "reading": {}})
        assert "Change of experience and of revenue" in page
        for head in ("Change of experience", "Change of revenue"):
            assert f">{head}</th>" in page
