"""Every address of the site, asked for by everybody who may and may not see it."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from organisations import services as organisations
from organisations.access import Level, can
from organisations.logos import read_logo
from organisations.models import (
    CustomerFile,
    Membership,
    Organisation,
    Person,
    RosterImport,
    User,
)
from reports import services as reports
from reports.editions.content import Part
from reports.models import Edition, Report
from reports.sealing import edition_content
from surveys import services as surveys
from surveys.models import Wave
from tests.access_table import ACTORS, ROWS
from tests.world import NOW, World, roster_csv

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/></svg>'
# Files that are recorded as taken along; asking for them changes nothing else.
TAKEN_HOME = ("reports:edition_file",)
# Passwords are everybody's own; links in letters, and what the mail provider posts with its own
# proof, are the business of tests of their own.
ELSEWHERE = ("password_", "respond:", "surveys:mail_events", "results:no_mail")


def addresses(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    """The names of all addresses below; one without a name comes out as None."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}"


def test_every_address_has_its_row() -> None:
    found = set(addresses(get_resolver().url_patterns))
    assert {row[1].partition("/")[0] for row in ROWS} == {
        name for name in found if not name.startswith(ELSEWHERE)
    }


@dataclass
class Site:
    """One client with a wave in every state and a report of every kind."""

    world: World
    paths: dict[str, str]

    def client(self, actor: str, *, check_csrf: bool = False) -> Client:
        client = Client(enforce_csrf_checks=check_csrf)
        if actor != "anonymous":
            client.force_login(getattr(self.world, actor))
        return client


def wave_of(world: World, state: str) -> Wave:
    """A wave of its own assessment, in a state before the seal."""
    wave = world.draft_wave(world.assessment(f"To be {state}"))
    if state != Wave.State.DRAFT:
        surveys.open_wave(wave=wave, now=NOW)
    if state == Wave.State.CLOSED:
        surveys.close_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    return wave


def finish(report: Report) -> Report:
    """Give a report its file, as a worker does."""
    assert report.claim(NOW)
    report.finish(file=default_storage.save(f"reports/{report.pk}.pdf", ContentFile(b"%PDF-")))
    return report


ROSTER_FILE = [f"organisations:roster_{view}" for view in ("preview", "progress", "discard")]


def reports_of(world: World, edition: Edition) -> dict[str, Report]:
    """Reports that differ in who may have them; releases the edition."""

    def ask(about: Edition) -> Report:
        return reports.ask_for_report(edition=about, user=world.consultant, now=NOW)

    draft = finish(ask(edition))
    final = reports.release_edition(edition=edition, user=world.consultant, now=NOW)
    assert final is not None
    second = Edition(result=edition.result, number=2, created_at=NOW)
    second.write(edition_content(edition.result.wave))
    second.save()
    unreleased = Report.objects.create(edition=second, is_final=True, asked_at=NOW)
    return {
        "draft": draft,
        "final": finish(final),
        "pending": ask(edition),
        "unreleased": finish(unreleased),
    }


def roster_file(world: World) -> RosterImport:
    """A roster waiting for its confirmation."""
    return organisations.read_roster_file(
        organisation=world.organisation,
        user=world.consultant,
        file=BytesIO(roster_csv().encode()),
        filename="roster.csv",
        now=NOW,
    )


# {address: what stands in it}
Places = dict[str, dict[str, Any]]


def customer_file(world: World) -> CustomerFile:
    """An account file waiting for its confirmation."""
    return organisations.read_customer_file(
        organisation=world.organisation,
        user=world.consultant,
        kind="accounts",
        file=BytesIO(b"name,revenue,revenue_last,currency\nBuyer 0,12,10,EUR\n"),
        filename="accounts.csv",
        until=NOW.date(),
        now=NOW,
    )


