"""The attendance of a whole group, on one sheet."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casetrack.access import Permission
from participants.actions import Answer, GroupStale, record_group_attendance
from participants.choices import AttendanceStatus
from participants.models import Attendance, Trajectory

A_DAY = 24 * 60


class RowForm(forms.Form):
    """One person: there or not, and for how long; with what the user saw when the sheet was opened."""

    status = forms.ChoiceField(label=gettext_lazy("attendance"), required=False, widget=forms.RadioSelect)
    minutes = forms.IntegerField(label=gettext_lazy("minutes"), required=False, min_value=0, validators=[MaxValueValidator(A_DAY)])
    seen = forms.RegexField(r"^\d{1,9}\|[a-z]*\|\d*$", required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, trajectory, row, early, answer_all, kept=None):
        prefix = f"t{trajectory.pk}"
        initial = {"status": row.status if row else "", "minutes": row.minutes if row else None, "seen": _seen(row)}
        # With what was kept comes the version that the user saw then, so that a stale answer is still noticed.
        initial |= {name: kept[f"{prefix}-{name}"] for name in initial if f"{prefix}-{name}" in (kept or {})}
        super().__init__(data, prefix=prefix, initial=initial)
        self.trajectory, self.row, self.answer_all, self.now = trajectory, row, answer_all, None
        choices = [(AttendanceStatus.EXCUSED, AttendanceStatus.EXCUSED.label)] if early else AttendanceStatus.choices
        self.fields["status"].choices = choices
        self.fields["minutes"].widget.attrs.update({"inputmode": "numeric", "size": 4})

    def answer(self) -> Answer | None:
        """What the user changed for this person; None when that is nothing."""
        status, minutes = self.cleaned_data.get("status"), self.cleaned_data.get("minutes")
        if not status and self.answer_all:
            status = self.answer_all
        version, was, length = (self.cleaned_data.get("seen") or _seen(None)).split("|")
        if not status or (status, minutes) == (was, int(length) if length else None):
            return None
        return Answer(self.trajectory.pk, status, minutes, int(version))

    def clean(self):
        """Minutes say something only about somebody who was there."""
        cleaned = super().clean()
        present = cleaned.get("status") == AttendanceStatus.PRESENT or (not cleaned.get("status") and self.answer_all)
        if cleaned.get("minutes") is not None and not present:
            self.add_error("minutes", ValidationError(_("Give minutes only for somebody who was present.")))
        return cleaned

    def show_now(self, row):
        """Somebody else gave another answer: show it, and take it as seen."""
        self.now = row
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = _seen(row)


def _seen(row) -> str:
    return f"{row.version}|{row.status}|{'' if row.minutes is None else row.minutes}" if row else "0||"


class Sheet:
    """The attendance of one session as one user sees it.

    `rows` are forms of those whose attendance the user may record, `reading` the records that they
    may only read, and `left_out` the others that they may see, each with the reason. `kept` is what
    the user had filled in when the session ended (see casetrack.pages.kept_post).
    """

    def __init__(self, session, user, data=None, *, kept=None):
        self.session, self.user, self.data, self.kept, self.errors = session, user, data, kept, []
        self.early = session.held_on > timezone.localdate()
        self.cancelled = session.cancelled
        recorded = Attendance.objects.allowed(user, Permission.VIEW_ATTENDANCE).filter(session=session)
        recorded = {row.trajectory_id: row for row in recorded}
        group = Trajectory.objects.filter(edition_id=session.edition_id)
        recordable = set(group.allowed(user, Permission.RECORD_ATTENDANCE).values_list("pk", flat=True))
        people = group.allowed(user, Permission.VIEW_ATTENDANCE).select_related("person")
        # Who never came further than the sign-up is not part of the group.
        people = people.filter(Q(started_on__isnull=False) | Q(attendances__session=session)).distinct()
        self.rows, self.reading, self.left_out = [], [], []
        for trajectory in sorted(people, key=lambda one: (one.person.name_key, one.pk)):
            row, why = recorded.get(trajectory.pk), absence_of(trajectory, session.held_on)
            if row is None and why:
                self.left_out.append((trajectory, why))
            elif trajectory.pk in recordable and not self.cancelled:
                self.rows.append(self._form(trajectory, row))
            else:
                self.reading.append((trajectory, row))

    def _form(self, trajectory, row):
        everybody = AttendanceStatus.PRESENT.value if self.data and "everybody" in self.data and not self.early else ""
        return RowForm(self.data, trajectory=trajectory, row=row, early=self.early, answer_all=everybody, kept=self.kept)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of each answer are recorded, and how many are still open."""
        rows = [form.row for form in self.rows] + [row for _trajectory, row in self.reading]
        counted = [(label, sum(row is not None and row.status == value for row in rows)) for value, label in AttendanceStatus.choices]
        return [*counted, (_("not filled in yet"), sum(row is None for row in rows))]

    def run(self) -> bool:
        """Record all that the user changed, or nothing; False when something was refused, with the errors in the rows."""
        valid = [form.is_valid() for form in self.rows]
        if not all(valid):
            return False
        answers = [answer for form in self.rows if (answer := form.answer())]
        try:
            record_group_attendance(self.session, by=self.user, answers=answers)
        except GroupStale as refusal:
            self.errors = refusal.messages
            for form in self.rows:
                if form.trajectory.pk in refusal.rows:
                    form.show_now(refusal.rows[form.trajectory.pk])
            return False
        except ValidationError as refusal:
            self.errors = refusal.messages
            return False
        return True


def absence_of(trajectory, day: date) -> str:
    """Why somebody is not in the group on this day; empty when they are."""
    if trajectory.started_on is None or trajectory.started_on > day:
        return _("not started yet on this day")
    if trajectory.ended_on is not None and trajectory.ended_on < day:
        return _("ended before this day")
    return ""
