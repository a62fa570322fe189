"""What `prosa doctor` looks at. Nothing in here changes anything, and nothing shows a secret."""
