"""What `gradgrader export gradescope` packs, and what runs of it on Gradescope."""
