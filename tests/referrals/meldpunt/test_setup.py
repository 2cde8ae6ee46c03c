"""The setup of a meldpunt: who opens and changes it, its dated area, its own values, and which roles fit it."""

from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from casetrack.access import Role
from programmes import actions as programme_actions
from programmes.models import ProgrammeMember
from referrals.actions import discrimination as actions
from referrals.actions.discrimination.letters import ready_templates
from referrals.models import LetterTemplate, ListValue, Meldpunt, MeldpuntMunicipality
from referrals.report_road import outside_area
from tests import factories
from tests import vault as make
from tests.referrals.meldpunt.road import ago, client_of, on_the_road


@pytest.fixture
def fresh(world):
    """A programme for discrimination reports that is no meldpunt yet."""
    return factories.ProgrammeFactory(organisation=world.home, code="mdd-test", name="Meldpunt test", kind="meldpunt")


def open_it(channel, user, programme):
    """Open a meldpunt; None when it was opened, else what was answered."""
    fields = {"name": "Meldpunt Test", "phone": "050 1", "email": "m@example.org"}
    if channel == "action":
        try:
            actions.open_meldpunt(programme, by=user, **fields)
        except PermissionDenied:
            return 403
        except ValidationError:
            return 400
        return None
    if channel == "command":
        try:
            call_command("open_meldpunt", "--programme", programme.code, "--name", "Meldpunt Test", "--by", user.email, stdout=StringIO())
        except CommandError:
            return 400
        return None
    url = reverse("meldpunt_open" if channel == "page" else "api-open-meldpunt", args=[programme.code])
    answer = client_of(user).post(url, fields, **({} if channel == "page" else {"content_type": "application/json"}))
    return None if answer.status_code in (201, 302) else answer.status_code


@pytest.mark.parametrize("channel", ["action", "page", "api", "command"])
def test_the_administrator_opens_a_meldpunt_with_ready_letters_and_sees_nothing_of_it(world, fresh, channel):
    assert open_it(channel, world.administrator, fresh) is None
    row = Meldpunt.objects.get(programme=fresh)
    assert (row.code, row.name, row.public_form) == ("mdd-test", "Meldpunt Test", False)
    assert LetterTemplate.objects.filter(meldpunt=row).count() == len(ready_templates())
    assert row.history.get().history_user == world.administrator
    client = client_of(world.administrator)
    for name in ("meldpunt_setup", "meldpunt_change", "letter_templates", "api-meldpunt-detail"):
        assert client.get(reverse(name, args=[row.code])).status_code == 404, name


@pytest.mark.parametrize("channel", ["action", "page", "api", "command"])
def test_nobody_else_opens_a_meldpunt_and_no_other_programme_becomes_one(world, fresh, channel):
    for user in (world.leader, world.coach, world.neighbour.administrator):
        assert open_it(channel, user, fresh) is not None
    assert open_it(channel, world.administrator, world.programme) in (400, 422)
    other_kind = factories.ProgrammeFactory(organisation=world.home, code="empty", kind="buddy")
    assert open_it(channel, world.administrator, other_kind) in (400, 422)
    assert open_it(channel, world.administrator, fresh) is None
    assert open_it(channel, world.administrator, fresh) is not None
    assert Meldpunt.objects.count() == 1


def test_the_command_says_what_is_wrong(world, fresh):
    for programme, by in (("no-such", world.administrator.email), (fresh.code, "nobody@nowhere.example")):
        with pytest.raises(CommandError):
            call_command("open_meldpunt", "--programme", programme, "--name", "X", "--by", by)


# ── Details, area, values ─────────────────────────────────────────────────────────────────────


def test_the_lead_changes_the_details_and_opens_the_form_for_everybody(vault):
    client = client_of(vault.lead)
    typed = {"name": "New name", "phone": "050 2", "email": "new@example.org", "seen_version": vault.meldpunt.version}
    assert client.post(reverse("meldpunt_change", args=[vault.meldpunt.code]), typed).status_code == 302
    row = Meldpunt.objects.get(pk=vault.meldpunt.pk)
    assert (row.name, row.phone, row.public_form) == ("New name", "050 2", False)
    assert client.post(reverse("meldpunt_change", args=[vault.meldpunt.code]), typed).status_code == 409
    url = reverse("api-meldpunt-change-meldpunt", args=[vault.meldpunt.code])
    assert client.post(url, {"public_form": True}, content_type="application/json").status_code == 200
    assert Meldpunt.objects.get(pk=vault.meldpunt.pk).public_form


