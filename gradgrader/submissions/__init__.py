"""From a file, notebook or folder to source that can be run; no torch."""
