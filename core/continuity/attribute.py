"""Gives a thing another look: the colour, size or material is put in front of it where it stands."""

import re
from collections.abc import Iterable, Sequence

from core.continuity.whose import begin_of_look
from core.tables import Revisions
from core.tables.patterns import any_of

_VOWELS = "aeiou8"  # "an 80s look"
_DOING = "ing"
_LONGEST_DEGREE = 3  # words
_NAMED = 4  # words: with a green bus


def described(prompt: str, old: str, new: str, revisions: Revisions) -> str | None:
    """The description with `old` looking like `new`; None where `new` is a thing and no look, or `old` is not there."""
    said = _thing(old, revisions, new=new)
    thing = _as_called(prompt, said, revisions)
    if not thing:
        return None
    if _is_of_other_material(thing, new, revisions):
        prompt, thing = prompt.replace(thing, said, 1), said
    sex = revisions.otherwise.sex.fullmatch(revisions.plain(new))
    if sex is not None:
        return _of_sex(prompt, thing, sex["what"], revisions)
    return (
        _english(prompt, thing, new, revisions)
        if thing.isascii()
        else _chinese(prompt, thing, new, revisions)
    )


def _is_of_other_material(thing: str, new: str, revisions: Revisions) -> bool:
    """Whether a Chinese name begins with what the thing is made of, and the new look is another material."""
    kind = _kind(new.removesuffix(revisions.look_mark), revisions)
    made_of = next((look for short, look in revisions.look_short.items() if thing.startswith(short)), "")
    return kind is not None and bool(made_of) and kind.fullmatch(made_of) is not None


def alone(old: str, new: str, revisions: Revisions) -> str | None:
    """The thing with its look, to be added to a description that has no such thing; None where `new` is no look."""
    thing = _thing(old, revisions)
    if not thing:
        return None
    if thing.isascii():
        look, _ = _look_in_english(new, revisions)
        return f"{look} {thing}" if look else None
    look, _ = _look_in_chinese(new, revisions)
    mark = revisions.look_mark
    whose, _, part = thing.rpartition(mark)
    if look and whose and part:  # "her yellow scarf", not "the yellow scarf of hers"
        return f"{whose}{mark}{look.removesuffix(mark)}{part}"
    return look + thing if look else None


def instead_of_other(prompt: str, new: str, revisions: Revisions) -> str | None:
    """The description with its colour replaced by this one; None where it names no colour or several."""
    bare = new.removesuffix(revisions.look_mark)
    colours = next((one for one in revisions.colours if one.fullmatch(revisions.plain(bare))), None)
    if colours is None:
        return _of_its_kind(prompt, bare, revisions)
    edge, end = (r"\b", r"\b") if bare.isascii() else ("", revisions.look_end)
    found = list(re.finditer(f"{edge}(?:{colours.pattern})(?:{end})", revisions.plain(prompt), re.IGNORECASE))
    if len(found) != 1:
        return None
    mark = revisions.look_mark
    before, after = prompt[: found[0].start()], prompt[found[0].end() :]
    if bare.isascii():
        return with_article(before, bare, revisions) + after
    return before + bare + (mark if found[0].group().endswith(mark) else "") + after


def _of_its_kind(prompt: str, bare: str, revisions: Revisions) -> str | None:
    kind = next((one for one in revisions.instead if one.fullmatch(revisions.plain(bare))), None)
    found = list(kind.finditer(revisions.plain(prompt))) if kind is not None else []
    if len(found) != 1:
        return None
    before, after = prompt[: found[0].start()], prompt[found[0].end() :]
    return (with_article(before, bare, revisions) if bare.isascii() else before + bare) + after


def is_known(new: str, revisions: Revisions) -> bool:
    """Whether these words are a look of a known kind, like a colour."""
    return _kind(new.removesuffix(revisions.look_mark), revisions) is not None


def in_other_colour(prompt: str, words: str, revisions: Revisions) -> str | None:
    """The description with its subject in a colour, where English words name it again with one: a vintage bus stays one."""
    found = revisions.subject["en"].search(revisions.plain(prompt))
    if any(one.named.fullmatch(revisions.plain(words)) for one in revisions.otherwise.sorts):
        return None  # orange juice is no juice in orange
    said = words.casefold().split()
    *before, look, name = said if 1 < len(said) <= _NAMED else ("", "")
    if found is None or not is_colour(look, revisions) or found.group().split()[-1].casefold() != name:
        return None
    is_bare = revisions.english.function.issuperset(before)
    return described(prompt, name, look, revisions) if is_bare else None