def test_a_consulent_reads_the_setup_and_changes_nothing(vault):
    client = client_of(vault.consulent)
    page = client.get(reverse("meldpunt_setup", args=[vault.meldpunt.code])).content.decode()
    assert "Assen" in page and reverse("area_join", args=[vault.meldpunt.code]) not in page
    for url in (
        reverse("meldpunt_change", args=[vault.meldpunt.code]), reverse("area_join", args=[vault.meldpunt.code]),
        reverse("area_leave", args=[vault.area.pk]), reverse("list_value_add", args=[vault.meldpunt.code]),
        reverse("list_value_end", args=[vault.own_value.pk]),
    ):  # fmt: skip
        assert client.post(url, {}).status_code == 403, url


def test_a_neighbouring_meldpunt_is_not_there(vault):
    away = make.build_vault(name="away")
    client = client_of(away.lead)
    for name, key in (("meldpunt_setup", vault.meldpunt.code), ("area_leave", vault.area.pk), ("list_value_end", vault.own_value.pk)):
        assert client.get(reverse(name, args=[key])).status_code == 404
    with pytest.raises(ValidationError):
        actions.leave_area(away.meldpunt, by=away.lead, joined=vault.area)
    with pytest.raises(ValidationError):
        actions.end_list_value(away.meldpunt, by=away.lead, value=vault.own_value)


def test_a_value_of_the_law_is_not_ended(vault):
    with pytest.raises(ValidationError):
        actions.end_list_value(vault.meldpunt, by=vault.lead, value=make.value("ground", "race"))


def test_membership_of_the_area_is_dated_and_the_day_of_receipt_decides(vault):
    tynaarlo = make.municipality("1730")
    joined = actions.join_area(vault.meldpunt, by=vault.lead, municipality=tynaarlo, starts_on=ago(30))
    actions.leave_area(vault.meldpunt, by=vault.lead, joined=joined, ends_on=ago(10))
    for days, outside in ((31, True), (30, False), (11, False), (10, True), (0, True)):
        report = make.DiscriminationReportFactory(meldpunt=vault.meldpunt, incident=tynaarlo, received_on=ago(days))
        assert outside_area(report) == ([tynaarlo] if outside else []), days
    with pytest.raises(ValidationError):
        actions.join_area(vault.meldpunt, by=vault.lead, municipality=tynaarlo, starts_on=ago(15))
    actions.join_area(vault.meldpunt, by=vault.lead, municipality=tynaarlo, starts_on=ago(10))
    with pytest.raises(ValidationError):
        actions.join_area(vault.meldpunt, by=vault.lead, municipality=tynaarlo, starts_on=ago(5))
    with pytest.raises(ValidationError):
        actions.leave_area(vault.meldpunt, by=vault.lead, joined=joined)


@pytest.mark.parametrize(
    ("fields", "outside"),
    [
        ({"residence": "1730"}, ["1730"]),
        ({"incident": "1730"}, ["1730"]),
        ({"residence": "1730", "incident": "1730"}, ["1730"]),
        ({"residence": None, "residence_state": "abroad"}, []),
        ({"incident": None, "incident_state": "not_applicable"}, []),
    ],
)
def test_a_report_from_outside_the_area_is_proposed_to_be_referred_on(vault, fields, outside):
    named = {name: make.municipality(code) if code and len(code) == 4 else code for name, code in fields.items()}
    report = on_the_road(vault, milestones={}, **named)
    assert [row.code for row in outside_area(report)] == outside
    client = client_of(vault.consulent)
    form = client.get(reverse("report_refer", args=[report.pk])).context["form"]
    assert (form["body"].value() == "other_adv") == bool(outside)
    page = client.get(reverse("report_steps_part", args=[report.pk])).content.decode()
    assert ("Outside our area" in page) == bool(outside)


def test_the_form_to_join_offers_the_municipalities_that_still_exist_and_are_not_in_the_area(vault):
    tynaarlo, assen, gone = make.municipality("1730"), make.municipality("0106"), make.municipality("0024")
    form = client_of(vault.lead).get(reverse("area_join", args=[vault.meldpunt.code])).context["form"]
    offered = set(form.fields["municipality"].queryset)
    assert tynaarlo in offered
    assert gone.valid_to is not None and gone not in offered  # Loppersum
    assert assen not in offered


