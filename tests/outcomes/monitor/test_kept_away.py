"""Whoever has a personal interest (Besluit ADV, art. 2.5) learns nothing of the reports they are kept from, by any figure, link, file or API.

The attack: collect every answer twice, in a world with hidden reports and in the same world without them; no byte may differ.
"""

import io
import os
import re
import zipfile
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from casetrack.access import Role
from outcomes import actions
from outcomes.meldpunt_figures.facts import live
from outcomes.meldpunt_figures.tables import TABLES
from referrals.models import PersonalInterest, Publication, ReportingYear
from tests import vault as make
from tests.outcomes.monitor.conftest import CODES

CLOSED, OPEN = 2023, 2024
WHOLE = os.environ.get("CASETRACK_WHOLE") == "1"  # takes several times longer
WAYS = [{"basis": basis, "mass": mass} for basis in ("residence", "incident") for mass in ("with", "without")]
# Addresses that hold what is public for everybody, or what others said: no report of the meldpunt can be told apart in them.
NO_FIGURES_OF_REPORTS = {
    "external_figures", "external_figure_enter", "external_figure_correct", "external_figure_remove", "populations", "population_enter",
    "populations_load", "population_correct", "population_remove", "publications", "publication", "publication_xlsx", "publication_csv",
    "publication_json", "publication_pdf",
}  # fmt: skip


@pytest.fixture
def world(year):
    """A closed and an open year, open work of today, and `hide()`, which adds hidden reports to all of them; barred has an interest either way."""
    for number, row in enumerate(year.rows):
        row.handler = year.consulent if number % 2 else None
        row.save()
        make.DiscriminationReportFactory(
            meldpunt=year.meldpunt, received_on=date(OPEN, 2, 1 + number % 20), grounds=row.grounds, terrain=row.terrain, nature=row.nature,
            residence=row.residence, residence_state=row.residence_state, incident=row.incident, incident_state=row.incident_state,
        )  # fmt: skip
    party = make.OtherPartyFactory(meldpunt=year.meldpunt)
    PersonalInterest.objects.create(meldpunt=year.meldpunt, user=year.barred, other_party=party, reason="A cousin")
    third = make.member(year.meldpunt, Role.CONSULENT, "third@vault.example")

    def hide():
        here = {
            "meldpunt": year.meldpunt, "handler": third, "other_party": party, "channel": "in_person", "via": "coc", "grounds": ["religion", "belief"],
            "terrain": make.value("terrain", "education"), "nature": make.value("nature", "violence"), "residence": make.municipality("0109"),
        }  # fmt: skip
        days = (date(CLOSED, 6, 6), date(OPEN, 6, 6), date(2018, 6, 6), timezone.localdate() - timedelta(days=3))
        rows = [make.DiscriminationReportFactory(**here, received_on=day) for day in days]
        rows.append(
            make.DiscriminationReportFactory(**here, received_on=date(OPEN, 5, 5), status="closed", closed_on=date(OPEN, 9, 9), result="unknown")
        )
        for row in rows:
            make.HandlingStepFactory(report=row, kind=make.value("handling", "mediation"), author=third)
        closing = ReportingYear.objects.get(meldpunt=year.meldpunt, year=CLOSED)
        closing.counted |= {str(report.pk): report.as_dict() for report in live(year.meldpunt, CLOSED) if report.pk == rows[0].pk}
        closing.save()
        rows[0].grounds = ["age"]  # changed after the year was closed
        rows[0].save()
        return rows

    return SimpleNamespace(**{**vars(year), "party": party, "hide": hide})


