"""The stewards' application: findings, decisions and what they rest on, in the browser."""
