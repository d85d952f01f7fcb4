"""The labels of several jobs: short, and no two of them alike where anything differs."""

import pytest

from core.desk.clips.listing import labels
from core.model import Address, Draft, Job, Language, Order, Phase, TaskType
from core.phrases import Phrases
from core.tables import Tables

NOW = 100_000.0
STREET = "a food truck opening up at dawn in a narrow street"
YARD = "外婆在院子里包粽子，旁边蹲着一只橘猫，阳光照在木头桌子上"


def job(
    prompt: str, *, age_s: int = 0, model: str = "Wan 2.6", language: Language = "en", **params: str
) -> Job:
    order = Order(
        task_type=TaskType.TEXT,
        leaf_id=model,
        model=model,
        model_id=model,
        model_name=model,
        prompt=prompt,
        params=params,
        points=25,
        attribute_id=1,
    )
    return Job(
        id=f"{prompt}{age_s}{model}{params}",
        address=Address("stage", "c1", "ada"),
        draft=Draft(order=order, language=language),
        created_at=NOW - age_s,
        phase=Phase.DELIVERED,
    )


@pytest.fixture
def phrases(tables: Tables) -> Phrases:
    return Phrases(tables.catalogues)


def called(phrases: Phrases, *jobs: Job, language: Language = "en") -> list[str]:
    found = labels(phrases, jobs, language, now=NOW)
    return [found[one.id] for one in jobs]


def test_alone_a_job_is_called_by_the_head_of_its_description(phrases: Phrases) -> None:
    assert called(phrases, job(STREET), job("a dog")) == ["a food truck opening up…", "a dog"]


def test_where_the_heads_are_the_same_the_words_that_differ_are_shown(phrases: Phrases) -> None:
    assert called(phrases, job(f"{STREET}, falling snow"), job(STREET)) == [
        "a food truck opening up… falling snow",
        "a food truck opening up… dawn in a narrow street",
    ]
    assert called(phrases, job(f"{YARD}，加上一只小狗"), job(YARD), language="zh") == [
        "外婆在院子里包粽子，旁… 加上一只小狗",
        "外婆在院子里包粽子，旁边蹲着一只橘猫，阳光照在…",
    ]


def test_the_same_description_is_told_by_the_values_that_differ(phrases: Phrases) -> None:
    upright = job("a dog", duration="5", aspect_ratio="9:16")
    assert called(phrases, upright, job("a dog", duration="5", aspect_ratio="16:9")) == [
        "a dog (9:16)",
        "a dog (16:9)",
    ]


def test_another_model_stands_behind_it_anyway(phrases: Phrases) -> None:
    assert called(phrases, job("a dog"), job("a dog", model="Kling O1")) == ["a dog", "a dog"]


def test_repeats_are_told_by_how_long_ago_they_were_asked_for(phrases: Phrases) -> None:
    ages_s = (5, 250, 7300, 200_000)
    assert called(phrases, *(job("a dog", age_s=one) for one in ages_s)) == [
        "a dog (just now)",
        "a dog (4 min ago)",
        "a dog (2 h ago)",
        "a dog (2 d ago)",
    ]


def test_what_was_asked_for_at_the_same_time_is_counted(phrases: Phrases) -> None:
    assert called(phrases, job("a dog", age_s=61), job("a dog", age_s=62), job("a dog", age_s=300)) == [
        "a dog (1 min ago, 2/2)",
        "a dog (1 min ago, 1/2)",
        "a dog (5 min ago)",
    ]
