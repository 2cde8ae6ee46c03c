"""Addresses of importing reports."""

urlpatterns = []
