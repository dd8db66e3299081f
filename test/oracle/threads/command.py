import command


def work(number):
    return command.lines(f"echo first {number}; sleep 0.5; echo last {number}")
