"""What a server serves: `gunicorn app:server`."""

from cockpit.settings import read
from cockpit.web.app import create_app
from cockpit.web.start import keep

settings = read()
app = create_app(settings, keep(settings))
server = app.server
