"""What all of the API shares: errors, keyset pages, and viewsets that start from `allowed`."""

from collections import OrderedDict

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404
from rest_framework import pagination, permissions, serializers, status, viewsets
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_exception_handler

from casetrack import access
from casetrack.actions import Stale
from casetrack.paging import capped_count, keyset


def exception_handler(exc, context):
    """A refusal of an action as 400 with the texts per field; somebody else's change as 409."""
    if isinstance(exc, Stale):
        return Response({"detail": exc.messages, "version": exc.current.version}, status=status.HTTP_409_CONFLICT)
    if isinstance(exc, ValidationError):
        errors = exc.message_dict if hasattr(exc, "error_dict") else {"detail": exc.messages}
        if NON_FIELD_ERRORS in errors:
            errors["detail"] = errors.pop(NON_FIELD_ERRORS)
        return Response(errors, status=status.HTTP_400_BAD_REQUEST)
    return rest_exception_handler(exc, context)


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
        return Response(
            OrderedDict(count=self.count, count_is_a_minimum=self.more, after=self.page.after, before=self.page.before, results=data)
        )

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


class ActionSerializer(serializers.Serializer):
    """What every action takes besides its own fields."""

    seen_version = serializers.IntegerField(required=False, help_text="The version that you saw; refused with 409 when it has moved on.")


class ReadViewSet(viewsets.ReadOnlyModelViewSet):
    """List and detail of the rows that the user may see. Actions are one POST each, added by subclasses."""

    model = None
    order = ("-pk",)
    permission_classes = [MayView]

    @property
    def permission(self):
        """The permission with which rows of this model are seen."""
        return self.model.view_permission

    def keyset_order(self, queryset):
        """The order of the list: columns of one direction, ending in the key."""
        return self.order

    def get_queryset(self):
        """The rows that the user may see."""
        if getattr(self, "swagger_fake_view", False):
            return self.model.objects.none()
        return self.model.objects.allowed(self.request.user, self.permission)

    def act(self, request, action, *, serializer_class, **extra):
        """Run `action` on the row of this URL with the parsed body, and answer with the row as it is now."""
        body = serializer_class(data=request.data, context=self.get_serializer_context())
        body.is_valid(raise_exception=True)
        return action(self.get_object(), by=request.user, **body.validated_data, **extra)
