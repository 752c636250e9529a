"""The city cockpit: numbers a city can trust, on a wall, a desk, a file and an API."""

__version__ = "1.2.0"
