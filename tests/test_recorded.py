"""What users change is recorded, whatever it is; what respondents do never is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from organisations.models import Person, Record
from organisations.records import Actor, acting
from reports.editions.working import content_of
from reports.models import Edition, LeaderLetter, Report, Summary, WorkingCopy
from surveys import services as surveys
from surveys.models import Comment, Mailing, Wave
from tests.access_table import ROWS
from tests.test_access import Site, site
from tests.world import LAST_DAY, NOW, PASSWORD, World, link_of, same_answers, visit_of

__all__ = ["site"]

POSTS = [address for method, address, *_expected in ROWS if method == "POST"]
SECRET = "Wanda Wunderlich"
NEWCOMER = "Nora Neuhaus"
SECRET_TEXT = "The lift smells of fish."
SECRET_ADDRESS = "wanda.wunderlich@client.example"
NEW_PASSWORD = "seven quiet horses"

# Addresses of which a request changes nothing that belongs to a client.
NOT_RECORDED = {
    "sign_in": "nobody acts before they are in",
    "sign_out": "ends one's own session only",
    "organisations:roster_import": "the list is not touched before the file is confirmed",
    "organisations:roster_preview": "the worker that writes the list records it",
    "organisations:roster_discard": "the file goes, the list is not touched",
    **{
        f"organisations:{address}": reason
        for address, reason in {
            "customer_file_import/accounts": "nothing is kept before the file is confirmed",
            "customer_file_import/complaints": "nothing is kept before the file is confirmed",
            "customer_file/waiting": "the worker that takes the file in records it",
            "customer_file/taken": "is refused: a file is taken in once",
            "customer_file_discard": "the file goes, nothing else changes",
        }.items()
    },
    "organisations:departments_import": "shows what the file would do",
}

# What to write into the forms; what is not said here is sent as the page suggests it.
GIVEN: dict[str, dict[str, Any]] = {
    "my_account": {"name": "Ada M. Moss"},
    "my_password": {
        "old_password": PASSWORD,
        "new_password1": NEW_PASSWORD,
        "new_password2": NEW_PASSWORD,
    },
    "organisations:organisation_create": {"name": "Third Ltd"},
    "organisations:settings": {"name": "Client plc"},
    "organisations:look": {"colour": "#1f4e79"},
    "organisations:firm": {"name": "Moss & Daughters"},
    "organisations:members": {"name": "Lea", "email": "lea@client.example"},
    "organisations:member": {"role": "coordinator"},
    "organisations:departments": {"name": "Legal"},
    "organisations:department": {"do": "add", "name": "Legal"},
    "organisations:accounts": {"name": "Another Buyer"},
    "organisations:account": {"name": "Buyer plc"},
    "surveys:person": {"name": NEWCOMER},
    "surveys:assessment_create": {"name": "Another"},
    "surveys:wave_create": {"name": "Spring"},
    "surveys:pulse_create": {"name": "Pulse", "module": "trust", "audiences": ["staff"]},
    "surveys:own_questions": {"audience": "staff", "text": "Dinner?", "answers": ""},
    "surveys:wave_open": {"closes_on": LAST_DAY},
    "surveys:wave_extend": {"closes_on": LAST_DAY + timedelta(days=1)},
    "surveys:wave_reopen": {"closes_on": LAST_DAY},
    "reports:workbook_section": {"networks-roles-rating": "1", "networks-roles-version": "0"},
    "reports:workbook_entry": {"networks-roles-rating": "1", "networks-roles-version": "0"},
    "reports:edition_targets": {"reason_tools": "Broken tools.", "target_step": ""},
    "reports:edition_commentary": {"answer": "Well begun."},
    "reports:edition_priorities": {"form-0-code": "dimension:service"},
    "reports:edition_comparison": {"earlier": ""},
    "reports:edition_customers": {"customers": "1200"},
    "reports:edition_people": {"staff": "120", "pay_each": "42000", "currency": "EUR"},
    "reports:plan_add": {"what": "Run."},
    "reports:planned_action": {"owner": "Head of sales"},
    "reports:planned_action_state": {"state": "done"},
    "reports:edition_withdraw": {"reason": "A wrong target."},
    "reports:summary": {"words": "Thank you all."},
    "surveys:letter": {"subject": "Your opinion, once more"},
}


@dataclass
class Request:
    """What a test sends."""

    path: str
    given: dict[str, Any]


def confirm_departments(site: Site, client: Client, request: Request) -> None:
    """Hand in a file of departments first; its preview says what confirms it."""
    file = SimpleUploadedFile("departments.csv", b"department\nLegal\nLegal / Patents\n")
    preview = client.post(site.paths["organisations:departments_import"], {"file": file})
    request.given["file"] = preview.context["file"]


def write_comment(site: Site, client: Client, request: Request) -> None:
    """Let a comment wait to be read."""
    edition = Edition.objects.filter(number=1).get()
    Edition.objects.update(released_at=None)
    Comment.objects.create(
        wave=edition.result.wave, question="comment", audience="staff", text=SECRET_TEXT
    )
    request.given["withhold_unread"] = "yes"


def write_an_edition(site: Site, client: Client, request: Request) -> None:
    """A page of the next edition says what its reader has seen; and how many rows it has."""
    request.given["shown"] = client.get(request.path).context["shown"]
    request.given |= {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0}


def take_a_proposal(site: Site, client: Client, request: Request) -> None:
    """For a priority the framework proposes what leads to its next stage."""
    result = Edition.objects.get(number=1).result
    priorities = [{"code": "dimension:service", "text": ""}]
    content = {**content_of(result), "priorities": priorities}
    WorkingCopy.objects.create(result=result, content=content, changed_at=NOW)
    page = client.get(reverse("reports:plan", args=[site.world.organisation.pk]))
    request.given["code"] = page.context["proposals"][0]["code"]


def compare_no_more(site: Site, client: Client, request: Request) -> None:
    """With nothing but itself to be compared with, only taking that back is a change."""
    result = Edition.objects.get(number=1).result
    pinned = {"result_id": str(result.pk), "sha256": result.sha256, "wave": "", "assessment": ""}
    content = {**content_of(result), "comparison": {**pinned, "audiences": []}}
    WorkingCopy.objects.create(result=result, content=content, changed_at=NOW)
    write_an_edition(site, client, request)


def let_letters_fail(site: Site, client: Client, request: Request) -> None:
    """Only what failed is sent again."""
    LeaderLetter.objects.update(state=LeaderLetter.State.FAILED)


def take_an_empty_account(site: Site, client: Client, request: Request) -> None:
    """Only an account without contacts can be removed."""
    organisation = site.world.organisation
    empty = organisation.accounts.create(name="Nobody's")
    path = reverse("organisations:account_remove", args=[organisation.pk, empty.pk])
    request.path = path


def describe_somebody(site: Site, client: Client, request: Request) -> None:
    """Somebody who is not on the roster yet."""
    unit = site.world.organisation.units.get(path="Service")
    request.given |= {"name": NEWCOMER, "audience": "staff", "unit": unit.pk}


def take_somebody_new(site: Site, client: Client, request: Request) -> None:
    """Only who is not asked yet can be asked."""
    organisation = site.world.organisation
    unit = organisation.units.get(path="Service")
    person = organisation.people.create(name=NEWCOMER, audience="staff", unit=unit)
    parts = request.path.split("/")
    before = str(organisation.people.get(name=SECRET).pk)
    request.path = "/".join(str(person.pk) if part == before else part for part in parts)


def let_a_reminder_fail(site: Site, client: Client, request: Request) -> None:
    """One that failed goes on whatever day it is."""
    wave = Wave.objects.get(pk=request.path.split("/")[2])
    reminder = wave.reminders.create(number=1, due_on=NOW.date())
    wave.mailings.create(reminder=reminder, asked_at=NOW, state=Mailing.State.FAILED)


def bring_a_file(site: Site, client: Client, request: Request) -> None:
    """Something to attach, whose name may be somebody's."""
    request.given["file"] = SimpleUploadedFile(f"{SECRET}.txt", b"Minutes of March.")


