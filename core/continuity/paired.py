"""Takes apart one change of two things: "replace the cat with a dog and the park with a beach"."""

from core.continuity.attribute import without_article
from core.continuity.removal import shows
from core.tables import Revisions

_MOST = 4  # changes of one sentence


def apart(prompt: str, words: str, revisions: Revisions) -> str:
    """The words with a comma and the verb once more in front of each further thing that the description shows.

    "Replace the cat with a dog and a bird" stays as it is: nothing of the clip gives way to the bird.
    """
    for _ in range(_MOST):
        found = next((match for one in revisions.paired if (match := one.match(words)) is not None), None)
        if found is None or not shows(prompt, without_article(found["old"].strip(), revisions), revisions):
            return words
        words = f"{found['first']}, {found['verb']}{found['second']}"
    return words
