"""Addresses of sign-ups."""

from django.urls import path

from referrals import views

urlpatterns = [
    path("sign-ups/", views.sign_ups, name="sign_ups"),
    path("editions/<str:code>/sign-up/", views.sign_up, name="sign_up"),
]
