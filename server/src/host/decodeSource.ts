// Bytes to text, the way an editor shows a file: a byte order mark is not part of the text, and broken UTF-8 becomes
// U+FFFD, so that columns agree with what the reader sees. What is not text at all is refused, never guessed at.

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly note: string | null }
  | { readonly kind: 'binary' };

export function decodeSource(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeWide(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeWide(bytes, 'utf-16be');
  if (bytes.includes(0)) return { kind: 'binary' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), note: null };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    return { kind: 'text', text, note: 'not valid UTF-8: what could not be decoded was read as U+FFFD' };
  }
}

/** UTF-16 with a mark. A NUL character in it means that it was UTF-32, or no text. */
function decodeWide(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) return { kind: 'binary' };
  return { kind: 'text', text, note: `read as ${encoding.toUpperCase()}, as its byte order mark says` };
}
