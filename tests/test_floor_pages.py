"""Sign-in, the account, errors, the user's own choices, and text that outlives a session."""

import re
import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import path, reverse
from knox.auth import TokenAuthentication
from knox.models import AuthToken

from casetrack import tokens
from casetrack.pages import KEPT, kept_post
from casetrack.templatetags.casetrack import MENU, site_menu
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(email="anna@test.example", first_name="Anna", last_name="Voorbeeld")


@pytest.fixture
def entered(user, sign_in):
    return sign_in(user)


def sign_in_by_form(client, email="anna@test.example", password=PASSWORD, to="/help/"):
    return client.post(reverse("account_login"), {"login": email, "password": password, "next": to})


# Signing in and out


def test_a_user_signs_in_and_comes_to_the_page_asked_for(client, user):
    answer = sign_in_by_form(client)
    assert (answer.status_code, answer.url) == (302, "/help/")
    assert client.get("/help/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_read_alike(client, user):
    wrong = sign_in_by_form(client, password="not-the-password").context["form"].errors
    unknown = sign_in_by_form(client, email="nobody@test.example").context["form"].errors
    assert wrong == unknown
    assert "_auth_user_id" not in client.session


def test_a_deactivated_user_cannot_sign_in(client, user):
    user.is_active = False
    user.save()
    sign_in_by_form(client)
    assert "_auth_user_id" not in client.session


def test_sign_in_does_not_lead_to_another_site(client, user):
    assert "evil.example" not in sign_in_by_form(client, to="https://evil.example/").url


def test_many_wrong_passwords_close_the_door_for_a_while_even_for_the_right_one(client, user):
    for _ in range(12):
        sign_in_by_form(client, password="not-the-password")
    sign_in_by_form(client)
    assert "_auth_user_id" not in client.session


def test_signing_out_asks_on_get_and_happens_on_post(entered):
    assert entered.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in entered.session
    entered.cookies["casetrack_language"] = "en"
    assert "You are signed out." in entered.post(reverse("account_logout"), follow=True).content.decode()
    assert "_auth_user_id" not in entered.session


def test_pages_for_developers_are_reached_from_the_account_page_only(entered):
    page = entered.get(reverse("account")).content.decode()
    bar, main = page.split("<main")
    for name in ("api_docs", "gallery"):
        assert f'href="{reverse(name)}"' not in bar
        assert f'href="{reverse(name)}"' in main


def test_signing_in_gives_the_language_of_the_user_unless_this_browser_has_one(client, user):
    user.language = "de"
    user.save()
    assert sign_in_by_form(client).cookies["casetrack_language"].value == "de"
    other = Client()
    other.cookies["casetrack_language"] = "en"
    assert "casetrack_language" not in sign_in_by_form(other).cookies


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password", "account_reauthenticate"])
def test_what_the_sign_in_library_offers_and_we_do_not_use_is_not_found(client, name):
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name), {"email": "new@test.example", "password1": PASSWORD}).status_code == 404


# Passwords


def test_a_forgotten_password_is_replaced_through_the_link_in_the_mail(client, user):
    assert client.post(reverse("account_reset_password"), {"email": user.email}).url == reverse("account_reset_password_done")
    (letter,) = mail.outbox
    assert letter.subject.startswith("casetrack: ")
    assert "Anna" not in letter.subject + letter.body
    link = re.search(r"http://testserver(/\S+)", letter.body)[1]
    form_page = client.get(link, follow=True)
    client.post(form_page.request["PATH_INFO"], {"password1": "a-brand-new-password", "password2": "a-brand-new-password"})
    user.refresh_from_db()
    assert user.check_password("a-brand-new-password")
    assert "token_fail" in Client().get(link, follow=True).context
    assert Client().get(link, follow=True).context["token_fail"] is True


def test_asking_a_new_password_for_an_unknown_address_tells_nothing_and_sends_nothing(client):
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@test.example"})
    assert answer.url == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_a_changed_password_is_told_by_mail(entered, user):
    new = {"oldpassword": PASSWORD, "password1": "a-brand-new-password", "password2": "a-brand-new-password"}
    assert entered.post(reverse("account_change_password"), new).status_code == 302
    user.refresh_from_db()
    assert user.check_password("a-brand-new-password")
    assert [letter.to for letter in mail.outbox] == [["anna@test.example"]]


def test_a_short_password_is_refused_with_the_rule(entered, user):
    new = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    form = entered.post(reverse("account_change_password"), new).context["form"]
    assert "12" in str(form.errors["password1"])
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_faults_of_the_password_page_say_sie_in_german(entered):
    entered.cookies["casetrack_language"] = "de"
    wrong = {"oldpassword": "not-my-password", "password1": "a-brand-new-password", "password2": "another-new-password"}
    form = entered.post(reverse("account_change_password"), wrong).context["form"]
    said = f"{form.errors['oldpassword']} {form.errors['password2']}".lower()
    assert " du " not in said and " dein" not in said and " musst " not in said


