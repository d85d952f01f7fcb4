"""One Chat for the core, forwarding to the platform that an address or a picture belongs to."""

from collections.abc import Mapping

from core.errors import ChatError, FetchError
from core.model import Address, Picture, Post
from core.ports import Chat, Traits


class Chats:
    """Port Chat over all connected platforms. A job of a platform that is off waits: the error asks to try again."""

    def __init__(self) -> None:
        self._by_platform: dict[str, Chat] = {}

    def add(self, platform: str, chat: Chat) -> None:
        """Connect a platform."""
        self._by_platform[platform] = chat

    @property
    def platforms(self) -> Mapping[str, Chat]:
        """The connected platforms by name."""
        return self._by_platform

    def traits(self, address: Address) -> Traits:
        """How this address shows a job."""
        chat = self._by_platform.get(address.platform)
        return chat.traits(address) if chat is not None else Traits()

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        """Post a message where the address belongs."""
        return await self._chat(address).send(address, post, key=key)

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        """Change a message where the address belongs."""
        return await self._chat(address).edit(address, handle, post, key=key)

    async def delete(self, address: Address, handle: str) -> None:
        """Take a message away where the address belongs."""
        await self._chat(address).delete(address, handle)

    async def fetch(self, picture: Picture) -> bytes:
        """The bytes of a picture from its platform."""
        chat = self._by_platform.get(picture.platform)
        if chat is None:
            raise FetchError("missing", f"{picture.platform} is not connected")
        return await chat.fetch(picture)

    def _chat(self, address: Address) -> Chat:
        chat = self._by_platform.get(address.platform)
        if chat is None:
            raise ChatError(f"{address.platform} is not connected", retry_after_s=60)
        return chat
