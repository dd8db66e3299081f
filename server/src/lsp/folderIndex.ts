// Reads the files of one folder of the workspace into its project, in the background, and again what changes.
// Files come and go while this is at work: what is read is what is there then, and every event is followed by another
// look. Open documents are left alone; their text is the editor's.
import { languageOf, type Project } from '../core/project.js';
import { describeError } from './describeError.js';
import { documentPath } from './documentPath.js';
import { createPace } from './pace.js';
import type { WorkspaceFiles } from './workspaceFiles.js';

/** Events come in bursts: a branch that is checked out, a file that is written in pieces. */
const BURST = 30;
/** Fewer files are read before anybody could see that they are. */
const WORTH_SHOWING = 20;
/** The share of the time that reading takes; the rest is the analysis. */
const READING = 0.1;

export interface Progress {
  readonly isCancelled: boolean;
  /** How much is done, from 0 to 1. */
  report(share: number): void;
  done(): void;
}

export interface FolderIndex {
  /** Something happened to this file. */
  changed(path: string): void;
  /** Files may have come or gone. */
  changedAnywhere(): void;
  /** The address of a file that was found. */
  address(path: string): string | undefined;
  /** All files that were found, with their addresses. */
  files(): ReadonlyMap<string, string>;
  /** How much of what is being read is done, from 0 to 1; undefined while nothing is, or too little to speak of. */
  share(): number | undefined;
  /** Whether all that was found at first is read in. */
  isReadIn(): boolean;
  /** Settles when nothing is left to be read. */
  idle(): Promise<void>;
  stop(): void;
}

interface FolderIndexInput {
  readonly folder: string;
  readonly files: WorkspaceFiles;
  readonly project: Project;
  isOpen(path: string): boolean;
  /** Settles when files of C++ can be read. */
  willReadCpp(): Promise<unknown>;
  beginProgress(): Progress;
  /** The project holds other texts now. */
  changed(): void;
  /** For now there is nothing to do. */
  settled(): void;
  log(message: string): void;
}

export function indexFolder({ folder, files, project, log, ...input }: FolderIndexInput): FolderIndex {
  const pace = createPace();
  let addresses: ReadonlyMap<string, string> = new Map();
  const waiting = new Set<string>();
  let mustList = true;
  let running = false;
  let stopped = false;
  let isReadIn = false;
  let share: number | undefined = 0;
  let resting: (() => void)[] = [];
  const goesOn = (): boolean => !stopped;
  const rest = (): void => {
    running = false;
    for (const tell of resting) tell();
    resting = [];
  };

  const wake = (): void => {
    if (running || stopped) return;
    running = true;
    void work();
  };
  async function work(): Promise<void> {
    while (goesOn() && (mustList || waiting.size > 0)) {
      await new Promise((resolve) => setTimeout(resolve, BURST));
      try {
        if (mustList) await look();
        await takeIn();
      } catch (error) {
        log(`reading ${folder} failed: ${describeError(error)}`);
      }
    }
    share = undefined;
    isReadIn = true;
    rest();
    if (goesOn()) input.settled();
  }
  async function look(): Promise<void> {
    mustList = false;
    const found = new Map<string, string>();
    for await (const some of files.list(folder)) {
      for (const address of some) found.set(documentPath(address, ''), address);
      await pace.breathe();
      if (stopped) return;
    }
    for (const path of addresses.keys()) if (!found.has(path)) waiting.add(path);
    for (const path of found.keys()) if (!addresses.has(path)) waiting.add(path);
    addresses = found;
  }
  async function takeIn(): Promise<void> {
    const paths = [...waiting].filter((path) => !input.isOpen(path));
    waiting.clear();
    const progress = paths.length > WORTH_SHOWING ? input.beginProgress() : undefined;
    const tell = (done: number): void => {
      if (!isReadIn || progress !== undefined) share = done;
      progress?.report(done);
    };
    const goesOnHere = (): boolean => goesOn() && progress?.isCancelled !== true;
    try {
      for (const [i, path] of paths.entries()) {
        if (!goesOnHere()) break;
        tell((READING * i) / paths.length);
        await stage(path);
        await pace.breathe();
      }
      const steps = project.commit((done, total) => tell(READING + (1 - READING) * (done / total)));
      await pace.all(steps, goesOnHere);
    } finally {
      progress?.done();
    }
    if (paths.length > 0 && goesOn()) input.changed();
  }
  async function stage(path: string): Promise<void> {
    const address = addresses.get(path);
    try {
      const text = address === undefined ? undefined : await files.read(address);
      if (text !== undefined && languageOf(path, text) === 'cpp') await input.willReadCpp();
      if (!input.isOpen(path)) project.stage(path, text);
    } catch (error) {
      log(`${path} could not be read: ${describeError(error)}`);
    }
  }

  wake();
  return {
    changed(path) {
      waiting.add(path);
      wake();
    },
    changedAnywhere() {
      mustList = true;
      wake();
    },
    address: (path) => addresses.get(path),
    files: () => addresses,
    share: () => share,
    isReadIn: () => isReadIn,
    idle: () => (running ? new Promise((resolve) => resting.push(resolve)) : Promise.resolve()),
    stop() {
      stopped = true;
    },
  };
}
