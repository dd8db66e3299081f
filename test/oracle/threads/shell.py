import shell


def work(number):
    return shell.shell(f"sleep 0.5; exit {number}".encode())
