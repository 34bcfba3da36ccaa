"""The reviewer's desk: case file, treatment by treatment, and the letter as it grows."""
