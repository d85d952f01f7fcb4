"""The pictures of a job: fetches them, uploads them to the studio, and tells what has to be told."""

import logging
from dataclasses import dataclass

from core.errors import FetchError, StudioError
from core.model import Failure, Job, Json, Kind, Picture, PictureSource, Post
from core.phrases import Phrases
from core.ports import look_twice
from core.runner.outside import Outside
from core.runner.voice import Voice

NO_CLIP = "no_clip"  # a reason beside those of FetchError: an earlier clip has no picture, or not yet
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Clip:
    """The present addresses of an earlier clip and its cover; empty for what is not there."""

    url: str
    cover: str


class Pictures:
    """The steps for a job's pictures, before anything is spent."""

    def __init__(self, outside: Outside, voice: Voice, phrases: Phrases) -> None:
        self._chat = outside.chat
        self._studio = outside.studio
        self._fetch = outside.fetch
        self._jobs = outside.jobs
        self._clock = outside.clock
        self._voice = voice
        self._phrases = phrases

    async def upload(self, job_id: str) -> Json:
        """Fetch and upload a job's pictures in their order; the addresses are the recorded value.

        `cover` tells that a cover stands in for the last frame of a clip that could not be had; `end` that a cancel came.
        """
        addresses: list[Json] = []
        is_cover = False
        job = await self._jobs.get(job_id)
        for picture in job.draft.pictures if job is not None else ():
            job = await self._jobs.get(job_id)
            if job is None or job.cancel_asked:
                return {"end": "cancelled"}
            try:
                address = await self._last_frame(job, picture) if picture.is_last_frame else ""
                is_cover = is_cover or (picture.is_last_frame and not address)
                addresses.append(address or await self._address_of(job, picture))
            except FetchError as fault:
                _log.info("job %s: a picture could not be read: %s", job.id, fault.reason)
                is_gone = picture.source is PictureSource.RESULT and fault.reason == "missing"
                return {"failure": Failure.PICTURE, "reason": NO_CLIP if is_gone else fault.reason}
            except StudioError as fault:
                _log.info("job %s: a picture could not be uploaded: %s", job.id, fault.failure)
                return {"failure": fault.failure, "reason": ""}
        return {"urls": addresses, "cover": is_cover}

    async def tell_cover(self, job_id: str) -> Json:
        """Say that the new clip does not start from the last frame, but from the cover."""
        job = await self._jobs.get(job_id)
        if job is None:
            return {"posted": False}
        language = job.draft.language
        text = self._phrases.say("notice.continuity_cover", language)
        handle = await self._voice.say(
            job, Post(kind=Kind.TEXT, text=text, language=language, job_id=job.id), "cover"
        )
        return {"posted": handle is not None}

    async def _last_frame(self, job: Job, picture: Picture) -> str:
        """The uploaded last frame of an earlier clip; empty when it cannot be had."""
        clip = await self._clip(job, picture)
        if not clip.url:
            return ""
        try:
            data = await self._fetch.last_frame(clip.url)
        except FetchError as fault:
            _log.warning("job %s: the last frame of a clip could not be had: %s", job.id, fault)
            return ""
        return await self._studio.upload(data)

    async def _address_of(self, job: Job, picture: Picture) -> str:
        if picture.source is PictureSource.PLATFORM:
            return await self._studio.upload(await self._chat.fetch(picture))
        url = picture.ref["url"] if picture.source is PictureSource.URL else await self._cover(job, picture)
        try:
            data = await self._fetch.picture(url)
        except FetchError as fault:
            if fault.reason != "network" or not url.casefold().startswith("https://"):
                raise
            # This machine cannot reach it, but the studio may: it reads public addresses itself.
            _log.info("job %s: a picture's address is handed on unread", job.id)
            return url
        return await self._studio.upload(data)

    async def _cover(self, job: Job, picture: Picture) -> str:
        clip = await self._clip(job, picture)
        if not clip.cover:
            raise FetchError("missing", "the earlier clip has no cover")
        return clip.cover

    async def _clip(self, job: Job, picture: Picture) -> _Clip:
        """The addresses of an earlier clip, asked for anew: those it was delivered with expire."""
        earlier = await self._jobs.get(picture.ref["job"])
        if earlier is None or not earlier.task_id:
            raise FetchError("missing", "the earlier job has no task")
        try:
            language = job.draft.language
            look = await look_twice(self._studio, self._clock, earlier.task_id, language=language)
        except StudioError as fault:
            if not earlier.cover:
                raise
            _log.warning("job %s: an earlier clip could not be looked up: %s", job.id, fault.failure)
            return _Clip(earlier.url, earlier.cover)
        return _Clip(look.url or earlier.url, look.cover or earlier.cover)
