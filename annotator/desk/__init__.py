"""The pages that combine nouns: the queue, the workbench, the desk's health."""
