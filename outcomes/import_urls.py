"""Addresses of importing."""

from django.urls import path

from outcomes import import_views

urlpatterns = [
    path("import/", import_views.start, name="import_start"),
    path("import/<int:pk>/", import_views.preview, name="import_preview"),
    path("import/<int:pk>/run/", import_views.run, name="import_run"),
    path("import/<int:pk>/drop/", import_views.drop, name="import_drop"),
    path("import/<int:pk>/done/", import_views.done, name="import_done"),
]
