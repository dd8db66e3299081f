// Bytes to text, the way an editor shows a file: a byte order mark is not part of the text, and broken UTF-8 becomes
// U+FFFD, so that columns agree with what the reader sees. What is not text at all is refused, never guessed at.

/** How the bytes of a text are made again; `marked-utf-8` begins with a byte order mark, as UTF-16 always does. */
export type SourceEncoding = 'utf-8' | 'marked-utf-8' | 'utf-16le' | 'utf-16be';

export type Decoded =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Null where the text does not say what the bytes were. */
      readonly encoding: SourceEncoding | null;
      readonly note: string | null;
    }
  | { readonly kind: 'binary' };

export function decodeSource(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeWide(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeWide(bytes, 'utf-16be');
  if (bytes.includes(0)) return { kind: 'binary' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return { kind: 'text', text, encoding: isMarked ? 'marked-utf-8' : 'utf-8', note: null };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    const note = 'not valid UTF-8: what could not be decoded was read as U+FFFD';
    return { kind: 'text', text, encoding: null, note };
  }
}

/** UTF-16 with a mark. A NUL character in it means that it was UTF-32, or no text. */
function decodeWide(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) return { kind: 'binary' };
  // Half a pair of surrogates cannot be told from the character that stands for it.
  const faithful = text.includes('\uFFFD') ? null : encoding;
  return {
    kind: 'text',
    text,
    encoding: faithful,
    note: `read as ${encoding.toUpperCase()}, as its byte order mark says`,
  };
}

const MARK = '\uFEFF';

/** The bytes of a text as its file holds them. */
export function encodeSource(text: string, encoding: SourceEncoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'marked-utf-8':
      return Buffer.from(MARK + text, 'utf8');
    case 'utf-16le':
      return Buffer.from(MARK + text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(MARK + text, 'utf16le').swap16();
  }
}
