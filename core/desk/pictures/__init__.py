"""Which pictures a request uses, and what each of them is for."""
