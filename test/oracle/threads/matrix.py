import matrix

SIZE = 550
CELLS = bytes(i * 7 % 251 for i in range(SIZE * SIZE))


def work(number):
    return matrix.square(CELLS, SIZE)
