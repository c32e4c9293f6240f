"""Taking claims, handing them over and giving them back: from the workbench and from the queue."""
