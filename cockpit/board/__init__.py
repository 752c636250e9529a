"""The frozen answer to one question: how does the city stand, as of this day, in this scope?"""
