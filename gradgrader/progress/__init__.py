"""What a learner has begun, solved and been told, kept from one command to the next."""
