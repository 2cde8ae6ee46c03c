"""The list of reports: who stands in it, every filter, words by POST, the order, pages, and what it costs."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from referrals.models import DiscriminationReport, Mailbox, MailboxMessage
from referrals.report_filters import ReportFilter, contacted_before
from referrals.working_days import working_days_after
from tests import vault as make
from tests.referrals.meldpunt.pages import listed, of, soup, words

LIST_QUERIES = 19


def narrowed(vault, user=None, **asked):
    """The reports that these filters leave, of all that the user may see."""
    user = user or vault.consulent
    return set(ReportFilter(asked, DiscriminationReport.objects.allowed(user, DiscriminationReport.view_permission), user=user).qs)


def unread_message(report, read=False, from_reporter=True):
    """A message in the mailbox of a report."""
    box = Mailbox.objects.filter(report=report).first() or Mailbox.objects.create(report=report, lookup=report.reference.encode(), public_key=b"k")
    return MailboxMessage.objects.create(
        mailbox=box, from_reporter=from_reporter, for_reporter=b"sealed", for_meldpunt=b"sealed", read_by_meldpunt=read
    )


def test_who_works_for_one_meldpunt_goes_straight_to_its_list_with_the_filters(vault, sign_in):
    answer = sign_in(vault.consulent).get(reverse("meldpunten"), {"status": "open", "q": "somebody", "nonsense": "1"})
    assert answer["Location"] == f"{of(vault.meldpunt, 'discrimination_reports')}?status=open"


def test_who_works_for_two_chooses(vault, sign_in):
    other = make.build_vault(name="second")
    make.make.ProgrammeMemberFactory(programme=other.meldpunt.programme, role="consulent", user=vault.consulent)
    answer = sign_in(vault.consulent).get(reverse("meldpunten"))
    assert [link.get_text() for link in soup(answer).select("main .card a")] == ["Meldpunt second", "Meldpunt vault"]


def test_the_list_holds_the_reports_of_this_meldpunt_newest_first(vault, sign_in):
    make.build_vault(name="away")
    newest = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, received_on=timezone.localdate())
    shown = listed(sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_reports")))
    assert shown[0] == newest.reference
    assert set(shown) == {row.reference for row in DiscriminationReport.objects.filter(meldpunt=vault.meldpunt)}


def test_an_empty_list_says_what_to_do(vault, sign_in):
    empty = make.MeldpuntFactory(programme__code="empty")
    lead = make.member(empty, "meldpunt_lead", "lead@empty.example")
    page = sign_in(lead).get(of(empty, "discrimination_reports"))
    assert soup(page).select_one(".empty a")["href"] == of(empty, "discrimination_report_add")
    filtered = sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_reports"), {"kind": "complaint"})
    assert soup(filtered).select_one(".empty a")["href"] == of(vault.meldpunt, "discrimination_reports")


@pytest.mark.parametrize("status", ["new", "intake", "in_progress", "waiting", "in_procedure", "reopened"])
def test_filter_by_one_status_and_by_open(vault, status):
    row = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, status=status)
    closed = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, status="closed", closed_on=timezone.localdate(), result="unknown")
    assert row in narrowed(vault, status=status)
    assert all(found.status == status for found in narrowed(vault, status=status))
    assert closed not in narrowed(vault, status="open")
    assert row in narrowed(vault, status="open")
    assert narrowed(vault, status="closed") == {closed}


def test_filter_by_handler_me_and_nobody(vault):
    of_lead = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, handler=vault.lead)
    assert narrowed(vault, handler="me") == {vault.report}
    assert narrowed(vault, handler=str(vault.lead.pk)) == {of_lead}
    assert narrowed(vault, handler="nobody") == {vault.hidden, vault.of_party, vault.anonymous}
    assert narrowed(vault, handler="999999999999999999999999") == set()


def test_filter_by_kind_and_channel(vault):
    row = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, kind="complaint", complaint_since=timezone.localdate(), channel="post")
    assert narrowed(vault, kind="complaint") == narrowed(vault, channel="post") == {row}


def test_filter_by_the_days_on_which_it_came_in(vault):
    row = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, received_on=date(2024, 5, 10))
    assert narrowed(vault, received_until="2024-05-10") == {row}
    assert row in narrowed(vault, received_from="10-05-2024")
    assert row not in narrowed(vault, received_from="2024-05-11")
    assert narrowed(vault, received_from="2024-05-10", received_until="2024-05-10") == {row}


def test_a_ground_finds_the_finer_ones_that_count_as_it(vault):
    finer = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, grounds=["age", vault.own_value.key])
    assert narrowed(vault, ground=vault.own_value.key) == narrowed(vault, ground="other") == narrowed(vault, ground="age") == {finer}
    assert finer not in narrowed(vault, ground="race")
    assert narrowed(vault, ground="no-such-ground") == set()


def test_filter_by_terrain_and_nature(vault):
    row = make.DiscriminationReportFactory(
        meldpunt=vault.meldpunt, terrain=make.value("terrain", "police_justice"), nature=make.value("nature", "threat")
    )
    assert narrowed(vault, terrain="police_justice") == narrowed(vault, nature="threat") == {row}


def test_filter_by_municipality_of_residence_and_of_incident(vault):
    hoogeveen = make.municipality("0118")
    lives = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, residence=hoogeveen)
    happened = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, incident=hoogeveen)
    nowhere = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, incident=None, incident_state="not_applicable")
    assert narrowed(vault, residence=str(hoogeveen.pk)) == {lives}
    assert narrowed(vault, incident=str(hoogeveen.pk)) == {happened}
    assert narrowed(vault, incident="not_applicable") == {nowhere}


def test_filter_by_bundle(vault):
    assert narrowed(vault, bundle=str(vault.bundle.pk)) == {vault.report}


def test_filter_by_kind_of_party_passes_over_parties_that_are_kept_away(vault):
    vault.hidden_party.kind = "media"
    vault.hidden_party.save()
    # A report about a party is seen, while another report about it keeps the party itself away.
    shared = make.OtherPartyFactory(meldpunt=vault.meldpunt, kind="police", organisation="Watch")
    seen = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, other_party=shared)
    vault.hidden.other_party = shared
    vault.hidden.save()
    assert narrowed(vault, party_kind="media") == {vault.of_party}
    assert narrowed(vault, party_kind="police") == {seen, vault.hidden}
    assert narrowed(vault, vault.barred, party_kind="police") == set()
    assert seen in narrowed(vault, vault.barred)


def test_filter_by_the_first_contact(vault):
    today = timezone.localdate()
    fresh = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, received_on=today)
    spoken = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, first_contact_on=today)
    late = {vault.report, vault.hidden, vault.of_party, vault.anonymous}
    assert narrowed(vault, contact="late") == late
    assert narrowed(vault, contact="none") == late | {fresh}
    assert spoken not in narrowed(vault, contact="due")


@pytest.mark.parametrize("today", [date(2026, 4, 1) + timedelta(days=n) for n in range(0, 60, 3)])
def test_what_is_late_in_the_list_is_late_by_the_clock(today):
    for due in (True, False):
        last = contacted_before(today, due=due)
        for days in range(20):
            received = today - timedelta(days=days)
            waits = working_days_after(received, 2) <= today if due else working_days_after(received, 2) < today
            assert (received <= last) == waits


def test_filter_by_an_unread_message(vault):
    MailboxMessage.objects.update(read_by_meldpunt=True)  # those that the vault begins with
    unread_message(vault.report)
    unread_message(vault.hidden, read=True)
    unread_message(vault.of_party, from_reporter=False)
    assert narrowed(vault, unread="yes") == {vault.report}
    assert narrowed(vault, unread="no") == {vault.hidden, vault.of_party, vault.anonymous}


@pytest.mark.parametrize(
    ("missing", "fields"),
    [
        ("residence", {"residence": None, "residence_state": "unknown"}),
        ("incident", {"incident": None, "incident_state": "unknown"}),
        ("ground", {"grounds": ["unknown"]}),
        ("terrain", {"terrain": "unknown"}),
        ("nature", {"nature": "unknown"}),
    ],
)
def test_filter_by_what_is_not_known(vault, missing, fields):
    fields = {name: make.value(name, value) if name in ("terrain", "nature") else value for name, value in fields.items()}
    complete = {"other_party": vault.party, "incident_on": date(2020, 1, 1), "incident_precision": "day"}
    row = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, **complete, **fields)
    whole = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, **complete)
    assert narrowed(vault, missing=missing) == {row}
    assert row in narrowed(vault, missing="anything")
    assert whole not in narrowed(vault, missing="anything") | narrowed(vault, missing="other_party") | narrowed(vault, missing="incident_on")
    assert vault.hidden in narrowed(vault, missing="other_party") & narrowed(vault, missing="incident_on")


@pytest.mark.parametrize(
    "wrong",
    [{"status": "gone"}, {"kind": "x"}, {"received_from": "yesterday"}, {"bundle": "x"}, {"unread": "maybe"}, {"missing": "x"}, {"sort": "x"}],
)
def test_a_value_that_is_none_finds_nothing_and_says_so(vault, sign_in, wrong):
    assert narrowed(vault, **wrong) == set()
    page = sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_reports"), wrong)
    assert page.status_code == 200
    assert soup(page).select_one(".error-summary")


def test_words_are_searched_by_post_and_stand_in_no_address(vault, sign_in):
    client, address = sign_in(vault.consulent), of(vault.meldpunt, "discrimination_reports")
    vault.report.description = "Refused at the door of the <b>Blue Hall</b>"
    vault.report.save()
    for said in ("blue hall", "bakery", str(vault.report.number), vault.report.reference.lower()):
        page = client.post(address, {"q": said})
        assert vault.report.reference in listed(page), said
        assert "q=" not in "".join(link["href"] for link in soup(page).select("a"))
    assert listed(client.post(address, {"q": "blue bakery"})) == [vault.report.reference]
    assert listed(client.post(address, {"q": "blue nothing"})) == []
    # In an address it is no filter.
    assert len(listed(client.get(address, {"q": "blue hall"}))) == 4


def test_words_do_not_find_a_party_that_is_kept_away(vault):
    shared = make.OtherPartyFactory(meldpunt=vault.meldpunt, organisation="Zanzibar")
    seen = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, other_party=shared)
    vault.hidden.other_party = shared
    vault.hidden.save()
    assert narrowed(vault, q="zanzibar") == {seen, vault.hidden}
    assert narrowed(vault, vault.barred, q="zanzibar") == set()


def test_the_order_sticks_in_this_browser(vault, sign_in):
    client, address = sign_in(vault.consulent), of(vault.meldpunt, "discrimination_reports")
    old = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, received_on=date(2021, 1, 1))
    sent = client.post(address, {"sort": "oldest", "status": "open"})
    assert sent["Location"] == f"{address}?status=open&sort=oldest"
    assert listed(client.get(address))[0] == old.reference
    assert set(client.cookies["casetrack_report_order"].value.split()) == {"oldest"}
    assert listed(client.get(address, {"sort": "newest"}))[-1] == old.reference
    numbers = [int(reference[-4:]) for reference in listed(client.get(address, {"sort": "number"}))]
    assert numbers == sorted(numbers, reverse=True)


def test_pages_follow_each_other_without_gap_or_double(vault, sign_in):
    for _ in range(30):
        make.DiscriminationReportFactory(meldpunt=vault.meldpunt)
    client, address, seen = sign_in(vault.consulent), of(vault.meldpunt, "discrimination_reports"), []
    while address:
        page = client.get(address)
        seen += listed(page)
        following = soup(page).select_one('a[rel="next"]')
        address = following and following["href"]
    assert len(seen) == len(set(seen)) == 34


def test_the_pages_of_a_search_are_buttons(vault, sign_in):
    for _ in range(30):
        make.DiscriminationReportFactory(meldpunt=vault.meldpunt, description="needle")
    client, address = sign_in(vault.consulent), of(vault.meldpunt, "discrimination_reports")
    first = client.post(address, {"q": "needle"})
    after = soup(first).select_one('button[name="after"]')["value"]
    second = client.post(address, {"q": "needle", "after": after})
    assert (len(listed(first)), len(listed(second))) == (25, 5)
    assert not set(listed(first)) & set(listed(second))


def test_the_list_costs_the_same_number_of_queries_with_one_row_and_with_three(vault, sign_in, django_assert_num_queries):
    client, address = sign_in(vault.consulent), of(vault.meldpunt, "discrimination_reports")
    with django_assert_num_queries(LIST_QUERIES):
        assert len(listed(client.get(address, {"bundle": vault.bundle.pk}))) == 1
    for _ in range(2):
        make.DiscriminationReportFactory(
            meldpunt=vault.meldpunt, bundle=vault.bundle, handler=vault.lead, other_party=make.OtherPartyFactory(meldpunt=vault.meldpunt)
        )
    with django_assert_num_queries(LIST_QUERIES):
        assert len(listed(client.get(address, {"bundle": vault.bundle.pk}))) == 3


def test_a_hostile_description_or_party_is_shown_as_text(vault, sign_in):
    vault.party.organisation = "<script>alert(1)</script>"
    vault.party.save()
    page = sign_in(vault.consulent).get(of(vault.meldpunt, "discrimination_reports"))
    assert "<script>alert(1)</script>" not in page.content.decode()
    assert "<script>alert(1)</script>" in words(page)


def test_the_api_narrows_by_the_same_filters_and_refuses_one_that_it_does_not_know(vault, client):
    client.force_login(vault.consulent)
    address = reverse("api-discrimination-report-list")
    found = client.get(address, {"ground": "race", "handler": "me"}).json()
    assert [row["reference"] for row in found["results"]] == [vault.report.reference]
    for unknown in ("q", "colour", "sort"):
        refused = client.get(address, {unknown: "x"})
        assert (refused.status_code, list(refused.json())) == (400, [unknown])
    searched = client.post(reverse("api-discrimination-report-search"), {"q": "bakery"}, content_type="application/json")
    assert [row["pk"] for row in searched.json()["results"]] == [vault.report.pk]


def test_a_saved_search_cannot_keep_words(vault):
    from referrals.report_filters import criteria_of

    assert criteria_of({"ground": "race", "kind": ""}, vault.consulent) == {"ground": "race"}
    for wrong in ({"q": "Bakery"}, {"kind": "x"}, {"colour": "red"}):
        with pytest.raises(ValidationError):
            criteria_of(wrong, vault.consulent)
