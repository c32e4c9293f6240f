"""`flask --app app …` and WSGI servers find the application here."""

from annotator.errors import WirecheckError
from annotator.factory import create_app

try:
    app = create_app()
except WirecheckError as error:
    # A setting to mend, a folder or a database that cannot be opened: one line, not a traceback.
    raise SystemExit(f"Error: {error}") from None
