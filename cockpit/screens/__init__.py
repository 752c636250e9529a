"""Which panels stand together: the wall's scenes, the desk's pages, the week's report."""