def at_customer_files(world: World) -> Places:
    """The addresses about what a client's books say of its customers."""
    organisation = {"pk": world.organisation.pk}
    waiting, taken = customer_file(world), customer_file(world)
    organisations.confirm_customer_file(customer_file=taken, now=NOW)
    acts = ("customer_file/waiting", "customer_file_progress", "customer_file_discard")
    return {
        "organisations:customer_files": organisation,
        **{
            f"organisations:customer_file_import/{kind}": {**organisation, "kind": kind}
            for kind in ("accounts", "complaints")
        },
        **{f"organisations:{act}": {"pk": waiting.pk} for act in acts},
        "organisations:customer_file/taken": {"pk": taken.pk},
        "organisations:customer_file_remove": {"pk": taken.pk},
    }


def arguments(world: World) -> Places:
    """What stands in each address."""
    sealed = world.sealed_wave()
    waves = {state: wave_of(world, state) for state in ("draft", "open", "closed")}
    places = at_organisations(world) | at_surveys(world, waves, sealed)
    places |= at_customer_files(world)
    return places | at_results(world, sealed) | at_workbook(world, waves["closed"])


def at_organisations(world: World) -> Places:
    """The addresses about a client, its lists, and who has access."""
    organisation = {"pk": world.organisation.pk}
    file = {"pk": roster_file(world).pk}
    leader = world.organisation.memberships.get(user=world.leader)
    gone = world.organisation.people.get(name="Staff 2")
    surveys.remove_person(person=gone, today=NOW.date())
    tenure = world.organisation.attributes.get()
    buyer = world.organisation.accounts.get(name="Buyer 0")
    sales = world.organisation.units.get(path="Sales")
    organisations.change_look(
        organisation=world.organisation,
        colour="#2b7695",
        second_colour="#b0561a",
        logo=read_logo(LOGO),
        now=NOW,
    )
    alone = ("roster", "gone", "roster_import", "accounts", "attributes", "settings", "members")
    looks = ("look", "look_preview")
    departments = ("departments", "departments_import", "departments_write")
    views = [f"organisations:{view}" for view in (*alone, *looks, "records", *departments)]
    return {
        **dict.fromkeys(views, organisation),
        **dict.fromkeys(ROSTER_FILE, file),
        "organisations:logo": {"sha256": world.organisation.logo_id},
        "organisations:person_restore": {**organisation, "person": gone.pk},
        "organisations:account": {**organisation, "account": buyer.pk},
        "organisations:account_remove": {**organisation, "account": buyer.pk},
        "organisations:attribute_remove": {**organisation, "attribute": tenure.pk},
        "organisations:department": {**organisation, "department": sales.pk},
        **{
            f"organisations:member{act}": {**organisation, "member": leader.pk}
            for act in ("", "_remove", "_invite", "_sign_out")
        },
    }


def at_surveys(world: World, waves: dict[str, Wave], sealed: Wave) -> Places:
    """The addresses about people who are asked, assessments and waves."""
    organisation = {"pk": world.organisation.pk}
    draft, running, closed = ({"pk": waves[state].pk} for state in ("draft", "open", "closed"))
    surveys.add_own_question(wave=waves["draft"], audience="staff", text="Lunch?", answers=[])
    question = waves["draft"].own_questions.get()
    person = {**organisation, "person": world.organisation.people.get(name="Staff 1").pk}
    letter = {**running, "audience": "staff", "kind": "reminder"}
    of_client = ("organisation_detail", "waves", "person_create", "assessment_create")
    setup = [f"setup_{step}" for step in ("asked", "minutes", "targets", "groups", "dates")]
    acts = ("invite", "resend", "remind", "extend", "progress", "close")
    groups: dict[tuple[str, ...], dict[str, Any]] = {
        of_client: organisation,
        ("person_remove", "person_held", "person"): person,
        ("targets", "wave_create"): {"pk": waves["draft"].assessment_id},
        ("wave_open", "own_questions", *setup): draft,
        ("letters", "sheet", *(f"wave_{act}" for act in acts)): running,
        ("letter", "letter_reset"): letter,
        ("wave_detail/sealed", "groups/sealed", "pulse_create"): {"pk": sealed.pk},
        ("wave_reopen",): closed,
        ("own_question_remove",): {**draft, "question": question.pk},
        ("person_ask",): {**person, "wave": waves["open"].pk},
    }
    for state, wave in waves.items():
        groups[f"wave_detail/{state}", f"groups/{state}"] = {"pk": wave.pk}
    return {f"surveys:{view}": given for views, given in groups.items() for view in views}


