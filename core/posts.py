"""Messages of ours that go out at more than one place, ready to be sent."""

from core import buttons
from core.model import Job, Kind, Language, Post
from core.phrases import Phrases
from core.tables import Tables


def media_post(
    phrases: Phrases,
    tables: Tables,
    job: Job,
    language: Language,
    *,
    url: str,
    cover: str,
    duration_s: float | None,
    elapsed_s: int | None,
    hint: str = "",
) -> Post:
    """The player of a clip with its caption; `elapsed_s` None = nobody measured how long it took."""
    order = job.draft.order
    return Post(
        kind=Kind.MEDIA,
        text=phrases.caption(
            tables.model(order.model),
            order.model_name,
            order.points,
            language,
            elapsed_s=elapsed_s,
            preferred=job.draft.preferred,
            prompt=order.prompt,
            hint=hint,
            one_of=phrases.one_of(job.draft),
        ),
        language=language,
        url=url,
        cover=cover,
        duration_s=duration_s,
        points=order.points,
        job_id=job.id,
        is_final=True,
    )


def link_post(phrases: Phrases, job: Job, language: Language, *, url: str) -> Post:
    """The address of a clip as text."""
    return Post(
        kind=Kind.LINK,
        text=phrases.say("link.text", language, url=url),
        language=language,
        url=url,
        job_id=job.id,
        is_final=True,
    )


def help_post(phrases: Phrases, language: Language, *, direct: bool) -> Post:
    """One screen of examples; in a group also how pictures reach us there."""
    hint = "" if direct else phrases.say("help.picture_hint", language)
    return Post(
        kind=Kind.TEXT,
        text=phrases.lines(phrases.say("help.text", language), hint),
        language=language,
        buttons=buttons.under_help(phrases, language),
    )
