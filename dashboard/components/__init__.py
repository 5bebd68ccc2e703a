"""What pages are composed of; the only place with widgets and their state."""
