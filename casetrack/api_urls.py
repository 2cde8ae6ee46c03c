"""Addresses of the API, version 1."""

from django.urls import include, path

from casetrack import api_docs

urlpatterns = [
    path("", api_docs.docs, name="api_docs"),
    path("schema/", api_docs.schema, name="api_schema"),
    path("", include("programmes.api")),
    path("", include("participants.api")),
    path("", include("participants.household_api")),
    path("", include("participants.guidance_api")),
    path("", include("participants.goal_api")),
    path("", include("participants.network_api")),
    path("", include("participants.measurement_api")),
    path("", include("referrals.api")),
    path("", include("outcomes.api")),
    path("", include("referrals.report_api")),
    path("", include("referrals.report_step_api")),
    path("", include("referrals.report_mailbox_api")),
    path("", include("outcomes.meldpunt_api")),
    path("", include("outcomes.monitor_api")),
]
