"""Comments: masked when sealed, read by the consultant, and quoted where they may be."""

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pypdf import PdfReader

from organisations.models import Person
from reports import building, services, words
from reports.models import Edition, Report
from reports.sealing import seal_wave
from surveys import services as surveys
from surveys.models import Comment, Wave
from tests.disk import database_files, flush_to_disk
from tests.reports import findings
from tests.world import NOW, ROSTER_HEADER, World, visit_of

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db(transaction=True)

NOT_SHOWN = words.not_shown()
STAFF = [
    *("Katja Jansen", "Jörg Müller", "Will Grant", "Aya Núñez", "Tom Brandt", "Olga Petrov"),
    *("Nils Ekholm", "Rosa Duarte", "Umar Hale", "Vera Lindt", "Wim Novak", "Ines Gruber"),
]
TELLING = "Katja and Joerg MÜLLER shout at Wim. Ask Ada Moss or call 0171 234 5678."
MASKED = "[name] and [name] shout at [name]. Ask [name] or call [phone]."
ACCOUNT = "Harbour Foods left us; I am E-4711, write to me@client.example."
ACCOUNT_MASKED = "[account] left us; I am [number], write to [e-mail]."
PLAIN = [f"Mend the {thing} first." for thing in (
    "door", "bell", "lamp", "roof", "stair", "window", "oven", "clock", "till", "shelf",
)]  # fmt: skip


def roster() -> str:
    """Twelve of the staff by name, one with a number, and a customer."""
    rows = [
        f"s{n}@client.example,{name},Sales,staff,,,{'E-4711' if n == 3 else ''}"
        for n, name in enumerate(STAFF)
    ]
    rows.append("c@buyer.example,Carl Customer,,customers,Harbour Foods Ltd,,")
    return "\n".join([f"{ROSTER_HEADER},id", *rows]) + "\n"


