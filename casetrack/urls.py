"""The map of the site: one include per app, as strings, so that nothing is imported here."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("casetrack.api_urls")),
    path("", include("casetrack.site_urls")),
]
