"""Addresses of the floor."""

from django.urls import path

from casetrack import views

urlpatterns = [
    path("", views.start, name="start"),
    path("health/", views.health, name="health"),
    path("language/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("components/", views.gallery, name="gallery"),
]
