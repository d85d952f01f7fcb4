"""Questions about models, answered from the live list."""
