"""What deserves attention, worked out from protected results only."""
