"""What cannot be undone is asked about first, by one page, which needs no script."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from organisations.models import Account
from surveys.services import save_page
from tests.access_table import ROWS
from tests.test_access import Site, site
from tests.world import NOW, World, link_of, roster_csv, same_answers, visit_of

__all__ = ["site"]

ASKED_FIRST = [
    "my_sessions_end",
    "organisations:account_remove",
    "organisations:customer_file_remove",
    "organisations:person_restore",
    "organisations:attribute_remove",
    "organisations:member_remove",
    "organisations:member_sign_out",
    "surveys:person_remove",
    "surveys:own_question_remove",
    "surveys:letter_reset",
    "surveys:wave_open",
    "surveys:wave_invite",
    "surveys:wave_remind",
    "reports:edition_release",
    "reports:edition_withdraw",
    "reports:summary_publish",
    "reports:evidence_remove",
    "reports:seal",
]


def forms(text: str) -> list[tuple[str, str]]:
    """The forms of a page that change something: where each leads, and what is in it."""
    found = re.findall(r"<form([^>]*)>(.*?)</form>", text, re.DOTALL)
    return [
        (re.findall(r'action="([^"]*)"', head)[0] if "action=" in head else "", inside)
        for head, inside in found
        if 'method="post"' in head
    ]


def fields(inside: str) -> dict[str, str]:
    """What a form sends if its button is pressed."""
    hidden = r'<(?:input type="hidden"|button)[^>]*name="([^"]+)" value="([^"]*)"'
    given = re.findall(hidden, inside)
    return {name: unescape(value) for name, value in given}


def yes(client: Client, path: str) -> dict[str, str]:
    """What the page sends that asks at an address."""
    text = client.get(path).content.decode()
    [asking] = [inside for action, inside in forms(text) if action == path.partition("?")[0]]
    assert fields(asking)["sure"] == "yes"
    return fields(asking)


class TestQuestions:
    def test_says_what_it_means_and_leads_back(self, site: Site) -> None:
        client = site.client("consultant")
        for address in ASKED_FIRST:
            text = client.get(site.paths[address]).content.decode()
            assert yes(client, site.paths[address]), address
            assert re.search(r"<(ul>\s*<li[^>]*|p)>\S", text.split("<h1>")[1]), address
            back = re.findall(r'class="btn btn-outline-secondary" href="([^"]+)"', text)[-1]
            assert client.get(back).status_code == 200, address

    def test_no_other_page_does_it_at_once(self, site: Site) -> None:
        client = site.client("consultant")
        asked = {site.paths[address] for address in ASKED_FIRST}
        pages = {site.paths[address] for method, address, *_e in ROWS if method == "GET"}
        for path in pages - asked:
            response = client.get(path)
            if response.status_code == 200 and not response.streaming:
                found = {action for action, _inside in forms(response.content.decode())}
                assert not found & asked, path


class TestYes:
    def test_does_it(self, world: World) -> None:
        world.import_roster(roster_csv())
        empty = Account.objects.create(organisation=world.organisation, name="Nobody’s")
        client = world.client(world.consultant)
        path = reverse("organisations:account_remove", args=[world.organisation.pk, empty.pk])
        given = yes(client, path)
        assert Account.objects.filter(pk=empty.pk).exists()
        client.post(path, given)
        assert not Account.objects.filter(pk=empty.pk).exists()

    def test_takes_along_what_it_was_asked_with(self, world: World) -> None:
        world.import_roster(roster_csv())
        units = world.organisation.units
        north, south = units.get(path="Sales / North"), units.get(path="Sales / South")
        path = reverse("organisations:department", args=[world.organisation.pk, north.pk])
        client = world.client(world.coordinator)
        asked = f"{path}?do=merge&into={south.pk}"
        assert "Merge “North” into “Sales / South”?" in client.get(asked).content.decode()
        client.post(path, yes(client, asked))
        assert not units.filter(pk=north.pk).exists()

    def test_is_not_asked_where_there_is_nothing_to_choose(self, world: World) -> None:
        world.import_roster(roster_csv())
        unit = world.organisation.units.get(path="Service")
        path = reverse("organisations:department", args=[world.organisation.pk, unit.pk])
        client = world.client(world.coordinator)
        for wrong in ("do=merge", "do=merge&into=x", "do=rename&name=Legal"):
            assert 'name="sure"' not in client.get(f"{path}?{wrong}").content.decode()
        unit.refresh_from_db()
        assert unit.name == "Service"


def test_respondents_are_asked_before_their_answers_are_erased(world: World) -> None:
    wave = world.open_wave()
    link, client = link_of(wave, "Staff 1"), Client()
    found = visit_of(wave, "Staff 1")
    save_page(visit=found, answers=same_answers(found, 3), page=0, now=NOW)
    assert "Continue where you were" in client.get(f"{link}about/").text
    given = yes(client, f"{link}afresh/")
    assert "Continue where you were" in client.get(f"{link}about/").text
    client.post(f"{link}afresh/", given)
    assert "Continue where you were" not in client.get(f"{link}about/").text
    assert not client.cookies
