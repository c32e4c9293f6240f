"""What a search engine must do (engine.py), the engines that do it, and the database itself while none can."""
