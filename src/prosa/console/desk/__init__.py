"""The agents' API on what they work with: ready answers, marks, files, contacts, help."""