def let_reports_fail(site: Site, client: Client, request: Request) -> None:
    """Only what failed can be tried again."""
    Report.objects.update(state=Report.State.FAILED)


def take_the_summary_back(site: Site, client: Client, request: Request) -> None:
    """Only what is not published can be."""
    Summary.objects.all().delete()


PREPARED: dict[str, Callable[[Site, Client, Request], None]] = {
    "organisations:departments_write": confirm_departments,
    "organisations:account_remove": take_an_empty_account,
    "surveys:person_create": describe_somebody,
    "surveys:person_ask": take_somebody_new,
    "surveys:wave_remind": let_a_reminder_fail,
    "reports:comments": write_comment,
    **dict.fromkeys(
        [f"reports:edition_{part}" for part in ("targets", "commentary", "priorities")],
        write_an_edition,
    ),
    "reports:edition_comparison": compare_no_more,
    "reports:edition_customers": write_an_edition,
    "reports:edition_people": write_an_edition,
    "reports:plan_take": take_a_proposal,
    "reports:letters_retry": let_letters_fail,
    "reports:evidence_add": bring_a_file,
    "reports:report_retry": let_reports_fail,
    "reports:summary_publish": take_the_summary_back,
}

WHAT_TO_DO = """\
These addresses take a POST and record nothing. For each either
- call organisations.records.note(Act..., thing, organisation=..., fields=[...]) in its service; or
- if the form was refused, say in GIVEN what a valid one holds, or in PREPARED what it needs; or
- if it changes nothing that belongs to a client, say so in NOT_RECORDED with the reason.
(address: status, errors)
"""


