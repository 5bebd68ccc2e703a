"""What each extract must be, and whether it is."""
