"""How answers are read, found, compared and shown: one file a type, unknown to each other."""
