"""Addresses of participants."""

from django.urls import path

from participants.views import contacts, participants, persons, steps, trajectories, work

urlpatterns = [
    path("work/", work.my_work, name="my_work"),
    path("participants/", participants.participants, name="participants"),
    path("participants/export/<slug:format>/", participants.participants_export, name="participants_export"),
    path("participants/<int:pk>/", persons.person, name="person"),
    path("participants/<int:pk>/edit/", persons.person_edit, name="person_edit"),
    path("trajectories/<int:pk>/", trajectories.trajectory, name="trajectory"),
    path("trajectories/<int:pk>/contacts/", trajectories.trajectory_contacts, name="trajectory_contacts"),
    path("trajectories/<int:pk>/history/", trajectories.trajectory_history, name="trajectory_history"),
    path("trajectories/<int:pk>/contact/", contacts.contact_add, name="contact_add"),
    path("contacts/<int:pk>/", contacts.contact_edit, name="contact_edit"),
    path("assignments/<int:pk>/end/", steps.assignment_end, name="assignment_end"),
    path("access/<int:pk>/end/", steps.access_end, name="access_end"),
    *(path(f"trajectories/<int:pk>/{name.removeprefix('trajectory_')}/", view, name=name) for name, view in steps.VIEWS.items()),
]
