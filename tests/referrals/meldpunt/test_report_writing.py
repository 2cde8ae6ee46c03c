"""Writing a report down during a telephone call: one page, a draft on the server, and changing it afterwards."""

import json
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, OtherParty, ReportDraft
from tests import vault as make
from tests.referrals.meldpunt.pages import at, of, soup, typed, words
from tests.referrals.meldpunt.road import client_of

HOSTILE = "</script><img src=x onerror=alert(1)> '; DROP TABLE reports; -- \u202e 😀"


def newest():
    """The report that was written down last."""
    return DiscriminationReport.objects.order_by("-pk").first()


@pytest.fixture
def form(vault, sign_in):
    """`form(user, **said)` sends the form for a new report."""

    def send(user=None, **said):
        return sign_in(user or vault.consulent).post(of(vault.meldpunt, "discrimination_report_add"), typed(**said))

    return send


def test_all_of_a_telephone_call_is_saved_at_once(vault, form):
    assen = str(make.municipality().pk)
    answer = form(
        description="Refused a house", online="on", platform="A site", incident_precision="month", incident_on="2026-03-01", incident=assen,
        residence="abroad", reporter_role="witness", name="Mina", phone="0592", sex="f", birth_year="1990", bundle=vault.bundle.pk,
        party_kind="landlord", party_organisation="Homes", also_reported_to=["police"], kind="complaint",
    )  # fmt: skip
    report = newest()
    assert (answer.status_code, answer["Location"]) == (302, report.get_absolute_url())
    assert (report.handler, report.status, report.kind, report.complaint_since) == (vault.consulent, "new", "complaint", timezone.localdate())
    assert (report.incident_state, report.incident.pk, report.residence_state, report.residence) == ("known", int(assen), "abroad", None)
    assert (report.reporter.name, report.reporter.birth_year, report.other_party.organisation) == ("Mina", 1990, "Homes")
    assert (report.grounds, report.also_reported_to, report.online, report.bundle) == (["race"], ["police"], True, vault.bundle)


def test_nothing_is_asked_that_may_be_left_out(form):
    assert form().status_code == 302
    report = newest()
    assert (report.incident_state, report.residence_state, report.other_party, hasattr(report, "reporter")) == ("unknown", "unknown", None, False)


