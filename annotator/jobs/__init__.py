"""Long work that a person can watch: it survives a reload of the page and a restart of the server."""
