"""The dashboard: what the desk does and finds, as charts from the server, each mark with the claims behind it."""