def test_the_area_is_set_by_page_and_api_too(vault):
    client, tynaarlo = client_of(vault.lead), make.municipality("1730")
    assert client.post(reverse("area_join", args=[vault.meldpunt.code]), {"municipality": tynaarlo.pk, "starts_on": "2024-01-01"}).status_code == 302
    row = MeldpuntMunicipality.objects.get(municipality=tynaarlo)
    assert client.post(reverse("area_leave", args=[row.pk]), {"ends_on": "2025-01-01", "seen_version": row.version}).status_code == 302
    row.refresh_from_db()
    assert (row.starts_on, row.ends_on) == (date(2024, 1, 1), date(2025, 1, 1))
    url = reverse("api-meldpunt-join-area", args=[vault.meldpunt.code])
    assert client.post(url, {"municipality": tynaarlo.pk, "starts_on": "2025-06-01"}, content_type="application/json").status_code == 201
    assert client.post(url, {"municipality": tynaarlo.pk, "starts_on": "2025-07-01"}, content_type="application/json").status_code == 400


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31)])
def test_a_closed_year_keeps_its_area(vault, day):
    with translation.override("en"):
        with pytest.raises(ValidationError) as joining:
            actions.join_area(vault.meldpunt, by=vault.lead, municipality=make.municipality("1730"), starts_on=day)
        with pytest.raises(ValidationError) as leaving:
            actions.leave_area(vault.meldpunt, by=vault.lead, joined=vault.area, ends_on=day)
    for refused, column in ((joining, "starts_on"), (leaving, "ends_on")):
        assert refused.value.message_dict[column] == ["2021 is closed, and a closed year keeps its area. Choose a day after that year."]
    assert list(MeldpuntMunicipality.objects.filter(meldpunt=vault.meldpunt).values_list("ends_on", flat=True)) == [None]


def test_after_a_closed_year_municipalities_join_and_leave_and_a_neighbour_is_not_bound_by_it(vault):
    make.ReportingYear.objects.create(meldpunt=make.build_vault(name="away").meldpunt, year=2023, closed_by=vault.lead)
    joined = actions.join_area(vault.meldpunt, by=vault.lead, municipality=make.municipality("1730"), starts_on=date(2022, 1, 1))
    assert actions.leave_area(vault.meldpunt, by=vault.lead, joined=joined, ends_on=date(2023, 7, 1)).ends_on == date(2023, 7, 1)
    assert actions.leave_area(vault.meldpunt, by=vault.lead, joined=vault.area, ends_on=date(2022, 1, 1)).ends_on == date(2022, 1, 1)


def test_the_page_and_the_api_say_which_closed_year_keeps_its_area(vault):
    client, tynaarlo = client_of(vault.lead), make.municipality("1730")
    joins = {"municipality": tynaarlo.pk, "starts_on": "2021-05-01"}
    leaves = {"ends_on": "2021-05-01", "seen_version": vault.area.version}
    for name, key, fields in (("area_join", vault.meldpunt.code, joins), ("area_leave", vault.area.pk, leaves)):
        answer = client.post(reverse(name, args=[key]), fields)
        assert answer.status_code == 422 and "2021 is closed" in answer.content.decode(), name
    answer = client.post(reverse("api-meldpunt-join-area", args=[vault.meldpunt.code]), joins, content_type="application/json")
    assert answer.status_code == 400 and "2021 is closed" in answer.json()["starts_on"][0]
    assert MeldpuntMunicipality.objects.get(meldpunt=vault.meldpunt).ends_on is None


def test_an_own_value_is_added_and_ended_by_page_and_api(vault):
    client = client_of(vault.lead)
    names = {"name_nl": "Kleding & uiterlijk", "name_de": "Kleidung", "name_en": "Clothes"}
    url = reverse("list_value_add", args=[vault.meldpunt.code])
    assert client.post(url, {"counts_as": "ground:other", "valid_from": "2026-01-01", **names}).status_code == 302
    row = ListValue.objects.get(name_en="Clothes")
    assert (row.list, row.official, row.key, row.meldpunt) == ("ground", "other", "other.vault-kleding-uiterlijk", vault.meldpunt)
    assert client.post(url, {"counts_as": "ground:other", "valid_from": "2026-01-01", **names}).status_code == 422  # the same once more
    assert client.post(url, {"counts_as": "ground:race.skin_colour", **names}).status_code == 422  # finer than finer
    assert client.post(reverse("list_value_end", args=[row.pk]), {"valid_to": "2026-02-01", "seen_version": row.version}).status_code == 302
    api = reverse("api-meldpunt-add-list-value", args=[vault.meldpunt.code])
    made = client.post(api, {"list": "handling", "key": "coffee", "official": "advice", **names}, content_type="application/json")
    assert made.status_code == 201
    assert client.post(api, {"list": "handling", "key": "a b", "official": "advice", **names}, content_type="application/json").status_code == 400


# ── Roles ─────────────────────────────────────────────────────────────────────────────────────

USUAL = {"project_leader", "coordinator", "coach", "buddy", "spil", "achterwacht"}
OF_A_MELDPUNT = {"consulent", "meldpunt_lead"}