def test_the_rules_for_passwords_are_told_in_the_words_of_the_page(entered):
    entered.cookies["casetrack_language"] = "nl"
    form = entered.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}).context["form"]
    assert form.errors["password1"][0] == "Dit wachtwoord is te kort. Kies minstens 12 tekens."
    assert form.fields["password1"].help_text.startswith("Kies minstens 12 tekens. Kies geen wachtwoord")


# Text that outlives a session


def end_session(client):
    """The session ends by time: its row is still there, past its date."""
    store = SessionStore(client.session.session_key)
    model = store.get_model_class()
    model.objects.filter(session_key=store.session_key).update(expire_date="2020-01-01T00:00Z")


def page_request(client, user, path):
    """A GET of `path` by this user in the session of `client`, as a view gets it."""
    request = RequestFactory().get(path)
    request.user, request.session = user, client.session
    request._messages = _Messages()
    return request


class _Messages(list):
    def add(self, level, message, extra_tags=""):
        """As the storage of messages does."""
        self.append(str(message))


FORM = {"note": "Called, will come on Monday.", "seen_version": "3", "password1": "secret", "submission": "x", "kind": ["a", "b"]}


def test_text_typed_before_the_session_ended_comes_back_after_signing_in_and_only_once(entered, user):
    end_session(entered)
    answer = entered.post("/account/tokens/revoke/", FORM, headers={"referer": "http://testserver/account/"})
    assert answer.url == "/sign-in/?next=/account/"
    assert sign_in_by_form(entered, to="/account/").url == "/account/"
    request = page_request(entered, user, "/account/")
    assert kept_post(request) == {"note": "Called, will come on Monday.", "seen_version": "3", "kind": ["a", "b"]}
    assert len(request._messages) == 1
    assert kept_post(request) is None


def test_kept_text_does_not_come_back_to_another_user(entered, user):
    end_session(entered)
    entered.post("/account/tokens/revoke/", FORM, headers={"referer": "http://testserver/account/"})
    other = UserFactory(email="other@test.example")
    sign_in_by_form(entered, email=other.email, to="/account/")
    request = page_request(entered, other, "/account/")
    assert kept_post(request) is None
    assert KEPT not in request.session


def test_kept_text_stays_away_from_other_pages_and_other_forms(entered, user):
    end_session(entered)
    entered.post("/account/tokens/", FORM, headers={"referer": "http://testserver/account/"})
    sign_in_by_form(entered)
    assert kept_post(page_request(entered, user, "/help/")) is None
    assert kept_post(page_request(entered, user, "/account/"), to="/account/tokens/revoke/") is None
    assert kept_post(page_request(entered, user, "/account/"), to="/account/tokens/")["seen_version"] == "3"


def test_kept_text_is_gone_after_half_an_hour(entered, user, monkeypatch):
    end_session(entered)
    entered.post("/account/tokens/", FORM, headers={"referer": "http://testserver/account/"})
    sign_in_by_form(entered)
    later = time.time() + 31 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert kept_post(page_request(entered, user, "/account/")) is None


def test_more_than_100_000_characters_are_not_kept(entered):
    end_session(entered)
    entered.post("/account/tokens/", {"note": "x" * 100_001})
    assert KEPT not in entered.session


