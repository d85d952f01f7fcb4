"""English wording around a request leaves the prompt in whatever order its parts stand; scenes with its words stay."""

import pytest

from core.model import ParseContext
from tests.core.reading import meaning, parser


@pytest.mark.parametrize(
    ("text", "shown", "asked"),
    [
        ("my nephew won't stop asking for a clip of a dinosaur eating pizza", "a dinosaur eating pizza", {}),
        ("would it be too much to ask for a video where a lighthouse falls asleep", "a lighthouse falls asleep", {}),
        ("Would you mind rustling up a quick vid showing two foxes in the snow?", "two foxes in the snow", {}),
        ("we'd be thrilled to see a film where a lighthouse falls asleep", "a lighthouse falls asleep", {}),
        (
            "Please use Kling 2.6 and create a square clip of a goblin market. Resolution should be 720p",
            "a goblin market",
            {"model": "kling-2.6", "aspect_ratio": "1:1", "resolution": "720P"},
        ),
        ("for the opening of my talk I need a snail racing a tortoise as a video loop", "a snail racing a tortoise", {}),
        ("do you know how to animate a mouse in a tuxedo? if so, go ahead", "a mouse in a tuxedo", {}),
        ("the shot I need, in one line: fireworks over a medieval castle", "fireworks over a medieval castle", {}),
        (
            "from the creative brief: a storm rolls in over the fields. We need it as a square video in 4K",
            "a storm rolls in over the fields",
            {"aspect_ratio": "1:1", "resolution": "4K"},
        ),
        ("just one clip, nothing fancy: paper lanterns float up", "paper lanterns float up", {}),
        ("a whale swims through clouds - please turn this into a clip", "a whale swims through clouds", {}),
        ("a fox trots over the ice <- video of this pls", "a fox trots over the ice", {}),
        ("a snail crosses a road. Can't wait to see how the video turns out :)", "a snail crosses a road", {}),
        ("a snail crosses a road. Need it in an hour, sorry 🙏", "a snail crosses a road", {}),
        ("My boss wants a video by noon. a sumo match in a packed arena", "a sumo match in a packed arena", {}),
        ("G'day! I'm after a video of fireworks over a castle, would ya", "fireworks over a castle", {}),
        (
            "Video request\n- what: steam rises from a bowl\n- shape: 16:9",
            "steam rises from a bowl",
            {"aspect_ratio": "16:9"},
        ),
        ("@Wan 2.6 a big family picnic by the lake", "a big family picnic by the lake", {"model": "wan-2.6"}),
        (
            "get Sora to show a glacier under a stormy sky, keep it to 12 seconds",
            "a glacier under a stormy sky",
            {"model": "sora-2-pro", "duration": 12},
        ),
    ],
)  # fmt: skip
def test_who_asks_and_for_what_leaves_with_all_its_words(
    text: str, shown: str, asked: dict[str, object]
) -> None:
    said = meaning(parser().parse(text, ParseContext()))
    assert said["prompt"] == shown
    assert {name: said.get(name) for name in asked} == asked


@pytest.mark.parametrize(
    "scene",
    [
        "a chef wants a video of his cat and films it",
        "the chef needs a video of his cat",
        "a teacher shows her class a video of whales",
        "a girl makes a video of her dog on the beach",
        "she needs a clip of the robbery, so the detective hands it over",
        "a man can't wait to see how the movie ends",
        "a knight needs a spot of tea",
        "the loop of a roller coaster at night",
        "a film of frost grows over the window",
        "a wizard - tall and thin - turns it into a frog",
        "a tiny robot, so excited to see the sea",
        'a boy asks "can you make it a video" while his sister laughs',
        '"make me a video of a cat" says the parrot to the pirate',
        "a game of veo veo between kids in the back of a car",
    ],
)
def test_a_scene_with_such_words_stays_whole(scene: str) -> None:
    said = meaning(parser().parse(scene, ParseContext()))
    assert said["prompt"] == scene
    assert "model" not in said
