"""What is measured: one declaration per measure, and their computation."""
