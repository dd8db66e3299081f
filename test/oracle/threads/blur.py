import blur

WIDTH, HEIGHT = 2000, 1500
PIXELS = bytes(i % 253 for i in range(WIDTH * HEIGHT))


def work(number):
    return blur.blur(PIXELS, WIDTH, HEIGHT)
