"""Do two pictures show the same parts in the same places, and what differs."""
