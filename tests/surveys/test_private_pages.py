"""A questionnaire's address is a key: no cache and no other site may get to know it."""

from typing import Any

import pytest
from django.test import Client

from surveys import services
from surveys.models import Draft, Wave
from tests.world import NOW, World, link_of, visit_of


@pytest.fixture
def wave(world: World) -> Wave:
    return world.open_wave()


@pytest.fixture
def link(wave: Wave) -> str:
    return link_of(wave, "Staff 1")


def is_private(response: Any) -> bool:
    """Whether the browser is told to tell nobody and to keep nothing."""
    stored = {part.strip() for part in response["Cache-Control"].split(",")}
    return response["Referrer-Policy"] == "no-referrer" and stored == {"no-store", "private"}


class TestPages:
    @pytest.mark.parametrize(
        "rest",
        ["", "1/", "about/", "check/", "privacy/", "held/", "held.json", "leave/"],
    )
    def test_that_are_found(self, link: str, rest: str) -> None:
        response = Client().get(f"{link}{rest}")
        assert response.status_code == 200
        assert is_private(response)

    def test_after_submitting(self, wave: Wave, link: str) -> None:
        found = visit_of(wave, "Staff 1")
        services.save_page(visit=found, answers={"TL1": 1}, page=1, now=NOW)
        response = Client().post(f"{link}submit/")
        assert response.status_code == 302
        assert is_private(response)
        assert is_private(Client().get(link))

    def test_that_end_the_link(self, link: str) -> None:
        assert is_private(Client().post(f"{link}leave/"))
        gone = Client().get(link)
        assert gone.status_code == 410
        assert is_private(gone)

    @pytest.mark.parametrize("rest", ["nowhere/", "99/", "1/2/"])
    def test_that_are_not_found(self, link: str, rest: str) -> None:
        response = Client().get(f"{link}{rest}")
        assert response.status_code == 404
        assert is_private(response)

    def test_whose_address_is_misspelt(self, link: str) -> None:
        for path in (link.replace("/q/", "/Q/"), f"http://testserver/{link}", link[:-3]):
            response = Client().get(path)
            assert response.status_code == 404
            assert is_private(response)

    def test_that_take_no_such_request(self, link: str) -> None:
        for method, path in (("get", "submit/"), ("put", "submit/")):
            response = getattr(Client(), method)(f"{link}{path}")
            assert response.status_code == 405
            assert is_private(response)

    def test_asked_for_under_a_false_name(self, link: str) -> None:
        response = Client().get(link, headers={"host": "evil.example"})
        assert response.status_code == 400
        assert is_private(response)

    def test_without_the_slash_at_the_end_of_the_beginning(self) -> None:
        response = Client().get("/q")
        assert response.status_code == 301
        assert is_private(response)

    def test_sent_on_to_the_encrypted_site(self, link: str, settings: Any) -> None:
        settings.SECURE_SSL_REDIRECT = True
        response = Client().get(link)
        assert response.status_code == 301
        assert is_private(response)

    def test_in_which_something_of_ours_fails(self, wave: Wave, link: str) -> None:
        services.save_page(visit=visit_of(wave, "Staff 1"), answers={"TL1": 1}, page=1, now=NOW)
        Draft.objects.update(sealed=b"spoiled on the disk")
        client = Client(raise_request_exception=False)
        for response in (client.get(link), client.get(f"{link}held.json")):
            assert response.status_code == 500
            assert is_private(response)

    def test_whose_key_or_framework_is_missing(self, wave: Wave, link: str, settings: Any) -> None:
        wave.assessment.framework_hash = "0" * 64
        wave.assessment.save()
        response = Client().get(link)
        assert response.status_code == 503
        assert is_private(response)
        settings.RESPONDENT_KEYS = ["another-key-of-more-than-thirty-two-characters"]
        response = Client().get(link)
        assert response.status_code == 503
        assert is_private(response)

    def test_that_are_asked_for_their_head_only(self, link: str) -> None:
        assert is_private(Client().head(link))


class TestOthers:
    def test_are_left_as_they_are(self, db: None) -> None:
        for path in ("/sign-in/", "/quarterly/"):
            assert Client().get(path)["Referrer-Policy"] == "same-origin"
        assert "Cache-Control" not in Client().get("/quarterly/")
