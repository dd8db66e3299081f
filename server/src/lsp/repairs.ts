// Verified repairs of open documents. Verifying one takes as long as an edit of the file, so each is worked out once, and
// ahead of the question where the server has nothing else to do.
// Easy to get wrong: what a repair rests on may be another file, so `forget` must be told of every change that could
// reach a document; its version alone does not tell.
import type { Finding, Fix, Project, Repair, TextEdit } from '../core/project.js';
import { describeError } from './describeError.js';
import type { Analysis, FileAnalysis } from './documents.js';
import { lineEdits } from './lineEdits.js';
import { letMessagesIn, pause } from './pace.js';
import { schedule } from './schedule.js';

export interface Repairs {
  of(analysis: Analysis, finding: Finding): Repair;
  /** Undefined where it would have to be worked out. */
  known(analysis: Analysis, finding: Finding): Repair | undefined;
  /** The safe fixes of all rules, or all fixes of one. */
  allOf(analysis: Analysis, rule: string | undefined): readonly TextEdit[];
  /** Where somebody looks at a document: what is worked out ahead begins there, over changes as well. */
  looksAt(uri: string, offset: number): void;
  /** From some time on, unless something changes before, the repairs of a document are worked out one by one. */
  prepare(uri: string): void;
  /** Something changed that the repairs of a document may rest on. */
  forget(uri: string): void;
  forgetAll(): void;
}

export interface RepairsInput {
  analyse(uri: string): Analysis | undefined;
  /** Milliseconds without a change before repairs are worked out ahead. */
  readonly delay: number;
  log(message: string): void;
}

interface Kept {
  readonly project: Project;
  readonly version: number;
  readonly repairs: Map<string, Repair>;
  readonly all: Map<string | undefined, readonly TextEdit[]>;
}

/** Who asks for the light bulb comes soon after the last letter, and must not find the server at work on the other ones. */
const NEAREST = 2;
/** Between the others: so many times the delay. */
const OTHERS_DELAY = 2;

const NO_REPAIR: Repair = { fixes: [], refusal: undefined };

export function createRepairs({ analyse, delay, log }: RepairsInput): Repairs {
  const kept = new Map<string, Kept>();
  /** Who works ahead for a document; another one, or none, after every change. */
  const workers = new Map<string, object>();
  /** Offsets by document. An edit moves them by little, and nothing but an order rests on them. */
  const looked = new Map<string, number>();

  const keptFor = ({ uri, version, project }: Analysis): Kept => {
    const before = kept.get(uri);
    if (before?.version === version && before.project === project) return before;
    const fresh: Kept = { project, version, repairs: new Map(), all: new Map() };
    kept.set(uri, fresh);
    return fresh;
  };
  const known = (analysis: Analysis, finding: Finding): Repair | undefined =>
    keptFor(analysis).repairs.get(findingKey(finding));
  const of = (analysis: Analysis, finding: Finding): Repair => {
    const found = known(analysis, finding) ?? verified(analysis, finding);
    keptFor(analysis).repairs.set(findingKey(finding), found);
    return found;
  };
  /** A finding whose repair cannot be worked out keeps its suppression and everything else. */
  const verified = ({ project, path }: Analysis, finding: Finding): Repair => {
    try {
      return project.repair(path, finding);
    } catch (error) {
      log(`the repair of ${finding.rule} in ${path} failed: ${describeError(error)}`);
      return NO_REPAIR;
    }
  };
  /** Of the findings whose repair is not known, the one that is nearest to where somebody looks. */
  const nextOf = (analysis: Analysis): Finding | undefined => {
    const at = looked.get(analysis.uri) ?? 0;
    const distance = ({ span }: Finding): number => Math.abs(span.start - at);
    let next: Finding | undefined;
    for (const finding of analysis.report.findings)
      if (known(analysis, finding) === undefined && (next === undefined || distance(finding) < distance(next)))
        next = finding;
    return next;
  };
  async function workAhead(uri: string): Promise<void> {
    const worker = {};
    workers.set(uri, worker);
    for (let done = 0; ; done++) {
      await (done < NEAREST ? letMessagesIn() : pause(OTHERS_DELAY * delay));
      if (workers.get(uri) !== worker) return;
      const analysis = analyse(uri);
      const next = analysis === undefined ? undefined : nextOf(analysis);
      if (analysis === undefined || next === undefined) break;
      of(analysis, next);
    }
    workers.delete(uri);
  }
  const waiting = schedule((uri) => {
    workAhead(uri).catch((error: unknown) => {
      workers.delete(uri);
      log(`working ahead for ${uri} failed: ${describeError(error)}`);
    });
  });

  return {
    of,
    known,
    allOf(analysis, rule) {
      const { all } = keptFor(analysis);
      let edits = all.get(rule);
      if (edits === undefined) {
        edits = editsOfAll(analysis, rule);
        all.set(rule, edits);
      }
      return edits;
    },
    looksAt: (uri, offset) => void looked.set(uri, offset),
    prepare(uri) {
      if (!workers.has(uri)) waiting.later(uri, delay);
    },
    forget(uri) {
      waiting.cancel(uri);
      workers.delete(uri);
      kept.delete(uri);
    },
    forgetAll() {
      waiting.cancelAll();
      workers.clear();
      kept.clear();
      looked.clear();
    },
  };
}

/** The safe fixes of all rules, or all fixes of one, worked out now. */
export function editsOfAll({ project, path, report }: FileAnalysis, rule: string | undefined): readonly TextEdit[] {
  const accepts = (finding: Finding, fix: Fix): boolean => (rule === undefined ? fix.safe : finding.rule === rule);
  return lineEdits(report.text, project.repaired(path, accepts)?.text ?? report.text);
}

/** Names a finding among those of one text. */
export const findingKey = ({ rule, span, message }: Finding): string => `${rule}:${span.start}:${span.end}:${message}`;