def pages(code, *, whole=False):
    """Every page, file and API of exact figures, for a closed and an open year; cells of the hidden reports among them.

    With `whole` every way of counting, and every municipality.
    """
    found = [(reverse("reporting_years", args=[code]), {})]
    for year in (CLOSED, OPEN, 2018):
        found += [(reverse(name, args=[code, year]), {}) for name in ("reporting_year", "reporting_year_missing", "reporting_year_nowhere")]
        found += [(reverse(name, args=[code, year]), {}) for name in ("reporting_year_corrections", "reporting_year_close")]
        for place in CODES if whole else ("0109",):
            found += [(reverse(name, args=[code, year, place]), {}) for name in ("wga", "wga_csv", "wga_json", "api-wga")]
            cells = (("ground", "religion"), ("terrain", "education"), ("nature", "violence"), ("handling", "mediation"), ("complaints", "total"))
            asked = [{"table": table, "value": value, "column": "total"} for table, value in cells]
            found += [(reverse("wga_reports", args=[code, year, place]), each) for each in asked]
    found += [(reverse("wga_pdf", args=[code, year, "0109"]), {}) for year in (CLOSED, OPEN)]
    found.append((reverse("reporting_year_missing", args=[code, OPEN]), {"what": "open"}))
    for number, way in enumerate(WAYS if whole else WAYS[:1]):
        for year in (CLOSED, OPEN) if number == 0 else (CLOSED + number % 2,):
            asked = {"year": year, **way}
            found += [(reverse(name, args=[code]), asked) for name in ("monitor", "monitor_csv", "monitor_xlsx", "monitor_json", "api-monitor")]
            found += [(reverse("monitor_table", args=[code, table]), asked) for table in TABLES]
            cells = ("", "ground:religion", "municipality:0109,terrain:education", "ground:belief,nature:violence", "handling:mediation")
            found += [(reverse("monitor_reports", args=[code]), {**asked, "cell": cell}) for cell in cells]
    for period in ({"period_from": "2018-01-01", "period_to": timezone.localdate().isoformat()}, {}):
        found += [(reverse(name, args=[code]), period) for name in ("internal_figures", "api-internal-figures")]
        groups = ("closed", "channel-in_person", "via-coc", "contact-overdue", "missing-handling", "open-0-all")
        found += [(reverse("internal_reports", args=[code]), {**period, "group": group}) for group in groups]
    found += [(reverse("publish_monitor", args=[code]), {}), (reverse("api-reporting-year-list"), {})]
    return found


