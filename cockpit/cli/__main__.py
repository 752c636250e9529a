"""`python -m cockpit.cli`."""

import sys

try:
    from cockpit.cli import main
except KeyboardInterrupt:  # while Python still reads the libraries
    sys.exit(130)

main()
