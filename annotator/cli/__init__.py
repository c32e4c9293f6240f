"""The commands under `flask --app app`: parse options, call a service, print a report."""
