"""Addresses of participants."""

from django.urls import path

from participants.views import contacts, measurements, participants, persons, quick, steps, trajectories, work

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
    path("quick/", quick.quick, name="quick"),
    path("quick/own/", quick.quick_own, name="quick_own"),
    path("quick/key/", quick.quick_key, name="quick_key"),
    path("quick/leave/", quick.quick_leave, name="quick_leave"),
    path("quick/empty/list/", quick.quick_empty_list, name="quick_empty_list"),
    path("quick/empty/contact/", quick.quick_empty_contact, name="quick_empty_contact"),
    path("quick/worker.js", quick.quick_worker, name="quick_worker"),
    path("quick/<int:pk>/", quick.quick_contact, name="quick_contact"),
    path("quick/<int:pk>/send/", quick.quick_send, name="quick_send"),
    path("assignments/<int:pk>/end/", steps.assignment_end, name="assignment_end"),
    path("access/<int:pk>/end/", steps.access_end, name="access_end"),
    path("trajectories/<int:pk>/measurements/", measurements.trajectory_measurements, name="trajectory_measurements"),
    path("trajectories/<int:pk>/measure/<int:instrument>/<slug:moment>/", measurements.measure, name="measure"),
    path("trajectories/<int:pk>/measure/<int:instrument>/<slug:moment>/<int:about>/", measurements.measure, name="measure_about"),
    path("measurements/<int:pk>/", measurements.measurement_edit, name="measurement_edit"),
    path("editions/<str:code>/measurements/", measurements.edition_measurements, name="edition_measurements"),
    *(path(f"trajectories/<int:pk>/{name.removeprefix('trajectory_')}/", view, name=name) for name, view in steps.VIEWS.items()),
]
