"""The access matrix: every address of pages and API, for everybody, on own and on other people's rows.

The cells come from the addresses themselves (what casetrack.pages and the viewsets say of
them) and from RULES; an address that says nothing fails.
"""

import os
import re
from collections import Counter, defaultdict
from copy import copy

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from casetrack.access import Permission
from casetrack.models import TrackedModel
from participants import actions as participant_actions
from participants.models import GroupAnswers, Pause
from programmes import actions as programme_actions
from programmes.models import Funding, Instrument
from referrals.models import MailboxFile
from tests import factories as make
from tests import naive_access
from tests.factories import AttendanceFactory
from tests.vault import build_vault

ACTORS = [
    "leader", "coach", "coach2", "former", "administrator", "partner", "funder", "nobody", "deactivated", "anonymous",
    "coordinator", "buddy", "buddy2", "spil", "spil2", "achterwacht", "achterwacht2",
    "neighbour.leader", "neighbour.coach", "neighbour.administrator", "neighbour.partner", "neighbour.funder",
    "vault.lead", "vault.consulent", "vault.barred", "vault.former", "away_vault.lead", "away_vault.consulent",
]  # fmt: skip

# Addresses of libraries, which carry no mark of ours: what they are, and that they need no sign-in or only that.
LIBRARIES = {
    "account_login": "public",
    "account_reset_password": "public",
    "account_reset_password_done": "public",
    "account_reset_password_from_key": "public",
    "account_reset_password_from_key_done": "public",
    "account_signup": "public",
    "account_logout": "signed in",
    "account_change_password": "signed in",
    "account_reauthenticate": "signed in",
}


def addresses(patterns=None, prefix=""):
    """Every URL pattern of the site with its full route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern


def rows_for(model, w):
    """Rows of this model: some of the programme, some of the neighbour."""
    return list(model._base_manager.order_by("pk"))


@pytest.fixture
def full_world(world):
    """The world with at least one row of every model on both sides."""
    w = world
    for trajectory, session in ((w.mine, w.session), (w.neighbour.trajectory, w.neighbour.session)):
        AttendanceFactory(trajectory=trajectory, session=session)
        Pause.objects.create(trajectory=trajectory, starts_on=trajectory.started_on)
    from datetime import timedelta

    from django.utils import timezone

    from outcomes.models import Report
    from referrals.models import ImportFile

    participant_actions.grant_access(
        w.unassigned, by=w.leader, user=w.coach2, reason="Stands in for a sick colleague", ends_on=timezone.localdate() + timedelta(days=3)
    )
    for side in (w, w.neighbour, w.kansrijk):
        make.AreaMemberFactory(area__programme=side.programme)
        make.VolunteerFileFactory(programme=side.programme)
        used = make.EditionInstrumentFactory(edition=side.edition, instrument__kept_by=side.home, instrument__needs_reason=True)
        side.parts = (make.LifeAreaFactory(edition=side.edition), make.WishFactory(edition=side.edition), used)
        make.EditionMomentFactory(edition=side.edition, moment="halfway")
    w.vault, w.away_vault = build_vault(w.home, "vault"), build_vault(w.neighbour.home, "away-vault")
    for side in (w, w.neighbour):
        side.report = Report.objects.create(
            funding=side.funding, as_of=timezone.localdate(), title=f"Report of {side.programme}", figures={"figures": []}, submitted_by=side.leader
        )
        side.import_file = ImportFile.objects.create(edition=side.edition, uploaded_by=side.leader, participants_name="p.csv")
    return w


def actor(w, name):
    """The user behind an actor's name."""
    for part in name.split("."):
        w = getattr(w, part)
    return w


def client_of(user):
    """A client signed in as this user; the deactivated one was signed in before."""
    client = Client(raise_request_exception=True)
    if user.is_authenticated:
        client.force_login(user)
    return client


def classify(pattern):
    """(kind, permission, model, methods) of an address; fails when it says nothing of itself."""
    view = pattern.callback
    if hasattr(view, "page_permission"):
        return "page", view.page_permission, view.page_model, view.page_methods
    if hasattr(view, "page_signed_in"):
        return "signed in", None, None, view.page_methods
    if hasattr(view, "page_public"):
        return "public", None, None, view.page_methods
    if hasattr(view, "cls") and hasattr(view.cls, "model"):
        return "api", None, view.cls.model, tuple(method.upper() for method in view.actions)
    if pattern.name in LIBRARIES:
        return LIBRARIES[pattern.name], None, None, ("GET",)
    raise AssertionError(f"{pattern.name}: says nothing about who may open it")


def keys_of(pattern):
    """The names of the changing parts of an address."""
    regex = getattr(pattern.pattern, "regex", None)
    return {*pattern.pattern.converters, *(regex.groupindex if regex else ())}


