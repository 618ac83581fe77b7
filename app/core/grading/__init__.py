"""One annotator's way through a batch, and what the answers say together."""
