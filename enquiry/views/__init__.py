"""What the eye sees: each view turns values into something Rich can draw, or into plain `label: value` lines."""