def at_results(world: World, sealed: Wave) -> Places:
    """The addresses about a result, its editions and reports."""
    wave, edition = {"pk": sealed.pk}, sealed.result.editions.get()
    kinds = reports_of(world, edition)
    summary = reports.publish_summary(
        result=sealed.result, is_mailed=False, user=world.consultant, now=NOW
    )
    client, values = world.organisation, {"what": "Walk the floor."}
    planned = reports.plan_action(
        result=sealed.result, values=values, user=world.consultant, now=NOW
    )
    of_wave = (
        "seal_progress",
        "result_detail",
        "findings",
        "salvage",
        "comments",
        "draft_create",
        "edition_release",
    )
    of_edition = (
        "report_create",
        "edition_detail",
        "edition_file",
        "edition_withdraw",
        "letters_retry",
    )
    return {
        **{f"reports:{view}": wave for view in of_wave},
        **{f"reports:edition_{part}": wave for part in Part if part != Part.ACTIONS},
        **{f"reports:{view}": {"pk": client.pk} for view in ("plan", "plan_add", "plan_take")},
        **{f"reports:planned_action{act}": {"pk": planned.pk} for act in ("", "_state")},
        "reports:chart": {**wave, "name": "ladder"},
        "reports:findings_chapter": {**wave, "code": "profile"},
        **{
            f"reports:summary{view}": wave
            for view in ("", "_preview", "_colour", "_logo", "_progress", "_publish")
        },
        **{
            f"results:{view}": {"token": summary.token}
            for view in ("page", "page_cut_short", "colour", "logo")
        },
        **{f"reports:{view}": {"pk": edition.pk} for view in of_edition},
        **{f"reports:report_download/{kind}": {"pk": each.pk} for kind, each in kinds.items()},
        "reports:schema": {"name": "result-5"},
        "reports:report_progress": {"pk": kinds["pending"].pk},
        "reports:report_cancel": {"pk": kinds["pending"].pk},
        "reports:report_retry": {"pk": kinds["draft"].pk},
    }


def at_workbook(world: World, wave: Wave) -> Places:
    """The addresses about a workbook, and about its seal."""
    attached = reports.attach_file(
        wave=wave,
        item="networks-roles",
        file=SimpleUploadedFile("roles.pdf", b"%PDF-1.7"),
        user=world.consultant,
        now=NOW,
    )
    closed = {"pk": wave.pk}
    return {
        "reports:workbook": closed,
        "reports:workbook_section": {**closed, "part": "roadmap", "code": "networks"},
        "reports:workbook_entry": {**closed, "item": "networks-roles"},
        "reports:evidence_add": {**closed, "item": "networks-roles"},
        "reports:evidence_download": {"pk": attached.pk},
        "reports:evidence_remove": {"pk": attached.pk},
        "reports:seal": closed,
    }


@pytest.fixture
def site(shared_world: World, settings: Any, tmp_path: Any) -> Site:
    settings.MEDIA_ROOT = tmp_path
    places = arguments(shared_world)
    paths = {
        address: reverse(address.partition("/")[0], kwargs=places.get(address))
        for _method, address, *_expected in ROWS
    }
    return Site(shared_world, paths)


def ask(client: Client, method: str, path: str) -> "Response":
    """Send a request, a form with nothing but its button, and undo what it did."""
    with transaction.atomic():
        response = client.post(path, {"submit": "yes"}) if method == "POST" else client.get(path)
        transaction.set_rollback(True)
    return response


