"""From YAML to seeded inputs, trusted answers and tolerances."""
