"""What every Chat must do, whatever the platform: each test here is run on each of them.

A platform gives a `Place`: its chat, an address, and a reader's view of what stands there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from core.errors import ChatError, FetchError
from core.model import Action, Address, Button, Kind, Picture, PictureSource, Post, Verb
from core.ports import Chat

URL = "https://cdn.example/clip_1.mp4"
HOSTILE = '@everyone @_all <at user_id="all">x</at> <@&710000000000000003> **loud** [prize](https://evil.example/p) \x1b[31m'
CANCEL = Button(Action(Verb.CANCEL, "job-1"), "Cancel", "danger")


def a_post(text: str = "Hello", kind: Kind = Kind.TEXT, **more: Any) -> Post:
    return Post(kind=kind, text=text, language="en", **more)


@dataclass(kw_only=True)
class Place:
    """One address on one platform.

    `shown` gives the texts that a reader sees now, oldest first; `alive` what in them pings, links or formats without
    leave. `lose` takes a message away behind our back; None where nothing can go. `refuse` makes the platform say no:
    for good, or for now; None where it never does.
    """

    chat: Chat
    address: Address
    shown: Callable[[], Sequence[str]]
    alive: Callable[[], Sequence[str]]
    picture: Picture
    picture_bytes: bytes
    lose: Callable[[str], object] | None = None
    can_delete: bool = True
    refuse_for_good: Callable[[], object] | None = None
    refuse_for_now: Callable[[], object] | None = None
    edits_in_place: bool = True

    def says(self, text: str) -> bool:
        """Whether the words stand somewhere, however the platform writes its signs."""
        return any(bare(text) in bare(one) for one in self.shown())


def bare(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


class ChatContract:
    """The tests; a subclass gives the fixture `place`."""

    async def test_the_same_key_twice_is_one_message(self, place: Place) -> None:
        first = await place.chat.send(place.address, a_post("only once"), key="job-1:start")
        again = await place.chat.send(place.address, a_post("only once"), key="job-1:start")
        assert first == again
        assert len([one for one in place.shown() if "only once" in one]) == 1

    async def test_other_keys_are_other_messages(self, place: Place) -> None:
        one = await place.chat.send(place.address, a_post("the same words"), key="job-1:a")
        other = await place.chat.send(place.address, a_post("the same words"), key="job-2:a")
        assert one != other
        assert len([said for said in place.shown() if "the same words" in said]) == 2

    async def test_an_edit_changes_the_message_in_its_place(self, place: Place) -> None:
        handle = await place.chat.send(
            place.address, a_post("17 percent", Kind.PROGRESS, percent=17, job_id="job-1"), key="job-1:p"
        )
        before = len(place.shown())
        edited = await place.chat.edit(
            place.address,
            handle,
            a_post("42 percent", Kind.PROGRESS, percent=42, job_id="job-1"),
            key="job-1:p",
        )
        assert edited == handle
        assert place.says("42 percent")
        if place.edits_in_place:
            assert not place.says("17 percent")
            assert len(place.shown()) == before

    async def test_a_long_text_is_shown_to_its_end(self, place: Place) -> None:
        lines = [f"line {number} of a long list of things" for number in range(160)]
        handle = await place.chat.send(place.address, a_post("\n".join(lines)), key="long")
        assert handle
        assert place.says(lines[0])
        assert place.says(lines[-1])

    async def test_a_long_edit_is_cut_rather_than_refused(self, place: Place) -> None:
        handle = await place.chat.send(place.address, a_post("short", Kind.PROGRESS, percent=1), key="p")
        long = "\n".join(f"line {number} of a long list of things" for number in range(900))
        assert await place.chat.edit(place.address, handle, a_post(long, Kind.PROGRESS, percent=2), key="p")
        assert place.says("line 1 of a long list of things")

    @pytest.mark.parametrize("kind", [Kind.TEXT, Kind.START, Kind.FAILURE, Kind.MEDIA])
    async def test_a_prompt_pings_links_and_formats_nothing(self, place: Place, kind: Kind) -> None:
        more: dict[str, Any] = {"url": URL, "duration_s": 5.0} if kind is Kind.MEDIA else {}
        buttons = (CANCEL,) if kind is Kind.START else ()
        post = a_post(f"You said: {HOSTILE}", kind, mention=True, buttons=buttons, job_id="job-1", **more)
        await place.chat.send(place.address, post, key=f"job-1:{kind}")
        assert place.says("loud")
        assert place.says("prize")
        assert place.alive() == []

    async def test_a_clip_comes_before_its_link_and_both_lead_to_it(self, place: Place) -> None:
        clip = a_post("Ready", Kind.MEDIA, url=URL, duration_s=5.0, job_id="job-1", is_final=True)
        link = a_post(f"The link:\n{URL}", Kind.LINK, url=URL, job_id="job-1", is_final=True)
        await place.chat.send(place.address, clip, key="job-1:media")
        await place.chat.send(place.address, link, key="job-1:link")
        texts = [bare(one) for one in place.shown()]
        ready = next(number for number, one in enumerate(texts) if "Ready" in one)
        told = next(number for number, one in enumerate(texts) if "Thelink" in one)
        assert ready < told
        assert bare(URL) in texts[told]

    async def test_a_message_of_ours_is_taken_away_twice_without_an_error(self, place: Place) -> None:
        handle = await place.chat.send(place.address, a_post("not for long"), key="d")
        await place.chat.delete(place.address, handle)
        await place.chat.delete(place.address, handle)
        assert place.says("not for long") is not place.can_delete

    async def test_a_picture_posted_here_is_read_and_another_is_missing(self, place: Place) -> None:
        assert await place.chat.fetch(place.picture) == place.picture_bytes
        nothing = Picture(PictureSource.PLATFORM, {}, place.address.platform)
        with pytest.raises(FetchError) as fault:
            await place.chat.fetch(nothing)
        assert fault.value.reason == "missing"

    async def test_every_address_has_its_traits(self, place: Place) -> None:
        assert place.chat.traits(place.address).progress_on_start in (True, False)


class LosingContract:
    """For platforms where people can take a message of ours away."""

    async def test_a_message_that_is_gone_is_posted_anew_and_its_new_handle_told(self, place: Place) -> None:
        assert place.lose is not None
        post = a_post("17 percent", Kind.PROGRESS, percent=17, job_id="job-1")
        handle = await place.chat.send(place.address, post, key="job-1:p")
        place.lose(handle)
        done = a_post("42 percent", Kind.PROGRESS, percent=42, job_id="job-1")
        anew = await place.chat.edit(place.address, handle, done, key="job-1:p")
        assert anew != handle
        assert place.says("42 percent")
        last = a_post("All done", Kind.PROGRESS, is_final=True, job_id="job-1")
        assert await place.chat.edit(place.address, anew, last, key="job-1:p") == anew
        assert place.says("All done")


class RefusingContract:
    """For platforms that may refuse a message for good."""

    async def test_a_refusal_for_good_asks_for_no_second_try(self, place: Place) -> None:
        assert place.refuse_for_good is not None
        place.refuse_for_good()
        with pytest.raises(ChatError) as fault:
            await place.chat.send(place.address, a_post("unheard"), key="x")
        assert fault.value.retry_after_s is None


class PassingContract:
    """For platforms with trouble that passes."""

    async def test_passing_trouble_asks_for_another_try(self, place: Place) -> None:
        assert place.refuse_for_now is not None
        place.refuse_for_now()
        with pytest.raises(ChatError) as fault:
            await place.chat.send(place.address, a_post("unheard"), key="x")
        assert fault.value.retry_after_s is not None
        assert fault.value.retry_after_s > 0
