"""Programs of the Makefile: none is part of the desk, none is needed once it is set up."""
