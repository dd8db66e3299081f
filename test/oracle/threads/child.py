import child


def work(number):
    return child.run(f"sleep 0.5; exit {number}")
