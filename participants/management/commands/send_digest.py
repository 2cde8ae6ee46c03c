"""Mails every coordinator, project leader and lead of a meldpunt what waits for them; to be run by the clock on Monday morning."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from casetrack import access
from casetrack.access import Role
from casetrack.work import parts_of
from participants.actions import send_digest
from participants.lists import attention_counts

COORDINATING = (Role.COORDINATOR, Role.PROJECT_LEADER, Role.MELDPUNT_LEAD)


class Command(BaseCommand):
    """Safe to run twice: each gets one mail a week, and who has nothing waiting gets none."""

    help = "Mail every coordinator, project leader and lead of a meldpunt how much waits for them, with links and without names. Once a week each."

    def handle(self, **options):
        """Send, and say how many mails went out. A mail that fails does not keep the others; it is tried again at the next run."""
        today = timezone.localdate()
        week, sent, failed = today - timedelta(days=today.weekday()), 0, 0
        for user in recipients():
            with translation.override(user.language):
                if not (lines := waiting(user, today)):
                    continue
                try:
                    sent += send_digest(user, week=week, lines=lines)
                except OSError:
                    failed += 1
        self.stdout.write(f"Mails sent: {sent}")
        if failed:
            raise CommandError(f"Mails that could not be sent: {failed}. Run the command again.")


def recipients():
    """The active users who coordinate or lead a programme or a meldpunt today."""
    users = get_user_model().objects.filter(access.in_force_through("programmemembers"), programmemembers__role__in=COORDINATING, is_active=True)
    return users.distinct().order_by("pk")


def waiting(user, today) -> list[tuple]:
    """Title, how many, and address of each list of "my work" that has something for this user."""
    work = reverse("my_work")
    found = [(part.name, part.title, part.count, part.more) for part in parts_of(user, today)] + attention_counts(user)
    return [(title, _("more than 1,000") if more else count, f"{work}#work-{name}") for name, title, count, more in found]
