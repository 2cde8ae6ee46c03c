"""The API of the mailbox of a report: read and answer."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import routers
from rest_framework.serializers import BooleanField, CharField, DateField, IntegerField, Serializer, SerializerMethodField

from casetrack.access import Permission
from casetrack.api import FreeText, ReadViewSet, post, rows_of
from referrals.actions import discrimination as actions
from referrals.models import DiscriminationReport, Mailbox


class FileSerializer(Serializer):
    """A file with a message; its content is downloaded from the page."""

    pk = IntegerField()
    kind = CharField()
    size = IntegerField()


class MessageSerializer(Serializer):
    """One message, opened for the staff."""

    pk = IntegerField()
    from_reporter = BooleanField()
    text = CharField()
    written_on = DateField()
    unread = BooleanField()
    files = FileSerializer(many=True)


@extend_schema_field(MessageSerializer(many=True))
class Messages(SerializerMethodField):
    """What was written."""

    def to_representation(self, row):
        """The messages, oldest first."""
        mailbox = Mailbox.objects.filter(report=row).select_related("report__meldpunt").first()
        return MessageSerializer(actions.read_as_meldpunt(mailbox), many=True).data if mailbox else []


class ReportMailboxViewSet(ReadViewSet):
    """The mailboxes of reports; a report without one has no messages."""

    model = DiscriminationReport
    related = ("meldpunt",)
    serializer_class = rows_of(DiscriminationReport, ["reference"])
    detail_class = rows_of(DiscriminationReport, ["reference", "messages"], messages=Messages())

    permission = Permission.USE_MAILBOX

    def get_serializer_class(self):
        """The words only when one report is asked for."""
        return self.detail_class if self.action == "retrieve" else self.serializer_class

    answer_in_mailbox = post(
        actions.answer_in_mailbox, path="answer", text=FreeText(required=True, allow_blank=False), last=IntegerField(required=False, min_value=0)
    )
    mark_mailbox_read = post(actions.mark_mailbox_read, path="mark-read", last=IntegerField(min_value=0))


router = routers.SimpleRouter()
router.register("report-mailboxes", ReportMailboxViewSet, "api-report-mailbox")
urlpatterns = router.urls
