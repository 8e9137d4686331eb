class Book: x: int = 1
