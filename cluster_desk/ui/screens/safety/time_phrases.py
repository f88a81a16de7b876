"""When something was done, as people say it."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from cluster_desk.core.language import _, language, n_


def made_words(made: dt.datetime, now: dt.datetime | None = None) -> str:
    """«сегодня, 9:12», «вчера, 9:12», «14.09.2028, 9:12»."""
    clock = f"{made.hour}:{made:%M}"
    days = ((now or dt.datetime.now()).date() - made.date()).days
    if days == 0:
        return _("today, %s") % clock
    if days == 1:
        return _("yesterday, %s") % clock
    return f"{made:%d.%m.%Y}, {clock}"


def ago_words(made: dt.datetime, now: dt.datetime | None = None) -> str:
    """«12 дней назад»; of today and yesterday as `made_words`."""
    days = ((now or dt.datetime.now()).date() - made.date()).days
    return n_("%d day ago", "%d days ago", days) % days if days > 1 else made_words(made, now)


def transaction_day(at: str) -> str:
    """The moment `at` of a step (UTC, ISO) by this computer's clock: «14.09.2028, 9:12»; as it stands if unreadable."""
    with suppress(ValueError):
        local = dt.datetime.fromisoformat(at).astimezone()
        return f"{local:%d.%m.%Y}, {local.hour}:{local:%M}"
    return at


def size_words(size: int) -> str:
    """A file's size: «1,2 МБ»."""
    if size < 1 << 20:
        return _("%d KB") % max(1, size >> 10)
    return _("%s MB") % f"{size / (1 << 20):.1f}".replace(".", "," if language() == "ru" else ".")
