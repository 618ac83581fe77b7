"""The hn1 / hn2 benchmark on the user's own collection, and what both miners missed."""
