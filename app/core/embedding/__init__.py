"""Pictures into vectors: features of a backbone, kept by content, and embeddings of a head."""
