"""The frames that quantities count: one module for each subject or family of subjects, and `gather`."""
