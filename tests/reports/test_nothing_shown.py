"""Before and after the seal of a wave in which few answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from reports import services
from reports.models import Report
from surveys import collecting
from surveys.models import Wave
from tests.organisations.pages import alerts, words
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)

NOTHING = (
    "Nothing of this wave can be shown, to protect the people who answered. It cannot be opened"
    " again; a new wave can be prepared."
)


def consultant(world: World) -> Client:
    return world.client(world.consultant)


class TestBefore:
    def test_the_seal_says_who_was_invited_and_the_rate(self, shared_world: World) -> None:
        wave = shared_world.closed_wave(staff=3)
        page = words(consultant(shared_world).get(f"/waves/{wave.pk}/seal/"))
        assert "Staff 12, Leaders 6, Customers 8" in page
        assert "counted once a day; first tomorrow" in page
        # 3 of 26 are 11.5%; counted on the day after.
        collecting.count_responses(now=NOW + timedelta(days=1))
        page = words(consultant(shared_world).get(f"/waves/{wave.pk}/seal/"))
        assert "10%" in page.split("Response rate")[1].split("Seal the wave for good")[0]
        assert "as of 3 November 2026" in page


class TestAfter:
    @pytest.mark.parametrize("staff", [0, 3])
    def test_the_page_says_one_sentence_and_offers_nothing(
        self, shared_world: World, staff: int
    ) -> None:
        wave = shared_world.sealed_wave(staff=staff)
        page = consultant(shared_world).get(f"/waves/{wave.pk}/result/")
        assert NOTHING in words(page)
        assert "<button" not in page.content.decode().split("<main")[1]

    def test_is_the_same_page_whatever_the_cause(self, shared_world: World) -> None:
        pages = []
        for staff in (0, 4):
            wave = shared_world.sealed_wave(staff=staff)
            result = wave.result
            page = words(consultant(shared_world).get(f"/waves/{wave.pk}/result/"))
            pages.append(page.replace(result.sha256[:16], "").replace("Second: ", ""))
            Wave.objects.filter(pk=wave.pk).update(name=f"Before {staff}")
            wave.assessment.name = f"Before {staff}"
            wave.assessment.save()
        assert pages[0] == pages[1]

    def test_neither_report_nor_release_can_be_had(self, shared_world: World) -> None:
        edition = shared_world.sealed_wave(staff=3).result.editions.get()
        client = consultant(shared_world)
        wave = f"/waves/{edition.result.wave_id}"
        for path in (f"/editions/{edition.pk}/report/", f"{wave}/draft/", f"{wave}/release/"):
            page = client.post(path, follow=True)
            assert alerts(page) == [NOTHING]
        with pytest.raises(ValidationError, match="Nothing of this wave can be shown"):
            services.ask_for_report(edition=edition, user=None, now=NOW)
        edition.refresh_from_db()
        assert not edition.is_released
        assert not Report.objects.exists()

    def test_a_wave_that_shows_something_has_its_buttons(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave(staff=5)
        page = words(consultant(shared_world).get(f"/waves/{wave.pk}/result/"))
        assert NOTHING not in page
        assert "Make a draft PDF" in page
        assert "Release to leaders" in page

    def test_comments_that_are_not_there_are_not_to_be_read(self, shared_world: World) -> None:
        wave = shared_world.sealed_wave(staff=3)
        page = words(consultant(shared_world).get(f"/waves/{wave.pk}/comments/"))
        assert "There are no comments to read" in page
        assert "Read every comment" not in page
