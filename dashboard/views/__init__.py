"""One page each: `render(store, place)` composes, never computes."""
