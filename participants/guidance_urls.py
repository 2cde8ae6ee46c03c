"""Addresses of who guides, of consent, and of questions to the achterwacht."""

from django.urls import path

from participants.views import consents, guidance, volunteers
from participants.views import help as questions

urlpatterns = [
    path("trajectories/<int:pk>/guidance/", guidance.trajectory_guidance, name="trajectory_guidance"),
    path("trajectories/<int:pk>/matching/", guidance.trajectory_matching, name="trajectory_matching"),
    path("trajectories/<int:pk>/match/", guidance.trajectory_match, name="trajectory_match"),
    path("trajectories/<int:pk>/hand-over/", guidance.trajectory_hand_over, name="trajectory_hand_over"),
    path("trajectories/<int:pk>/consent/", consents.consent_give, name="consent_give"),
    path("consents/<int:pk>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
    path("trajectories/<int:pk>/ask/", questions.help_ask, name="help_ask"),
    path("questions/", questions.help_requests, name="help_requests"),
    path("questions/<int:pk>/", questions.help_request_answer, name="help_request_answer"),
    path("volunteers/", volunteers.volunteers, name="volunteers"),
    path("volunteers/<int:pk>/hand-over/", volunteers.volunteer_hand_over, name="volunteer_hand_over"),
]
