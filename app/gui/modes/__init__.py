"""Ways to grade beside pair after pair: many pictures on one screen, many answers in one step."""
