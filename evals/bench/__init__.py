"""How fast Brandcheck is, measured against what one would use without it."""
