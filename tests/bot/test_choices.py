"""What a form offers while somebody types."""

from pydantic import SecretStr

from adapters.ima.client import ImaStudio
from adapters.ima.sandbox import DEMO_KEY, SandboxStudio
from bot.choices import LiveChoices
from core.drafts import Drafter
from core.model import TaskType
from core.phrases import Phrases
from tests.core import reading


async def test_a_model_is_offered_with_its_live_price_and_found_by_what_people_call_it() -> None:
    tables = reading.tables()
    async with SandboxStudio() as server:
        studio = ImaStudio(base_url=server.url, upload_base_url=server.url, api_key=SecretStr(DEMO_KEY))
        await studio.products(TaskType.TEXT)
        phrases = Phrases(tables.catalogues)
        choices = LiveChoices(studio, Drafter(tables, phrases), tables, phrases)
        offered = {one.name: one for one in choices.models(TaskType.TEXT, "zh")}
        in_english = {one.name: one.label for one in choices.models(TaskType.TEXT, "en")}
        await studio.close()
    assert offered["Kling O1"].label == "Kling O1（48 pts）"
    assert in_english["Kling O1"] == "Kling O1 (48 pts)"
    assert "可灵" in offered["Kling O1"].also.split()
    assert "可灵" in offered["Kling 2.6"].also.split()
    assert "可灵" not in offered["Wan 2.6"].also.split()
