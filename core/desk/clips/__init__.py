"""What people say about clips that they have: again, otherwise, which one, and why it failed."""
