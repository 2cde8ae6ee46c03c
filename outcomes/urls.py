"""Addresses of outcomes, figures and reports."""

from django.urls import path

from outcomes.views import figures, follow_ups, outcomes, programme_figures, reports, sheets, stories

urlpatterns = [
    path("trajectories/<int:pk>/outcomes/", outcomes.trajectory_outcomes, name="trajectory_outcomes"),
    path("trajectories/<int:pk>/outcome/", outcomes.outcome_add, name="outcome_add"),
    path("outcomes/<int:pk>/correct/", outcomes.outcome_correct, name="outcome_correct"),
    path("outcomes/<int:pk>/withdraw/", outcomes.outcome_withdraw, name="outcome_withdraw"),
    path("trajectories/<int:pk>/follow-ups/", follow_ups.trajectory_follow_ups, name="trajectory_follow_ups"),
    path("trajectories/<int:pk>/follow-up/", follow_ups.follow_up_add, name="follow_up_add"),
    path("follow-ups/<int:pk>/change/", follow_ups.follow_up_change, name="follow_up_change"),
    path("editions/<str:code>/figures/", programme_figures.edition_programme_figures, name="edition_programme_figures"),
    path("editions/<str:code>/figures.xlsx", programme_figures.programme_figures_xlsx, name="programme_figures_xlsx"),
    path("editions/<str:code>/figures.csv", programme_figures.programme_figures_csv, name="programme_figures_csv"),
    path("editions/<str:code>/stories/", stories.stories, name="stories"),
    path("editions/<str:code>/stories/write/", stories.story_write, name="story_write"),
    path("stories/<int:pk>/", stories.story, name="story"),
    path("stories/<int:pk>/change/", stories.story_change, name="story_change"),
    path("stories/<int:pk>/check/", stories.story_approve, name="story_approve"),
    path("stories/<int:pk>/withdraw/", stories.story_withdraw, name="story_withdraw"),
    path("editions/<str:code>/sheets/", sheets.sheets, name="sheets"),
    path("editions/<str:code>/sheets/make/", sheets.sheet_make, name="sheet_make"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/sheet.pdf", sheets.sheet_pdf, name="sheet_pdf"),
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
