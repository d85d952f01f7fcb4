"""Tells words about something that a clip shows from a scene of their own."""

from core.continuity.revision import names, of_same_kind, without_join, without_tail
from core.model import Language
from core.punctuation import ENDS, PART
from core.tables import Revisions


def is_about_it(prompt: str, words: str, revisions: Revisions, language: Language) -> bool:
    """Whether words replace or move something that the description names, or name another subject of its kind."""
    return _is_about(prompt, words, revisions) or _is_other_subject(prompt, words, revisions, language)


def is_subject(words: str, revisions: Revisions) -> bool:
    """Whether these words are a known subject of clips and nothing else."""
    plain = revisions.plain(words.strip(ENDS))
    return any(one.fullmatch(plain) is not None for one in revisions.subject.values())


def _is_other_subject(prompt: str, words: str, revisions: Revisions, language: Language) -> bool:
    """Whether these words only ask for another subject of the same kind: a black cat instead of a ginger one."""
    plain = revisions.plain(words.strip(ENDS)).casefold()
    lead = next((one for one in revisions.swap if plain.startswith(one) and len(plain) > len(one)), "")
    return (
        bool(lead) and of_same_kind(prompt, words.strip(ENDS)[len(lead) :], revisions, language) is not None
    )


def _is_about(prompt: str, words: str, revisions: Revisions) -> bool:
    """Whether the words replace, or act on, something that the description names: "put the teapot in the garden"."""
    groups = [("old", revisions.patterns), ("what", revisions.acts_on)]
    for part in PART.split(revisions.plain(words.strip(ENDS))):
        found = [(match, name) for name, rows in groups for one in rows if (match := one.match(part))]
        if any(names(prompt, match[name], revisions) for match, name in found):
            return True
    return False


def not_shown(prompt: str, changed: str, words: str, revisions: Revisions, language: Language) -> str:
    """What these words replace though the description does not show it, so that they only were added to it; or empty."""
    for said in (words, *PART.split(words)):
        part = without_tail(without_join(said.strip(ENDS), revisions), revisions)
        found = next(
            (match for one in revisions.patterns if (match := one.match(revisions.plain(part)))), None
        )
        if found is None:
            continue
        old, new = (part[slice(*found.span(name))].strip() for name in ("old", "new"))
        added = revisions.swapped[language].format(old=old, new=without_tail(new, revisions))
        if added in changed and added not in prompt:
            return old
    return ""
