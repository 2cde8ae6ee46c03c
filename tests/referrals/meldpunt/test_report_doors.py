"""Nobody but those of the meldpunt gets anything of the vault, and whoever is kept away gets nothing of that report."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casetrack.audit import time_line
from referrals.models import DiscriminationReport
from referrals.report_urls import urlpatterns
from tests import vault as make
from tests.referrals.meldpunt.pages import of
from tests.test_access import without_tokens

OUTSIDERS = ["leader", "administrator", "coach", "coordinator", "funder", "partner", "buddy", "spil", "achterwacht", "nobody"]
OF_A_REPORT = [
    "discrimination_report", "discrimination_report_history", "report_change", "report_take", "report_assign", "report_first_contact", "report_move",
    "report_close", "report_reopen", "report_complaint", "reporter_change", "reporter_erase", "report_interest",
    "api-discrimination-report-detail", "api-discrimination-report-change-report", "api-discrimination-report-become-complaint",
    "api-discrimination-report-take-report", "api-discrimination-report-assign-report", "api-discrimination-report-record-first-contact",
    "api-discrimination-report-move-report", "api-discrimination-report-close-report", "api-discrimination-report-reopen-report",
    "api-discrimination-report-change-reporter", "api-discrimination-report-erase-reporter",
]  # fmt: skip
POST_ONLY = {name for name in OF_A_REPORT if name.startswith("api-") and not name.endswith("detail")} | {"report_take"}
GET_ONLY = {"discrimination_report", "discrimination_report_history", "api-discrimination-report-detail"}


def canaries(vault):
    """Words of the vault that nobody outside may ever read."""
    reports = [vault.report, vault.hidden, vault.of_party]
    return [
        *(row.reference for row in reports), *(row.description for row in reports), *(row.reporter.name for row in reports),
        vault.party.organisation, vault.hidden_party.organisation, vault.bundle.name, vault.search.name, vault.interest.reason,
    ]  # fmt: skip


def asked(client, name, key):
    """The answers to reading and to sending this address."""
    url = reverse(name, args=[key])
    if name not in POST_ONLY:
        yield url, client.get(url)
    if name not in GET_ONLY:
        data = {"data": "{}", "content_type": "application/json"} if name.startswith("api-") else {"data": {}}
        yield url, client.post(url, **data)


@pytest.mark.parametrize("name", OF_A_REPORT)
@pytest.mark.parametrize("who", ["barred", "former", "leader", "administrator", "funder"])
def test_a_report_that_is_kept_away_answers_like_one_that_does_not_exist(vault, world, sign_in, who, name):
    client = sign_in(getattr(vault, who, None) or getattr(world, who))
    before = DiscriminationReport.history.count()
    for row in (vault.hidden, vault.of_party):
        for (url, there), (absent, none) in zip(asked(client, name, row.pk), asked(client, name, 987654321), strict=True):
            assert (there.status_code, none.status_code) == (404, 404)
            assert without_tokens(there, url) == without_tokens(none, absent)
            assert set(there.headers) == set(none.headers)
    assert DiscriminationReport.history.count() == before


VAULT = {
    model._meta.db_table for model in apps.get_app_config("referrals").get_models() if model.__module__.startswith("referrals.models.discrimination")
}


def statements(client, key):
    """For each address of a report: what the database is asked for it, without the key."""
    told = {}
    for name in OF_A_REPORT:
        with CaptureQueriesContext(connection) as captured:
            list(asked(client, name, key))
        told[name] = [re.sub(r"\d\d:\d\d:[\d.]+", "TIME", query["sql"].replace(str(key), "KEY")) for query in captured]
    return told


@pytest.mark.parametrize("who", ["barred", "former", *OUTSIDERS])
def test_the_database_is_asked_the_same_whether_a_report_is_there_or_not(vault, world, sign_in, who):
    """So no answer takes longer because something is there; for people of programmes it is not asked about the vault at all."""
    client, key = sign_in(getattr(vault, who, None) or getattr(world, who)), 987_654_321
    statements(client, key)  # what is read once is read
    absent = statements(client, key)
    report = make.DiscriminationReportFactory(pk=key, meldpunt=vault.meldpunt, other_party=vault.hidden_party)
    make.ReporterFactory(report=report)
    assert statements(client, key) == absent
    asked_about = {table for told in absent.values() for sql in told for table in VAULT if f'"{table}"' in sql}
    assert "referrals_discriminationreport" in VAULT
    assert ("referrals_discriminationreport" in asked_about) == (who == "barred")
    assert not asked_about or who == "barred"


def test_every_address_of_a_report_is_in_the_list_above():
    of_one = {pattern.name for pattern in urlpatterns if str(pattern.pattern).startswith("reports-of-discrimination/")}
    assert of_one == {name for name in OF_A_REPORT if not name.startswith("api-")}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_people_of_programmes_get_no_page_and_no_list_of_the_meldpunt(vault, world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(reverse("meldpunten")).status_code == 404
    for name in ("discrimination_reports", "discrimination_report_add", "report_searches", "other_parties", "bundles", "personal_interests"):
        url = of(vault.meldpunt, name)
        there, none = client.get(url), client.get(url.replace(vault.meldpunt.code, "no-such"))
        assert there.status_code == none.status_code == 404
        assert without_tokens(there, url) == without_tokens(none, url.replace(vault.meldpunt.code, "no-such"))
    for name in ("discrimination-report", "reporter", "other-party", "bundle", "report-search", "personal-interest"):
        assert client.get(reverse(f"api-{name}-list")).status_code == 404


@pytest.mark.parametrize("who", ["leader", "administrator", "coordinator"])
def test_search_lists_exports_history_and_work_of_programmes_hold_nothing_of_the_vault(vault, world, sign_in, who):
    client, user = sign_in(getattr(world, who)), getattr(world, who)
    answers = [client.get(path) for path in ("/", reverse("my_work"), reverse("help"), reverse("account"), "/api/v1/")]
    answers += [client.get(reverse(name)) for name in ("participants", "sign_ups", "programmes", "organisations", "members", "editions", "reports")]
    for word in canaries(vault):
        answers.append(client.post(reverse("participants"), {"q": word}))
    answers += [client.post(reverse("participants_export", args=[kind]), {}) for kind in ("csv", "xlsx")]
    answers += [client.get(reverse("trajectory_history", args=[case.pk])) for case in (world.mine, world.kansrijk.home_case)]
    told = [b"".join(answer.streaming_content) if answer.streaming else answer.content for answer in answers]
    for word in canaries(vault):
        # A search repeats the words that were searched for in its own field.
        assert not [n for n, text in enumerate(told) if word.encode() in text.replace(f'value="{word}"'.encode(), b"")], word
    assert not [entry for entry in time_line(world.mine.pk, user) if "report" in entry.thing]


def test_the_administrator_of_its_organisation_sees_that_there_is_a_programme_and_no_more(vault, sign_in):
    from tests import factories as make

    administrator = make.OrganisationMemberFactory(organisation=vault.home, user__email="administrator@vault.example").user
    client = sign_in(administrator)
    for name in ("programmes", "members", "my_work"):
        page = client.get(reverse(name)).content.decode()
        assert not [word for word in canaries(vault) if word in page]
    assert client.get(of(vault.meldpunt, "discrimination_reports")).status_code == 404
    assert client.get(vault.report.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["discrimination-report", "reporter", "other-party", "personal-interest"])
def test_the_lists_of_the_api_leave_out_what_is_kept_away_and_count_without_it(vault, client, name):
    client.force_login(vault.barred)
    answer = client.get(reverse(f"api-{name}-list"))
    if name == "personal-interest":
        assert answer.status_code == 404
        return
    text = answer.content.decode()
    assert not [word for word in (vault.hidden.reference, vault.hidden.reporter.name, vault.hidden_party.organisation) if word in text]
    assert answer.json()["count"] == {"discrimination-report": 2, "reporter": 1, "other-party": 1}[name]


def test_filters_and_searches_of_whoever_is_kept_away_find_nothing_of_it(vault, client):
    client.force_login(vault.barred)
    url = reverse("api-discrimination-report-search")
    for said in (vault.hidden.description, vault.hidden.reference, str(vault.hidden.number), "hidden works"):
        found = client.post(url, {"q": said}, content_type="application/json").json()["results"]
        assert vault.hidden.pk not in {row["pk"] for row in found}
    for query in ({"report": vault.hidden.pk}, {"report": 987654321}):
        assert client.get(reverse("api-reporter-list"), query).json()["count"] == 0


def test_the_api_says_nothing_of_a_party_that_is_kept_from_the_reader(vault, client):
    vault.hidden.other_party = vault.party
    vault.hidden.save()
    for user, key in ((vault.barred, None), (vault.consulent, vault.party.pk)):
        client.force_login(user)
        assert client.get(reverse("api-discrimination-report-detail", args=[vault.report.pk])).json()["other_party"] == key


def test_reading_reporters_by_the_api_is_written_down(vault, client):
    from casetrack.models import Opening

    client.force_login(vault.consulent)
    client.get(reverse("api-reporter-list"))
    client.get(reverse("api-reporter-detail", args=[vault.report.reporter.pk]))
    assert set(Opening.objects.values_list("what", "key", "rows")) == {
        ("referrals.reporter", "", 3), ("referrals.reporter", str(vault.report.reporter.pk), 1),
    }  # fmt: skip


def test_an_unknown_filter_of_a_list_is_refused(vault, client):
    client.force_login(vault.consulent)
    for name in ("reporter", "other-party", "bundle", "report-search"):
        assert client.get(reverse(f"api-{name}-list"), {"name": "x"}).status_code == 400
