"""Addresses of outcomes, figures and reports."""

from django.urls import path

from outcomes.views import figures, outcomes, reports

urlpatterns = [
    path("trajectories/<int:pk>/outcomes/", outcomes.trajectory_outcomes, name="trajectory_outcomes"),
    path("trajectories/<int:pk>/outcome/", outcomes.outcome_add, name="outcome_add"),
    path("outcomes/<int:pk>/correct/", outcomes.outcome_correct, name="outcome_correct"),
    path("outcomes/<int:pk>/withdraw/", outcomes.outcome_withdraw, name="outcome_withdraw"),
    path("editions/<str:code>/dashboard/", figures.edition_dashboard, name="edition_dashboard"),
    path("editions/<str:code>/uitstroom/", figures.uitstroom, name="uitstroom"),
    path("editions/<str:code>/uitstroom.pdf", figures.uitstroom_pdf, name="uitstroom_pdf"),
    path("editions/<str:code>/uitstroom.xlsx", figures.uitstroom_xlsx, name="uitstroom_xlsx"),
    path("editions/<str:code>/uitstroom.csv", figures.uitstroom_csv, name="uitstroom_csv"),
    path("editions/<str:code>/uitstroom/<str:letter>/", figures.uitstroom_members, name="uitstroom_members"),
    path("editions/<str:code>/report/", reports.report_submit, name="report_submit"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/report.pdf", reports.report_pdf, name="report_pdf"),
    path("reports/<int:pk>/report.xlsx", reports.report_xlsx, name="report_xlsx"),
    path("reports/<int:pk>/report.csv", reports.report_csv, name="report_csv"),
]
