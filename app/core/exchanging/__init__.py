"""What goes out to files and comes in from them. The formats are in `exporters` and `importers`."""
