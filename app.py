"""`flask --app app …` and WSGI servers find the application here."""

import sys

from annotator.cli.deskless import deskless_app, needs_desk
from annotator.errors import WirecheckError

try:
    if needs_desk(sys.argv):
        from annotator.factory import create_app

        app = create_app()
    else:
        app = deskless_app()
except WirecheckError as error:
    # A setting to mend, a folder or a database that cannot be opened: one line, not a traceback.
    raise SystemExit(f"Error: {error}") from None