def suggested(client: Client, path: str) -> dict[str, Any]:
    """What the page's form holds before anybody writes into it."""
    page = client.get(path)
    form = page.context.get("form") if page.status_code == 200 and page.context else None
    values = {field.html_name: field.value() for field in form} if form else {}
    return {name: value for name, value in values.items() if value is not None}


def send(site: Site, address: str) -> tuple[list[Any], str]:
    """The records a consultant's request adds, and how it ended; then everything is undone."""
    client = site.client("consultant")
    request = Request(site.paths[address], {})
    with transaction.atomic():
        if address in PREPARED:
            PREPARED[address](site, client, request)
        given = {**suggested(client, request.path), "submit": "yes"}
        before = set(Record.objects.values_list("pk", flat=True))
        response = client.post(request.path, given | request.given | GIVEN.get(address, {}))
        added = list(Record.objects.exclude(pk__in=before).values())
        form = response.context.get("form") if response.context else None
        transaction.set_rollback(True)
    errors = form.errors.get_json_data() if form is not None else {}
    return added, f"{response.status_code}, {errors}"


class TestUsers:
    def test_every_change_is_recorded_without_anybody_who_is_asked(self, site: Site) -> None:
        Person.objects.filter(name="Staff 1").update(name=SECRET, email=SECRET_ADDRESS)
        missing, records = [], []
        for address in POSTS:
            added, ended = send(site, address)
            records += added
            if not added and address not in NOT_RECORDED:
                missing.append(f"{address}: {ended}")
        assert not missing, WHAT_TO_DO + "\n".join(missing)
        written = " ".join(str(value) for record in records for value in record.values())
        assert "ada@firm.example" in written
        people = Person.objects.values_list("name", "email")
        asked = {word for person in people for word in person if word}
        assert not {word for word in asked | {NEWCOMER, SECRET_TEXT} if word in written}

    def test_what_is_excused_is_an_address_that_takes_a_post(self) -> None:
        assert set(NOT_RECORDED) | set(GIVEN) | set(PREPARED) <= set(POSTS)


class TestRespondents:
    def test_nothing_they_do_on_their_pages(self, world: World) -> None:
        wave = world.open_wave()
        _q, wave_id, token = link_of(wave, "Staff 1").strip("/").split("/")
        # Somebody signed in who follows a link is a respondent there.
        client = world.client(world.consultant)

        def post(name: str, *args: int, **given: Any) -> None:
            client.post(reverse(f"respond:{name}", args=[wave_id, token, *args]), given)

        post("enter")
        pages = len(visit_of(wave, "Staff 1").questionnaire.pages)
        for number in range(1, pages + 1):
            post("page", number, **same_answers(visit_of(wave, "Staff 1"), 3))
        for name in ("check", "start_afresh", "submit", "no_mail", "leave"):
            post(name, submit="yes")
        assert world.organisation.people.get(name="Staff 1").has_opted_out
        assert not Record.objects.exists()

    def test_nothing_their_services_do_whoever_acts(self, world: World) -> None:
        wave = world.open_wave()
        first, second = visit_of(wave, "Staff 1"), visit_of(wave, "Staff 2")
        with acting(Actor(world.consultant, world.consultant.email, NOW)):
            for found in (first, second):
                answers = same_answers(found, 3)
                surveys.save_page(visit=found, answers=answers, page=0, now=NOW)
            surveys.start_afresh(visit=second)
            surveys.submit_response(visit=first)
            surveys.leave_roster(visit=second, today=NOW.date())
        assert not Record.objects.exists()
