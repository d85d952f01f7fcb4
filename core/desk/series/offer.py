"""Offers an idea longer than one clip as a series of shots, each with what it shows and its price."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core import continuity
from core.advisor import Basis
from core.continuity import Shot
from core.desk.placing import ask_yes
from core.desk.turn import Turn
from core.drafts import Priced, Wanted
from core.model import LONGEST_CLIP_S, Draft, Language, Notice, OneOf, TaskType, Told
from core.phrases import head
from core.planner.values import lengths_s
from core.punctuation import clauses, comma
from core.tables.patterns import MARKS

_HEAD_OF_SHOT = 48
_THREE = 3
_EN: Language = "en"
_ZH: Language = "zh"
_MOST_PARTS = 40
_PICTURES = ("notice.continuity_", "notice.pictures_waited", "notice.frames_as_sent")  # of notes on pictures
_USES = {
    TaskType.IMAGE: "series.picture_first",
    TaskType.REFERENCE: "series.picture_reference",
    TaskType.FRAMES: "series.picture_frames",
}
MOST_SHOTS = 12
_FEWEST = 2  # words of order tell a story
_SHORTEST_EN, _SHORTEST_ZH = 3, 5  # words and characters of a scene
LONGEST_SERIES_S = 120  # beyond two minutes an idea needs a plan of its own


async def offers_series(
    turn: Turn, draft: Draft, priced: Mapping[str, Priced], wanted: Wanted, notes: Sequence[Told]
) -> bool:
    """Offer an idea longer than a clip as shots with their prices, ordered after one yes; False if it fits a clip."""
    asked_s, count = turn.intent.asked_s, turn.intent.shots
    if asked_s is None or Notice.DURATION_CLAMPED not in turn.intent.notices:
        return False
    key = draft.order.model or draft.order.leaf_id
    lengths = lengths_s(priced[key].product)
    if not lengths or asked_s > LONGEST_SERIES_S or (asked_s <= lengths[-1] and not count):
        return False
    times = _times(asked_s, lengths, count)
    found = () if turn.undivided else scenes_of(turn, wanted.prompt, at_least=len(times))
    if not count and len(times) != len(found) == turn.shots:
        count = turn.shots
        times = _times(asked_s, lengths, count)
    if len(found) > len(times) and not count:
        times = continuity.shots_for(asked_s, lengths, len(found)) or times
    whole = continuity.untitled(wanted.prompt, turn.desk.tables.sayings.story)
    shots = continuity.dealt_out(whole, found, len(times))
    drafts = [
        drafted(
            turn,
            priced,
            replace(
                wanted,
                prompt=_words(turn, shot, turn.language),
                wishes=replace(wanted.wishes, duration_s=times[number - 1]),
            ),
            key=key,
            one_of=OneOf(number, len(times)),
        )
        for number, shot in enumerate(shots, start=1)
    ]
    ready = [one for one in drafts if one is not None]
    if len(ready) < len(shots):
        return False
    told = [one for one in notes if one.key != "notice.duration_clamped"]
    # A picture taken over is in every shot; all else is told once.
    pictures = _lines(turn, [one for one in told if one.key.startswith(_PICTURES)])
    if wanted.task_type in _USES and not pictures:
        pictures = [turn.words(_USES[wanted.task_type])]
    once = _lines(turn, [one for one in told if not one.key.startswith(_PICTURES)])
    ready = [replace(one, intro=(*one.intro, *pictures)) for one in ready]
    ready[0] = replace(ready[0], intro=(*ready[0].intro, *once))
    points = sum(one.order.points for one in ready)
    first = {*once, turn.words("notice.saved")}
    lacks = [line for line in turn.desk.drafter.notices(ready[0]) if line not in first]
    is_longest = lengths[-1] == LONGEST_CLIP_S
    in_all = sum(times) if count else asked_s
    is_over = in_all > lengths[-1]  # else one clip would do
    header = "series.header_short" if is_longest else "series.header"
    blanks = {
        "asked": in_all,
        "max": lengths[-1],
        "n": len(shots),
        "model": draft.order.model_name,
    }
    scene_rows = told_apart([one.scene for one in shots])
    lines = [
        turn.preface,
        turn.words("notice.duration_clamped") if is_longest and is_over else "",
        *lacks,
        turn.words(header if is_over else "series.header_fits", **blanks),
        _other_total(turn, asked_s, times, lengths, draft) if count else "",
        *(
            _row(turn, number, times[number - 1], one, shots[number - 1], scene=scene_rows[number - 1])
            for number, one in enumerate(ready, start=1)
        ),
        _apart(turn, shots, is_told=bool(found), is_text=wanted.task_type is TaskType.TEXT),
        turn.words("series.ask", points=points, max=lengths[-1]),
    ]
    await ask_yes(turn, ready, turn.desk.phrases.lines(*lines))
    return True


def _apart(turn: Turn, shots: Sequence[Shot], *, is_told: bool, is_text: bool) -> str:
    """That the shots are made each for itself, where they share a scene, or somebody whose look no picture keeps."""
    if any(one.parts > 1 for one in shots):
        return turn.words("series.not_joined" if is_told else "series.not_told")
    first, *others = (one.scene for one in shots)
    subject = turn.desk.tables.revisions.subject["en" if first.isascii() else "zh"]
    named = [found[0].split()[-1] for found in subject.finditer(first)]
    is_shared = any(one in other for one in named for other in others)
    return turn.words("series.looks") if is_text and is_shared else ""


def _times(asked_s: int, lengths: Sequence[int], count: int) -> tuple[int, ...]:
    """The lengths of the shots: of `count`, or of as many as the time needs (0)."""
    if not count:
        return continuity.shots(asked_s, lengths)
    exactly = continuity.shots_for(asked_s, lengths, count)
    return exactly or (min(lengths, key=lambda one: (abs(one - asked_s / count), one)),) * count


def _other_total(turn: Turn, asked_s: int, times: Sequence[int], lengths: Sequence[int], draft: Draft) -> str:
    """That so many shots are longer or shorter in all than was asked for; empty where they are not."""
    if sum(times) == asked_s:
        return ""
    named = "/".join(map(str, lengths))
    return turn.words("series.other_total", asked=asked_s, lengths=named, model=draft.order.model_name)


def _lines(turn: Turn, notes: Sequence[Told]) -> list[str]:
    return [turn.desk.phrases.told(one, turn.language) for one in notes]


def scenes_of(turn: Turn, prompt: str, *, at_least: int = 0) -> tuple[str, ...]:
    """The scenes that a description tells; empty where it is only one."""
    tables = turn.desk.tables
    language: Language = "en" if prompt.isascii() else "zh"
    story, subject = tables.sayings.story, tables.revisions.subject[language]
    if sum(1 for _ in story.then.finditer(prompt)) < _FEWEST:
        prompt = tables.sayings.with_numbers(prompt)
    found = continuity.scenes(prompt, story, subject, at_least=at_least)
    listed = tables.sayings.listed
    parts = [part for one in found for part, _ in clauses(one)]
    if len(found) < at_least <= len(parts) and not any(map(_is_short, parts)):
        return tuple(continuity.understood_alone(parts, story, subject))
    if len(found) < turn.shots:
        parts = listed.parted(prompt, turn.shots, prompt)
    elif not found and at_least > _FEWEST and _is_behind_colon(turn, prompt):
        parts = listed.parted(prompt, at_least, prompt) or continuity.told_clauses(prompt, story, at_least)
        parts = [] if any(map(_is_short, parts)) else parts
    else:
        return found
    return tuple(continuity.understood_alone(parts, story, subject)) if parts else found


def _is_short(part: str) -> bool:
    """Whether words are too few for a scene of a list: "long hair" tells of the scene before."""
    return len(part.split()) < _SHORTEST_EN if part.isascii() else len(part) < _SHORTEST_ZH


def _is_behind_colon(turn: Turn, prompt: str) -> bool:
    """Whether the message tells this behind a colon: as many parts as there are shots are the shots."""
    before, found, _ = turn.incoming.text.partition(prompt)
    return bool(found) and before.rstrip().endswith((":", "："))


def in_short(scene: str) -> str:
    """What a shot shows, short enough for a row; a lead in front of it is left out if the scene is long."""
    lead = continuity.lead_of(scene)
    if len(scene) > _HEAD_OF_SHOT and lead:
        return head(f"… {scene.removeprefix(lead)}", _HEAD_OF_SHOT)
    return head(scene, _HEAD_OF_SHOT)


def told_apart(scenes: Sequence[str]) -> list[str]:
    """What each of several clips shows, short enough for a row; what all begin with is left out where it is long."""
    is_long = len(set(scenes)) > 1 and max(map(len, scenes)) > _HEAD_OF_SHOT
    columns = enumerate(zip(*scenes, strict=False))
    same = next((at for at, one in columns if len(set(one)) > 1), 0) if is_long else 0
    while same and any(one[same - 1 : same + 1].isalnum() and one.isascii() for one in scenes):
        same -= 1
    clause = max(scenes[0].rfind(mark, 0, same) for mark in ",，") if same else -1
    same = clause if clause > 0 else same
    if not same:
        return [in_short(one) for one in scenes]
    return [head(f"… {one[same:].strip(MARKS)}", _HEAD_OF_SHOT) for one in scenes]


def _row(turn: Turn, number: int, seconds: int, draft: Draft, shot: Shot, *, scene: str) -> str:
    part = _part(turn, shot, turn.language)
    mark = turn.words("series.part", prompt=scene, part=part) if part else ""
    return turn.words(
        "series.row",
        n=number,
        seconds=seconds,
        points=draft.order.points,
        prompt=mark or scene,
    )


def _part(turn: Turn, shot: Shot, language: Language) -> str:
    """Which part of its scene a shot is, with its station where the scene names such; empty for a whole one."""
    if shot.parts == 1:
        return ""
    advice = turn.desk.tables.advice
    first, middle, last, one_of_several = advice.part_words[language]
    is_last = shot.part == shot.parts
    numbered = middle if shot.parts == _THREE else one_of_several.format(n=shot.part)
    part = first if shot.part == 1 else last if is_last else numbered
    way = advice.ways[language].search(shot.scene)
    if way is None:
        return part
    between = advice.between[language].format(**way.groupdict())
    what = way["start"] if shot.part == 1 else way["end"] if is_last else between
    return advice.station[language].format(part=part, what=what)


def _words(turn: Turn, shot: Shot, language: Language) -> str:
    part = _part(turn, shot, language)
    return f"{shot.scene}{comma(shot.scene)}{part}" if part else shot.scene


def whole_of(turn: Turn, scene: str) -> str:
    """The description that this scene is a part of, if it says which part; else empty."""
    advice, language = turn.desk.tables.advice, _EN if scene.isascii() else _ZH
    words, mark = advice.part_words[language], comma(scene)
    numbered = (words[-1].format(n=n) for n in range(1, _MOST_PARTS))
    for one in (*words[:-1], *numbered):
        if scene.endswith(mark + one):
            return scene.removesuffix(mark + one)
        whole, found, _ = scene.rpartition(mark + advice.station[language].format(part=one, what=""))
        if found and advice.ways[language].search(whole) is not None:
            return whole
    return ""


def shown_in(drafts: Sequence[Draft]) -> list[str]:
    """What each shot of a series shows."""
    return [one.order.prompt for one in drafts]


def drafted(
    turn: Turn,
    priced: Mapping[str, Priced],
    wanted: Wanted,
    *,
    key: str,
    one_of: OneOf,
) -> Draft | None:
    """The draft of one of several clips. None where the model cannot make it."""
    again = turn.desk.drafter.price(priced[key].product, priced[key].row, wanted)
    if again is None:
        return None
    one = turn.desk.drafter.draft(key, Basis.CARRIED, wanted, {**priced, key: again})
    return replace(one, one_of=one_of)
