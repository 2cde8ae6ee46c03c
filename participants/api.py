"""The API of persons, trajectories and what hangs on them."""

from django.core.exceptions import ValidationError
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import decorators, routers
from rest_framework.response import Response
from rest_framework.serializers import (
    CharField,
    ChoiceField,
    DateField,
    EmailField,
    IntegerField,
    ListField,
    PrimaryKeyRelatedField,
    Serializer,
    SlugRelatedField,
    TimeField,
)

from casetrack import audit
from casetrack.api import FreeText, ReadViewSet, RowKey, post, rows_of
from casetrack.choices import AnswerState, Country
from participants import actions
from participants.choices import (
    AttendanceStatus,
    ContactChannel,
    ContactResult,
    Education,
    EndReason,
    LabourStatus,
    Sex,
    YesNo,
)
from participants.filters import TrajectoryFilter
from participants.models import (
    Assignment,
    Attendance,
    ContactMoment,
    Pause,
    Person,
    Task,
    Trajectory,
    TrajectoryException,
)
from programmes.models import Municipality, Phase, Session


class Colleague(PrimaryKeyRelatedField):
    """The key of a user who works in a programme of the user's own."""

    def get_queryset(self):
        """Those who work in the programme of the row of this URL."""
        view = self.context.get("view")
        trajectory = view.get_object() if view and "pk" in view.kwargs else None
        return actions.colleagues(trajectory.programme_id if trajectory else None)


def person_fields(required):
    """The details of a person, as the API takes them."""
    return {
        "first_name": CharField(max_length=300, required=required),
        "last_name": CharField(max_length=300, required=required),
        "birth_date": DateField(required=False, allow_null=True),
        "sex": ChoiceField(Sex.choices, required=False, allow_blank=True),
        "email": EmailField(required=False, allow_blank=True),
        "phone": CharField(max_length=40, required=False, allow_blank=True),
        "street": CharField(max_length=200, required=False, allow_blank=True),
        "postcode": CharField(max_length=10, required=False, allow_blank=True),
        "place": CharField(max_length=100, required=False, allow_blank=True),
        "country": ChoiceField(Country.choices, required=required),
    }


def entry_facts():
    """The entry facts, each with the state of its answer, as the API takes them."""
    state = {"choices": AnswerState.choices, "required": False}
    return {
        "labour_status": ChoiceField(LabourStatus.choices, required=False, allow_blank=True),
        "labour_status_state": ChoiceField(**state),
        "registered_with_pes": ChoiceField(YesNo.choices, required=False, allow_blank=True),
        "registered_with_pes_state": ChoiceField(**state),
        "education": ChoiceField(Education.choices, required=False, allow_blank=True),
        "education_state": ChoiceField(**state),
        "municipality": PrimaryKeyRelatedField(queryset=Municipality.objects.all(), required=False, allow_null=True),
        "municipality_state": ChoiceField(**state),
        "on_benefit": ChoiceField(YesNo.choices, required=False, allow_blank=True),
        "on_benefit_state": ChoiceField(**state),
    }


def why():
    """The reason, in the author's own words."""
    return FreeText(help_text="Why, in your own words; kept in the history.")


class PersonViewSet(ReadViewSet):
    """Persons, through the trajectories that the user may see."""

    model = Person
    serializer_class = rows_of(Person, list(person_fields(True)))

    change_person = post(actions.change_person, why=why(), **person_fields(False))