def outcome(response: "Response", path: str) -> str:
    """A status, or "sign-in" for a redirect there that leads back."""
    if response.headers.get("Location") == f"{reverse('sign_in')}?next={path}":
        return "sign-in"
    return str(response.status_code)


def words(response: "Response") -> str:
    """A page without what is random on it."""
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", response.content.decode())


class TestTable:
    @pytest.mark.parametrize("actor", [*ACTORS, "administrator"])
    def test_everybody_gets_what_the_table_says(self, site: Site, actor: str) -> None:
        column = ACTORS.index("consultant" if actor == "administrator" else actor)
        expected, got = {}, {}
        for method, address, *by_actor in ROWS:
            path = site.paths[address]
            expected[method, address] = by_actor[column]
            # A client each, because one of the rows signs out.
            got[method, address] = outcome(ask(site.client(actor), method, path), path)
        assert got == expected

    def test_looking_changes_nothing(self, site: Site) -> None:
        client = site.client("consultant")
        for method, address, *_expected in ROWS:
            if method == "GET" and address not in TAKEN_HOME:
                with CaptureQueriesContext(connection) as queries:
                    ask(client, method, site.paths[address])
                words = {query["sql"].split()[0].upper() for query in queries.captured_queries}
                assert not words & {"INSERT", "UPDATE", "DELETE"}, address

    def test_nothing_is_changed_from_another_page(self, site: Site) -> None:
        client = site.client("consultant", check_csrf=True)
        for address, path in site.paths.items():
            response = ask(client, "POST", path)
            assert response.status_code == 403, address
            assert "<h1>That did not work</h1>" in response.content.decode(), address

    def test_a_form_of_our_own_is_accepted(self, world: World) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.consultant)
        page = client.get(reverse("organisations:organisation_list"))
        token = page.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        response = client.post(reverse("sign_out"), {"csrfmiddlewaretoken": token})
        assert response.status_code == 302
        assert "_auth_user_id" not in client.session

    def test_an_outsider_cannot_tell_what_exists_from_what_does_not(self, site: Site) -> None:
        client = site.client("outsider")
        for method, address, _c, _o, _l, expected, _a in ROWS:
            if expected == "404":
                parts = site.paths[address].split("/")
                nowhere = "/".join(str(uuid.uuid4()) if len(p) == 36 else p for p in parts)
                there, not_there = (
                    ask(client, method, path) for path in (site.paths[address], nowhere)
                )
                assert not_there.status_code == 404, address
                assert words(there) == words(not_there), address


class TestHome:
    def test_takes_leaders_to_reports_and_others_to_clients(self, world: World) -> None:
        for user, view in (
            (world.leader, "reports:report_list"),
            (world.consultant, "organisations:organisation_list"),
            (world.coordinator, "organisations:organisation_list"),
            (world.outsider, "organisations:organisation_list"),
        ):
            assert world.client(user).get(reverse("home")).headers["Location"] == reverse(view)


class TestOrganisationList:
    @pytest.mark.parametrize(
        ("actor", "clients", "may_add"),
        [
            ("consultant", {"Client Ltd"}, True),
            ("coordinator", {"Client Ltd"}, False),
            ("leader", set(), False),
            ("outsider", {"Other Ltd"}, True),
        ],
    )
    def test_names_the_clients_one_works_with(
        self, world: World, actor: str, clients: set[str], may_add: bool
    ) -> None:
        client = world.client(getattr(world, actor))
        text = client.get(reverse("organisations:organisation_list")).content.decode()
        assert {name for name in ("Client Ltd", "Other Ltd") if name in text} == clients
        assert (reverse("organisations:organisation_create") in text) == may_add


