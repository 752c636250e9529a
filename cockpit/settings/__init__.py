"""What an administrator may set by environment variables. Nothing else of the cockpit reads the environment."""

from cockpit.settings.environment import read, unknown
from cockpit.settings.settings import ROOT, Settings

__all__ = ["ROOT", "Settings", "read", "unknown"]