class TrajectoryViewSet(ReadViewSet):
    """Trajectories, newest first, with the filters of the page."""

    model = Trajectory
    order = ("-registered_on", "-pk")
    related = ("edition", "person")
    filterset_class = TrajectoryFilter
    serializer_class = rows_of(
        Trajectory,
        [
            "edition",
            "person",
            "person_name",
            "household",
            "area",
            "languages",
            "external_id",
            "phase",
            "channel",
            "registered_on",
            "intake_on",
            "selected",
            "decided_on",
            "started_on",
            "planned_end_on",
            "ended_on",
            "end_reason",
            "completed",
            *entry_facts(),
            "state",
        ],
        edition=SlugRelatedField("code", read_only=True),
        person_name=CharField(source="person.__str__", read_only=True),
        state=CharField(read_only=True),
    )

    def get_queryset(self):
        """The trajectories that the user may see, with their state today."""
        return super().get_queryset().with_state()

    def filter_queryset(self, queryset):
        """Narrow a list by the same filters as the page; an unknown filter is refused."""
        return self.filterset_class.narrow(queryset, self.request) if self.action in ("list", "search") else queryset

    @extend_schema(request={"application/json": {"type": "object", "properties": {"q": {"type": "string"}}}})
    @decorators.action(detail=False, methods=["post"])
    def search(self, request):
        """Search by name or own number: by POST, so that no name stands in an address."""
        return self.list(request)

    record_facts = post(actions.record_facts, why=why(), **entry_facts())
    record_intake = post(actions.record_intake, intake_on=DateField(), why=why())
    decide = post(actions.decide, selected=ChoiceField(YesNo.choices), decided_on=DateField(), why=why())
    start = post(actions.start, started_on=DateField(), planned_end_on=DateField(required=False), why=why())
    enter_phase = post(actions.enter_phase, phase=RowKey(Phase, allow_null=True), why=why())
    pause = post(actions.pause, creates=True, starts_on=DateField(), ends_on=DateField(required=False), reason=FreeText())
    resume = post(actions.resume, ends_on=DateField())
    end = post(
        actions.end,
        ended_on=DateField(),
        end_reason=ChoiceField(EndReason.choices),
        completed=ChoiceField(YesNo.choices, required=False, allow_blank=True),
        why=why(),
    )
    reopen = post(actions.reopen, why=FreeText(required=True, allow_blank=False))
    assign = post(
        actions.assign,
        creates=True,
        user=Colleague(queryset=Person.objects.none()),
        role=ChoiceField([(role.value, role.label) for role in Assignment.ROLES], required=False),
        starts_on=DateField(required=False),
        ends_on=DateField(required=False, allow_null=True),
    )
    end_assignment = post(actions.end_assignment, assignment=RowKey(Assignment), ends_on=DateField(required=False))
    grant_access = post(
        actions.grant_access,
        creates=True,
        user=Colleague(queryset=Person.objects.none()),
        reason=FreeText(required=True, allow_blank=False),
        ends_on=DateField(),
    )
    end_access = post(actions.end_access, exception=RowKey(TrajectoryException))
    record_contact = post(
        actions.record_contact,
        creates=True,
        channel=ChoiceField(ContactChannel.choices),
        result=ChoiceField(ContactResult.choices),
        held_on=DateField(required=False),
        note=FreeText(),
        next_on=DateField(required=False, allow_null=True),
        next_at=TimeField(required=False, allow_null=True),
        done_tasks=ListField(child=RowKey(Task), required=False, max_length=100, help_text="Open tasks that were done in it."),
    )
    change_contact = post(
        actions.change_contact,
        contact=RowKey(ContactMoment),
        contact_version=IntegerField(required=False, help_text="The version of the contact that you saw."),
        channel=ChoiceField(ContactChannel.choices, required=False),
        result=ChoiceField(ContactResult.choices, required=False),
        held_on=DateField(required=False),
        note=FreeText(),
        why=why(),
    )
    record_attendance = post(
        actions.record_attendance,
        session=RowKey(Session),
        status=ChoiceField(AttendanceStatus.choices),
        minutes=IntegerField(required=False, allow_null=True, min_value=0, max_value=1440),
    )

    @extend_schema(responses={200: {"type": "array", "items": {"type": "object"}}})
    @decorators.action(detail=True, methods=["get"])
    def history(self, request, pk=None):
        """The time line: who changed what, from, to, when, why."""
        trajectory = self.get_object()
        audit.opened(request, trajectory)
        entries = audit.time_line(trajectory.pk, request.user)
        return Response(
            [
                {
                    "at": entry.at,
                    "who": entry.who,
                    "event": entry.event,
                    "thing": entry.thing,
                    "why": entry.why,
                    "changes": [{"field": c.label, "from": str(c.before), "to": str(c.after)} for c in entry.changes],
                }
                for entry in entries
            ]
        )


