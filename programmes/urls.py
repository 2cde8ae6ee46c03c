"""Addresses of organisations, programmes, editions, members and sessions."""

from django.urls import path

from programmes.views import editions, members, organisations, programmes, sessions

urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisations.change_organisation, name="change_organisation"),
    path("organisations/<int:pk>/keeps/new/", organisations.add_organisation, name="add_organisation"),
    path("organisations/<int:pk>/programmes/new/", organisations.add_programme, name="add_programme"),
    path("organisations/<int:pk>/members/new/", organisations.add_organisation_member, name="add_organisation_member"),
    path("organisations/<int:pk>/members/<int:member>/end/", organisations.end_organisation_member, name="end_organisation_member"),
    path("organisations/<int:pk>/members/<int:member>/account/", organisations.organisation_account, name="organisation_account"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<str:code>/", programmes.programme, name="programme"),
    path("programmes/<str:code>/change/", programmes.change_programme, name="change_programme"),
    path("programmes/<str:code>/editions/new/", programmes.open_edition, name="open_edition"),
    path("programmes/<str:code>/funding/new/", programmes.record_funding, name="record_funding"),
    path("programmes/<str:code>/funding/<int:funding>/change/", programmes.change_funding, name="change_funding"),
    path("programmes/<str:code>/members/new/", programmes.add_programme_member, name="add_programme_member"),
    path("programmes/<str:code>/members/<int:member>/end/", programmes.end_programme_member, name="end_programme_member"),
    path("programmes/<str:code>/members/<int:member>/account/", programmes.programme_account, name="programme_account"),
    path("editions/", editions.editions, name="editions"),
    path("editions/<str:code>/", editions.edition, name="edition"),
    path("editions/<str:code>/change/", editions.change_edition, name="change_edition"),
    path("editions/<str:code>/phases/new/", editions.add_phase, name="add_phase"),
    path("editions/<str:code>/phases/<int:phase>/change/", editions.change_phase, name="change_phase"),
    path("editions/<str:code>/phases/<int:phase>/earlier/", editions.move_phase, name="move_phase"),
    path("editions/<str:code>/partners/new/", editions.add_partner, name="add_partner"),
    path("editions/<str:code>/sessions/new/", sessions.plan_session, name="plan_session"),
    path("editions/<str:code>/sessions/series/", sessions.plan_series, name="plan_series"),
    path("members/", members.members, name="members"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/<int:pk>/change/", sessions.change_session, name="change_session"),
]
