"""The words of letters: what consultants write, what they cannot leave out, and where it errs."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from organisations.models import Organisation, Person
from surveys import services
from surveys.mail.letters import Letters, problems, product_words
from surveys.mail.placeholders import body_faults, fill, subject_faults
from surveys.models import MailText, Wave
from surveys.privacy import ballots
from tests.world import World, invitation_of, link_of, roster_csv, words_of

Kind = MailText.Kind
BODY = "Dear {name},\n\nplease help {organisation}.\n\n{link}\n\nYours, {firm}"


def mail_to(wave: Wave, name: str, kind: str = Kind.INVITATION) -> tuple[str, str]:
    """Subject and text of the letter to a person."""
    wave = Wave.objects.get(pk=wave.pk)
    message = Letters(wave, ballots.wave_key(wave), kind).to(invitation_of(wave, name))
    return str(message.subject), str(message.body)


def write(wave: Wave, body: str = BODY, subject: str = "Your turn", **which: str) -> None:
    """Write the invitation to staff, or another letter."""
    chosen = {"audience": "staff", "kind": Kind.INVITATION, **which}
    services.write_letter(wave=wave, subject=subject, body=body, **chosen)


class TestOwnWords:
    def test_reach_the_audience_and_the_kind_they_were_written_for(self, world: World) -> None:
        wave = world.open_wave()
        write(wave, subject="{organisation} asks {name}")
        subject, text = mail_to(wave, "Staff 1")
        assert subject == "Client Ltd asks Staff 1"
        link = f"http://testserver{link_of(wave, 'Staff 1')}"
        assert text.startswith(
            f"Dear Staff 1,\n\nplease help Client Ltd.\n\n{link}\n\nYours, Moss & Partners\n\n"
        )
        assert mail_to(wave, "Leader 1")[0] == "Client Ltd asks for your view"
        assert mail_to(wave, "Staff 1", Kind.REMINDER)[0].startswith("A reminder: Client Ltd")

    def test_stand_in_the_clients_language(self, world: World, settings: Any) -> None:
        """Of a language the site has no words of its own in yet, the names of months show it."""
        settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
        Organisation.objects.filter(pk=world.organisation.pk).update(language="de")
        wave = world.open_wave()
        assert "until 31 Dezember 2099." in mail_to(wave, "Staff 1")[1]

    def test_have_a_placeholder_for_everything_a_letter_may_say(self, world: World) -> None:
        wave = world.open_wave()
        write(wave, "{link}\n{name}|{organisation}|{firm}|{last_day}|{contact}\n{minutes}.")
        text = mail_to(wave, "Staff 1")[1]
        assert (
            "\nStaff 1|Client Ltd|Moss & Partners|31 December 2099|Ada Moss (ada@firm.example)\n"
        ) in text
        # As the first page behind the link says it.
        (minutes,) = re.findall(r"about (\d+ minutes?)", words_of(link_of(wave, "Staff 1")))
        assert f"\n{minutes}.\n" in text

    def test_cannot_leave_out_how_answers_are_protected(self, world: World) -> None:
        wave = world.open_wave()
        write(wave, "{link}")
        text = mail_to(wave, "Staff 1")[1]
        for words in (
            "encrypted until the survey is over, and anonymous afterwards",
            "no result about fewer than 5 people",
            "What is held about you".lower(),
            "leave the list of those who are asked",
            "Questions? Ask Ada Moss (ada@firm.example).",
        ):
            assert words in text

    def test_are_called_a_rehearsal_in_one(self, world: World) -> None:
        wave = world.open_wave()
        Wave.objects.update(is_rehearsal=True)
        write(wave)
        subject, text = mail_to(wave, "Staff 1")
        assert subject == "Rehearsal: Your turn"
        assert text.startswith("This is a rehearsal: your answers are erased at the end")

    def test_can_be_given_up_for_the_words_it_came_with(self, world: World) -> None:
        wave = world.open_wave()
        write(wave)
        services.take_product_words(wave=wave, audience="staff", kind=Kind.INVITATION)
        assert mail_to(wave, "Staff 1")[0] == "Client Ltd asks for your view"

    def test_are_not_taken_once_the_wave_is_over(self, world: World) -> None:
        wave = world.closed_wave(staff=1)
        write(wave)
        Wave.objects.filter(pk=wave.pk).update(state="discarded", salt=None)
        with pytest.raises(ValidationError, match="This wave is over"):
            write(wave)

    def test_are_refused_by_the_service_too(self, world: World) -> None:
        with pytest.raises(ValidationError, match="personal link is missing"):
            write(world.draft_wave(), "No link at all")
        assert not MailText.objects.exists()


@pytest.mark.parametrize(
    ("kind", "to", "suppressed"),
    [
        (Kind.INVITATION, ["ada@firm.example"], "OOF, AutoReply"),
        # That an answering machine replies to a reminder would tell who got one.
        (Kind.REMINDER, [], "All"),
    ],
)
def test_machines_are_asked_not_to_answer(
    world: World, kind: str, to: list[str], suppressed: str
) -> None:
    wave = world.open_wave()
    key = ballots.wave_key(wave)
    message = Letters(wave, key, kind).to(invitation_of(wave, "Staff 1"))
    assert message.reply_to == to
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.extra_headers["Precedence"] == "bulk"
    assert message.extra_headers["X-Auto-Response-Suppress"] == suppressed
    assert "Ada Moss (ada@firm.example)" in str(message.body)


class TestNames:
    """What comes from a roster or from a client's name is never read as words of the letter."""

    def test_with_brackets_stay_as_they_are(self, world: World) -> None:
        world.import_roster(roster_csv(staff=5, leaders=0, customers=0))
        Person.objects.filter(name="Staff 1").update(name="Sam {link} {x")
        Organisation.objects.update(name="{name} & Sons <Ltd>")
        wave = world.open_wave()
        write(wave)
        text = mail_to(wave, "Sam {link} {x")[1]
        assert text.startswith("Dear Sam {link} {x,\n\nplease help {name} & Sons <Ltd>.")
        assert text.count("http://testserver/q/") == 1

    def test_that_are_missing_leave_no_gap(self, world: World) -> None:
        world.import_roster(roster_csv(staff=5, leaders=0, customers=0))
        wave = world.open_wave()
        Person.objects.filter(name="Staff 1").update(name="")
        assert mail_to(wave, "")[1].startswith("Hello,\n\nClient Ltd wants to know")
        assert fill("Dear {name}, for {name}.", {"name": ""}) == "Dear, for."

    def test_never_break_the_subject(self, world: World) -> None:
        world.import_roster(roster_csv(staff=5, leaders=0, customers=0))
        wave = world.open_wave()
        write(wave, subject="For {name}")
        Person.objects.filter(name="Staff 1").update(name="Sam\nBcc: all@client.example")
        letters = Letters(wave, ballots.wave_key(wave), Kind.INVITATION)
        message = letters.to(wave.invitations.get(person__name__startswith="Sam"))
        assert message.message()["Subject"] == "For Sam Bcc: all@client.example"


