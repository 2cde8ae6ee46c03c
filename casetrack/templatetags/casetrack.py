"""Small words for templates."""

from django import template

from casetrack import access
from casetrack.access import Permission

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context, permission, obj):
    """May the signed-in user do this to this row? For buttons; the action itself decides again."""
    return access.can(context["request"].user, Permission(permission), obj)