EXTRA_KEYS = {
    "code": "kansrijk-oost-test",
    "moment": "start",
    "scoring": "profile",
    "letter": "R",
    "code_of_table": "B4",
    "horizon": 6,
    "year": 2021,
    "municipality": "0106",
    "uidb36": "1",
    "key": "set-password",
}
# Rows inside another row's address: one that belongs to it.
INNER_KEYS = {
    "instrument": lambda row: Instrument.objects.filter(used_by__edition=row.edition, used_by__edition__moments__moment="start").first(),
    "about": lambda row: row.person,
    "member": lambda row: row.members.order_by("pk").last(),
    "phase": lambda row: row.phases.first(),
    "area": lambda row: row.areas.order_by("pk").first(),
    "life_area": lambda row: row.life_areas.order_by("pk").last(),
    "wish": lambda row: row.wishes.order_by("pk").last(),
    "used": lambda row: row.edition_instruments.order_by("pk").last(),
    "template": lambda row: row.meldpunt.lettertemplates.order_by("pk").first(),
    "funding": lambda row: Funding.objects.filter(edition__programme=row).first(),
    "file": lambda row: MailboxFile.objects.filter(message__mailbox__report=row).first(),
}


def url_of(pattern, model, row):
    """The address of this row, with the other parts of the route filled in; none where it has no row for an inner part."""
    keys = {}
    for name in keys_of(pattern):
        if row is not None and name in ("pk", "code"):
            keys[name] = getattr(row, name)
        elif name == "format":
            keys[name] = "csv"
        elif name in INNER_KEYS:
            if (inner := INNER_KEYS[name](row)) is None:
                return None
            keys[name] = inner.pk
        else:
            keys[name] = EXTRA_KEYS[name]
    return reverse(pattern.name, kwargs=keys)


def test_every_address_says_who_may_open_it():
    for route, pattern in addresses():
        if route.startswith("static"):
            continue
        classify(pattern)
        assert pattern.name, route


def _request(client, method, url, api):
    cookies = copy(client.cookies)  # signing out is undone as well
    with transaction.atomic():
        try:
            if method == "GET":
                return client.get(url)
            return client.post(url, data="{}" if api else {}, **({"content_type": "application/json"} if api else {}))
        finally:
            transaction.set_rollback(True)
            client.cookies = cookies


# Pages that show one thing and save another: what saving there needs.
POSTED_WITH = {"session": Permission.RECORD_ATTENDANCE}

OK_PAGE = {200, 302, 400, 409, 422}
OK_API = {200, 201, 400, 409}


# Of each address, one row for each answer that the rules give this user; which ones differs from user to user. With
# CASETRACK_WHOLE=1 every row is asked for, which takes several times longer.
EACH_ANSWER = 1_000_000 if os.environ.get("CASETRACK_WHOLE") == "1" else 1


class Rules:
    """What the rules give one user, each question asked once."""

    def __init__(self, user):
        self.user, self._known = user, {}
        self.stranger = not (user.is_authenticated and user.is_active)

    def may(self, permission, row):
        """May the user do this to this row."""
        key = (permission, type(row), row.pk)
        if key not in self._known:
            self._known[key] = naive_access.may(self.user, permission, row)
        return self._known[key]

    def may_somewhere(self, permission):
        """Does the user hold this anywhere."""
        if permission not in self._known:
            self._known[permission] = naive_access.may_somewhere(self.user, permission)
        return self._known[permission]

    def answers(self, pattern, method, row):
        """(the statuses that this address may answer, the permission that decides)."""
        kind, permission, model, _methods = classify(pattern)
        view, api = pattern.callback, kind == "api"
        if api:
            function = getattr(view.cls, view.actions[method.lower()])
            permission = getattr(getattr(function, "casetrack_action", None), "permission", None) or getattr(
                function, "casetrack_permission", model.view_permission
            )
        fine = OK_API if api else OK_PAGE
        if kind in ("public", "signed in"):
            if self.stranger and kind == "signed in":
                return ({302} if method == "GET" else {302, 200, 403}), permission
            return OK_PAGE | {404}, permission  # names that are not in use, and forms that name nothing
        if self.stranger:
            return ({401} if api else {302} if method == "GET" else {302, 200, 403}), permission
        if row is None:
            return (fine if self.may_somewhere(permission) else {404}), permission
        if not self.may(model.view_permission, row):
            return {404}, permission
        if not self.may(permission, row):
            return {403}, permission
        if hasattr(view, "page_module") and not getattr(row, "edition", row).has(view.page_module):
            return {404}, permission  # this edition does not work with that
        if method == "POST" and pattern.name in POSTED_WITH:
            return (OK_PAGE if self.may_somewhere(POSTED_WITH[pattern.name]) else {403}), permission
        return fine, permission


def chosen_rows(rules, pattern, method, rows):
    """(row, answers, permission) for some rows of each answer."""
    found = defaultdict(list)
    for row in rows:
        answers, permission = rules.answers(pattern, method, row)
        found[frozenset(answers), permission].append(row)
    for (answers, permission), same in found.items():
        first = (rules.user.pk or 0) % len(same)
        for row in [*same[first:], *same[:first]][:EACH_ANSWER]:
            yield row, answers, permission


