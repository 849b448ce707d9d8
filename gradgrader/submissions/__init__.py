"""From a file, notebook or folder to source that can be run and places that can be named; no torch."""
