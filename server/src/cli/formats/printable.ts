// Text from a file, made safe for a terminal: source and file names may hold escape sequences and characters that turn
// the direction of writing, and neither may change what the reader sees around them.

const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export const printable = (text: string): string => text.replace(UNSAFE, '\ufffd');