READ_BY_NOBODY = {GroupAnswers}  # figures of groups count them


@pytest.mark.parametrize("name", ACTORS)
def test_everybody_gets_exactly_what_the_rules_say_at_every_address(full_world, name):
    user, wrong, asked = actor(full_world, name), [], []
    rules, kept = Rules(user), {}
    with naive_access.remembering():
        for _route, pattern in addresses():
            if not pattern.name:
                continue
            kind, _permission, model, methods = classify(pattern)
            if model is not None and model not in kept:
                kept[model] = rows_for(model, full_world)
            of_a_row = model is not None and (kind != "api" or keys_of(pattern) & {"pk", "code"})
            for method in [method for method in methods if method in ("GET", "POST")]:
                for row, expected, permission in chosen_rows(rules, pattern, method, kept[model] if of_a_row else [None]):
                    if (url := url_of(pattern, model, row)) is not None:
                        asked.append((method, url, kind == "api", expected, permission))
    client = client_of(user)
    for method, url, api, expected, permission in asked:
        got = _request(client, method, url, api).status_code
        if got not in expected:
            wrong.append(f"{method} {url}: {got}, expected {sorted(expected)} ({permission})")
    assert not wrong, "\n".join(wrong)
    assert len(asked) > 100


def without_tokens(response, url):
    """The answer without what is random or is the address itself."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", response.content.decode())
    return re.sub(r'nonce="[^"]+"', "", text).replace(url, "")


def test_unknown_keys_and_invisible_rows_answer_alike(full_world):
    client = client_of(full_world.coach)
    for _route, pattern in addresses():
        if not pattern.name:
            continue
        kind, _permission, model, methods = classify(pattern)
        if model is None or kind == "public" or "GET" not in methods or "pk" not in keys_of(pattern):
            continue
        hidden = [row for row in rows_for(model, full_world) if not naive_access.may(full_world.coach, model.view_permission, row)]
        for row in hidden[:1]:
            if (url := url_of(pattern, model, row)) is None:
                continue
            absent = url.replace(f"/{row.pk}/", "/987654321/")
            if absent == url:
                continue
            one, two = client.get(url), client.get(absent)
            assert (one.status_code, two.status_code) == (404, 404), url
            assert without_tokens(one, url) == without_tokens(two, absent), url


def test_rows_of_every_tracked_model_are_seen_by_somebody_and_none_by_everybody(full_world):
    users = [actor(full_world, name) for name in ACTORS if name != "anonymous"]
    for model in apps.get_models():
        if not issubclass(model, TrackedModel):
            continue
        seen = Counter(pk for user in users for pk in set(model.objects.allowed(user, model.view_permission).values_list("pk", flat=True)))
        assert seen or model in READ_BY_NOBODY, model
        assert max(seen.values(), default=0) < len(users), (model, seen)


def test_access_ends_the_day_the_assignment_ends(world):
    client = client_of(world.coach)
    url = reverse("api-trajectory-detail", args=[world.mine.pk])
    assert client.get(url).status_code == 200
    participant_actions.end_assignment(world.mine, by=world.leader, assignment=world.mine.assignments.get(user=world.coach))
    assert client.get(url).status_code == 404


def test_who_no_longer_works_in_the_programme_opens_no_dossier_of_it(full_world):
    w = full_world
    coach, reader = client_of(w.coach), client_of(w.coach2)
    mine, lent = (reverse("trajectory", args=[row.pk]) for row in (w.mine, w.unassigned))
    assert (coach.get(mine).status_code, reader.get(lent).status_code) == (200, 200)
    for user in (w.coach, w.coach2):
        member = w.programme.members.get(user=user)
        programme_actions.end_programme_member(w.programme, by=w.administrator, member=member)
    assert w.mine.assignments.filter(user=w.coach, ends_on=None).exists()
    assert (coach.get(mine).status_code, reader.get(lent).status_code) == (404, 404)
    assert coach.get(reverse("participants")).status_code == 404


def test_a_right_on_one_dossier_opens_reading_that_dossier_only_and_ends_by_itself(full_world):
    w = full_world
    client = client_of(w.coach2)
    assert client.get(reverse("api-trajectory-detail", args=[w.unassigned.pk])).status_code == 200
    assert client.get(reverse("api-trajectory-detail", args=[w.mine.pk])).status_code == 404
    said = {"channel": "phone", "result": "spoken"}
    refused = client.post(reverse("api-trajectory-record-contact", args=[w.unassigned.pk]), said, content_type="application/json")
    assert refused.status_code == 403
    exception = w.unassigned.exceptions.get()
    participant_actions.end_access(w.unassigned, by=w.leader, exception=exception)
    assert client.get(reverse("api-trajectory-detail", args=[w.unassigned.pk])).status_code == 404
