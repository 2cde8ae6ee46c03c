"""Addresses of importing reports."""

from django.urls import path

from referrals import report_import_views

urlpatterns = [
    path("meldpunten/<str:code>/import/", report_import_views.start, name="report_import_start"),
    path("meldpunten/<str:code>/import/example/", report_import_views.example, name="report_import_example"),
    path("report-imports/<int:pk>/", report_import_views.preview, name="report_import_preview"),
    path("report-imports/<int:pk>/run/", report_import_views.run, name="report_import_run"),
    path("report-imports/<int:pk>/drop/", report_import_views.drop, name="report_import_drop"),
    path("report-imports/<int:pk>/done/", report_import_views.done, name="report_import_done"),
]
