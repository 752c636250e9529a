"""The registry of formats: what a sealed week is printed as, one file each."""