class TestFaults:
    @pytest.mark.parametrize(
        ("body", "said"),
        [
            ("Hello {name}", "The personal link is missing: write {link} on a line of its own"),
            ("{link}\n{link}", "{link} is there 2 times; leave it in one place only."),
            ("{link}\n{lnk}", "{lnk} is not a placeholder; did you mean {link}?"),
            ("{link}\n{Name}", "{Name} is not a placeholder; did you mean {name}?"),
            ("{link}\n{salary}", "{salary} is not a placeholder; possible are {name}, {link},"),
            ("{link}\n{}", "{} is not a placeholder; possible are"),
            ("{link}\nTools {saws", "Line 2, “Tools {saws”, has a curly bracket without its"),
            ("{link}\na } b", "Line 2, “a } b”, has a curly bracket without its other half."),
            ("{{link}}", "Line 1, “{{link}}”, has a curly bracket without its other half."),
            ("Here:{link}", "Something stands directly before or after {link}"),
            ("{link}?from=mail", "Something stands directly before or after {link}"),
            ("{link} http://x.example/q/1/A/", "There is the address of a questionnaire in it."),
            ("{link}\na\x07b", "cannot be seen (U+0007)"),
            ("{link}\na\u202eb", "cannot be seen (U+202E)"),
        ],
    )
    def test_of_the_text_are_explained(self, body: str, said: str) -> None:
        assert any(said in fault for fault in body_faults(body))

    @pytest.mark.parametrize(
        ("subject", "said"),
        [
            ("Click {link}", "{link} cannot stand in the subject; possible are {name}, "),
            ("{minutes} for us", "{minutes} cannot stand in the subject"),
            ("Half a {bracket", "has a curly bracket without its other half"),
        ],
    )
    def test_of_the_subject_are_explained(self, subject: str, said: str) -> None:
        assert any(said in fault for fault in subject_faults(subject))

    @pytest.mark.parametrize("body", [BODY, "{link}", "Here: {link} .", "a (b) [c]\n\t{link}"])
    def test_are_not_seen_where_there_are_none(self, body: str) -> None:
        assert body_faults(body) == []

    @pytest.mark.parametrize("audience", ["staff", "leaders", "customers"])
    @pytest.mark.parametrize("kind", list(Kind))
    def test_are_none_in_the_words_it_comes_with(self, audience: str, kind: str) -> None:
        assert product_words(audience, kind).faults == []


class TestProblems:
    def test_name_the_letter(self, world: World) -> None:
        wave = world.draft_wave()
        assert problems(wave) == []
        MailText.objects.create(
            wave=wave, audience="leaders", kind=Kind.REMINDER, subject="Again", body="Please."
        )
        (problem,) = problems(Wave.objects.get())
        assert problem.startswith("Reminder, leaders: The personal link is missing")


class TestReminder:
    @pytest.mark.parametrize("name", ["Staff 1", "Leader 1", "Customer 1"])
    def test_says_truly_whom_it_goes_to(self, world: World, name: str) -> None:
        wave = world.open_wave()
        subject, text = mail_to(wave, name, Kind.REMINDER)
        assert subject == "A reminder: Client Ltd asks for your view"
        assert f"http://testserver{link_of(wave, name)}\n" in text
        for words in (
            "If you have answered already: thank you, and please ignore this letter.",
            "works that out in the moment of sending and keeps it nowhere",
            "only those who run the mail servers on its way can see to whom it went",
            "It works until 31 December 2099.",
            "leave the list of those who are asked",
        ):
            assert words in text
        assert "in the moment of sending" not in mail_to(wave, name)[1]
