"""A half-year sheet as a reader sees it, on the page and in the PDF."""

from dataclasses import dataclass

from outcomes.models import Sheet, Story
from outcomes.programme_figures import Figure, Span
from outcomes.programme_statements import Overview


@dataclass(frozen=True)
class SheetContent:
    """A sheet as a reader sees it: of a row, or of a preview."""

    content: dict
    span: Span
    stories: list[Story]

    @classmethod
    def of(cls, sheet: Sheet) -> "SheetContent":
        """A sheet that was made; stories that were withdrawn since, or whose consent was, are left out."""
        told = {story.pk: story for story in Story.objects.ready().filter(edition=sheet.edition_id, pk__in=sheet.stories)}
        stories = [told[key] for key in sheet.stories if key in told]
        return cls(sheet.figures, Span(sheet.period_from, sheet.period_to, sheet.as_of), stories)

    @property
    def overview(self) -> Overview:
        """The figures."""
        return Overview.of([Figure.of(one) for one in self.content.get("figures", [])], outside=True)

    def text(self, name: str) -> str:
        """The name of the organisation, programme or edition, as it was then."""
        return self.content.get(name, "")

    @property
    def file_name(self) -> str:
        """A name for its file, without an ending and without personal data."""
        return f"sheet-{self.text('edition_code')}-{self.span.until.isoformat()}"
