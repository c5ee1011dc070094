"""What is done to the best roster once points are settled: needless work goes, and what is left is shared evenly."""
