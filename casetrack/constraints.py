"""Constraints that tell which field does not hold, with the values that contradict each other."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CheckConstraint, F, Q
from django.utils.formats import localize


class InOrder(CheckConstraint):
    """`last` is not before `first`, where both are filled in; the error belongs to `last` and names both values.

    In the database, and so in migrations, it is a plain CheckConstraint.
    """

    def __init__(self, first, last, name, message):
        self.first, self.last = first, last
        condition = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": F(first)})
        super().__init__(condition=condition, name=name, violation_error_message=message)

    def clone(self):
        """A copy, with which Django fills in the name."""
        return type(self)(self.first, self.last, self.name, self.violation_error_message)

    def deconstruct(self):
        """What a migration writes down."""
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        """Raises ValidationError for the field `last`."""
        try:
            super().validate(model, instance, exclude=exclude, using=using)
        except ValidationError as fault:
            values = "; ".join(f"{model._meta.get_field(name).verbose_name}: {localize(getattr(instance, name))}" for name in (self.first, self.last))
            raise ValidationError({self.last: ValidationError(f"{fault.messages[0]} ({values})", code=fault.code)}) from fault