@pytest.mark.parametrize("channel", ["action", "page", "api"])
@pytest.mark.parametrize("role", sorted(USUAL | OF_A_MELDPUNT))
def test_the_roles_of_a_meldpunt_fit_a_meldpunt_only_and_the_others_everything_else(world, fresh, channel, role):
    for programme, fits in ((fresh, role in OF_A_MELDPUNT), (world.programme, role in USUAL)):
        fields = {"email": world.nobody.email, "role": role}
        if channel == "action":
            try:
                done = bool(programme_actions.add_programme_member(programme, by=world.administrator, **fields))
            except ValidationError as refused:
                done = "role" not in refused.message_dict
        elif channel == "page":
            done = client_of(world.administrator).post(reverse("add_programme_member", args=[programme.code]), fields).status_code == 302
        else:
            url = reverse("api-programme-add-programme-member", args=[programme.code])
            done = client_of(world.administrator).post(url, fields, content_type="application/json").status_code == 201
        assert done == fits
        assert ProgrammeMember.objects.filter(programme=programme, user=world.nobody, role=role).exists() == fits


@pytest.mark.parametrize("channel", ["action", "page", "api"])
@pytest.mark.parametrize("role", sorted(OF_A_MELDPUNT))
def test_an_administrator_gives_themselves_no_role_in_a_meldpunt(world, fresh, channel, role):
    for email in (world.administrator.email, f" {world.administrator.email.upper()} "):
        fields = {"email": email, "role": role}
        if channel == "action":
            with translation.override("en"), pytest.raises(ValidationError, match="yourself"):
                programme_actions.add_programme_member(fresh, by=world.administrator, **fields)
        elif channel == "page":
            answer = client_of(world.administrator).post(reverse("add_programme_member", args=[fresh.code]), fields)
            assert answer.status_code == 422 and "yourself" in answer.content.decode()
        else:
            url = reverse("api-programme-add-programme-member", args=[fresh.code])
            answer = client_of(world.administrator).post(url, fields, content_type="application/json")
            assert answer.status_code == 400 and "yourself" in answer.content.decode()
    assert not ProgrammeMember.objects.filter(programme=fresh).exists()


def test_an_administrator_may_still_work_in_another_programme(world):
    programme_actions.add_programme_member(world.programme, by=world.administrator, email=world.administrator.email, role=Role.PROJECT_LEADER)
    assert ProgrammeMember.objects.filter(programme=world.programme, user=world.administrator).exists()


def test_the_leads_of_a_meldpunt_hear_of_every_change_of_its_members_and_the_mail_names_nobody(
    world, vault, mailoutbox, django_capture_on_commit_callbacks
):
    programme, nobody = vault.meldpunt.programme, world.nobody
    administrator = factories.UserFactory()
    factories.OrganisationMemberFactory(user=administrator, organisation=programme.organisation, role=Role.ADMINISTRATOR)
    with django_capture_on_commit_callbacks(execute=True):
        member = programme_actions.add_programme_member(programme, by=administrator, email=nobody.email, role=Role.MELDPUNT_LEAD)
    assert [mail.to for mail in mailoutbox] == [[vault.lead.email]]
    with django_capture_on_commit_callbacks(execute=True):
        lead = ProgrammeMember.objects.get(programme=programme, user=vault.lead, role=Role.MELDPUNT_LEAD)
        programme_actions.end_programme_member(programme, by=administrator, member=lead)
    assert {to for mail in mailoutbox[1:] for to in mail.to} == {vault.lead.email, nobody.email}
    for mail in mailoutbox:
        said = mail.subject + mail.body
        told = vault.lead if mail.to == [vault.lead.email] else nobody
        others = {nobody, administrator, vault.lead} - {told}
        assert not any(word in said for user in others for word in (user.last_name, user.email)) and member.programme.name not in said
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        programme_actions.add_programme_member(world.programme, by=world.administrator, email=nobody.email, role=Role.COACH)
    assert mailoutbox == []


def test_the_page_offers_only_the_roles_that_fit(world, fresh):
    client = client_of(world.administrator)
    for programme, roles in ((fresh, OF_A_MELDPUNT), (world.programme, USUAL)):
        form = client.get(reverse("add_programme_member", args=[programme.code])).context["form"]
        assert {key for key, _label in form.fields["role"].choices} == roles


def test_every_role_of_a_programme_belongs_to_some_kind():
    assert {str(role) for role in ProgrammeMember.ROLES} == USUAL | OF_A_MELDPUNT


def test_a_programme_does_not_change_into_a_kind_that_does_not_know_the_roles_of_its_members(world, fresh):
    with pytest.raises(ValidationError) as refused:
        programme_actions.change_programme(world.programme, by=world.administrator, kind="meldpunt")
    assert "kind" in refused.value.message_dict
    programme_actions.change_programme(world.programme, by=world.administrator, kind="buddy", name="Renamed")
    member = programme_actions.add_programme_member(fresh, by=world.administrator, email=world.nobody.email, role=Role.MELDPUNT_LEAD)
    with pytest.raises(ValidationError):
        programme_actions.change_programme(fresh, by=world.administrator, kind="buddy")
    programme_actions.end_programme_member(fresh, by=world.administrator, member=member)
    programme_actions.change_programme(fresh, by=world.administrator, kind="buddy")
