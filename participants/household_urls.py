"""Addresses of households and their members."""

from django.urls import path

from participants.views import households

urlpatterns = [
    path("households/<int:pk>/", households.household, name="household"),
    path("households/<int:pk>/edit/", households.household_edit, name="household_edit"),
    path("households/<int:pk>/add/", households.member_add, name="member_add"),
    path("household-members/<int:pk>/edit/", households.member_edit, name="member_edit"),
    path("household-members/<int:pk>/leave/", households.member_leave, name="member_leave"),
    path("trajectories/<int:pk>/household/", households.trajectory_household, name="trajectory_household"),
    path("trajectories/<int:pk>/household/make/", households.household_make, name="household_make"),
    path("trajectories/<int:pk>/contact-person/", households.contact_person, name="contact_person"),
]
