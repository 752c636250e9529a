"""What a server serves: `gunicorn app:server`."""

from cockpit.settings import read
from cockpit.snapshot.shelf import shelves
from cockpit.web.app import create_app
from cockpit.web.start import keep

settings = read()
boards = keep(settings)
app = create_app(settings, boards, shelves(settings, now=boards.now))
server = app.server
