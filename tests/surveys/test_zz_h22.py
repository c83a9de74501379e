import pytest
from maturity.framework import Framework
from tests.test_own_model import *
from surveys import services
from surveys.models import Assessment, Wave
from organisations.models import Organisation, Firm
from organisations.models import Unit

def test_it(shop, workshop):
    wave = planned(shop)
    wave.own_questions.all().delete()
    services.add_own_question(wave=wave, audience="staff", text="Q" * 300, answers=["W" * 80, "M" * 80, "m"*80])
    services.add_own_question(wave=wave, audience="staff", text="A" * 300, answers=[])
    Organisation.objects.filter(pk=shop.organisation.pk).update(name="O" * 120)
    Firm.objects.update(name="F" * 120)
    Assessment.objects.update(name="A" * 120)
    Wave.objects.update(name="V" * 80, contact_name="C" * 120)
    wave.refresh_from_db()
    surveys.open_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    answer_all(wave, "staff", 12)
    answer_all(wave, "leaders", 6)
    answer_all(wave, "customers", 6, code=2)
    surveys.close_wave(wave=wave, now=NOW)
    wave.refresh_from_db()
    ratings = dict.fromkeys((i.code for i in workshop.roadmap_items), 4)
    reports.rate_roadmap(wave=wave, ratings=ratings, notes={workshop.roadmap_items[0].code: "N"*200})
    sealing.seal_wave(reports.ask_to_seal(wave=wave, user=None, now=NOW), now=NOW)
    wave.refresh_from_db()
    report = reports.release_edition(edition=wave.result.editions.get(), user=shop.consultant, now=NOW)
    building.build_report(report)
    response = shop.client(shop.leader).get(f"/reports/{report.pk}/report.pdf")
    open("/tmp/h22.pdf", "wb").write(b"".join(response.streaming_content))
    open("/tmp/h22.html","w").write(shop.client(shop.consultant).get(f"/waves/{wave.pk}/result/").content.decode())
