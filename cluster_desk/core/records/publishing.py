"""What goes to the school's site: a card each, filled in the site's own editor by hand, with its photos and papers."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part, Record


class PublicationPlace(Choice):
    """Where a publication goes."""

    PAGE = "page", N_("the page “Support school”")
    NEWS = "news", N_("news")
    POST = "post", N_("a post of the community")


class PhotoUse(Choice):
    """Whether a photo may be seen by everybody; nothing told means no."""

    NO_CHILDREN = "no_children", N_("no children are seen")
    CONSENTS = "consents", N_("there are consents")
    KEPT = "kept", N_("not to be published")


class PublishedPhoto(Part, area="publishing", table="published_photos", label=N_("Photo"), title="caption"):
    """A photo kept in the log and whether it may go out; `caption` is read to those who do not see it."""

    attachment_id: int | None = fields.link(N_("Photo of the log"), "Attachment", required=True, follows=True)
    use: PhotoUse = fields.choice(N_("Who is seen"), PhotoUse.KEPT)
    caption: str = fields.text(N_("What it shows"), personal=True, hint=N_("for those who do not see it"))


class PublishedPaper(Part, area="publishing", table="published_papers", label=N_("Paper"), title="name"):
    """A paper that the office keeps, of which the signed PDF goes out; minutes only where that is ticked."""

    paper_id: int | None = fields.link(N_("Paper of the office"), "OfficePaper", required=True, follows=True)
    name: str = fields.text(N_("Called on the site"), hint=N_("empty: as the paper is called"))
    minutes: bool = fields.flag(N_("Published even if it is minutes"), False)


class Publication(Record, area="publishing", table="publications", label=N_("Publication")):
    """A card of what is published: heading, text, photos, papers; where it stands since when, and until when."""

    name: str = fields.text(N_("Heading"), required=True)
    place: PublicationPlace = fields.choice(N_("Where it goes"), PublicationPlace.PAGE)
    event_id: int | None = fields.link(N_("Event"), "Event", cleared=True, listed=False)
    text: str = fields.prose(N_("Text"), personal=True)
    published_on: dt.date | None = fields.day(N_("Published on"), section=N_("On the site"))
    link: str = fields.text(N_("Web address"), listed=False)
    take_down_on: dt.date | None = fields.day(N_("To be taken down on"))
    taken_down_on: dt.date | None = fields.day(N_("Taken down on"), listed=False)
    photos: list[PublishedPhoto] = fields.parts(N_("Photos"), "PublishedPhoto")
    papers: list[PublishedPaper] = fields.parts(N_("Papers"), "PublishedPaper")
