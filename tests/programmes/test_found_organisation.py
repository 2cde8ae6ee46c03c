"""The command that begins a new installation."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from casetrack.models import User
from programmes.models import Organisation, OrganisationMember
from tests import factories as make

DATA = {"name": "CMO", "email": "First@Example.org", "first_name": "Anna", "last_name": "Vos"}


def found(**more):
    """Run the command; what it printed."""
    out = io.StringIO()
    call_command("found_organisation", stdout=out, **{**DATA, **more})
    return out.getvalue()


def test_it_makes_an_organisation_kept_by_itself_with_an_administrator(transactional_db, mailoutbox):
    found()
    home = Organisation.objects.get(name="CMO")
    member = OrganisationMember.objects.get()
    assert home.kept_by == home
    assert (member.organisation, member.role, member.user.email) == (home, "administrator", "first@example.org")
    assert member.history.get().history_change_reason == "member_added"
    (mail,) = mailoutbox
    assert mail.to == ["first@example.org"] and "Anna" not in mail.subject


def test_the_printed_link_lets_the_administrator_choose_a_password_and_keep_organisations(db):
    link = next(word for word in found(print_link=True).split() if word.startswith("http"))
    client = Client()
    page = client.get("/" + link.split("/", 3)[3], follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "quite-long-and-odd-77", "password2": "quite-long-and-odd-77"})
    user = User.objects.get()
    assert user.check_password("quite-long-and-odd-77")
    client.force_login(user)
    assert "CMO" in client.get("/organisations/").content.decode()


def test_it_refuses_when_there_are_users_unless_forced(db):
    make.UserFactory()
    with pytest.raises(CommandError):
        found()
    assert not Organisation.objects.exists()
    found(force=True)
    assert Organisation.objects.filter(name="CMO").exists()


def test_a_wrong_address_makes_nothing(db):
    with pytest.raises(CommandError):
        found(email="no address")
    assert (User.objects.count(), Organisation.objects.count()) == (0, 0)