def is_colour(new: str, revisions: Revisions) -> bool:
    """Whether these words are a colour and nothing else."""
    bare = revisions.plain(new.removesuffix(revisions.look_mark))
    return any(one.fullmatch(bare) for one in revisions.colours)


def _kind(look: str, revisions: Revisions) -> re.Pattern[str] | None:
    return next((one for one in revisions.looks if one.fullmatch(revisions.plain(look))), None)


def _thing(old: str, revisions: Revisions, *, new: str = "") -> str:
    """The thing to change, without its article and "the colour of"; empty where the words are themselves a look.

    What is told by its material, the silk, may get a colour.
    """
    if is_known(old, revisions) and (is_colour(old, revisions) or not is_colour(new, revisions)):
        return ""
    for one in revisions.look_of:
        if (found := one.fullmatch(revisions.plain(old))) is not None:
            old = old[slice(*found.span("what"))]
            break
    return without_article(old, revisions).strip()


def _as_called(prompt: str, thing: str, revisions: Revisions) -> str:
    """The thing by the name that a description has for it: a skirt is a long skirt there, a dog is a puppy."""
    plain = revisions.plain(prompt)
    name = revisions.plain(thing).casefold()
    row = next((row for row in revisions.kinds if name in row), ())
    if thing.isascii():
        if re.search(rf"\b{re.escape(name)}\b", plain, re.IGNORECASE):
            return thing
        called = run_of_names(plain, row)
        return plain[called[-1][0] : called[-1][1]] if called else thing
    at = plain.find(name)
    if at >= 0:
        return plain[whole_name(plain, at, name, revisions) : at + len(name)]
    return next((one for one in sorted(row, key=len, reverse=True) if one in plain), thing)


def run_of_names(plain: str, row: Iterable[str]) -> list[tuple[int, int]]:
    """The first English names of one row that stand in a description behind each other: a golden retriever puppy."""
    run: list[tuple[int, int]] = []
    for found in re.finditer(rf"\b{any_of(row)}\b", plain, re.IGNORECASE):
        if run and plain[run[-1][1] : found.start()] != " ":
            break
        run.append(found.span())
    return run


def whole_name(plain: str, at: int, name: str, revisions: Revisions) -> int:
    """Where the Chinese name begins that ends in the one at this place: a lorry is called by its last character."""
    end = at + len(name)
    row = next((row for row in revisions.kinds if name in row), ())
    named = (one for one in row if one.endswith(name) and plain.endswith(one, 0, end))
    # A white cat that gets another colour is white no more.
    known = [len(one) for one in named if one == name or not is_known(one.removesuffix(name), revisions)]
    if known and max(known) > len(name):
        return end - max(known)
    counted = revisions.counted_name.search(plain[:at])
    more = counted["more"] if counted is not None else ""
    is_other = revisions.subject["zh"].search(more) or any(one.search(more) for one in revisions.looks)
    return at if is_other else at - len(more)


# --- Chinese: the look takes a mark behind it, and no articles -----------------


def _of_sex(prompt: str, thing: str, sex: str, revisions: Revisions) -> str | None:
    """Somebody of the other sex, in front of whose Chinese name one character tells it."""
    at = revisions.plain(prompt).find(revisions.plain(thing))
    if at < 0:
        return None
    told = next((one for one in (at, at - 1) if revisions.otherwise.sexes.match(prompt[max(0, one) :])), None)
    return prompt[:at] + sex + prompt[at:] if told is None else prompt[:told] + sex + prompt[told + 1 :]


def _look_in_chinese(new: str, revisions: Revisions) -> tuple[str, re.Pattern[str] | None]:
    bare = new.removesuffix(revisions.look_mark)
    kind = _kind(bare, revisions)
    if not bare or (kind is None and bare == new):
        return "", None
    return bare + revisions.look_mark, kind


def _chinese(prompt: str, thing: str, new: str, revisions: Revisions) -> str | None:
    look, kind = _look_in_chinese(new, revisions)
    at = revisions.plain(prompt).find(revisions.plain(thing))
    if not look or at < 0:
        return None
    start = begin_of_look(prompt, at, kind, revisions)
    lead = prompt[start:at]
    if kind is not None:
        lead = re.sub(f"(?:{kind.pattern}){revisions.look_mark}?", "", revisions.plain(lead))
    return prompt[:start] + look + lead + prompt[at:]


# --- English: a white card, red → a red card --------------------------------


def _look_in_english(new: str, revisions: Revisions) -> tuple[str, re.Pattern[str] | None]:
    bare = revisions.english.around.sub("", new.strip())
    kind = _kind(bare, revisions)
    return (bare, kind) if kind is not None else ("", None)


