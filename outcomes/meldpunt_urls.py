"""Addresses of the form of the Wga and closed years."""

urlpatterns = []
