"""Makes the application: settings in, a Flask app with everything registered out."""

from .application import create_app

__all__ = ["create_app"]
