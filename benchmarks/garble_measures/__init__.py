"""What garbles are measured by: one module a measure, each with `rows(data) -> [(name, figure), …]`."""
