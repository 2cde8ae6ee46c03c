"""API of reports of discrimination."""

urlpatterns = []