class TestReportList:
    @pytest.mark.parametrize(
        ("actor", "sees"),
        [("consultant", True), ("coordinator", False), ("leader", True), ("outsider", False)],
    )
    def test_shows_released_reports_to_those_who_may_read_them(
        self, site: Site, actor: str, sees: bool
    ) -> None:
        text = site.client(actor).get(reverse("reports:report_list")).content.decode()
        assert (site.paths["reports:report_download/final"] in text) == sees
        assert ("Client Ltd" in text) == sees
        for kind in ("draft", "pending", "unreleased"):
            assert site.paths[f"reports:report_download/{kind}"] not in text

    def test_a_coordinator_here_and_leader_there_reads_only_what_is_there(
        self, shared_world: World, settings: Any, tmp_path: Any
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        other = Organisation.objects.get(name="Other Ltd")
        there = replace(shared_world, organisation=other, consultant=shared_world.outsider)
        organisations.add_member(
            organisation=other,
            email=shared_world.coordinator.email,
            name="",
            role=Membership.Role.LEADER,
        )
        mine = reports_of(there, there.edition())["final"]
        not_mine = reports_of(shared_world, shared_world.edition())["final"]
        client = shared_world.client(shared_world.coordinator)
        text = client.get(reverse("reports:report_list")).content.decode()
        assert ("Other Ltd" in text, "Client Ltd" in text) == (True, False)
        for report, status in ((mine, 200), (not_mine, 403)):
            path = reverse("reports:report_download", args=[report.pk])
            assert client.get(path).status_code == status
        for organisation, status in ((other, 403), (shared_world.organisation, 200)):
            path = reverse("organisations:roster", args=[organisation.pk])
            assert client.get(path).status_code == status


class TestMixedAddresses:
    """Two ids in one address: the right client does not open the door to another's people."""

    def test_a_person_of_another_client(self, world: World) -> None:
        world.import_roster(roster_csv())
        person = world.organisation.people.get(name="Staff 1")
        own = Organisation.objects.get(name="Other Ltd")
        path = reverse("surveys:person_remove", args=[own.pk, person.pk])
        assert world.client(world.outsider).post(path).status_code == 404
        assert Person.objects.present().filter(pk=person.pk).exists()

    def test_a_member_of_another_client(self, world: World) -> None:
        member = world.organisation.memberships.get(user=world.leader)
        own = Organisation.objects.get(name="Other Ltd")
        path = reverse("organisations:member_remove", args=[own.pk, member.pk])
        assert world.client(world.outsider).post(path).status_code == 404
        assert Membership.objects.filter(pk=member.pk).exists()


class TestLevels:
    @pytest.mark.parametrize(
        ("role", "levels"),
        [
            ("administrator", {Level.READ, Level.COORDINATE, Level.CONSULT}),
            ("consultant", {Level.READ, Level.COORDINATE, Level.CONSULT}),
            ("coordinator", {Level.COORDINATE}),
            ("leader", {Level.READ}),
        ],
    )
    def test_each_role_reaches_its_levels(
        self, world: World, role: str, levels: set[Level]
    ) -> None:
        user = User.objects.create_user("new@client.example", name="New")
        assert not any(can(user, world.organisation, level) for level in Level)
        Membership.objects.create(organisation=world.organisation, user=user, role=role)
        assert {level for level in Level if can(user, world.organisation, level)} == levels


class TestEnd:
    """What was given can be taken away, at once and for open browsers too."""

    def test_of_a_membership(self, world: World) -> None:
        client = world.client(world.coordinator)
        path = reverse("organisations:roster", args=[world.organisation.pk])
        assert client.get(path).status_code == 200
        world.organisation.memberships.get(user=world.coordinator).delete()
        assert client.get(path).status_code == 404

    def test_of_an_account(self, world: World) -> None:
        client = world.client(world.consultant)
        world.consultant.is_active = False
        world.consultant.save()
        path = reverse("organisations:roster", args=[world.organisation.pk])
        assert outcome(client.get(path), path) == "sign-in"
