"""Steps that rewrite a message before it is read: what only surrounds the wish goes, and the wish is put in plain words."""
