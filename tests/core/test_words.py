"""The word tables: read whole, and every fault of them told at once."""

import pytest

from core.parser.automaton import Automaton
from core.tables import words as words_module
from core.tables.phrase import PhraseError, read_parts, read_phrase
from core.tables.words import read_words
from tests.core import reading

LOAD = words_module.load


def ends(phrase: str, text: str, **parts: list[str]) -> int | None:
    faults: list[str] = []
    read = read_parts(parts, faults)
    assert not faults
    return Automaton({"it": [read_phrase(phrase, read)]}, numerals="一二十").read(text, 0).get("it")


@pytest.mark.parametrize(
    ("phrase", "text", "end"),
    [
        ("取消[掉]", "取消掉", 3),
        ("取消[掉]", "取消吧", 2),
        ("(stop|cancel) it", "cancel it", 9),
        ("(stop|cancel) it", "cancelit", 8),
        ("stop", "stopping", None),
        ("[再]*来", "再再再来", 4),
        ("用{model}", "用\ue002\ue002\ue002", 4),
        ("{value}就行{end}", "\ue003就行", 3),
        ("{value}就行{end}", "\ue003就行了", None),
        ("改成{values}", "改成\ue003,\ue002", 5),
        ("第{number}个", "第十二个", 4),
        ("把{some}换成", "把小花猫换成", 6),
        ("{verb}它", "停它", 2),
    ],
)
def test_a_phrase_fits_what_its_signs_say(phrase: str, text: str, end: int | None) -> None:
    assert ends(phrase, text, verb=["停", "停掉"]) == end


def test_the_longest_way_through_a_phrase_counts() -> None:
    assert ends("(自动|自动选|自动选择)[吧]", "自动选择吧") == 5


def test_phrases_can_be_read_backwards_from_what_they_stand_before() -> None:
    machine = Automaton({"lead": [read_phrase("(时长|长度)[是|:]", {})]}, backwards=True)
    assert machine.read("视频时长是5秒", 5) == {"lead": 2}


@pytest.mark.parametrize(
    ("phrase", "fault"),
    [
        ("(取消", "is missing"),
        ("取消)", "closes nothing"),
        ("取消|停", "outside of brackets"),
        ("{nobody}停", "no part"),
        ("[取消][吧]", "where nothing is said"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused_with_the_reason(phrase: str, fault: str) -> None:
    with pytest.raises(PhraseError, match=fault):
        read_phrase(phrase, {})


def test_the_tables_are_read_without_a_fault() -> None:
    words = reading.tables().words
    assert len(words.brands) == 8
    assert {
        "command.cancel",
        "tool.use",
        "place.duration.before",
        "picture.reference",
    } <= words.typed.keys()


def test_every_model_of_the_tables_has_a_name_that_people_use() -> None:
    tables = reading.tables()
    named = {
        key
        for brand in tables.words.brands.values()
        for key in (brand.default, *brand.bare.values(), *brand.versions.values())
    }
    assert named == tables.models.keys()


def test_every_fault_of_the_word_tables_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, faults: list[str]) -> dict[str, object]:
        table = dict(LOAD(name, faults))
        if name == "aliases.toml":
            table["brand"] = {
                **table["brand"],
                "kling": {"words": ["Kling", 5], "default": "nobody"},
                "wan": 7,
            }
            table["everyday"] = {"words": ["nothing"]}
            table["seed"] = {**table["seed"], "names": [], "number": 3, "colour": []}
            del table["mention"]
        if name == "words.toml":
            table["tool"] = {**table["tool"], "use": ["用{model", "[用]"], "extra": []}
            del table["roles"]
        if name == "letters.toml":
            table["digits"] = {"一": "one"}
            table["traditional"] = {"pairs": "萬万 x"}
            table["spelling"] = {**table["spelling"], "meant": {"teh": "dont", "dont": "don't", "wnat": 3}}
        return table

    models = reading.tables().models
    monkeypatch.setattr(words_module, "load", broken)
    faults: list[str] = []
    read_words(models, faults)
    told = "\n".join(faults)
    for part in (
        "must be a list of words", "'nobody' is no model", "[wan]: is no table", "'nothing' is no parameter word",
        "} is missing", "where nothing is said", "[tool] extra: is unknown", "[roles] first: is missing",
        "[seed] names: is empty", "[seed] number: must be a list", "[seed] colour: is unknown", "[mention] everybody: is missing",
        "一: must be a whole number", "'x' must be two characters",
        "teh: 'dont' leads on", "wnat: must be a word",
    ):  # fmt: skip
        assert part in told
