"""Who is known by name in a chat: named, introduced, renamed, forgotten, and what becomes of their look."""
