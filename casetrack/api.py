"""What all of the API shares: errors, keyset pages, and viewsets that start from `allowed`."""

import json
from collections import OrderedDict

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig, ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import decorators, pagination, permissions, serializers, status, viewsets
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_exception_handler

from casetrack import access, audit
from casetrack.actions import Stale
from casetrack.paging import capped_count, keyset
from casetrack.privacy import looks_like_bsn


def exception_handler(exc, context):
    """A refusal of an action as 400 with the texts per field, and where what was made before stands; somebody else's change as 409."""
    if isinstance(exc, Stale):
        return Response({"detail": exc.messages, "version": exc.current.version}, status=status.HTTP_409_CONFLICT)
    if isinstance(exc, ValidationError):
        errors = exc.message_dict if hasattr(exc, "error_dict") else {"detail": exc.messages}
        if NON_FIELD_ERRORS in errors:
            errors["detail"] = errors.pop(NON_FIELD_ERRORS)
        if earlier := getattr(exc, "earlier", None):
            errors["earlier"] = reverse(f"api-{earlier._meta.model_name}-detail", args=[earlier.pk])
        stale = getattr(exc, "code", None) == "stale"
        return Response(errors, status=status.HTTP_409_CONFLICT if stale else status.HTTP_400_BAD_REQUEST)
    return rest_exception_handler(exc, context)


