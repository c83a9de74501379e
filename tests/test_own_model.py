"""A maturity model of an organisation's own goes the whole way: questionnaires, result, PDF.

The workshop has three stages and two dimensions, and a question of every kind.
"""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from maturity.framework import Framework
from reports import building, sealing
from reports import services as reports
from surveys import services as surveys
from surveys.models import Comment, Wave
from tests.world import NOW, World, answer_all, link_of, roster_csv, write_workbook

pytestmark = pytest.mark.django_db(transaction=True)

OWN = "Is the workshop warm enough in winter?"


def planned(shop: World) -> Wave:
    """A wave planned by the consultant's own pages, with a question of its own."""
    shop.import_roster(roster_csv())
    browser = shop.client(shop.consultant)
    path = f"/organisations/{shop.organisation.pk}/assess/?framework=workshop"
    browser.post(path, {"name": "Tools 2026"})
    wave = shop.draft_wave(shop.organisation.assessments.get())
    browser.post(
        f"/waves/{wave.pk}/setup/targets/", {"target_tools": "trusted", "target_step": "share"}
    )
    browser.post(
        f"/waves/{wave.pk}/questions/",
        {"audience": "staff", "text": OWN, "answers": "Never\nSometimes\nAlways"},
    )
    return wave


def respond(link: str, pages: list[dict[str, object]]) -> str:
    """Answer page after page as a browser without JavaScript does, and submit."""
    browser = Client()
    for number, answers in enumerate(pages, start=1):
        response = browser.post(f"{link}{number}/", {**answers, "shown": "", "go": "next"})
        assert response.status_code == 302, response.content.decode()
    assert response["Location"] == f"{link}check/"
    return browser.post(f"{link}submit/", follow=True).content.decode()


def staff_pages(framework: Framework, comment: str, own: str) -> list[dict[str, object]]:
    """The third of three stages, agreement, an option, a comment, and the own question."""
    pages: list[dict[str, object]] = []
    for page in framework.questionnaire("staff").pages:
        answers: dict[str, object] = {}
        for item in page.items:
            if item.is_comment:
                answers[item.code] = comment
            elif item.several:
                answers[item.code] = [item.several[0].code]
            else:
                answers[item.code] = str(min(3, item.scale.points))
        pages.append(answers)
    return [*pages, {"OWN1": own}]


def test_from_the_model_to_the_report(shop: World, workshop: Framework) -> None:
    wave = planned(shop)
    surveys.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    for number in range(12):
        thanks = respond(
            link_of(wave, f"Staff {number}"),
            staff_pages(workshop, f"Better light, {number}", str(1 + number % 2)),
        )
        assert "Your answers are in" in thanks
    answer_all(wave, "customers", 6, code=2)
    surveys.close_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    write_workbook(wave, {item.code: 4 for item in workshop.roadmap_items})
    sealing.seal_wave(reports.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
    wave.refresh_from_db()

    result = wave.result.content
    staff = result["audiences"]["staff"]
    assert result["framework"]["key"] == "workshop"
    assert staff["dimensions"].keys() == {"tools", "promises"}
    assert {cell["stage"] for cell in staff["dimensions"].values()} == {"trusted"}
    assert staff["stage"] == "trusted"
    assert staff["constructs"]["craft"]["mean"] == 3.0
    # Twelve people: shares in steps of a tenth, their ends drawn in.
    assert staff["choices"]["OWN1"]["shares"] == [0.5, 0.5, 0.1]
    assert result["own_questions"]["OWN1"]["text"] == OWN
    # All six say alike whether the bell was late: that would tell everybody's answer.
    assert result["audiences"]["customers"]["choices"]["LA1"] == {"shown": False}
    assert result["audiences"]["leaders"] == {"shown": False}
    assert result["roadmap"]["attained"] == "share"
    assert sorted(comment.text for comment in Comment.objects.all()) == sorted(
        f"Better light, {number}" for number in range(12)
    )

    text = report_text(shop, wave)
    for words in (
        *(workshop.title, "stage 3 of 3", "Trusted", "Tools", "Promises", OWN),
        *(f"Better light, {number}" for number in range(12)),
    ):
        assert words in text
    assert "Customer centricity" not in text
    page = shop.client(shop.consultant).get(f"/waves/{wave.pk}/result/").content.decode()
    assert "stage 3 of 3" in page


def report_text(shop: World, wave: Wave) -> str:
    """The words of the released PDF, as a leader downloads it."""
    reviews = {comment.pk: Comment.Review.KEPT for comment in wave.comments.all()}
    reports.review_comments(wave=wave, reviews=reviews, blacked_out={})
    report = reports.release_edition(
        edition=wave.result.editions.get(), user=shop.consultant, now=NOW
    )
    assert report is not None
    building.build_report(report)
    response = shop.client(shop.leader).get(f"/reports/{report.pk}/report.pdf")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