class AnswerSerializer(Serializer):
    """Was one trajectory's person there."""

    trajectory = IntegerField(source="trajectory_id", min_value=1)
    status = ChoiceField(AttendanceStatus.choices)
    minutes = IntegerField(required=False, allow_null=True, default=None, min_value=0, max_value=1440)
    seen_version = IntegerField(required=False, default=0, help_text="The version of the record that you saw; 0 when there was none.")

    def to_internal_value(self, data):
        """As the action takes it."""
        return actions.Answer(**super().to_internal_value(data))


class SessionAttendanceViewSet(ReadViewSet):
    """The attendance of a whole group."""

    model = Session
    serializer_class = rows_of(Session, ["edition"])

    record_group_attendance = post(actions.record_group_attendance, answers=ListField(child=AnswerSerializer(), min_length=1, max_length=500))


class PartViewSet(ReadViewSet):
    """Something that hangs on a trajectory; `?trajectory=KEY` narrows the list."""

    def filter_queryset(self, queryset):
        """Narrow the list to one trajectory that the user may see; an unknown filter is refused."""
        asked = self.request.query_params
        if self.action != "list":
            return queryset
        if unknown := sorted(set(asked) - {"trajectory", "after", "before"}):
            raise ValidationError({name: [_("There is no such filter.")] for name in unknown})
        if "trajectory" not in asked:
            return queryset
        key = asked["trajectory"]
        return queryset.filter(**{self.model.trajectory_path: key}) if key.isdecimal() and len(key) < 19 else queryset.none()

    def list(self, request, *args, **kwargs):
        """The list; parts of dossiers are read here, so it is written down first."""
        answer = super().list(request, *args, **kwargs)
        audit.opened(request, what=f"list of {self.model._meta.label_lower}", rows=len(answer.data["results"]))
        return answer


class AssignmentViewSet(PartViewSet):
    """Who guides whom."""

    model = Assignment
    serializer_class = rows_of(Assignment, ["trajectory", "user", "role", "starts_on", "ends_on"])


class ExceptionViewSet(PartViewSet):
    """Colleagues who may read one dossier for a while."""

    model = TrajectoryException
    serializer_class = rows_of(
        TrajectoryException,
        ["trajectory", "user", "reason", "granted_by", "starts_on", "ends_on"],
        trajectory=PrimaryKeyRelatedField(source="content_object", read_only=True),
    )


class ContactMomentViewSet(PartViewSet):
    """Contact moments, newest first."""

    model = ContactMoment
    order = ("-held_on", "-pk")
    serializer_class = rows_of(ContactMoment, ["trajectory", "held_on", "channel", "result", "note", "next_on", "next_at", "author"])


class AttendanceViewSet(PartViewSet):
    """Attendance."""

    model = Attendance
    serializer_class = rows_of(Attendance, ["trajectory", "session", "status", "minutes"])


class PauseViewSet(PartViewSet):
    """Pauses."""

    model = Pause
    serializer_class = rows_of(Pause, ["trajectory", "starts_on", "ends_on", "reason"])


router = routers.SimpleRouter()
router.register("persons", PersonViewSet, "api-person")
router.register("trajectories", TrajectoryViewSet, "api-trajectory")
router.register("assignments", AssignmentViewSet, "api-assignment")
router.register("exceptions", ExceptionViewSet, "api-exception")
router.register("contacts", ContactMomentViewSet, "api-contact")
router.register("attendance", AttendanceViewSet, "api-attendance")
router.register("pauses", PauseViewSet, "api-pause")
urlpatterns = [
    *router.urls,
    path(
        "sessions/<int:pk>/record-group-attendance/",
        SessionAttendanceViewSet.as_view({"post": "record_group_attendance"}),
        name="api-record-group-attendance",
    ),
]
