"""Numbers, declared once: what each adds up, how it is written, which way is good, who answers for it."""