def test_a_known_party_is_chosen_and_one_that_is_kept_away_cannot_be(vault, form):
    assert form(other_party=vault.party.pk).status_code == 302
    assert newest().other_party == vault.party
    before = DiscriminationReport.objects.count()
    foreign = make.OtherPartyFactory()
    for party in (vault.hidden_party, foreign):
        answer = form(vault.barred, other_party=party.pk)
        assert answer.status_code == 422
        assert party.organisation not in answer.content.decode()
    assert DiscriminationReport.objects.count() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"grounds": []},
        {"grounds": ["gone"]},
        {"terrain": ""},
        {"received_on": "2999-01-01"},
        {"received_on": "1999-12-31"},
        {"incident_precision": "day"},
        {"incident": "999999"},
        {"party_organisation": "Homes"},
        {"party_kind": "shop"},
        {"anonymity": "full", "name": "Mina"},
        {"birth_year": "12"},
        {"bundle": "999999"},
        {"description": "number 111222333"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(vault, form, wrong):
    before = DiscriminationReport.objects.count(), OtherParty.objects.count()
    answer = form(**wrong)
    assert answer.status_code == 422
    assert soup(answer).select_one(".error-summary li")
    assert (DiscriminationReport.objects.count(), OtherParty.objects.count()) == before


def test_a_known_party_and_a_new_one_together_are_refused(vault, form):
    assert form(other_party=vault.party.pk, party_kind="shop", party_organisation="Another").status_code == 422


@pytest.mark.parametrize("field", ["name", "phone", "email", "street"])
def test_the_refusal_of_a_name_of_the_fully_anonymous_names_the_article(vault, form, client, field):
    answer = form(anonymity="full", **{field: "a@b.example"})
    assert answer.status_code == 422
    assert "art. 5" in words(answer)
    said = {"received_on": "2026-01-05", "channel": "phone", "reporter_role": "victim", "grounds": ["race"], "terrain": "housing", "nature": "threat"}
    address = reverse("api-meldpunt-add-report", args=[vault.meldpunt.code])
    answer = client.post(address, json.dumps({**said, "anonymity": "full", "reporter": {field: "a@b.example"}}), content_type="application/json")
    assert (answer.status_code, "art. 5" in answer.content.decode()) == (400, True)
    assert client.post(address, json.dumps({**said, "anonymity": "full"}), content_type="application/json").status_code == 201


def test_sending_the_form_twice_makes_one_report(vault, form):
    before, key = DiscriminationReport.objects.count(), str(uuid.uuid4())
    first, second = form(submission=key), form(submission=key)
    assert first["Location"] == second["Location"]
    assert DiscriminationReport.objects.count() == before + 1


def test_the_api_writes_down_once_too_and_knows_only_the_lists_of_this_meldpunt(vault, client):
    away = make.build_vault(name="away")
    client.force_login(vault.consulent)
    address = reverse("api-meldpunt-add-report", args=[vault.meldpunt.code])
    said = {"received_on": "2026-01-05", "channel": "phone", "reporter_role": "victim", "grounds": ["race"], "terrain": "housing", "nature": "threat"}
    said["submission"] = str(uuid.uuid4())

    def post(**more):
        return client.post(address, json.dumps({**said, **more}), content_type="application/json")

    assert post().json()["pk"] == post().json()["pk"]
    said.pop("submission")
    for wrong in (
        {"grounds": [away.own_value.key]},
        {"bundle": away.bundle.pk},
        {"other_party": away.party.pk},
        {"terrain": away.own_value.key},
        {"received_on": "1999-12-31"},
        {"x": 1},
    ):
        refused = post(**wrong)
        assert refused.status_code == 400
        assert "Haarkleur" not in refused.content.decode()


def test_a_municipality_outside_the_area_is_said_when_it_is_saved(vault, sign_in, form):
    answer = form(residence=make.municipality("1730").pk)
    page = sign_in(vault.consulent).get(answer["Location"])
    assert len([notice for notice in soup(page).select(".notice--warning") if "Tynaarlo" in notice.get_text()]) == 2
    inside = sign_in(vault.consulent).get(form(residence=make.municipality().pk)["Location"])
    assert not soup(inside).select(".notice--warning")


def test_the_list_of_municipalities_has_the_area_first(vault, sign_in):
    page = soup(sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_report_add")))
    first = page.select_one('select[name="residence"] optgroup')
    assert [option.get_text() for option in first.select("option")] == ["Assen"]


def test_hostile_words_are_kept_as_they_were_and_shown_as_text(vault, sign_in, form):
    answer = form(description=HOSTILE, name=HOSTILE, party_kind="shop", party_organisation=HOSTILE, platform="<b>x</b>")
    report = newest()
    assert (report.description, report.reporter.name, report.other_party.organisation) == (HOSTILE, HOSTILE, HOSTILE)
    for address in (
        answer["Location"],
        report.other_party.get_absolute_url(),
        at(report, "discrimination_report_history"),
        at(report, "report_change"),
    ):
        page = sign_in(vault.consulent).get(address)
        assert "<img src=x" not in page.content.decode()
        assert page.status_code == 200


# The draft


def keep(client, vault, **said):
    """Send what was typed so far, as the script of the page does."""
    return client.post(of(vault.meldpunt, "report_draft"), said)


def test_what_was_typed_is_kept_and_offered_again_to_its_writer_alone(vault, sign_in):
    key = str(uuid.uuid4())
    said = {
        "description": "She was called",
        "grounds": ["race", "age"],
        "residence": "abroad",
        "online": "on",
        "name": "Mina",
        "submission": key,
        "csrfmiddlewaretoken": "x",
        "made_up": "y",
    }
    answer = keep(sign_in(vault.consulent), vault, **said)
    assert answer.json()["saved"]
    draft = ReportDraft.objects.get()
    assert (draft.user, set(draft.content)) == (vault.consulent, {"description", "grounds", "residence", "online", "name", "submission"})

    page = soup(sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_report_add")))
    assert page.select_one('textarea[name="description"]').get_text(strip=True) == "She was called"
    assert {box["value"] for box in page.select('input[name="grounds"][checked]')} == {"race", "age"}
    assert page.select_one('select[name="residence"] option[selected]')["value"] == "abroad"
    assert page.select_one('input[name="online"]').has_attr("checked")
    assert page.select_one('input[name="submission"]')["value"] == key
    for other in (vault.lead, vault.barred):
        assert "She was called" not in sign_in(other).get(of(vault.meldpunt, "discrimination_report_add")).content.decode()


def test_the_newest_words_take_the_place_of_the_ones_before(vault, sign_in):
    client = sign_in(vault.consulent)
    keep(client, vault, description="One")
    keep(client, vault, description="Two")
    assert ReportDraft.objects.get().content == {"description": "Two"}
    keep(sign_in(vault.lead), vault, description="Of the lead")
    assert ReportDraft.objects.count() == 2


def test_a_draft_goes_when_the_report_is_saved_and_what_comes_late_is_not_kept(vault, sign_in, form):
    key = str(uuid.uuid4())
    keep(sign_in(vault.consulent), vault, description="Half", submission=key)
    form(description="Whole", submission=key)
    assert not ReportDraft.objects.exists()
    assert keep(sign_in(vault.consulent), vault, description="Half", submission=key).json() == {"saved": "", "left_out": ""}
    assert not ReportDraft.objects.exists()


def test_a_draft_stays_when_the_report_is_refused(vault, sign_in, form):
    keep(sign_in(vault.consulent), vault, description="Half")
    assert form(grounds=[]).status_code == 422
    assert ReportDraft.objects.exists()


def test_a_draft_is_thrown_away_on_request_the_own_one_only(vault, sign_in):
    keep(sign_in(vault.lead), vault, description="Of the lead")
    client = sign_in(vault.consulent)
    keep(client, vault, description="Mine")
    answer = client.post(of(vault.meldpunt, "report_draft_drop"))
    assert answer["Location"] == of(vault.meldpunt, "discrimination_report_add")
    assert ReportDraft.objects.get().user == vault.lead


def test_a_draft_of_two_weeks_old_is_not_offered_and_goes(vault, sign_in):
    client = sign_in(vault.consulent)
    keep(client, vault, description="Old words")
    ReportDraft.objects.update(saved_at=timezone.now() - timedelta(days=15))
    assert "Old words" not in client.get(of(vault.meldpunt, "discrimination_report_add")).content.decode()
    keep(sign_in(vault.lead), vault, description="New")
    assert not ReportDraft.objects.filter(user=vault.consulent).exists()


def test_the_clock_throws_away_drafts_of_two_weeks_old_and_no_others(vault):
    for user, days in ((vault.consulent, 15), (vault.lead, 13)):
        ReportDraft.objects.create(meldpunt=vault.meldpunt, user=user, content={"name": "Mina"}, saved_at=timezone.now() - timedelta(days=days))
    call_command("purge_imports", stdout=StringIO())
    assert [draft.user for draft in ReportDraft.objects.all()] == [vault.lead]


def test_a_text_that_looks_like_a_bsn_is_not_kept_in_a_draft(vault, sign_in):
    client = sign_in(vault.consulent)
    answer = keep(client, vault, description="number 111222333", name="Mina")
    assert answer.json()["left_out"]
    assert ReportDraft.objects.get().content == {"name": "Mina"}
    keep(client, vault, description="number 111222333", no_bsn="on")
    assert ReportDraft.objects.get().content["description"]


@pytest.mark.parametrize("said", [{"description": "a\0b"}, {"description": "\ud83d\ude00"}, {"submission": "no-key"}, {}])
def test_a_draft_can_hold_whatever_is_typed(vault, sign_in, said):
    said = {name: value.encode("utf-16", "surrogatepass").decode("utf-16") for name, value in said.items()}
    client = sign_in(vault.consulent)
    assert keep(client, vault, **said).status_code == 200
    assert client.get(of(vault.meldpunt, "discrimination_report_add")).status_code == 200


def test_a_draft_that_is_too_long_is_refused(vault, sign_in):
    answer = keep(sign_in(vault.consulent), vault, description="x" * 200_000)
    assert answer.status_code == 400
    assert answer.json()["refused"]
    assert not ReportDraft.objects.exists()


def test_the_key_of_a_form_of_a_colleague_keeps_nothing(vault, sign_in):
    key = uuid.uuid4()
    sign_in(vault.lead).post(of(vault.meldpunt, "discrimination_report_add"), typed(submission=str(key), description="Of the lead"))
    answer = keep(sign_in(vault.consulent), vault, description="Mine", submission=str(key))
    assert answer.status_code == 400
    assert "Of the lead" not in answer.content.decode()


@pytest.mark.parametrize("who", ["former", "leader", "administrator", "coach"])
def test_others_keep_no_drafts(vault, world, sign_in, who):
    user = getattr(vault, who, None) or getattr(world, who)
    for name in ("report_draft", "report_draft_drop", "discrimination_report_add"):
        assert sign_in(user).post(of(vault.meldpunt, name), {"description": "x"}).status_code == 404
    assert not ReportDraft.objects.exists()


def test_the_form_names_the_script_and_holds_none(vault, sign_in):
    page = soup(sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_report_add")))
    assert page.select_one('script[src$="referrals/autosave.js"]')
    assert page.select_one("form[data-autosave]")["data-autosave"] == of(vault.meldpunt, "report_draft")


def test_from_the_page_of_a_party_a_report_about_it_is_begun(vault, sign_in):
    page = sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_report_add"), {"party": vault.party.pk})
    assert soup(page).select_one('select[name="other_party"] option[selected]')["value"] == str(vault.party.pk)
    assert sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_report_add"), {"party": "x" * 40}).status_code == 200


# Changing


def changed(vault, client, row, **said):
    """Send the form to change a report."""
    return client.post(at(row, "report_change"), {**typed(), "received_on": row.received_on, "why": "", "seen_version": row.version, **said})


def test_a_report_is_changed_with_a_reason_and_keeps_what_is_not_on_the_page(vault, sign_in):
    client, row = sign_in(vault.consulent), vault.report
    shown = soup(client.get(at(row, "report_change")))
    assert shown.select_one('select[name="residence"] option[selected]').get_text() == "Assen"
    answer = changed(vault, client, row, description="Better words", why="She called again", other_party=vault.party.pk, incident="elsewhere")
    assert answer["Location"] == row.get_absolute_url()
    row.refresh_from_db()
    assert (row.description, row.incident_state, row.incident, row.handler, row.number) == (
        "Better words",
        "elsewhere",
        None,
        vault.consulent,
        row.number,
    )
    assert (row.history.first().history_why, row.reporter.phone) == ("She called again", "050 123 45 67")


def test_a_report_is_not_moved_to_a_year_before_2000(vault, sign_in, client):
    client.cookies["casetrack_language"] = "en"
    answer = changed(vault, sign_in(vault.consulent), vault.report, received_on="1999-12-31")
    assert answer.status_code == 422 and "Reports are kept from the year 2000 on." in words(answer)
    vault.report.refresh_from_db()
    assert vault.report.version == 1


def test_a_new_party_takes_the_place_of_the_one_that_was_chosen(vault, sign_in):
    changed(vault, sign_in(vault.consulent), vault.report, other_party=vault.party.pk, party_kind="shop", party_organisation="New shop")
    vault.report.refresh_from_db()
    assert vault.report.other_party.organisation == "New shop"
    assert OtherParty.objects.filter(pk=vault.party.pk).exists()


def test_a_stale_change_shows_both_texts_and_saves_nothing(vault, sign_in):
    client, old = sign_in(vault.consulent), vault.report
    actions.change_report(old, by=vault.lead, description="Of the lead")
    answer = changed(vault, client, old, description="Mine", residence=make.municipality("1730").pk)
    assert answer.status_code == 422
    compared = soup(answer).select_one(".compare").get_text(" ")
    for part in ("Of the lead", "Mine", "Assen", "Tynaarlo"):
        assert part in compared
    old.refresh_from_db()
    assert old.description == "Of the lead"


def test_whoever_is_kept_from_the_party_changes_the_rest_and_leaves_the_party(vault, sign_in, client):
    vault.hidden.other_party = vault.party
    vault.hidden.save()
    signed_in = sign_in(vault.barred)
    page = signed_in.get(at(vault.report, "report_change"))
    assert soup(page).select_one('[name="other_party"] option[selected]')["value"] == "" and "Bakery" not in page.content.decode()
    # As of a report without a party; what would write over the one that is hidden is refused, and says nothing of it.
    refused = changed(vault, signed_in, vault.report, description="By barred", party_kind="shop", party_organisation="X", other_party="")
    assert refused.status_code == 422 and "Bakery" not in refused.content.decode()
    assert changed(vault, signed_in, vault.report, description="By barred", other_party="").status_code == 302
    vault.report.refresh_from_db()
    assert (vault.report.description, vault.report.other_party) == ("By barred", vault.party)
    address = reverse("api-discrimination-report-change-report", args=[vault.report.pk])
    answer = client.post(address, json.dumps({"other_party": None}), content_type="application/json")
    assert answer.status_code == 400
    assert "Bakery" not in answer.content.decode()


def test_a_bundle_of_another_meldpunt_is_refused_by_the_api(vault, client):
    away = make.build_vault(name="away")
    make.make.ProgrammeMemberFactory(programme=away.meldpunt.programme, role="consulent", user=vault.consulent)
    client.force_login(vault.consulent)
    address = reverse("api-discrimination-report-change-report", args=[vault.report.pk])
    assert client.post(address, json.dumps({"bundle": away.bundle.pk}), content_type="application/json").status_code == 400
    assert client.post(address, json.dumps({"received_on": "2999-01-01"}), content_type="application/json").status_code == 400
    assert client.post(address, json.dumps({"kind": "complaint"}), content_type="application/json").status_code == 400


def test_a_report_whose_meldpunt_knows_the_name_does_not_become_fully_anonymous(vault, sign_in):
    answer = changed(vault, sign_in(vault.consulent), vault.report, anonymity="full", other_party=vault.party.pk)
    assert answer.status_code == 422
    vault.report.refresh_from_db()
    assert vault.report.anonymity == "none"


def test_grounds_of_the_law_and_finer_ones_stand_apart(vault):
    page = soup(client_of(vault.consulent).get(of(vault.meldpunt, "discrimination_report_add")))
    law, finer = page.select("#id_grounds_group div.chips")
    assert law.select_one("[value=race]") and not law.select_one("[value='other.vault-hair']")
    assert finer.select_one("[value='other.vault-hair']") and not finer.select_one("[value=race]")