def sealed(world: World, texts: list[str]) -> Wave:
    """A sealed wave in which so many of the staff wrote these texts on the first question."""
    if not world.organisation.people.exists():
        world.import_roster(roster())
    wave = world.open_wave()
    for name, text in zip(STAFF, texts, strict=False):
        found = visit_of(wave, name)
        answers = {column.code: 1 for column in found.columns}
        surveys.save_page(visit=found, answers=answers, page=1, now=NOW, comments={"CM1": text})
        surveys.submit_response(visit=found)
    Person.objects.filter(name="Wim Novak").update(left_on="2026-11-01")
    surveys.close_wave(wave=wave, now=NOW)
    seal_wave(services.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
    wave.refresh_from_db()
    return wave


@pytest.fixture
def wave(shared_world: World, settings: Any, tmp_path: Any) -> Wave:
    """Twelve comments, two of which say who is meant."""
    settings.MEDIA_ROOT = tmp_path
    return sealed(shared_world, [*PLAIN, TELLING, ACCOUNT])


@pytest.fixture
def consultant(shared_world: World) -> Client:
    return shared_world.client(shared_world.consultant)


def page_of(browser: Client, wave: Wave, number: int = 1) -> str:
    return browser.get(f"/waves/{wave.pk}/comments/?page={number}").content.decode()


def decisions(comments: Iterable[Comment], review: str) -> dict[str, str]:
    """What a page with these comments sends when each of them is judged alike."""
    data = {f"shown_{comment.pk}": comment.review for comment in comments}
    return data | {name.replace("shown", "review"): review for name in data}


def decide(
    browser: Client, wave: Wave, withheld: tuple[str, ...] = (), **blacked_out: str
) -> "Response":
    """Read everything on the first page: withhold some texts, quote the others."""
    data = {}
    for comment in wave.comments.all():
        data[f"shown_{comment.pk}"] = comment.review
        data[f"review_{comment.pk}"] = "withheld" if comment.text in withheld else "kept"
        named = [w for part, w in blacked_out.items() if part in comment.text]
        data[f"words_{comment.pk}"] = ", ".join(named)
    return browser.post(f"/waves/{wave.pk}/comments/?page=1", data, follow=True)


def release(browser: Client, wave: Wave) -> str:
    return browser.post(f"/waves/{wave.pk}/release/", follow=True).content.decode()


def pdf_text(browser: Client, report: Report) -> str:
    building.build_report(report)
    response = browser.get(f"/reports/{report.pk}/report.pdf")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    pages = PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def texts(wave: Wave) -> set[str]:
    return set(wave.comments.values_list("text", flat=True))


class TestSeal:
    def test_masks_everybody_known_whether_there_or_gone(self, wave: Wave) -> None:
        assert texts(wave) == {*PLAIN, MASKED, ACCOUNT_MASKED}

    def test_never_stores_what_was_written(self, wave: Wave) -> None:
        flush_to_disk()
        left = database_files()
        assert b"shout at [name]" in left
        for part in (b"shout at Wim", b"234 5678", b"me@client", b"Harbour Foods left"):
            assert part not in left

    def test_below_ten_keeps_nothing_and_says_so(
        self, shared_world: World, consultant: Client
    ) -> None:
        wave = sealed(shared_world, PLAIN[:9])
        assert not Comment.objects.exists()
        page = page_of(consultant, wave)
        # Two questions to staff, one to leaders, one to customers.
        assert page.count(NOT_SHOWN) == 4
        assert "Mend the" not in page
        assert "Released." in release(consultant, wave)
        assert wave.result.editions.count() == 1


class TestReview:
    def test_shows_every_comment_as_not_read_yet(self, wave: Wave, consultant: Client) -> None:
        page = page_of(consultant, wave)
        for text in texts(wave):
            assert text in page
        assert page.count("checked") == 12
        assert len(re.findall('value="waiting"[^>]* checked', page)) == 12
        assert "0 of 12" in page
        assert page.count(NOT_SHOWN) == 3
        result = consultant.get(f"/waves/{wave.pk}/result/").content.decode()
        assert "12 comments have not been read yet." in result
        assert "Mend the" not in result

    def test_keeps_what_was_decided(self, wave: Wave, consultant: Client) -> None:
        page = decide(consultant, wave, withheld=(MASKED,)).content.decode()
        assert "12 of 12" in page
        by_review = {c.text: c.review for c in wave.comments.all()}
        assert by_review.pop(MASKED) == "withheld"
        assert set(by_review.values()) == {"kept"}

    def test_blacks_words_out_for_good(self, wave: Wave, consultant: Client) -> None:
        decide(consultant, wave, door="MEND, the door")
        assert "[removed] [removed] first." in texts(wave)
        assert "Mend the door first." not in texts(wave)
        assert len(texts(wave)) == 12

    def test_refuses_words_that_are_not_there(self, wave: Wave, consultant: Client) -> None:
        page = decide(consultant, wave, door="doors").content.decode()
        assert "Nothing was saved." in page
        assert "“doors” does not stand in this comment as a whole word." in page
        assert set(wave.comments.values_list("review", flat=True)) == {"waiting"}

    def test_takes_no_text_of_anybodys_own(self, wave: Wave, consultant: Client) -> None:
        comment = wave.comments.all()[0]
        data = decisions(wave.comments.all(), "kept")
        consultant.post(f"/waves/{wave.pk}/comments/", {**data, f"text_{comment.pk}": "Mine."})
        assert "Mine." not in texts(wave)
        assert set(wave.comments.values_list("review", flat=True)) == {"kept"}

    def test_goes_in_pages_of_fifty(self, wave: Wave, consultant: Client) -> None:
        Comment.objects.bulk_create(
            Comment(wave=wave, audience="staff", question="CM2", text=f"Other words {n}.")
            for n in range(50)
        )
        first, second = (page_of(consultant, wave, number) for number in (1, 2))
        assert (first.count("<fieldset"), second.count("<fieldset")) == (50, 12)
        assert "Page 2 of 2" in second
        # What should change first; what should never change.
        assert first.count("<h2") == 2
        rows = list(wave.comments.order_by("audience", "question", "pk"))[50:]
        consultant.post(f"/waves/{wave.pk}/comments/?page=2", decisions(rows, "kept"))
        assert set(wave.comments.filter(review="kept")) == set(rows)

    def test_withholds_the_rest_unread(self, wave: Wave, consultant: Client) -> None:
        one = wave.comments.all()[0]
        services.review_comments(wave=wave, reviews={one.pk: "kept"}, blacked_out={})
        assert "Withhold the 11 comments not read yet" in page_of(consultant, wave)
        consultant.post(f"/waves/{wave.pk}/comments/", {"withhold_unread": "yes"})
        reviews = sorted(wave.comments.values_list("review", flat=True))
        assert reviews == ["kept", *["withheld"] * 11]


class TestRelease:
    def test_waits_until_all_are_read(self, wave: Wave, consultant: Client) -> None:
        for comment in wave.comments.all()[1:]:
            services.review_comments(wave=wave, reviews={comment.pk: "kept"}, blacked_out={})
        assert "1 comment has not been read yet." in release(consultant, wave)
        assert not Edition.objects.filter(released_at__isnull=False).exists()
        assert not Report.objects.exists()

    def test_freezes_what_may_be_quoted_into_an_edition_of_its_own(
        self, wave: Wave, consultant: Client
    ) -> None:
        first = wave.result.editions.get()
        before = first.sha256
        decide(consultant, wave, withheld=(MASKED,))
        release(consultant, wave)
        first.refresh_from_db()
        second = wave.result.editions.get(number=2)
        assert (first.sha256, first.is_released, second.is_released) == (before, False, True)
        assert "comments" not in first.content
        quotation = second.content["comments"]["staff"]["CM1"]
        assert set(quotation.pop("texts")) == {*PLAIN, ACCOUNT_MASKED}
        assert quotation == {"written": "10–19", "withheld": True, "drawn": False}
        assert second.content["targets"] == first.content["targets"]

    def test_happens_once(self, wave: Wave, consultant: Client) -> None:
        decide(consultant, wave)
        release(consultant, wave)
        release(consultant, wave)
        assert (Edition.objects.count(), Report.objects.count()) == (2, 1)

    def test_draws_a_dozen_of_more(self, wave: Wave, shared_world: World) -> None:
        more = [
            Comment(wave=wave, audience="leaders", question="CM1", text=f"Words {n}.")
            for n in range(30)
        ]
        Comment.objects.bulk_create(more)
        reviews = dict.fromkeys(wave.comments.values_list("pk", flat=True), "kept")
        services.review_comments(wave=wave, reviews=reviews, blacked_out={})
        services.release_edition(
            edition=wave.result.editions.get(), user=shared_world.consultant, now=NOW
        )
        quoted = wave.result.editions.get(number=2).content["comments"]
        drawn = quoted["leaders"]["CM1"]
        assert len(set(drawn["texts"])) == 12
        assert set(drawn["texts"]) <= {comment.text for comment in more}
        assert drawn["texts"] != sorted(drawn["texts"], key=lambda text: int(text[6:-1]))
        assert (drawn["written"], drawn["withheld"], drawn["drawn"]) == ("20–49", False, True)
        assert not quoted["staff"]["CM1"]["drawn"]

    def test_ends_the_review(self, wave: Wave, consultant: Client) -> None:
        decide(consultant, wave, withheld=(MASKED,))
        release(consultant, wave)
        page = page_of(consultant, wave)
        assert "can no longer be changed" in page
        assert "<button" not in page.split("<main")[1]
        assert 'type="radio"' not in page
        assert 'type="text"' not in page
        answer = decide(consultant, wave).content.decode()
        assert "so its comments can no longer be changed" in answer
        assert wave.comments.get(text=MASKED).review == "withheld"
        with pytest.raises(ValidationError, match="no longer be changed"):
            services.withhold_unread_comments(wave=wave)


class TestReport:
    def test_of_the_leader_quotes_what_was_let_through_and_no_more(
        self, shared_world: World, wave: Wave, consultant: Client
    ) -> None:
        edition_1 = wave.result.editions.get()
        draft = services.ask_for_report(edition=edition_1, user=None, now=NOW)
        assert "In their own words" not in pdf_text(consultant, draft)
        decide(consultant, wave, withheld=("Mend the bell first.",), door="door")
        release(consultant, wave)
        final = Report.objects.get(is_final=True)
        text = pdf_text(shared_world.client(shared_world.leader), final)
        assert "In their own words" in text
        assert "Staff: What should change first for our customers?" in text
        assert "10–19 people wrote something. Some was withheld by the consultant" in text
        for quoted in (MASKED, ACCOUNT_MASKED, "Mend the [removed] first.", PLAIN[2], PLAIN[9]):
            assert quoted in text
        for kept_back in ("Mend the bell", "Mend the door", "Wim", "Harbour Foods", "234 5678"):
            assert kept_back not in text

    def test_and_page_show_the_same(self, wave: Wave, consultant: Client) -> None:
        decide(consultant, wave, withheld=(MASKED,))
        assert "Released." in release(consultant, wave)
        page = findings.page(consultant, wave, "items").text
        assert "no measurement" in page
        assert PLAIN[0] in page
        assert MASKED not in page
