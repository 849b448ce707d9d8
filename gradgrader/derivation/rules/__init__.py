"""What is known of each operation, a few alike in each module."""