def test_a_page_from_before_a_second_sign_in_keeps_its_text(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    sent = {"origin": "http://testserver", "referer": "http://testserver/account/"}
    answer = client.post("/account/tokens/", {**FORM, "csrfmiddlewaretoken": "of-long-ago"}, headers=sent)
    assert answer.status_code == 403
    assert answer.context["page"] == "/account/"
    assert kept_post(page_request(client, user, "/account/"))["note"] == FORM["note"]


def test_a_form_on_another_site_leaves_no_text_here(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.post("/account/tokens/", FORM, headers={"origin": "http://evil.example"}).status_code == 403
    assert KEPT not in client.session


def test_htmx_of_an_ended_session_sends_the_whole_page_to_sign_in(client):
    sent = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"}
    answer = client.get("/help/", headers=sent)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/sign-in/?next=/account/")


def test_the_address_of_sign_in_holds_the_path_only(client):
    assert client.get("/help/?search=Eigenhuis").url == "/sign-in/?next=/help/"


# The user's own choices


def test_the_chosen_language_and_theme_are_kept_in_cookies(client):
    client.post("/language/", {"language": "de", "next": "/sign-in/"})
    client.post("/theme/", {"theme": "dark", "next": "/sign-in/"})
    page = client.get("/sign-in/").content.decode()
    assert '<html lang="de" data-theme="dark">' in page
    client.post("/theme/", {"theme": "system"})
    client.post("/language/", {"language": "xx"})
    assert '<html lang="de">' in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_choice_leads_back_to_this_site_only(client, target):
    assert client.post("/theme/", {"theme": "dark", "next": target}).url == "/"


def test_the_account_page_shows_the_user_and_no_password(entered, user):
    page = entered.get(reverse("account")).content.decode()
    assert "Anna Voorbeeld" in page
    assert user.password not in page


# Tokens


def test_a_token_is_shown_once_ends_after_90_days_and_signs_in(entered, user):
    token = entered.post(reverse("token_make")).context["token"]
    kept = AuthToken.objects.get()
    assert (kept.expiry - kept.created).days in (89, 90)
    assert TokenAuthentication().authenticate_credentials(token.encode())[0] == user
    page = entered.get(reverse("account")).content.decode()
    assert kept.token_key in page
    assert token not in page


def test_a_sixth_token_is_refused(entered, user):
    for _ in range(tokens.LIMIT):
        entered.post(reverse("token_make"))
    assert entered.post(reverse("token_make")).status_code == 302
    assert AuthToken.objects.count() == tokens.LIMIT


def test_a_user_revokes_own_tokens_only(entered, user):
    tokens.make_token(UserFactory())
    theirs = AuthToken.objects.get()
    assert entered.post(reverse("token_revoke"), {"token": theirs.token_key}).status_code == 404
    tokens.make_token(user)
    mine = AuthToken.objects.get(user=user)
    assert entered.post(reverse("token_revoke"), {"token": mine.token_key}).status_code == 302
    assert list(AuthToken.objects.all()) == [theirs]


# Errors and small pages


def test_an_unknown_page_is_friendly_with_and_without_sign_in(client, entered):
    assert entered.get("/nope/").status_code == 404
    assert Client().get("/nope/").status_code == 404
    assert "nope" not in Client().get("/nope/").content.decode().split('name="next"')[0]


def test_a_fault_shows_a_plain_page_without_asking_the_database(django_assert_num_queries, rf):
    from casetrack.views import broken

    with django_assert_num_queries(0):
        answer = broken(rf.get("/"))
    assert answer.status_code == 500
    assert b"<h1" in answer.content


def test_health_and_robots_need_no_sign_in(client):
    assert client.get("/health/").json() == {"status": "ok"}
    assert b"Disallow: /" in client.get("/robots.txt").content


def test_the_gallery_and_help_open_for_everybody_who_signed_in(client, user, sign_in):
    assert client.get(reverse("gallery")).status_code == 302
    sign_in(user)
    for name in ("gallery", "help"):
        assert client.get(reverse(name)).status_code == 200


def test_no_page_holds_inline_script_or_style(entered):
    for address in ("/components/", "/account/", "/help/", "/sign-out/", "/account/password/", "/nope/"):
        page = entered.get(address).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", page), address


urlpatterns = [path(f"{name}/", lambda request: None, name=name) for name, label, permission in MENU]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("leader", "my_work quick participants sign_ups sessions editions reports import_start"),
        ("coordinator", "my_work quick participants sign_ups exchange help_requests volunteers sessions editions reports"),
        ("spil", "my_work sign_ups exchange editions"),
        ("achterwacht", "my_work help_requests"),
        ("coach", "my_work quick participants sign_ups sessions editions"),
        ("funder", "my_work reports"),
        ("partner", "my_work sign_ups sessions editions"),
        ("administrator", "my_work editions programmes organisations members"),
        ("nobody", "my_work"),
        ("anonymous", ""),
    ],
)
def test_the_menu_holds_what_the_role_may_use(world, rf, settings, role, expected):
    settings.ROOT_URLCONF = __name__
    request = rf.get("/editions/12/")
    request.user = getattr(world, role)
    items = site_menu({"request": request})
    assert " ".join(item["url"].strip("/") for item in items) == expected
    assert [item["url"] for item in items if item["current"]] == (["/editions/"] if "editions" in expected else [])


@pytest.mark.parametrize("role", ["leader", "coach", "funder", "partner", "administrator", "nobody", "coordinator", "spil", "achterwacht"])
def test_every_menu_item_opens_for_the_role_that_sees_it(world, rf, role):
    request = rf.get("/")
    request.user = getattr(world, role)
    client = Client()
    client.force_login(request.user)
    shut = [item["url"] for item in site_menu({"request": request}) if client.get(item["url"], follow=True).status_code != 200]
    assert shut == []


def test_too_many_attempts_get_a_page_that_says_to_wait(client):
    answers = {client.post(reverse("account_reset_password"), {"email": "anna@test.example"}).status_code for _ in range(40)}
    assert answers == {302, 429}
