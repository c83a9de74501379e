"""Takes pictures of every page with the demonstration client, to be looked at: ``make pictures``.

The site they are taken of has a database of its own, made afresh. Pages are found by following
links, so that a new page is on the pictures without being named here.
"""

import os
import shutil
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

FOLDER = Path(__file__).resolve().parent.parent / "var" / "pictures"
os.environ["DATA_DIR"] = str(FOLDER / "site")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
# Of pages that differ only in what they are about, so many.
MOST = 2
MORE = {
    "surveys:wave_detail": 6,
    "reports:result_detail": 3,
    "reports:findings_chapter": 15,
    "respond:page": 4,
}
NOBODY, RESPONDENT = "nobody", "respondent"
FILES = (".pdf", ".json", ".xlsx")

# Images further down load when somebody scrolls there, which nobody does here.
LOAD_ALL = "() => document.querySelectorAll('img').forEach(image => { image.loading = 'eager'; })"
IS_LOADED = "() => [...document.images].every(image => image.complete)"

# Who sees a page, where it is, and the name of its picture.
Place = tuple[str, str, str]


def prepare() -> dict[str, str]:
    """Load the demonstration, with a wave in each state; return the password by role."""
    from django.utils import timezone

    from reports.demonstration.loading import load_demonstration, sign_ins
    from surveys import services
    from surveys.models import Wave

    now = timezone.now()
    load_demonstration(now=now)
    assessment = Wave.objects.get(name="Autumn").assessment
    for name in ("Rehearsal", "Next spring"):
        wave = services.create_wave(
            assessment=assessment,
            name=name,
            closes_on=(now + timedelta(days=21)).date(),
            smallest_group=5,
            contact_name="Carla Consultant",
            contact_email="carla@consulting.example",
            is_rehearsal=name == "Rehearsal",
        )
        if wave.is_rehearsal:
            services.open_wave(wave=wave, now=now)
            services.close_wave(wave=wave, now=now)
    return {entry.role.lower(): f"{entry.email} {entry.password}" for entry in sign_ins()}


def beginnings(who: str) -> Iterable[str]:
    """Where somebody starts to look around."""
    from django.urls import reverse

    from reports.demonstration.loading import open_links
    from reports.models import Summary

    if who == NOBODY:
        told = [reverse("results:page", args=[each.token]) for each in Summary.objects.all()]
        return ["/sign-in/", "/password/sent/", "/password/set/", "/nothing/", "/q/sample/", *told]
    if who == RESPONDENT:
        links = [urlsplit(link).path for link in open_links().values()]
        staff, customer = links[0], links[-1]
        pages = [f"{staff}{n}/" for n in range(1, MORE["respond:page"] + 1)]
        return [staff, *pages, f"{staff}check/", f"{customer}check/", f"{staff}no-mail/"]
    return ["/"]


def explore(page: "Page", who: str) -> Iterator[Place]:
    """Follow links from page to page, to so many of each kind."""
    from django.urls import resolve

    waiting = deque(beginnings(who))
    known, seen = set(waiting), Counter[str]()
    while waiting:
        path = waiting.popleft()
        kind = resolve(path).view_name if path != "/nothing/" else "not-found"
        if seen[kind] >= MORE.get(kind, MOST):
            continue
        page.goto(path)
        here = urlsplit(page.url).path
        if here == path:
            seen[kind] += 1
            yield who, path, f"{who}-{kind.replace(':', '-')}-{seen[kind]}"
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        for link in (here, *(urljoin(here, str(link)) for link in links)):
            split = urlsplit(link)
            is_page = not (split.netloc or split.query or split.path.endswith(FILES))
            if split.scheme in ("", "http") and is_page and split.path not in known:
                known.add(split.path)
                waiting.append(split.path)


def sign_in(browser: "Browser", address: str, who: str, entry: str, **look: object) -> "Page":
    """Open a browser as somebody; without an entry, as one who is not signed in."""
    page = browser.new_context(base_url=address, **look).new_page()  # type: ignore[arg-type]
    if entry:
        email, password = entry.split()
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
    return page


def take(address: str, entries: dict[str, str]) -> int:
    """Take every picture; return how many."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox"] if os.getuid() == 0 else [],
        )
        places = []
        for who, entry in entries.items():
            places += list(explore(sign_in(browser, address, who, entry), who))
        for size, viewport in SIZES.items():
            for scheme in ("light", "dark"):
                pages = {
                    who: sign_in(
                        browser, address, who, entry, viewport=viewport, color_scheme=scheme
                    )
                    for who, entry in entries.items()
                }
                for who, path, name in places:
                    pages[who].goto(path)
                    pages[who].evaluate(LOAD_ALL)
                    pages[who].wait_for_function(IS_LOADED)
                    picture = FOLDER / f"{size}-{scheme}" / f"{name}.png"
                    pages[who].screenshot(path=picture, full_page=True)
        browser.close()
    return len(places) * 4


def main() -> None:
    """Take all pictures anew."""
    for old in FOLDER.glob("*-*"):
        shutil.rmtree(old)
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases
    from pytest_django.live_server_helper import LiveServer

    setup_databases(verbosity=0, interactive=False)
    server = LiveServer("127.0.0.1")
    settings.SITE_URL = server.url
    entries = {**prepare(), NOBODY: "", RESPONDENT: ""}
    count = take(server.url, entries)
    server.stop()
    print(f"{count} pictures are in {FOLDER}.")


if __name__ == "__main__":
    main()
