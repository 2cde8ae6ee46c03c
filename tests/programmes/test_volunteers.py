"""Areas, who works where, and the files of volunteers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from casetrack.access import Permission, Role
from casetrack.actions import Refusal
from casetrack.models import Opening
from programmes import actions
from programmes.choices import VogState
from programmes.models import Area, AreaMember, VolunteerFile
from referrals.models import SignUp
from tests import factories as make

TODAY = timezone.localdate


def days(number):
    """The day so many days from today."""
    return TODAY() + timedelta(days=number)


@pytest.fixture
def k(world):
    """The programme of households."""
    return world.kansrijk


@pytest.fixture
def office(world, sign_in):
    """A coordinator, in English."""
    client = sign_in(world.coordinator)
    client.cookies["casetrack_language"] = "en"
    return client


def role_of(user, programme):
    """The membership of a user in a programme."""
    return programme.members.get(user=user)


def test_the_files_open_for_leader_and_coordinator_only(world, k, sign_in):
    pages = [
        (reverse("programme_volunteers", args=[k.programme.code]), {"administrator": 403, "buddy": 404, "spil": 404}),
        (reverse("open_volunteer_file", args=[k.programme.code]), {"administrator": 403, "buddy": 404, "spil": 404}),
        (reverse("volunteer", args=[k.volunteer.pk]), {"administrator": 404, "buddy": 404, "spil": 404}),
        (reverse("change_volunteer_file", args=[k.volunteer.pk]), {"administrator": 404, "buddy": 404, "spil": 404}),
    ]
    for url, others in pages:
        for who, expected in {"coordinator": 200, "leader": 404, "achterwacht": 404, "nobody": 404, **others}.items():
            assert sign_in(getattr(world, who)).get(url).status_code == expected, (who, url)


def test_a_file_is_opened_for_a_buddy_with_languages_and_areas(k, office):
    there = reverse("open_volunteer_file", args=[k.programme.code])
    member = role_of(k.buddy2, k.programme)
    assert member in office.get(there).context["form"]["member"].field.queryset
    answer = office.post(
        there,
        {"member": member.pk, "trained_on": "2025-03-01", "vog_on": "2025-01-15", "vog_renew_on": "2028-01-15", "capacity": "4",
         "languages": ["ar", "nl"], "areas": [k.east.pk, k.west.pk], "remarks": "Mondays only"},
    )  # fmt: skip
    row = VolunteerFile.objects.get(user=k.buddy2)
    assert answer["Location"] == reverse("volunteer", args=[row.pk])
    assert (row.capacity, row.languages, row.remarks, str(row.vog_renew_on)) == (4, ["nl", "ar"], "Mondays only", "2028-01-15")
    assert sorted(AreaMember.objects.filter(user=k.buddy2, ends_on=None).values_list("area__name", "role")) == [("East", "buddy"), ("West", "buddy")]
    assert row.history.get().history_user == k.coordinator
    page = office.get(row.get_absolute_url()).content.decode()
    assert "Dutch, Arabic" in page and "East, West" in page and "Mondays only" in page
    assert Opening.objects.filter(user=k.coordinator, what="programmes.volunteerfile", key=str(row.pk)).count() == 1


def test_only_buddies_and_spillen_of_the_programme_without_a_file_are_offered(world, k, office):
    there = reverse("open_volunteer_file", args=[k.programme.code])
    offered = {row.user for row in office.get(there).context["form"]["member"].field.queryset}
    assert offered == {k.buddy2, k.spil, k.spil2}
    wrong = [role_of(k.achterwacht, k.programme), role_of(world.coach, world.programme), role_of(k.buddy, k.programme)]
    for member in wrong:
        assert office.post(there, {"member": member.pk, "capacity": "1"}).status_code == 422
    assert VolunteerFile.objects.count() == 1


def test_the_action_refuses_who_is_no_volunteer_there(world, k):
    for member in (role_of(k.achterwacht, k.programme), role_of(world.coach, world.programme)):
        with pytest.raises(Refusal):
            actions.open_volunteer_file(k.programme, by=k.coordinator, member=member)
    ended = make.ProgrammeMemberFactory(programme=k.programme, role=Role.BUDDY, ends_on=TODAY())
    with pytest.raises(Refusal):
        actions.open_volunteer_file(k.programme, by=k.coordinator, member=ended)
    with pytest.raises(ValidationError):
        actions.open_volunteer_file(k.programme, by=k.coordinator, member=role_of(k.buddy, k.programme))
    with pytest.raises(PermissionDenied):
        actions.open_volunteer_file(k.programme, by=k.buddy, member=role_of(k.buddy2, k.programme))


def test_a_file_is_changed_and_work_in_an_area_that_is_no_longer_ticked_ends_today(k, office):
    AreaMember.objects.filter(area=k.east, user=k.buddy).get()
    form = office.get(reverse("change_volunteer_file", args=[k.volunteer.pk])).context["form"]
    assert form["areas"].value() == [k.east.pk] and form["languages"].value() == ["nl", "ar"]
    office.post(
        reverse("change_volunteer_file", args=[k.volunteer.pk]),
        {"capacity": "0", "languages": ["pl"], "areas": [k.west.pk], "seen_version": k.volunteer.version},
    )
    row = VolunteerFile.objects.get(pk=k.volunteer.pk)
    assert (row.capacity, row.languages, row.vog_on) == (0, ["pl"], None)
    east, west = (AreaMember.objects.get(area=area, user=k.buddy) for area in (k.east, k.west))
    assert (east.ends_on, west.ends_on, west.starts_on) == (TODAY(), None, TODAY())
    assert east.history.first().history_change_reason == "area_work_ended"


@pytest.mark.parametrize(
    "wrong",
    [{"capacity": "-1"}, {"capacity": "many"}, {"capacity": "201"}, {"languages": ["klingon"]}, {"areas": ["999999"]},
     {"vog_on": "2025-05-01", "vog_renew_on": "2025-04-01"}, {"trained_on": "31-02-2025"}, {"vog_on": "0202-01-01"}],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_changes(k, office, wrong):
    before = VolunteerFile.objects.values().get(pk=k.volunteer.pk)
    answer = office.post(reverse("change_volunteer_file", args=[k.volunteer.pk]), {"capacity": "3", "areas": [k.west.pk], **wrong})
    assert answer.status_code == 422
    assert VolunteerFile.objects.values().get(pk=k.volunteer.pk) == before
    assert not AreaMember.objects.filter(area=k.west, user=k.buddy).exists()


def test_an_area_of_another_programme_is_refused(world, k, office):
    foreign = make.AreaFactory(programme=world.programme)
    url = reverse("change_volunteer_file", args=[k.volunteer.pk])
    answers = [office.post(url, {"capacity": "3", "areas": [key]}).context["form"].errors.get_json_data() for key in (foreign.pk, 999_999)]
    assert [error["areas"][0]["code"] for error in answers] == ["invalid_choice", "invalid_choice"]
    with pytest.raises(Refusal):
        actions.change_volunteer_file(k.volunteer, by=k.coordinator, areas=[foreign])
    assert not AreaMember.objects.filter(area=foreign).exists()


@pytest.mark.parametrize(
    ("vog_on", "renew", "state"),
    [(None, None, VogState.MISSING), (None, 100, VogState.MISSING), (-10, None, VogState.FINE), (-10, 61, VogState.FINE),
     (-10, 60, VogState.LAPSES_SOON), (-10, 1, VogState.LAPSES_SOON), (-10, 0, VogState.LAPSED), (-10, -5, VogState.LAPSED)],
)  # fmt: skip
def test_the_vog_warns_sixty_days_before_a_new_one_is_needed(k, office, vog_on, renew, state):
    day = {"vog_on": None if vog_on is None else days(vog_on), "vog_renew_on": None if renew is None else days(renew)}
    row = make.VolunteerFileFactory.build(**day)
    assert row.vog_state == state
    VolunteerFile.objects.filter(pk=k.volunteer.pk).get()
    k.volunteer.vog_on, k.volunteer.vog_renew_on = day["vog_on"], day["vog_renew_on"]
    k.volunteer.save()
    page = office.get(reverse("programme_volunteers", args=[k.programme.code])).content.decode()
    with translation.override("en"):
        assert str(state.label) in page


def test_the_list_shows_who_has_no_file_and_opens_one_for_them(k, office):
    page = office.get(reverse("programme_volunteers", args=[k.programme.code]))
    assert [str(row.user) for row in page.context["page"]] == [str(k.buddy)]
    text = page.content.decode()
    assert f"?user={k.spil.pk}" in text and f"?user={k.buddy.pk}" not in text
    form = office.get(reverse("open_volunteer_file", args=[k.programme.code]) + f"?user={k.spil.pk}").context["form"]
    assert form["member"].value() == role_of(k.spil, k.programme).pk


def test_the_list_costs_the_same_number_of_queries_with_more_rows(k, office, django_assert_num_queries):
    url = reverse("programme_volunteers", args=[k.programme.code])
    office.get(url)
    with django_assert_num_queries(10):
        office.get(url)
    for _ in range(3):
        member = make.ProgrammeMemberFactory(programme=k.programme, role=Role.BUDDY)
        make.VolunteerFileFactory(programme=k.programme, user=member.user)
        make.AreaMemberFactory(area=k.east, user=member.user, role=Role.BUDDY)
    with django_assert_num_queries(10):
        office.get(url)


# Areas


def test_an_area_is_added_and_renamed_once_by_name(k, office):
    office.post(reverse("add_area", args=[k.programme.code]), {"name": "North"})
    area = Area.objects.get(name="North")
    office.post(reverse("change_area", args=[k.programme.code, area.pk]), {"name": "Far north", "seen_version": area.version})
    assert Area.objects.get(pk=area.pk).name == "Far north"
    assert office.post(reverse("add_area", args=[k.programme.code]), {"name": "East"}).status_code == 422
    assert office.post(reverse("change_area", args=[k.programme.code, area.pk]), {"name": "West"}).status_code == 422
    assert k.programme.areas.count() == 3


def test_an_area_of_another_programme_answers_like_an_unknown_one(world, k, office):
    foreign = make.AreaFactory(programme=world.programme)
    for key in (foreign.pk, 999_999):
        assert office.get(reverse("change_area", args=[k.programme.code, key])).status_code == 404
        assert office.post(reverse("add_area_member", args=[key]), {}).status_code == 404
    with pytest.raises(Refusal):
        actions.change_area(k.programme, by=k.coordinator, area=foreign, name="Taken")


def test_an_administrator_draws_areas_and_sees_not_who_works_there(world, k, sign_in):
    client = sign_in(world.administrator)
    text = client.get(reverse("areas", args=[k.programme.code])).content.decode()
    assert "East" in text and str(k.spil) not in text and reverse("add_area_member", args=[k.east.pk]) not in text
    assert client.post(reverse("add_area", args=[k.programme.code]), {"name": "North"}).status_code == 302


def test_a_spil_sees_the_sign_ups_of_an_area_from_the_day_they_work_there_until_they_stop(k, office):
    def seen():
        return set(SignUp.objects.allowed(k.spil, Permission.VIEW_SIGN_UP).values_list("name", flat=True))

    assert seen() == {"Elsje Oosting"}
    office.post(reverse("add_area_member", args=[k.west.pk]), {"member": role_of(k.spil, k.programme).pk})
    assert seen() == {"Elsje Oosting", "Wubbo Westing"}
    work = AreaMember.objects.get(area=k.west, user=k.spil)
    office.post(reverse("end_area_member", args=[k.west.pk, work.pk]), {"ends_on": str(TODAY()), "seen_version": work.version})
    assert seen() == {"Elsje Oosting"}


def test_who_is_no_volunteer_of_the_programme_cannot_work_in_its_area(world, k, office):
    for member in (role_of(k.achterwacht, k.programme), role_of(world.coach, world.programme)):
        assert office.post(reverse("add_area_member", args=[k.west.pk]), {"member": member.pk}).status_code == 422
        with pytest.raises(Refusal):
            actions.add_area_member(k.west, by=k.coordinator, member=member)
    assert k.west.members.count() == 1


def test_work_in_an_area_cannot_end_before_it_starts_nor_begin_twice(k, office):
    office.post(reverse("add_area_member", args=[k.west.pk]), {"member": role_of(k.buddy, k.programme).pk, "starts_on": str(days(3))})
    work = AreaMember.objects.get(area=k.west, user=k.buddy)
    assert office.post(reverse("end_area_member", args=[k.west.pk, work.pk]), {"ends_on": str(TODAY())}).status_code == 422
    assert office.post(reverse("add_area_member", args=[k.west.pk]), {"member": role_of(k.buddy, k.programme).pk}).status_code == 422
    assert AreaMember.objects.get(pk=work.pk).ends_on is None


def test_the_new_roles_can_be_given_on_the_page_of_members(world, k, sign_in):
    client = sign_in(world.administrator)
    for role in ("coordinator", "buddy", "spil", "achterwacht"):
        data = {"email": f"new-{role}@test.example", "role": role, "first_name": "Nieuw", "last_name": role}
        assert client.post(reverse("add_programme_member", args=[k.programme.code]), data).status_code == 302
        assert k.programme.members.get(user__email=f"new-{role}@test.example").role == role
    assert sign_in(k.coordinator).get(reverse("add_programme_member", args=[k.programme.code])).status_code == 403
