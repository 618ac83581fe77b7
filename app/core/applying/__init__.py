"""A threshold put to use: predicted pairs and groups, matches of new pictures, leakage."""
