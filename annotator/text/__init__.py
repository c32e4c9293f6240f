"""Pure functions on strings: no database, no Flask. Offsets are code points, half-open."""
