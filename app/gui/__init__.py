"""The window: pages, widgets and what connects them to the core."""
