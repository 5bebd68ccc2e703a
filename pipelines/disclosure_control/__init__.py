"""What may be shown: the only way from results to protected results."""
