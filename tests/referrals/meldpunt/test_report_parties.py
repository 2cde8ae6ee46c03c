"""Other parties with their patterns, bundles, and searches that are kept."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casetrack.models import Opening
from referrals.models import Bundle, OtherParty, PersonalInterest, SavedSearch
from tests import vault as make
from tests.referrals.meldpunt.pages import at, listed, of, soup, words

PARTY_LIST_QUERIES, PARTY_PAGE_QUERIES, BUNDLE_QUERIES, SEARCH_QUERIES, INTEREST_QUERIES = 6, 16, 7, 7, 8


def rows(answer):
    """The first cells of the table on the page."""
    return [cell.find("a").get_text() for cell in soup(answer).select("main table tbody th") if cell.find("a")]


def test_parties_with_the_most_reports_come_first(vault, sign_in):
    make.DiscriminationReportFactory(meldpunt=vault.meldpunt, other_party=vault.hidden_party)
    make.OtherPartyFactory(meldpunt=vault.meldpunt, organisation="Aaa without reports")
    away = make.build_vault(name="away")
    page = sign_in(vault.consulent).get(of(vault.meldpunt, "other_parties"))
    assert rows(page) == [vault.hidden_party.organisation, vault.party.organisation, "Aaa without reports"]
    assert [badge.find_parent("tr").find("a").get_text() for badge in soup(page).select(".badge--warning")] == [vault.hidden_party.organisation]
    assert away.party.organisation not in words(page)


def test_whoever_is_kept_away_sees_neither_the_party_nor_its_number(vault, sign_in):
    assert rows(sign_in(vault.barred).get(of(vault.meldpunt, "other_parties"))) == [vault.party.organisation]
    assert rows(sign_in(vault.barred).post(of(vault.meldpunt, "other_parties"), {"q": "hidden"})) == []
    assert rows(sign_in(vault.consulent).post(of(vault.meldpunt, "other_parties"), {"q": "WORKS hidden"})) == [vault.hidden_party.organisation]
    for name in ("other_party_change", "other_party_interest"):
        assert sign_in(vault.barred).get(at(vault.hidden_party, name)).status_code == 404
    assert sign_in(vault.barred).get(vault.hidden_party.get_absolute_url()).status_code == 404


def test_the_pages_of_a_search_for_a_party_are_buttons(vault, sign_in):
    for n in range(30):
        make.OtherPartyFactory(meldpunt=vault.meldpunt, organisation=f"Needle {n:02}")
    client, address = sign_in(vault.consulent), of(vault.meldpunt, "other_parties")
    first = client.post(address, {"q": "needle"})
    second = client.post(address, {"q": "needle", "after": soup(first).select_one('button[name="after"]')["value"]})
    assert rows(first) + rows(second) == [f"Needle {n:02}" for n in range(30)]


def test_the_page_of_a_party_has_its_reports_and_is_written_down(vault, sign_in):
    other = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, other_party=vault.party, received_on=timezone.localdate())
    page = sign_in(vault.consulent).get(vault.party.get_absolute_url())
    assert listed(page) == [other.reference, vault.report.reference]
    assert "Bakery" not in soup(page).find("title").get_text()
    assert Opening.objects.filter(what="referrals.otherparty", key=str(vault.party.pk), user=vault.consulent).exists()


@pytest.mark.parametrize("face", ["page", "api"])
def test_a_party_is_changed_for_all_reports_and_a_stale_change_is_refused(vault, sign_in, client, face):
    old = vault.party.version
    said = {"kind": "employer", "organisation": "Bakery Ltd", "name": "", "contact": "Street 1", "seen_version": old}

    def change():
        if face == "page":
            return sign_in(vault.consulent).post(at(vault.party, "other_party_change"), said)
        client.force_login(vault.consulent)
        return client.post(reverse("api-other-party-change-other-party", args=[vault.party.pk]), json.dumps(said), content_type="application/json")

    assert change().status_code == {"page": 302, "api": 200}[face]
    vault.party.refresh_from_db()
    assert (vault.party.organisation, vault.party.kind) == ("Bakery Ltd", "employer")
    said["organisation"] = "Other"
    assert change().status_code == {"page": 200, "api": 409}[face]
    assert OtherParty.objects.get(pk=vault.party.pk).organisation == "Bakery Ltd"


def test_a_party_keeps_a_name(vault, sign_in):
    sign_in(vault.consulent).post(at(vault.party, "other_party_change"), {"kind": "shop", "organisation": "", "name": ""})
    assert OtherParty.objects.get(pk=vault.party.pk).organisation == "Bakery of vault"


# Bundles


def test_a_bundle_is_made_once_and_leads_to_its_reports(vault, sign_in, client):
    said = {"name": "The song of March", "kind": "mass", "submission": str(uuid.uuid4())}
    for _ in range(2):
        assert sign_in(vault.consulent).post(of(vault.meldpunt, "bundle_make"), said)["Location"] == of(vault.meldpunt, "bundles")
    assert Bundle.objects.filter(name="The song of March").count() == 1
    page = sign_in(vault.consulent).get(of(vault.meldpunt, "bundles"))
    counts = {row.find("a").get_text(): row.find_all("td")[-1].get_text() for row in soup(page).select("tbody tr")}
    assert counts == {"The song of March": "0", vault.bundle.name: "1"}
    address = reverse("api-meldpunt-make-bundle", args=[vault.meldpunt.code])
    made = client.post(address, json.dumps({"name": "Theme", "kind": "theme"}), content_type="application/json")
    assert made.status_code == 201
    assert client.post(address, json.dumps({"name": "Theme", "kind": "theme"}), content_type="application/json").status_code == 400


def test_a_bundle_counts_only_what_the_reader_may_see(vault, sign_in):
    vault.hidden.bundle = vault.bundle
    vault.hidden.save()
    for user, number in ((vault.consulent, "2"), (vault.barred, "1")):
        page = sign_in(user).get(of(vault.meldpunt, "bundles"))
        assert soup(page).select("tbody td")[-1].get_text() == number
    assert "1 " not in soup(sign_in(vault.barred).get(vault.report.get_absolute_url())).select_one('[aria-labelledby="bundle"] a').get_text()


# Saved searches


def test_a_search_is_saved_opened_renamed_shared_and_removed(vault, sign_in):
    client = sign_in(vault.consulent)
    address = f"{of(vault.meldpunt, 'report_search_save')}?status=open&ground=race&q=Somebody"
    said = {"name": "Open and race", "submission": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(address, said)["Location"] == f"{of(vault.meldpunt, 'discrimination_reports')}?status=open&ground=race"
    search = SavedSearch.objects.get(name="Open and race")
    assert (search.owner, search.criteria, search.shared) == (vault.consulent, {"status": "open", "ground": "race"}, False)
    assert client.get(at(search, "report_search"))["Location"] == f"{of(vault.meldpunt, 'discrimination_reports')}?status=open&ground=race"
    assert "Open and race" in words(client.get(of(vault.meldpunt, "discrimination_reports")))

    client.post(at(search, "report_search_change"), {"name": "For all", "shared": "on", "seen_version": search.version})
    search.refresh_from_db()
    assert (search.name, search.shared) == ("For all", True)
    assert "For all" in words(sign_in(vault.barred).get(of(vault.meldpunt, "report_searches")))
    sign_in(vault.consulent).post(at(search, "report_search_remove"))
    assert not SavedSearch.objects.filter(pk=search.pk).exists()
    removed = SavedSearch.history.filter(id=search.pk).order_by("-history_id").first()
    assert (removed.history_type, removed.history_user, removed.history_change_reason) == ("-", vault.consulent, "search_removed")


def test_a_private_search_is_there_for_its_keeper_alone(vault, sign_in):
    assert vault.search.name in words(sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_reports")))
    for user in (vault.lead, vault.barred):
        assert vault.search.name not in words(sign_in(user).get(of(vault.meldpunt, "discrimination_reports")))
        assert vault.search.name not in words(sign_in(user).get(of(vault.meldpunt, "report_searches")))
        for name in ("report_search", "report_search_change"):
            assert sign_in(user).get(at(vault.search, name)).status_code == 404
        assert sign_in(user).post(at(vault.search, "report_search_remove")).status_code == 404


def test_a_shared_search_is_changed_by_its_keeper_and_the_lead_and_nobody_else(vault, sign_in, client):
    shared = make.SavedSearchFactory(meldpunt=vault.meldpunt, owner=vault.consulent, shared=True)
    barred = sign_in(vault.barred)
    assert not soup(barred.get(of(vault.meldpunt, "report_searches"))).select("form[action$=remove\\/]")
    barred.post(at(shared, "report_search_remove"))
    barred.post(at(shared, "report_search_change"), {"name": "Mine now"})
    api = client.post(reverse("api-report-search-remove-search", args=[shared.pk]), "{}", content_type="application/json")
    assert api.status_code == 400
    shared.refresh_from_db()
    assert shared.name != "Mine now"
    assert sign_in(vault.lead).post(at(shared, "report_search_change"), {"name": "Kept by the lead", "shared": "on"}).status_code == 302


def test_a_neighbouring_meldpunt_has_searches_of_its_own(vault, sign_in):
    away = make.build_vault(name="away")
    shared = make.SavedSearchFactory(meldpunt=away.meldpunt, owner=away.lead, shared=True)
    assert sign_in(vault.consulent).get(at(shared, "report_search")).status_code == 404
    assert shared.name not in words(sign_in(vault.consulent).get(of(vault.meldpunt, "report_searches")))


def test_a_search_by_the_api_is_checked_like_the_filters(vault, client):
    client.force_login(vault.consulent)
    address = reverse("api-meldpunt-save-search", args=[vault.meldpunt.code])

    def save(**said):
        return client.post(address, json.dumps({"name": "By API", **said}), content_type="application/json").status_code

    assert save(criteria={"q": "Bakery"}) == 400
    assert save(criteria={"kind": "nonsense"}) == 400
    assert save(criteria={"kind": "complaint"}) == 201
    assert save(criteria={"kind": "complaint"}) == 400  # the name is used already
    assert SavedSearch.objects.get(name="By API").criteria == {"kind": "complaint"}


def test_an_address_with_a_filter_that_is_none_saves_nothing(vault, sign_in):
    assert sign_in(vault.consulent).get(f"{of(vault.meldpunt, 'report_search_save')}?kind=x").status_code == 404


# What the lists cost


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("other_parties", PARTY_LIST_QUERIES),
        ("bundles", BUNDLE_QUERIES),
        ("report_searches", SEARCH_QUERIES),
        ("personal_interests", INTEREST_QUERIES),
        ("party", PARTY_PAGE_QUERIES),
    ],
)
def test_a_list_costs_the_same_with_one_row_and_with_three(vault, sign_in, django_assert_num_queries, name, number):
    client = sign_in(vault.lead)
    make.SavedSearchFactory(meldpunt=vault.meldpunt, owner=vault.lead)
    address = vault.party.get_absolute_url() if name == "party" else of(vault.meldpunt, name)
    with django_assert_num_queries(number):
        client.get(address)
    for _ in range(2):
        party = make.OtherPartyFactory(meldpunt=vault.meldpunt)
        make.BundleFactory(meldpunt=vault.meldpunt)
        make.SavedSearchFactory(meldpunt=vault.meldpunt, owner=vault.consulent, shared=True)
        make.DiscriminationReportFactory(meldpunt=vault.meldpunt, other_party=vault.party, handler=vault.lead)
        PersonalInterest.objects.create(
            meldpunt=vault.meldpunt, user=vault.barred, other_party=party, reason="x", starts_on=timezone.localdate() - timedelta(days=1)
        )
    with django_assert_num_queries(number):
        client.get(address)


def test_a_bundle_of_hidden_reports_alone_is_not_named_and_one_with_an_open_report_is(vault, sign_in):
    secret = make.BundleFactory(meldpunt=vault.meldpunt, name="The mayor's party")
    for report in (vault.hidden, vault.of_party):
        report.bundle = secret
        report.save()
    empty = make.BundleFactory(meldpunt=vault.meldpunt, name="Nothing yet")
    addresses = [
        reverse("bundles", args=[vault.meldpunt.code]),
        reverse("discrimination_reports", args=[vault.meldpunt.code]),
        reverse("api-bundle-list"),
    ]

    def named(who):
        client = sign_in(who)
        return [secret.name in client.get(address).content.decode().replace("&#x27;", "'") for address in addresses]

    assert named(vault.barred) == [False, False, False]
    assert named(vault.consulent) == [True, True, True]
    assert empty.name in sign_in(vault.barred).get(addresses[0]).content.decode()
    assert sign_in(vault.barred).get(reverse("api-bundle-detail", args=[secret.pk])).status_code == 404
    vault.anonymous.bundle = secret
    vault.anonymous.save()
    assert named(vault.barred) == [True, True, True]
