"""The stewards' application and the workbook that goes back to the agency: not built yet (README, known gaps)."""
