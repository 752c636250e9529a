"""The demonstration world: three invented years that end in the published figures, the same on every machine."""

from cockpit.ingest.demonstration.world import build, make, spare_real_data

__all__ = ["build", "make", "spare_real_data"]
