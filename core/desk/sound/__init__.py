"""Sound: asked about, added, taken out, and offered with the models that have it."""
