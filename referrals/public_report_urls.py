"""Addresses of reporting without signing in, and the mailbox."""

urlpatterns = []