def answers(client, asked):
    """{address: status and bytes, without tokens} of all of these, and of the links to reports behind numbers that stand on them."""
    found, links = {}, set()
    for address, query in asked:
        answer = client.get(address, query)
        found[address, str(query)] = answer.status_code, plain(answer)
        if answer["Content-Type"].startswith("text/html"):
            links |= {unescape(link) for link in re.findall(r'href="([^"]*/reports/\?[^"]*)"', answer.content.decode())}
    every = sorted(links)
    for link in every[:: max(1, len(every) // (60 if WHOLE else 15))]:
        answer = client.get(link)
        found[link, ""] = answer.status_code, plain(answer)
    return found, links


def plain(answer):
    """What the answer holds, without what is random, or the moment at which a file was written."""
    content = answer.getvalue()
    if answer["Content-Type"].endswith("sheet"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return [book.read(name) for name in sorted(book.namelist()) if "docProps" not in name]
    if not answer["Content-Type"].startswith("text/html"):
        return content
    text = content.decode()
    for token in (r'name="(csrfmiddlewaretoken|submission)" value="[^"]+"', r'X-CSRFToken": "[^"]+', r'nonce="[^"]+"'):
        text = re.sub(token, "", text)
    return text


def differing(client, user, world, names=("",)):
    """The addresses that answer otherwise, for this user, once there are hidden reports."""
    client.force_login(user)
    asked = [one for one in pages(world.meldpunt.code, whole=WHOLE) if any(name in one[0] for name in names)]
    (before, links), _hidden = answers(client, asked), world.hide()
    after, more = answers(client, asked)
    return {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}, links ^ more


def test_no_figure_link_file_or_api_differs_for_somebody_who_is_kept_away(world, client, english):
    assert differing(client, world.barred, world) == (set(), set())


def test_the_same_attack_finds_the_hidden_reports_where_nobody_is_kept_away(world, client, english):
    """If this fails, the attack proves nothing."""
    told, links = differing(client, world.consulent, world)
    names = {address.split("?")[0] for address, _query in told}
    code = world.meldpunt.code
    for name, more in (
        ("reporting_years", ()), ("reporting_year", (CLOSED,)), ("reporting_year_corrections", (CLOSED,)), ("wga", (CLOSED, "0109")),
        ("wga_csv", (OPEN, "0109")), ("api-wga", (CLOSED, "0109")), ("wga_reports", (CLOSED, "0109")), ("monitor_csv", ()), ("monitor_xlsx", ()),
        ("api-monitor", ()), ("monitor_reports", ()), ("internal_figures", ()), ("internal_reports", ()), ("api-internal-figures", ()),
    ):  # fmt: skip
        assert reverse(name, args=[code, *more]) in names, name
    assert links


def test_every_address_of_figures_is_asked(world):
    """A page that comes later is attacked too, or said to hold no figures of reports."""
    from outcomes import meldpunt_api, meldpunt_urls, monitor_api, monitor_urls

    patterns = [*meldpunt_urls.urlpatterns, *monitor_urls.urlpatterns, *meldpunt_api.urlpatterns, *monitor_api.urlpatterns]
    asked = {address for address, _query in pages(world.meldpunt.code)}
    examples = {"code": world.meldpunt.code, "year": CLOSED, "municipality": "0109", "code_of_table": "B4"}
    for pattern in patterns:
        names = set(pattern.pattern.converters)
        if pattern.name in NO_FIGURES_OF_REPORTS or not names <= set(examples) or (pattern.name.startswith("api-") and "code" not in names):
            continue
        if pattern.callback.__dict__.get("actions", {"get": ""}).get("get") is None:
            continue  # it can only be posted to
        assert reverse(pattern.name, kwargs={name: examples[name] for name in names}) in asked, pattern.name


def test_what_is_fixed_is_not_opened_and_the_page_says_who_can(world, client, english):
    code = world.meldpunt.code
    client.force_login(world.barred)
    for name in ("wga", "wga_pdf", "wga_csv", "wga_json", "wga_reports"):
        answer = client.get(reverse(name, args=[code, CLOSED, "0109"]))
        assert answer.status_code == 409, name
        assert "A colleague or lead without a personal interest can open it" in answer.content.decode(), name
    assert client.get(reverse("api-wga", args=[code, CLOSED, "0109"])).status_code == 409
    page = client.get(reverse("reporting_year", args=[code, CLOSED])).content.decode()
    assert reverse("wga", args=[code, CLOSED, "0109"]) not in page
    client.force_login(world.consulent)
    assert client.get(reverse("wga_pdf", args=[code, CLOSED, "0109"])).status_code == 200


def test_what_they_count_themselves_says_that_it_is_not_the_whole(world, client, english):
    code, without = world.meldpunt.code, "Without the reports that you are kept from"
    asked = [(reverse("monitor", args=[code]), {"year": CLOSED}), (reverse("monitor_table", args=[code, "B4"]), {"year": CLOSED})]
    asked += [(reverse("monitor_csv", args=[code]), {"year": CLOSED}), (reverse("internal_figures", args=[code]), {})]
    asked += [(reverse(name, args=[code]), {}) for name in ("monitor_reports", "internal_reports", "reporting_years")]
    asked += [(reverse(name, args=[code, OPEN]), {}) for name in ("reporting_year", "reporting_year_missing", "reporting_year_nowhere")]
    asked += [(reverse("reporting_year_corrections", args=[code, CLOSED]), {}), (reverse("wga", args=[code, OPEN, "0109"]), {})]
    for user, said in ((world.barred, True), (world.consulent, False)):
        client.force_login(user)
        for address, query in asked:
            answer = client.get(address, query)
            assert answer.status_code == 200, address
            assert (without in answer.content.decode()) == said, address
        for name in ("api-monitor", "api-internal-figures"):
            assert client.get(reverse(name, args=[code])).json()["without_reports_kept_from_you"] is said
        form = client.get(reverse("wga_csv", args=[code, OPEN, "0109"]))
        assert ("Onvolledig, geen opgave voor de gemeente" in form.content.decode()) == said
        assert ("-onvolledig.csv" in form["Content-Disposition"]) == said
        assert ("without_reports_kept_from_you" in client.get(reverse("api-wga", args=[code, OPEN, "0109"])).json()) == said


def test_a_figure_is_counted_over_the_reports_that_may_be_seen_and_opens_just_these(world, client, english):
    hidden = world.hide()
    report = world.rows[0]
    PersonalInterest.objects.create(meldpunt=world.meldpunt, user=world.barred, report=report, reason="A neighbour")
    address, cell = reverse("monitor_reports", args=[world.meldpunt.code]), {"year": CLOSED, "cell": "municipality:0106"}
    for user, number in ((world.barred, 11), (world.consulent, 12)):
        client.force_login(user)
        page = client.get(address, cell)
        assert (page.context["number"], len(page.context["page"].rows)) == (number, number)
        assert (report.reference in page.content.decode()) == (number == 12)
    for interest in PersonalInterest.objects.filter(user=world.barred):
        interest.ends_on = timezone.localdate()
        interest.save()
    client.force_login(world.barred)
    page = client.get(address, cell | {"cell": "terrain:education"})
    assert [row.pk for row in page.context["page"]] == [hidden[0].pk], "an interest that ended hides nothing"


def test_a_lead_with_an_interest_neither_closes_nor_publishes_and_is_shown_nothing_of_it(world, client, english):
    PersonalInterest.objects.create(meldpunt=world.meldpunt, user=world.lead, other_party=world.party, reason="A cousin")
    code = world.meldpunt.code
    assert differing(client, world.lead, world, ["/years/", "/publish/", "B11b"]) == (set(), set())
    for address in (reverse("reporting_year_close", args=[code, OPEN]), reverse("publish_monitor", args=[code])):
        for answer in (client.get(address), client.post(address, {"year": CLOSED, "basis": "residence", "confirmed": "on", "step": "publish"})):
            assert answer.status_code == 409
            assert b'name="preview"' not in answer.content, "the fingerprint of the whole would tell whoever tries what fits it"
    page = client.get(reverse("reporting_year", args=[code, OPEN])).content.decode()
    assert "A lead without a personal interest closes this year" in page
    assert reverse("reporting_year_close", args=[code, OPEN]) not in page
    with pytest.raises(ValidationError, match="a lead without such an interest does this"):
        actions.close_year(world.meldpunt, by=world.lead, year=OPEN)
    with pytest.raises(ValidationError, match="a lead without such an interest does this"):
        actions.publish_monitor(world.meldpunt, by=world.lead, year=CLOSED, basis="residence", with_mass=True)
    for name, said in (("api-close-year", {"year": OPEN}), ("api-publish-monitor", {"year": CLOSED, "basis": "residence", "with_mass": True})):
        assert client.post(reverse(name, args=[code]), said, content_type="application/json").status_code == 400
    assert not ReportingYear.objects.filter(meldpunt=world.meldpunt, year=OPEN).exists()
    assert not Publication.objects.filter(meldpunt=world.meldpunt, year=CLOSED).exists()
    other = make.member(world.meldpunt, Role.MELDPUNT_LEAD, "second@vault.example")
    assert len(actions.close_year(world.meldpunt, by=other, year=OPEN).counted) == len(live(world.meldpunt, OPEN)), "the whole is closed"
