"""From grades to a trained embedder, without learning from what measures it."""
