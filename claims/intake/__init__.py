"""What comes in from outside, read: text and files to plain values; knows no table."""
