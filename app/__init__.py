"""SoulChat Desktop: an empathic listener that runs on the person's own computer."""
