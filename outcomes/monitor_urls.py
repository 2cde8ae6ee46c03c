"""Addresses of the monitor and the figures of the meldpunt itself."""

from django.urls import path

from outcomes import monitor_entry_views as entry
from outcomes import monitor_publication_views as public
from outcomes import monitor_views as views

urlpatterns = [
    path("meldpunten/<str:code>/monitor/", views.monitor_overview, name="monitor"),
    path("meldpunten/<str:code>/monitor/tables/<str:code_of_table>/", views.monitor_table, name="monitor_table"),
    path("meldpunten/<str:code>/monitor/reports/", views.monitor_reports, name="monitor_reports"),
    path("meldpunten/<str:code>/monitor.xlsx", views.monitor_xlsx, name="monitor_xlsx"),
    path("meldpunten/<str:code>/monitor.csv", views.monitor_csv, name="monitor_csv"),
    path("meldpunten/<str:code>/monitor.json", views.monitor_json, name="monitor_json"),
    path("meldpunten/<str:code>/figures/", views.internal_figures, name="internal_figures"),
    path("meldpunten/<str:code>/figures/reports/", views.internal_reports, name="internal_reports"),
    path("meldpunten/<str:code>/monitor/figures-of-others/", entry.external_figures, name="external_figures"),
    path("meldpunten/<str:code>/monitor/figures-of-others/enter/", entry.external_figure_enter, name="external_figure_enter"),
    path("figures-of-others/<int:pk>/correct/", entry.external_figure_correct, name="external_figure_correct"),
    path("figures-of-others/<int:pk>/remove/", entry.external_figure_remove, name="external_figure_remove"),
    path("meldpunten/<str:code>/monitor/populations/", entry.populations, name="populations"),
    path("meldpunten/<str:code>/monitor/populations/enter/", entry.population_enter, name="population_enter"),
    path("meldpunten/<str:code>/monitor/populations/load/", entry.populations_load, name="populations_load"),
    path("populations/<int:pk>/correct/", entry.population_correct, name="population_correct"),
    path("populations/<int:pk>/remove/", entry.population_remove, name="population_remove"),
    path("meldpunten/<str:code>/monitor/publications/", public.publications, name="publications"),
    path("meldpunten/<str:code>/monitor/publish/", public.publish, name="publish_monitor"),
    path("publications/<int:pk>/", public.publication, name="publication"),
    path("publications/<int:pk>/tables.xlsx", public.publication_xlsx, name="publication_xlsx"),
    path("publications/<int:pk>/tables.csv", public.publication_csv, name="publication_csv"),
    path("publications/<int:pk>/tables.json", public.publication_json, name="publication_json"),
    path("publications/<int:pk>/tables.pdf", public.publication_pdf, name="publication_pdf"),
]
