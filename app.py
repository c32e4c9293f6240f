"""`flask --app app …` and WSGI servers find the application here."""

from annotator.factory import create_app

app = create_app()
