"""Tags: words of the desk's own on articles and claims, to find them again by."""
