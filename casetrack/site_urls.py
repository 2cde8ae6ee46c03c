"""Addresses of the floor."""

urlpatterns = []
