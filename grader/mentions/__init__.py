"""What stands in a text, typed: amounts with their derivation, shapes, ranges, grids, formulas, claims."""
