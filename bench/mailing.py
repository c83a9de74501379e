"""What handing letters over costs: every invitation of a wave, to a mail server on this machine."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings

from bench.collected import BATCH, NOW, new_organisation, new_wave
from bench.measured import Sending, peak_megabytes
from organisations.models import Audience, Person, Unit
from surveys import services as surveys
from surveys.mail.mailing import send_mailing
from surveys.models import Invitation


def measure(letters: int) -> Sending:
    """Mail so many invitations, batch after batch."""
    organisation = new_organisation(f"{letters} letters")
    unit = Unit.objects.create(organisation=organisation, name="Department", path="Department")
    people = [
        Person(
            organisation=organisation,
            name=f"Person {number}",
            email=f"person{number}@client.example",
            audience=Audience.STAFF,
            unit=unit,
        )
        for number in range(letters)
    ]
    Person.objects.bulk_create(people, batch_size=BATCH)
    wave = new_wave(organisation)
    surveys.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    job = surveys.send_invitations(wave=wave, user=None, now=NOW)
    with _mail_server():
        begin = time.perf_counter()
        again: datetime | None = NOW
        while again is not None:
            job.refresh_from_db()
            again = send_mailing(job, now=again)
        seconds = time.perf_counter() - begin
    sent = wave.invitations.filter(mail=Invitation.Mail.SENT).count()
    if sent != letters:
        raise RuntimeError(f"Of {letters} letters {sent} were sent.")
    return Sending(letters, seconds, peak_megabytes())


@contextmanager
def _mail_server() -> Iterator[None]:
    """Run a server in a process of its own that takes every letter and keeps none."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    command = [
        *(sys.executable, "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{port}"),
        *("--class", "aiosmtpd.handlers.Sink"),
    ]
    with subprocess.Popen(command) as server:
        try:
            _wait_for(port)
            yield
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The mail server does not start.")
