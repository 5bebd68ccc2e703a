"""One fictional authority, seeded and synthetic."""
