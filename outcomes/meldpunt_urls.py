"""Addresses of the form of the Wga and closed years."""

from django.urls import path

from outcomes.views import reporting_years, wga

YEAR = "meldpunten/<str:code>/years/<int:year>/"
FORM = f"{YEAR}municipalities/<str:municipality>/"

urlpatterns = [
    path("meldpunten/<str:code>/years/", reporting_years.reporting_years, name="reporting_years"),
    path(YEAR, reporting_years.reporting_year, name="reporting_year"),
    path(f"{YEAR}close/", reporting_years.reporting_year_close, name="reporting_year_close"),
    path(f"{YEAR}missing/", reporting_years.reporting_year_missing, name="reporting_year_missing"),
    path(f"{YEAR}on-no-form/", reporting_years.reporting_year_nowhere, name="reporting_year_nowhere"),
    path(f"{YEAR}corrections/", reporting_years.reporting_year_corrections, name="reporting_year_corrections"),
    path(FORM, wga.wga, name="wga"),
    path(f"{FORM}reports/", wga.wga_reports, name="wga_reports"),
    path(f"{FORM}wga.pdf", wga.wga_pdf, name="wga_pdf"),
    path(f"{FORM}wga.csv", wga.wga_csv, name="wga_csv"),
    path(f"{FORM}wga.json", wga.wga_json, name="wga_json"),
]
