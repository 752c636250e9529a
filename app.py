"""What a server serves: `gunicorn app:server`."""

from cockpit.settings import read
from cockpit.snapshot.week_catalogue import open_catalogue
from cockpit.web.app import create_app
from cockpit.web.preflight import keep

settings = read()
boards = keep(settings)
app = create_app(settings, boards, open_catalogue(settings, now=boards.now))
server = app.server
