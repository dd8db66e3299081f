import password


def work(number):
    return password.stretch(f"secret {number}", b"salt", 200_000).hex()
