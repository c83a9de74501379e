"""The page for everybody who was asked: what it says, when it can be read, and no trace of it."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.logs import HideQuestionnaireLinks
from organisations import services as organisations
from organisations.logos import read_logo
from organisations.models import MailStop, Person
from reports import services
from reports.models import Edition, Summary
from reports.summary.telling import tell
from reports.telling import tell_content
from surveys.mail.unsubscribing import mark_of, person_of
from surveys.models import Invitation, Wave
from tests.reports.test_pulses import planned, sealed
from tests.surveys.test_private_pages import is_private
from tests.waves import sealed_round
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)


def publish(
    world: World, wave: Wave, *, is_mailed: bool = False, edition: Edition | None = None
) -> str:
    """Release and publish what was written, or an edition; return where it can be read."""
    if edition is None:
        services.release_newest(result=wave.result, user=world.consultant, now=NOW)
    else:
        services.release_edition(edition=edition, user=world.consultant, now=NOW)
    summary = services.publish_summary(
        result=wave.result, is_mailed=is_mailed, user=world.consultant, now=NOW
    )
    return reverse("results:page", args=[summary.token])


def give_logo(world: World) -> None:
    """Give the client a logo."""
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2z"/></svg>'
    organisations.change_look(
        organisation=world.organisation,
        colour="#1f4e79",
        second_colour="#b0561a",
        logo=read_logo(drawn),
        now=NOW,
    )


def with_actions(wave: Wave, actions: Sequence[Mapping[str, str]]) -> Edition:
    """Write the next edition, with these actions."""
    edition = Edition(result=wave.result, number=2, created_at=NOW)
    edition.write({**wave.result.editions.get().content, "actions": actions})
    edition.save()
    return edition


def words(text: str) -> str:
    """A page's text on one line."""
    body = re.sub(r"<(head|style)>.*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def read(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return words(response.text)


class TestWhatItSays:
    def test_where_the_organisation_stands_and_how_that_is_known(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        services.write_summary(
            result=wave.result, words="Thank you all.\n\nWe talk on Friday.", tells_actions=True
        )
        text = read(publish(shared_world, wave))
        assert "Client Ltd" in text
        assert "Thank you all." in text
        assert "stage 3 of 4" in text
        # Everybody answered alike, so nothing stands out, and the page says so.
        assert "none stands out" in text
        answered = text[text.index("How many answered") :]
        assert "10 members of staff" in answered
        assert "80% of those invited" in answered
        assert "What is done next has not been decided yet." in text
        assert "No number about fewer than 5 people is shown to anybody" in text
        assert "ada@firm.example" in text

    def test_what_is_not_shown_and_why(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave(staff=10, leaders=3, customers=6)
        text = read(publish(shared_world, wave))
        assert "What leaders answered: not shown, to protect the people who answered." in text
        assert "Leader here" not in text

    def test_what_will_be_done_without_who_does_it(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        told = {"owner": "Olga Owner", "priority": "", "done": "It hums.", "due_on": ""}
        actions = [
            {**told, "what": "Walk the floor."},
            {**told, "what": "Call ten customers.", "due_on": "2026-12-24", "state": "under_way"},
            {**told, "what": "Buy a bell.", "due_on": "2026-12-01", "state": "dropped"},
            {**told, "what": "Hang a poster.", "due_on": "2026-12-01", "state": "done"},
        ]
        path = publish(shared_world, wave, edition=with_actions(wave, actions))
        text = read(path)
        assert "Call ten customers. (planned until 24 December 2026) Walk the floor." in text
        for hidden in ("Buy a bell", "Hang a poster", "Olga Owner", "It hums"):
            assert hidden not in text
        services.write_summary(result=wave.result, words="", tells_actions=False)
        assert "Walk the floor" not in read(path)

    def test_of_a_pulse_what_has_moved(self, shared_world: World) -> None:
        base = sealed_round(shared_world, code=2)
        wave = sealed(planned(base), code=4)
        text = read(publish(shared_world, wave))
        assert (
            "“Trust in managers” and “Fairness and respect” have clearly risen since “Autumn”"
            in text
        )
        assert "Trust in managers : 2.0, then 4.0 (risen)" in text
        for absent in ("The stages", "Strengths", "Lowest", "What will be done next"):
            assert absent not in text

    def test_in_the_organisations_colour(self, shared_world: World) -> None:
        shared_world.organisation.colour = "#7a1f5c"
        shared_world.organisation.save()
        path = publish(shared_world, shared_world.sealed_wave())
        assert f'href="{path}colour.css"' in Client().get(path).text
        sheet = Client().get(f"{path}colour.css")
        assert sheet["Content-Type"] == "text/css"
        assert sheet.text == ":root { --organisation: #7a1f5c; }\n"

    def test_with_the_organisations_logo(self, shared_world: World) -> None:
        path = publish(shared_world, shared_world.sealed_wave())
        assert "<img class" not in Client().get(path).text
        give_logo(shared_world)
        assert f'src="{path}logo/"' in Client().get(path).text
        shown = Client().get(f"{path}logo/")
        assert (shown["Content-Type"], shown.content[:4]) == ("image/svg+xml", b"<svg")
        assert shown["Content-Security-Policy"] == "sandbox; default-src 'none'"

    def test_in_the_organisations_language_whatever_the_readers_browser_asks_for(
        self, shared_world: World, settings: Any
    ) -> None:
        """Of a language the site has no words of its own in yet, the names of months show it."""
        settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
        shared_world.organisation.language = "de"
        shared_world.organisation.save()
        wave = shared_world.sealed_wave()
        actions = [{**_action("Ring a bell."), "due_on": "2026-12-24"}]
        path = publish(shared_world, wave, edition=with_actions(wave, actions))
        page = Client().get(path, headers={"Accept-Language": "en"})
        assert page["Content-Language"] == "de"
        assert '<html lang="de"' in page.text
        assert "24 Dezember 2026" in page.text

    def test_on_one_page_within_the_budget(self, shared_world: World) -> None:
        page = Client().get(publish(shared_world, shared_world.sealed_wave()))
        # The rest are style sheets that every page of respondents has.
        assert len(page.content) < 20_000
        assert "<script" not in page.text
        assert page.text.count("<link") + page.text.count(' src="/') == 5

    def test_nothing_that_the_report_does_not_say(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave(staff=12, leaders=3, customers=8)
        result, content = wave.result, wave.result.editions.get().content
        told, _chart = tell(result, content, tells_actions=True)
        report = tell_content(result, content, is_final=True, now=NOW)
        # What leadership is asked to decide is for leadership.
        assert told.answer == replace(report.answer, decisions=())
        assert set(told.answered) <= set(report.answer.confidence)
        assert report.groups
        hidden = {table.hidden for table in report.groups.departments.tables}
        fixed = {
            line for line in told.not_shown if not re.search(r"\d", line.replace("than 5 ", ""))
        }
        assert set(told.not_shown) <= fixed | hidden


class TestWhenItCanBeRead:
    def test_not_before_it_is_published(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        summary = services.write_summary(result=wave.result, words="Soon.", tells_actions=True)
        path = reverse("results:page", args=[summary.token])
        services.release_newest(result=wave.result, user=shared_world.consultant, now=NOW)
        give_logo(shared_world)
        for address in (path, f"{path}colour.css", f"{path}logo/"):
            response = Client().get(address)
            assert (response.status_code, "Soon." in response.text) == (404, False)

    def test_the_consultant_sees_it_first(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        browser = shared_world.client(shared_world.consultant)
        path = reverse("reports:summary", args=[wave.pk])
        shown = browser.post(path, {"words": "Look at this.", "tells_actions": "on"}, follow=True)
        assert "Preview" in shown.text
        assert "Look at this." in shown.text
        assert "stage 3 of 4" in words(shown.text)
        summary = Summary.objects.get()
        assert Client().get(reverse("results:page", args=[summary.token])).status_code == 404

    def test_typed_from_a_notice(self, shared_world: World) -> None:
        path = publish(shared_world, shared_world.sealed_wave())
        token = path.split("/")[2]
        typed = token.lower().replace("0", "o").replace("1", "l")
        for address in (f"/results/{typed}/", path.rstrip("/")):
            assert Client().get(address).status_code == 200

    def test_a_later_release_is_told_under_the_same_address(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        path = publish(shared_world, wave)
        edition = with_actions(wave, [_action("Ring a bell.")])
        assert "Ring a bell." not in read(path)
        services.release_edition(edition=edition, user=shared_world.consultant, now=NOW)
        assert "Ring a bell." in read(path)

    def test_a_withdrawal_closes_it_and_ends_the_mail(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        path = publish(shared_world, wave, is_mailed=True)
        edition = wave.result.editions.get()
        services.withdraw_edition(
            edition=edition, reason="A wrong target.", user=shared_world.consultant, now=NOW
        )
        closed = Client().get(path)
        assert closed.status_code == 410
        assert "These results have been withdrawn" in closed.text
        assert "stage 3" not in closed.text
        # The reason is the leaders'.
        assert "A wrong target." not in closed.text
        mailing = wave.mailings.get()
        assert (mailing.state, mailing.reason) == ("done", "Stopped: the results were withdrawn.")
        # A new edition is told once the consultant says so.
        services.release_newest(result=wave.result, user=shared_world.consultant, now=NOW)
        assert Client().get(path).status_code == 410
        services.publish_summary(
            result=wave.result, is_mailed=False, user=shared_world.consultant, now=NOW
        )
        assert "stage 3 of 4" in read(path)

    def test_nothing_at_any_other_address(self, shared_world: World) -> None:
        path = publish(shared_world, shared_world.sealed_wave())
        for other in (
            "/results/",
            "/results/0/",
            f"{path[:-2]}/",
            f"{path}more/",
            f"{path}no-mail/x/",
            "/results/%00/",
            "/results/%00/colour.css",
            "/results/%00/logo/",
            # This client has none.
            f"{path}logo/",
            f"{path}no-mail/%00/",
        ):
            response = Client().get(other)
            assert response.status_code == 404
            assert is_private(response)

    def test_where_the_list_is_gone_nobody_is_written_to(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave()
        publish(shared_world, wave)
        wave.invitations.all().delete()
        browser = shared_world.client(shared_world.consultant)
        page = words(browser.get(reverse("reports:summary", args=[wave.pk])).text)
        assert "The list of those who were invited has been deleted" in page
        path = reverse("reports:summary_publish", args=[wave.pk])
        assert "is_mailed" not in browser.get(path).text
        assert "nobody is written to" in words(browser.get(path).text)


def _action(what: str) -> dict[str, str]:
    return {"what": what, "owner": "", "priority": "", "done": "", "due_on": ""}


def rows() -> dict[str, Any]:
    """Every row of the database."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


class TestVisits:
    def test_leave_nothing_behind(self, shared_world: World) -> None:
        give_logo(shared_world)
        path = publish(shared_world, shared_world.sealed_wave())
        somebody = shared_world.client(shared_world.leader)
        before = rows()
        for browser in (Client(), somebody):
            for address in (path, f"{path}colour.css", f"{path}logo/"):
                cookies = len(browser.cookies)
                with CaptureQueriesContext(connection) as queries:
                    response = browser.get(address)
                assert response.status_code == 200
                assert {query["sql"].split()[0] for query in queries.captured_queries} == {"SELECT"}
                assert len(browser.cookies) == cookies
                assert "Set-Cookie" not in response.headers
        assert rows() == before

    def test_pass_no_address_on_and_are_kept_by_no_cache_and_no_index(
        self, shared_world: World
    ) -> None:
        give_logo(shared_world)
        path = publish(shared_world, shared_world.sealed_wave())
        for address in (
            path,
            f"{path}colour.css",
            f"{path}logo/",
            path.rstrip("/"),
            path.replace("results", "RESULTS"),
        ):
            response = Client().get(address)
            assert is_private(response)
            assert response["X-Robots-Tag"] == "noindex, nofollow"
        page = Client().get(path)
        assert page["X-Frame-Options"] == "DENY"
        assert "default-src 'self'" in page["Content-Security-Policy"]

    def test_no_log_says_the_address(
        self, shared_world: World, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = publish(shared_world, shared_world.sealed_wave())
        token = path.split("/")[2]
        mark = mark_of(Person.objects.get(name="Staff 1"))
        hiding = HideQuestionnaireLinks()
        caplog.set_level(logging.DEBUG)
        for address in (
            path,
            f"{path}nothing/",
            f"{path}no-mail/{mark}/",
            f"{path}no-mail/{mark}x/",
        ):
            Client().get(address)
        for record in caplog.records:
            hiding.filter(record)
            assert token not in record.getMessage()
            assert mark not in record.getMessage()
        for text in (
            f"GET {path}no-mail/{mark}/ failed",
            f"broken {token[:12]} at /results/{token[:12]}",
        ):
            record = logging.LogRecord("x", logging.ERROR, "", 0, text, None, None)
            hiding.filter(record)
            assert mark not in record.getMessage()
            assert f"/results/{token[:12]}" not in record.getMessage()


class TestNoMoreMail:
    def test_by_the_link_in_the_letter_and_back(self, shared_world: World) -> None:
        path = publish(shared_world, shared_world.sealed_wave())
        person = Person.objects.get(name="Staff 1")
        link = f"{path}no-mail/{mark_of(person)}/"
        browser = Client(enforce_csrf_checks=True)
        assert "Get no more e-mail" in browser.get(link).text
        person.refresh_from_db()
        assert person.mail_stop == ""
        assert "You get no more e-mail" in browser.post(link).text
        person.refresh_from_db()
        assert person.mail_stop == MailStop.UNSUBSCRIBED
        browser.post(link, {"undo": "yes"})
        person.refresh_from_db()
        assert person.mail_stop == ""
        assert not browser.cookies

    def test_of_nobody_else(self, shared_world: World) -> None:
        path = publish(shared_world, shared_world.sealed_wave())
        first, second = Person.objects.filter(audience="staff").order_by("name")[:2]
        forged = mark_of(first).replace(first.pk.hex, second.pk.hex)
        assert person_of(forged) is None
        assert Client().post(f"{path}no-mail/{forged}/").status_code == 404
        second.refresh_from_db()
        assert second.mail_stop == ""


def test_mail_states_begin_empty_and_stay_apart(shared_world: World) -> None:
    """What became of an invitation says nothing of the letter with the results."""
    wave = shared_world.sealed_wave()
    wave.invitations.update(mail=Invitation.Mail.SENT)
    assert wave.invitations.untold().count() == 26
    assert wave.invitations.unsent().count() == 0
