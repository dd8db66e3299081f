// Reads one source file, within limits. Whatever can be wrong with a path is a value with a reason, never an exception:
// one bad file must not end a run over a thousand good ones.
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { decodeSource, type SourceEncoding } from './decodeSource.js';

/** Larger files are generated code or data; analysing one takes longer than the rest of a project. */
export const DEFAULT_MAX_BYTES = 5_000_000;

type SkipKind = 'missing' | 'unreadable' | 'binary' | 'too large' | 'not C or C++';

export interface Skip {
  readonly kind: SkipKind;
  /** The rest of a sentence that begins with the path. */
  readonly reason: string;
}

export type Source =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly bytes: number;
      /** Null where the text cannot be written back as it was. */
      readonly encoding: SourceEncoding | null;
      readonly note: string | null;
    }
  | { readonly kind: 'skip'; readonly skip: Skip };

export function readSource(path: string, maxBytes: number): Source {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return skip('unreadable', 'is a directory');
    // A pipe or a device would block, or never end.
    if (!stats.isFile()) return skip('unreadable', 'is not a regular file');
    if (stats.size > maxBytes) return tooLarge(stats.size, maxBytes);
    return sourceOfBytes(readFileSync(path), maxBytes);
  } catch (error) {
    return { kind: 'skip', skip: whyUnreadable(path, error) };
  }
}

/** The same for bytes that came from elsewhere, such as standard input. */
export function sourceOfBytes(bytes: Uint8Array, maxBytes: number): Source {
  if (bytes.length > maxBytes) return tooLarge(bytes.length, maxBytes);
  const decoded = decodeSource(bytes);
  if (decoded.kind === 'binary') return skip('binary', 'is a binary file (it holds NUL bytes)');
  return { ...decoded, bytes: bytes.length };
}

/** What an exception of the file system means to the reader. */
export function whyUnreadable(path: string, error: unknown): Skip {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      if (isLink(path)) return { kind: 'unreadable', reason: 'is a broken symbolic link' };
      return { kind: 'missing', reason: 'no such file or directory' };
    case 'ENOTDIR':
      return { kind: 'missing', reason: 'no such file or directory' };
    case 'ELOOP':
      return { kind: 'unreadable', reason: 'is a symbolic link that leads to itself' };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'unreadable', reason: 'permission denied' };
    default:
      return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

const skip = (kind: SkipKind, reason: string): Source => ({ kind: 'skip', skip: { kind, reason } });

const tooLarge = (size: number, limit: number): Source =>
  skip('too large', `has ${size} bytes, which is over the limit of ${limit} bytes (--max-bytes)`);
