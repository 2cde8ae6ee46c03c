"""The address of a session with its attendance."""

from django.urls import path

from participants.attendance_views import session

urlpatterns = [path("sessions/<int:pk>/", session, name="session")]
