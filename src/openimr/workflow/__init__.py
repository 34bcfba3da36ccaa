"""What happens next: moves cases on and runs long jobs durably."""
