"""One-step mutants of right solutions: each is a mistake that a grader should notice."""

from gradgrader.proofs._mutation import algebra as algebra
from gradgrader.proofs._mutation import calls as calls
