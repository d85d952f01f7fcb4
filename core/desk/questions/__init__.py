"""Questions that wait for a yes, a number or a choice, and the answers to them."""