def _english(prompt: str, thing: str, new: str, revisions: Revisions) -> str | None:
    look, kind = _look_in_english(new, revisions)
    found = re.search(rf"\b{re.escape(thing)}\b", prompt, re.IGNORECASE)
    if kind is None or found is None:
        return None
    own, blank, _ = thing.partition(" ")
    # "The yellow raincoat" in red is a red raincoat: its own look is in front of the thing.
    start = at = found.start() + (len(own) + 1 if blank and kind.fullmatch(own) else 0)
    words = re.findall(r"[\w-]+ +|[^\w-]+", prompt[:start])
    for back, word in enumerate(reversed(words[-3:]), 1):
        bare = word.strip().casefold()
        if not bare or not bare[0].isalpha() or bare in revisions.english.function:
            break
        if bare.endswith(_DOING) and _does_it(words[:-back], revisions):
            break  # "an orange kitten playing piano": what stands there is not of the piano
        start -= len(word)
        if kind == revisions.sizes and is_known(bare, revisions):
            at = start  # "a bigger red fox"
        if kind.fullmatch(bare):
            begin = _begin_of_both(prompt[: start - _degree(words[:-back], bare, kind)], kind)
            return with_article(prompt[:begin], look, revisions) + " " + prompt[start + len(word) :]
        if at == start + len(word) and bare in revisions.english.belongs:
            at = start  # "a red paper boat", "red hot air balloons"
    return with_article(prompt[:at], look, revisions) + " " + prompt[at:]


def _degree(before: Sequence[str], look: str, kind: re.Pattern[str]) -> int:
    """How many characters in front of a look belong to it: "a bit more violent"."""
    heads = ("".join(before[-count:]) for count in range(_LONGEST_DEGREE, 0, -1))
    return next((len(one) for one in heads if kind.fullmatch(f"{one}{look}".casefold())), 0)


def _begin_of_both(before: str, kind: re.Pattern[str]) -> int:
    """Where a look begins that is one of two: "black and white"."""
    other = re.search(rf"\b(?:{kind.pattern}) and $", before, re.IGNORECASE)
    return len(before) if other is None else other.start()


def without_colour(thing: str, revisions: Revisions) -> str:
    """An English thing without the words up to its last colour: "dog" of a small brown dog."""
    words = thing.split()
    begin = max((at for at, one in enumerate(words[:-1], 1) if is_colour(one, revisions)), default=0)
    return " ".join(words[begin:]) if thing.isascii() else thing


def _does_it(before: list[str], revisions: Revisions) -> bool:
    """Whether the words in front of what is done end with who does it: "a kitten playing", not "a sleeping"."""
    last = before[-1].strip().casefold() if before else ""
    return last.isalpha() and last not in revisions.english.function and not is_known(last, revisions)


def with_article(before: str, look: str, revisions: Revisions) -> str:
    """The text up to this look, with "a" or "an" as the look wants it."""
    english = revisions.english
    found = english.either.search(before)
    if found is not None:
        fitting = english.one_before_vowel if look[0].casefold() in _VOWELS else english.one
        if found["article"][0].isupper():
            fitting = fitting.capitalize()
        before = f"{before[: found.start()]}{fitting} "
    return before + look


def without_look(before: str, new: str, revisions: Revisions) -> str:
    """The text in front of new words, without a look of the kind with which they begin: white shoes, black boots."""
    for one in revisions.looks:
        said = one.match(new)
        if said is None:
            continue
        if new.isascii():
            is_word = new[said.end() : said.end() + 1] == " "
            return re.sub(f"\\b(?:{one.pattern}) $", "", before, flags=re.IGNORECASE) if is_word else before
        return re.sub(f"(?:{one.pattern}){revisions.look_mark}?$", "", before)
    return before


def one_of_that_look(old: str, new: str, revisions: Revisions) -> str:
    """The thing that "the yellow one" stands for beside "a red raincoat": the yellow raincoat."""
    words = old.split()
    if len(words) < 2 or words[-1].casefold() not in ("one", "ones") or not new.isascii():  # noqa: PLR2004
        return old
    look = without_article(" ".join(words[:-1]), revisions)
    return f"{look} {new.rsplit(maxsplit=1)[-1]}" if is_known(look, revisions) else old


def without_article(words: str, revisions: Revisions) -> str:
    """The words without the article in front, or what points at a Chinese subject behind it ("the cat one")."""
    behind = revisions.pointer.search(revisions.plain(words))
    if behind is not None and revisions.subject["zh"].fullmatch(revisions.plain(words[: behind.start()])):
        words = words[: behind.start()]
    plain = revisions.plain(words).casefold()
    return words[len(next((one for one in revisions.articles if plain.startswith(one)), "")) :]
