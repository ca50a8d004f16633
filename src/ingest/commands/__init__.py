"""The commands of ``handleplan``, one module each; ``processing`` is what they share."""
