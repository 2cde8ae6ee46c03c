"""The map of the site: one include per app, as strings, so that nothing is imported here."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("casetrack.api_urls")),
    path("", include("casetrack.site_urls")),
    path("", include("programmes.urls")),
    path("", include("participants.urls")),
    path("", include("participants.attendance_urls")),
    path("", include("participants.plan_urls")),
    path("", include("participants.household_urls")),
    path("", include("participants.guidance_urls")),
    path("", include("outcomes.urls")),
    path("", include("referrals.urls")),
    path("", include("outcomes.import_urls")),
    path("", include("referrals.report_urls")),
    path("", include("referrals.report_step_urls")),
    path("", include("referrals.report_import_urls")),
    path("", include("referrals.public_report_urls")),
    path("", include("outcomes.meldpunt_urls")),
    path("", include("outcomes.monitor_urls")),
]

handler400 = "casetrack.views.bad_request"
handler403 = "casetrack.views.forbidden"
handler404 = "casetrack.views.not_found"
handler500 = "casetrack.views.broken"
