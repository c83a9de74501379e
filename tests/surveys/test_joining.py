"""Asking somebody in a wave that is open already."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organisations.models import Person, Record
from reports import services as reports
from reports.sealing import seal_wave
from surveys import services
from surveys.mail import mailing
from surveys.models import Mailing, Wave, WaveUnit
from tests.conftest import Mailbox
from tests.organisations.pages import alerts, words
from tests.surveys.acts import path_of, status
from tests.world import NOW, World, answer_all, invitation_of, link_of, roster_csv, visit_of


@pytest.fixture
def wave(world: World) -> Wave:
    """An open wave whose invitations were asked to be sent."""
    wave = world.open_wave()
    Mailing.objects.create(wave=wave, asked_at=NOW, state="done")
    wave.invitations.update(mail="sent")
    return wave


class TestJoining:
    def add(self, world: World, wave: Wave, **given: Any) -> "list[str]":
        """Add Zoe by hand and ask her in the wave; returns what the page says."""
        sales = world.organisation.units.get(path="Sales / North")
        form = {"name": "Zoe", "email": "zoe@client.example", "audience": "staff"}
        path = f"/organisations/{world.organisation.pk}/people/new/"
        client = world.client(world.coordinator)
        response = client.post(
            path, {**form, "unit": sales.pk, "waves": [wave.pk], **given}, follow=True
        )
        return alerts(response) or [words(response)]

    def test_gets_a_link_that_works_and_is_mailed(
        self, world: World, wave: Wave, mailbox: Mailbox
    ) -> None:
        assert self.add(world, wave) == ["Zoe is on the roster now."]
        invitation = invitation_of(wave, "Zoe")
        assert (str(invitation.unit), invitation.audience) == ("Sales / North", "staff")
        assert status(link_of(wave, "Zoe")) == 200
        mailing.send_mailing(wave.mailings.get(state="queued"), now=timezone.now())
        assert [letter["To"] for letter in mailbox.messages] == ["zoe@client.example"]

    def test_counts_among_the_asked(self, world: World, wave: Wave) -> None:
        page = f"/waves/{wave.pk}/"
        client = world.client(world.coordinator)
        assert "26 people invited" in words(client.get(page))
        self.add(world, wave)
        assert "27 people invited" in words(client.get(page))

    def test_waits_for_the_others_where_none_was_sent_yet(self, world: World) -> None:
        wave = world.open_wave()
        self.add(world, wave)
        assert invitation_of(wave, "Zoe").mail == "waiting"
        assert not wave.mailings.exists()

    def test_brings_no_department_the_wave_does_not_have(self, world: World, wave: Wave) -> None:
        new = world.organisation.units.create(name="Lab", path="Lab")
        (said,) = self.add(world, wave, unit=new.pk)
        assert "“Lab” is no department of “Autumn”, which keeps those it was opened with" in said
        assert not Person.objects.filter(name="Zoe").exists()
        assert wave.invitations.count() == 26

    def test_is_not_for_an_audience_that_is_not_asked(self, world: World, wave: Wave) -> None:
        wave.questionnaires.filter(audience="leaders").delete()
        (said,) = self.add(world, wave, audience="leaders")
        assert "“Autumn” has no questions for leaders." in said
        assert not Person.objects.filter(name="Zoe").exists()

    def test_has_only_the_attributes_the_wave_has(self, world: World, wave: Wave) -> None:
        tenure = world.organisation.attributes.get()
        site = world.organisation.attributes.create(name="site", position=2)
        values = {str(tenure.pk): "new", str(site.pk): "Bonn"}
        person = Person.objects.create(
            organisation=world.organisation,
            name="Zoe",
            audience="staff",
            unit=world.organisation.units.get(path="Service"),
            attributes=values,
        )
        services.add_to_wave(person=person, wave=wave, user=None, now=NOW)
        assert invitation_of(wave, "Zoe").attributes == {"tenure": "new"}
        assert invitation_of(wave, "Zoe").mail == "no_address"

    def test_who_leads_their_department_is_counted_in_the_whole_only(
        self, world: World, wave: Wave
    ) -> None:
        self.add(world, wave, leads=world.organisation.units.get(path="Sales").pk)
        assert invitation_of(wave, "Zoe").unit is None

    def test_from_the_roster_is_one_button(self, world: World, wave: Wave) -> None:
        self.add(world, wave, waves=[])
        client = world.client(world.coordinator)
        page = client.get(path_of(world, "Zoe"))
        assert "Not asked in it." in words(page)
        assert f'action="{path_of(world, "Zoe")}ask/{wave.pk}/"' in page.text
        response = client.post(f"{path_of(world, 'Zoe')}ask/{wave.pk}/", follow=True)
        assert alerts(response) == ["Zoe is asked in “Autumn” now."]
        again = client.post(f"{path_of(world, 'Zoe')}ask/{wave.pk}/", follow=True)
        assert alerts(again) == ["This person is asked in this wave already."]
        assert wave.invitations.filter(person__name="Zoe").count() == 1

    def test_who_came_back_gets_a_new_link_and_no_second_answer(
        self, world: World, wave: Wave
    ) -> None:
        answer_all(wave, "staff", 1)
        old = link_of(wave, "Staff 0")
        person = world.organisation.people.get(name="Staff 0")
        services.remove_person(person=person, today=NOW.date())
        Person.objects.filter(pk=person.pk).update(left_on=None)
        person.refresh_from_db()
        services.add_to_wave(person=person, wave=wave, user=None, now=NOW)
        assert wave.invitations.count() == 26
        assert (status(old), status(link_of(wave, "Staff 0"))) == (404, 200)
        assert visit_of(wave, "Staff 0").has_submitted()

    @pytest.mark.parametrize("state", ["draft", "closed"])
    def test_is_for_open_waves_only(self, world: World, state: str) -> None:
        world.import_roster(roster_csv())
        wave = world.draft_wave() if state == "draft" else world.closed_wave(staff=0)
        person = world.organisation.people.get(name="Staff 1")
        with pytest.raises(ValidationError, match="Only while a wave is open"):
            services.add_to_wave(person=person, wave=wave, user=None, now=NOW)

    def test_is_recorded_of_the_wave_and_not_of_who_is_asked_in_it(
        self, world: World, wave: Wave
    ) -> None:
        self.add(world, wave)
        record = Record.objects.get(object_type="wave", act="changed")
        assert (record.object_name, record.fields) == ("Autumn", ["invitations"])


class TestTurnover:
    @pytest.mark.parametrize(("changed", "after"), [(None, None), (0, 1), (1, 1), (2, 1), (9, 8)])
    def test_is_the_careful_number_in_their_department_and_above(
        self, world: World, wave: Wave, changed: int | None, after: int | None
    ) -> None:
        WaveUnit.objects.filter(wave=wave).update(changed=changed)
        person = Person.objects.create(
            organisation=world.organisation,
            name="Zoe",
            audience="staff",
            unit=world.organisation.units.get(path="Sales / North"),
        )
        services.add_to_wave(person=person, wave=wave, user=None, now=NOW)
        assert dict(wave.units.values_list("path", "changed")) == {
            "Sales": after,
            "Sales / North": after,
            "Sales / South": changed,
            "Service": changed,
        }

    def test_does_not_count_who_is_counted_in_no_department(self, world: World, wave: Wave) -> None:
        WaveUnit.objects.filter(wave=wave).update(changed=3)
        wave.questionnaires.update(changed=3)
        person = Person.objects.create(
            organisation=world.organisation,
            name="Zoe",
            audience="leaders",
            unit=world.organisation.units.get(path="Sales"),
        )
        services.add_to_wave(person=person, wave=wave, user=None, now=NOW)
        assert set(wave.units.values_list("changed", flat=True)) == {3}
        by_audience = dict(wave.questionnaires.values_list("audience", "changed"))
        assert by_audience == {"staff": 3, "leaders": 2, "customers": 3}


@pytest.mark.django_db(transaction=True)
def test_a_joiner_counts_in_the_result(shared_world: World) -> None:
    world = shared_world
    wave = world.open_wave()
    person = Person.objects.create(
        organisation=world.organisation,
        name="A Zoe",
        audience="staff",
        unit=world.organisation.units.get(path="Service"),
    )
    services.add_to_wave(person=person, wave=wave, user=None, now=NOW)
    for audience, count in {"staff": 13, "leaders": 6, "customers": 6}.items():
        answer_all(wave, audience, count)
    services.close_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    seal_wave(reports.ask_to_seal(wave=wave, user=world.consultant, now=NOW), now=NOW)
    wave.refresh_from_db()
    assert wave.result.content["audiences"]["staff"]["n"] == 13
