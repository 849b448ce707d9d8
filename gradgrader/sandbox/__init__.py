"""A learner's code in a process of its own: tensors in, tensors out."""
