"""Links that lead nowhere say why, and what to do."""

import uuid
from typing import Any

from django.test import Client

from organisations.models import Person
from surveys import services
from tests.world import NOW, World, invitation_of, link_of


class TestLinks:
    def explain(self, path: str, status: int) -> str:
        response = Client().get(path)
        assert response.status_code == status
        return response.content.decode()

    def test_that_are_wrong_say_so(self, world: World) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        wrong = (
            f"{link[:-2]}/", f"/q/{wave.pk}/nonsense/", f"/q/{uuid.uuid4()}/ABC/",
            link.replace("/q/", "/q/x"), f"/q/{wave.pk}//ABC/", "/q/", "/q/ABC/1/2/3",
        )  # fmt: skip
        for path in wrong:
            assert Client().get(path)["Referrer-Policy"] == "no-referrer"
            assert "does not lead to a questionnaire" in self.explain(path, 404)

    def test_without_their_last_character_work(self, world: World) -> None:
        wave = world.open_wave()
        assert "Begin" in self.explain(link_of(wave, "Staff 1")[:-1], 200)

    def test_of_another_wave_lead_nowhere(self, world: World) -> None:
        wave = world.open_wave()
        token = link_of(wave, "Staff 1").split("/")[3]
        other = services.create_wave(
            assessment=wave.assessment,
            name="Other",
            closes_on=wave.closes_on,
            smallest_group=5,
            contact_name="Ada Moss",
            contact_email="ada@firm.example",
        )
        services.open_wave(wave=other, now=NOW)
        assert "does not lead" in self.explain(f"/q/{other.pk}/{token}/", 404)

    def test_to_a_wave_that_is_not_open_yet_lead_nowhere(self, world: World) -> None:
        wave = world.draft_wave()
        assert "does not lead" in self.explain(f"/q/{wave.pk}/ABC/", 404)

    def test_that_were_replaced_lead_nowhere_and_the_new_one_starts_afresh(
        self, world: World
    ) -> None:
        wave = world.open_wave()
        old = link_of(wave, "Staff 1")
        Client().post(f"{old}1/", {"TL1": "3", "shown": "", "go": "next"})
        services.replace_link(invitation=invitation_of(wave, "Staff 1"))
        assert "there is a newer invitation" in self.explain(old, 404)
        new = link_of(wave, "Staff 1")
        assert new != old
        assert "Begin" in self.explain(new, 200)

    def test_of_people_who_left_the_roster_are_ended(self, world: World) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        services.remove_person(person=Person.objects.get(name="Staff 1"), today=NOW.date())
        assert "This link has been ended" in self.explain(link, 410)

    def test_of_a_closed_wave_say_so(self, world: World) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        services.close_wave(wave=wave, now=NOW)
        assert "This questionnaire is closed" in self.explain(link, 410)

    def test_whose_framework_was_changed_on_the_disk_blame_us(self, world: World) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        wave.assessment.framework_hash = "0" * 64
        wave.assessment.save()
        for path in (link, f"{link}1/", f"{link}check/"):
            assert "The fault is ours" in self.explain(path, 503)
        page = world.client(world.consultant).get(f"/waves/{wave.pk}/workbook/")
        assert page.status_code == 503
        assert "are not those the assessment was made with" in page.content.decode()

    def test_whose_key_is_lost_say_what_that_means(self, world: World, settings: Any) -> None:
        wave = world.open_wave()
        link = link_of(wave, "Staff 1")
        keys = settings.RESPONDENT_KEYS
        settings.RESPONDENT_KEYS = ["another-key-of-more-than-thirty-two-characters"]
        text = self.explain(link, 503)
        for words in ("The fault is ours", "the secret key", "this same link works again",
                      "ada@firm.example"):  # fmt: skip
            assert words in text
        settings.RESPONDENT_KEYS = [*settings.RESPONDENT_KEYS, *keys]
        assert "Begin" in self.explain(link, 200)
