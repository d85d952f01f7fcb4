"""What something would cost, what it would cost otherwise, and what was spent; nothing here is ordered."""
