"""Gives the words of a change back what the reading took from them."""


def as_typed(words: str, text: str, prompt: str) -> str:
    """The words of a change, with characters in front that the reading took for politeness given back.

    Such characters belong to a thing of the description: the Chinese word for an invitation begins with "please".
    """
    at = text.find(words) if words else -1
    if at <= 0:
        return words
    length = next((n for n in range(len(words), 0, -1) if words[:n] in prompt), 0)
    while at and length and text[at - 1].isalnum() and text[at - 1] + words[:length] in prompt:
        at -= 1
        words = text[at] + words
        length += 1
    return words
