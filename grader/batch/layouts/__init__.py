"""How platforms lay out what was handed in: one file a layout, found by being there."""
