// Puts another text into a source file: whole or not at all, and else as it was. The new file is written beside the old
// one and takes its place in one step.
// Easy to get wrong: a name may be a link, and it is the file behind it that is meant; a file that may not be written
// can still be replaced by whoever may write into its folder; and somebody may have saved the file since it was read.
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeSource, encodeSource } from './decodeSource.js';

/** Throws an error with a message for the reader; then the file is as it was. */
export function replaceSource(path: string, before: string, after: string): void {
  const real = realpathSync(path);
  accessSync(real, constants.W_OK);
  const decoded = decodeSource(readFileSync(real));
  if (decoded.kind === 'binary' || decoded.text !== before) throw new Error('it has changed since it was read');
  if (decoded.encoding === null) throw new Error('it is not valid UTF-8');
  const { mode, uid, gid } = statSync(real);
  // Not made of the name, which may be as long as names can be.
  const beside = join(dirname(real), `.gilscope-${process.pid}.tmp`);
  try {
    writeFileSync(beside, encodeSource(after, decoded.encoding), { flag: 'wx', mode });
    // What the process leaves out of a new file's mode is in again.
    chmodSync(beside, mode);
    keepOwner(beside, uid, gid);
    renameSync(beside, real);
  } catch (error) {
    if (!isTaken(error)) rmSync(beside, { force: true });
    throw error;
  }
}

/** Only the superuser can give files away; to anybody else a file of their own group is as good. */
function keepOwner(path: string, uid: number, gid: number): void {
  const own = statSync(path);
  if (own.uid === uid && own.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    // As every editor that saves this way does.
  }
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';
