"""What a reviewer must know before signing: everything that is looked for, and what was found."""