class ObjectParser(JSONParser):
    """One JSON object, no larger than a form may be, of texts that can be kept and answered."""

    def parse(self, stream, media_type=None, parser_context=None):
        """The object; raises ParseError for anything else, and RequestDataTooBig."""
        if int(parser_context["request"].META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            data = super().parse(stream, media_type, parser_context)
            # Half a character (a lone surrogate) is valid JSON, and can be neither stored nor sent back.
            json.dumps(data, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError):
            raise ParseError from None
        if not isinstance(data, dict):
            raise ParseError(_("The body must be one JSON object."))
        return data


class KeysetPagination(pagination.BasePagination):
    """`?after=KEY` and `?before=KEY`; the count is exact up to 1,000."""

    def paginate_queryset(self, queryset, request, view=None):
        """One page of rows, in the order that the view names."""
        self.count, self.more = capped_count(queryset)
        self.page = keyset(
            queryset,
            view.keyset_order(queryset),
            after=request.query_params.get("after"),
            before=request.query_params.get("before"),
        )
        return self.page.rows

    def get_paginated_response(self, data):
        """The rows with the keys of the pages beside them."""
        return Response(OrderedDict(count=self.count, count_is_a_minimum=self.more, after=self.page.after, before=self.page.before, results=data))

    def get_paginated_response_schema(self, schema):
        """The shape of a page, for the OpenAPI document."""
        return {
            "type": "object",
            "required": ["count", "count_is_a_minimum", "results"],
            "properties": {
                "count": {"type": "integer"},
                "count_is_a_minimum": {"type": "boolean"},
                "after": {"type": "integer", "nullable": True},
                "before": {"type": "integer", "nullable": True},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view):
        """The two parameters, for the OpenAPI document."""
        return [
            {"name": name, "in": "query", "required": False, "schema": {"type": "integer"}, "description": text}
            for name, text in (("after", "key of the last row of the page before"), ("before", "key of the first row of the page after"))
        ]


class MayView(permissions.BasePermission):
    """Signed in, and holding the view's permission somewhere; else 404, as for anything that is not there."""

    def has_permission(self, request, view):
        """Refuse anonymous requests with 401; whoever holds the permission nowhere gets 404."""
        if not (request.user and request.user.is_authenticated):
            return False
        access.remember(request.user)
        if not access.may_somewhere(request.user, view.permission):
            raise Http404
        return True


class FreeText(serializers.CharField):
    """Words of the user; refused while they seem to hold a BSN, unless `no_bsn` says that it is none."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "allow_blank": True, "max_length": 20_000, **kwargs})


class RowKey(serializers.PrimaryKeyRelatedField):
    """The key of a row that the user may see; an invisible row answers as one that does not exist."""

    def __init__(self, model=None, **kwargs):
        self.model = model
        super().__init__(queryset=model.objects.none(), **kwargs)

    def __deepcopy__(self, memo):
        return type(self)(*self._args, **self._kwargs)

    def get_queryset(self):
        """The rows that the user may see."""
        request = self.context.get("request")
        return self.model.objects.allowed(request.user, self.model.view_permission) if request else self.model.objects.none()


class ActionSerializer(serializers.Serializer):
    """What every action takes besides its own fields."""

    seen_version = serializers.IntegerField(required=False, help_text="The version that you saw; refused with 409 when the row has moved on.")
    no_bsn = serializers.BooleanField(required=False, write_only=True, help_text="True when a text that looks like a BSN is none.")

    def to_internal_value(self, data):
        """Refuse keys that the action does not know: they are never silently ignored."""
        unknown = set(data) - set(self.fields)
        if unknown:
            raise serializers.ValidationError({name: [_("This action has no such field.")] for name in sorted(unknown)})
        return super().to_internal_value(data)

    def validate(self, values):
        """Refuse what looks like a BSN in free text."""
        said = values.pop("no_bsn", False)
        for name, field in self.fields.items():
            if isinstance(field, FreeText) and looks_like_bsn(values.get(name)) and not said:
                raise serializers.ValidationError(
                    {name: serializers.ErrorDetail(_("This text seems to hold a BSN (citizen service number). We may not keep it."), code="bsn")}
                )
        return values


class CreatingSerializer(ActionSerializer):
    """An action that makes a row takes a random key, so that a repeated call makes one row."""

    submission = serializers.UUIDField(required=False, help_text="A random UUID of your own; the same one again makes nothing new.")


def post(action, *, creates=False, path=None, **fields):
    """A POST on one row that runs `action` with the parsed `fields`, and answers with the row as it is now."""
    base = CreatingSerializer if creates else ActionSerializer
    name = "".join(part.capitalize() for part in action.__name__.split("_"))
    body = type(f"{name}Serializer", (base,), dict(fields))

    def run(self, request, *args, **kwargs):
        # Who may not see the row, or not do this, is told so before anything about the fields.
        row = self.get_object()
        access.require(request.user, action.permission, row)
        parsed = body(data=request.data, context=self.get_serializer_context())
        parsed.is_valid(raise_exception=True)
        done = action(row, by=request.user, **parsed.validated_data)
        return Response({"pk": done.pk, "version": done.version, "text": str(done)}, status=status.HTTP_201_CREATED if creates else 200)

    run.__name__ = action.__name__
    run.__doc__ = action.__doc__
    run.casetrack_action = action
    run = decorators.action(detail=True, methods=["post"], url_path=path or action.__name__.replace("_", "-"))(run)
    return extend_schema(request=body, responses={201 if creates else 200: DoneSerializer})(run)


class DoneSerializer(serializers.Serializer):
    """What an action answers: the key, version and name of the row that it made or changed."""

    pk = serializers.IntegerField()
    version = serializers.IntegerField()
    text = serializers.CharField()


def rows_of(model, fields, **extra):
    """A read-only serializer of these columns of `model`, all named."""
    meta = type("Meta", (), {"model": model, "fields": ["pk", *fields, "version"], "read_only_fields": fields})
    return type(f"{model.__name__}Serializer", (serializers.ModelSerializer,), {"Meta": meta, **extra})


class ReadViewSet(viewsets.ReadOnlyModelViewSet):
    """List and detail of the rows that the user may see. Actions are one POST each, added with `post`."""

    model = None
    order = ("-pk",)
    related = ()
    permission_classes = [MayView]
    parser_classes = [ObjectParser]
    pagination_class = KeysetPagination

    @property
    def permission(self):
        """The permission with which rows of this model are seen."""
        return self.model.view_permission

    def keyset_order(self, queryset):
        """The order of the list: columns of one direction, ending in the key."""
        return self.order

    def get_object(self):
        """The row of this address; 404 alike for what is absent, invisible, or no key at all."""
        if "\0" in str(self.kwargs[self.lookup_field]):
            raise Http404  # SQLite finds nothing; PostgreSQL cannot even be asked
        return super().get_object()

    def retrieve(self, request, *args, **kwargs):
        """The row; who opened what says something about a person is written down first, as on the pages."""
        row = self.get_object()
        if self.model.personal_fields:
            audit.opened(request, row)
        return Response(self.get_serializer(row).data)

    def get_queryset(self):
        """The rows that the user may see."""
        if getattr(self, "swagger_fake_view", False):
            return self.model.objects.none()
        return self.model.objects.allowed(self.request.user, self.permission).select_related(*self.related)
