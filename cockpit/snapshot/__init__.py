"""The weekly file: a week as it stood, sealed and never altered afterwards."""
