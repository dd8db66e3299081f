// The GIL IR: a function as a control-flow graph whose instructions are only what matters for the GIL.
// Spans are relative to the item the function stands in, so that a cached IR stays right when text above it changes.
import type { Span } from '../base/span.js';

/** A variable or expression that holds a thread state or a token, as written without blanks: `_save`, `self->state`. */
export interface Place {
  readonly text: string;
  /** A variable of this function whose address is not taken: nobody else can restore from it. */
  readonly local: boolean;
}

/** How a state change was spelled, which decides what may be left open. */
export type Spelling =
  /** `Py_BEGIN_ALLOW_THREADS`: opens a brace that must be closed in the same block. */
  | 'region'
  /** `Py_BLOCK_THREADS`: the region stays open around it. */
  | 'inside'
  /** A call such as `PyEval_SaveThread()`. */
  | 'call';

interface At {
  /** What a finding underlines. */
  readonly span: Span;
  /** The macro or function, as written. */
  readonly spelled: string;
  readonly spelling: Spelling;
}

export interface Release extends At {
  readonly op: 'release';
  readonly saves: Place | undefined;
  /** The thread state is thrown away: nobody can restore it. */
  readonly discarded: boolean;
  /** Happens under a condition that cannot be seen here. */
  readonly maybe: boolean;
  /** Releasing what is released already does no harm: a swap of thread states. */
  readonly harmlessTwice?: true;
}

export interface Acquire extends At {
  readonly op: 'acquire';
  readonly from: Place | undefined;
  /** Does nothing where the place is null, and sets it to null otherwise. */
  readonly ifSaved: boolean;
}

export interface Ensure extends At {
  readonly op: 'ensure';
  readonly token: Place | undefined;
  readonly mayFail: boolean;
  /** The token is thrown away: nobody can release it. */
  readonly discarded?: boolean;
}

export interface Unensure extends At {
  readonly op: 'unensure';
  readonly token: Place | undefined;
  /** Does nothing where the token was never taken: an object that may not have been started. */
  readonly ifEnsured?: true;
}

/** A call of a function, by name or through a pointer. */
export interface Call {
  readonly op: 'call';
  /** The name of the callee, as written: what a finding underlines. */
  readonly span: Span;
  /** The name, or undefined for a call through an expression. */
  readonly callee: string | undefined;
  /** The whole call expression. */
  readonly whole: Span;
  readonly args: readonly Argument[];
  /** The last member of the called expression: `decode` in `codec->decode(…)`. */
  readonly member?: string;
  /** Is given a saved thread state: it may take the GIL back with it. */
  readonly handsOver?: true;
  /** Runs in a process just forked: nobody waits for its GIL. */
  readonly inChild: boolean;
  /** C++: the full names that the callee may have, best first. The name as written alone means nothing then. */
  readonly candidates?: readonly string[];
  /** C++: the object whose member function is called, as written. */
  readonly receiver?: string;
  /** C++: functions among the arguments are bound to Python, which calls them in this state. */
  readonly binds?: 'held' | 'released';
}

export interface Argument {
  /** As written, blanks collapsed; empty where it is longer than a line. */
  readonly text: string;
  /** The plain name it is, casts and `&` removed. */
  readonly name: string | undefined;
  /** The address of a structure that holds nothing but zeros. */
  readonly zeroed?: boolean;
}

/** What the result of a call is known by where it is tested: a condition of its own for each place. */
export const resultOf = (whole: Span): string => `@${whole.start}:${whole.end}`;

/** How a variable is asked whether it says that a call failed. */
export const negativeTests = (variable: string): readonly string[] => [`${variable} < 0`, `${variable} == -1`];

/** A variable gets a value: what was known of it is known no more. */
export interface Assign {
  readonly op: 'assign';
  readonly span: Span;
  readonly variable: string;
  /** Whether it is now known to be null or zero (false), not null (true), or neither. */
  readonly truth: boolean | undefined;
  /** The plain name whose value it gets. */
  readonly from: string | undefined;
  /** It gets the result of a call, as `resultOf` names it. */
  readonly result?: string;
  /** It gets a lock that was just made: nobody else knows it yet. */
  readonly freshLock?: true;
  /** What it held goes on into it: `+=`, `++`. */
  readonly updates?: true;
}

/**
 * A variable is read that may hold what somebody else owns: a borrowed reference, or a pointer into an object. Kept only in
 * functions that release the GIL. A comparison looks at nothing but the pointer and is no use. Or the code of the last
 * error is read, in whatever way.
 */
export interface Use {
  readonly op: 'use';
  readonly span: Span;
  readonly variable: string;
}

/** Control leaves the function. */
export interface Exit {
  readonly op: 'exit';
  /** `unwind`: goes on in a caller, as `longjmp()` does. */
  readonly kind: 'return' | 'end' | 'goto-away' | 'noreturn' | 'unwind';
  readonly span: Span;
  readonly spelled: string;
}

/** A `goto`, `break` or `continue` that leads out of regions begun around it. */
export interface Jump {
  readonly op: 'jump';
  readonly span: Span;
  readonly spelled: string;
  /** Where the regions that are left begin. */
  readonly leaves: readonly Span[];
}

/** The start of a statement: what the GIL is here can be asked, shown and checked. */
export interface Point {
  readonly op: 'point';
  readonly span: Span;
  /** In braces or behind `case`; alone as the body of an `if`, a loop or a label; or in the head of a loop. */
  readonly place: 'block' | 'alone' | 'head';
}

/** A loop over data with another one in it begins: it runs as long as the data is big, in two directions. */
export interface Loop {
  readonly op: 'loop';
  /** Its head. */
  readonly span: Span;
  readonly whole: Span;
  readonly isNested: boolean;
}

export type Instr = Point | Loop | Release | Acquire | Ensure | Unensure | Call | Assign | Use | Jump | Exit;
export type StateInstr = Release | Acquire | Ensure | Unensure;

export const changesGil = (instr: Instr): instr is StateInstr =>
  instr.op === 'release' || instr.op === 'acquire' || instr.op === 'ensure' || instr.op === 'unensure';

/** A test that holds on an edge: equal texts over unchanged variables have equal outcomes. */
export interface Literal {
  readonly condition: string;
  readonly holds: boolean;
  /** The condition asks whether this thread holds the GIL. */
  readonly asksForGil?: true;
}

export interface Edge {
  readonly to: number;
  readonly when: Literal | undefined;
}

export interface Block {
  readonly instrs: readonly Instr[];
  readonly edges: readonly Edge[];
  /** The `#if` arm that the block lies in, as the reader would write it. */
  readonly condition: string | undefined;
  /** There are supported builds, with a GIL, that leave the arm out. */
  readonly inSomeBuilds?: true;
  /** Conditions decided before the function releases the GIL that hold where the block runs; `!` where they do not. */
  readonly flags?: readonly string[];
  /** The conditions of the `if` arms around the block, innermost last. */
  readonly guards: readonly Guard[];
}

/** One arm of an `if`. The other arm of the same `if` has the same `id` and the opposite `holds`. */
export interface Guard {
  readonly id: number;
  readonly holds: boolean;
  /** What stands behind an arm that never falls through, rather than an arm itself. */
  readonly isRest: boolean;
  /** The condition as written. */
  readonly text: string;
  readonly span: Span;
}

export interface Parameter {
  readonly name: string;
  /** A pointer to a Python object. */
  readonly isObject: boolean;
  /** A call may leave it out, or give any number of arguments in its place. */
  readonly optional?: true;
  readonly variadic?: true;
}

/** What was found wrong with how regions nest in the source, before any flow is looked at. */
export interface Imbalance {
  readonly span: Span;
  readonly spelled: string;
  readonly problem: 'never-ended' | 'never-begun' | 'ended-in-another-block' | 'differs-between-arms';
}

/** A region that begins and ends among the statements of one block, with macros or calls that do nothing else. */
export interface RegionShape {
  /** The instructions that begin and end it. */
  readonly begin: Span;
  readonly end: Span;
  /** Between them stands something, and nothing but calls and simple statements. */
  readonly isBare: boolean;
  /** The innermost loop around it in the same function. */
  readonly loop: Span | undefined;
  /** The next one of the same kind begins where it ends. */
  readonly next: Span | undefined;
}

/** A loop that tries again where a signal interrupted it. */
export interface Retry {
  /** The comparison that asks for the signal. */
  readonly test: Span;
  readonly loop: Span;
  /** It is asked in the head of the loop, rather than in an `if` in its body. */
  readonly isHead: boolean;
}

export interface FunctionIr {
  /** As findings show it; in C++ with the namespaces and classes around it. */
  readonly name: string;
  /** Further names that calls may use for it: a lambda's own, a name without its namespaces. */
  readonly otherNames?: readonly string[];
  /** C++: it has no name that others could call it by. */
  readonly isLambda?: true;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly body: Span;
  readonly isStatic: boolean;
  /** Nothing stands in the body, comments aside: a stub for a build that has nothing to do there. */
  readonly isEmpty: boolean;
  readonly parameters: readonly Parameter[];
  /** A Python object in the signature: whoever calls it holds the GIL or knows why not. */
  readonly hasObjects: boolean;
  /** Variables that hold Python objects: parameters and locals. */
  readonly objects: ReadonlySet<string>;
  /** Variables that nobody else can see. */
  readonly locals: ReadonlySet<string>;
  /** Block 0 is the entry. */
  readonly blocks: readonly Block[];
  /** Conditions that are tested more than once: paths that decided them differently are told apart. */
  readonly tracked: ReadonlySet<string>;
  readonly imbalances: readonly Imbalance[];
  /** Places where the source was not understood, with the reason. */
  readonly unknown: readonly { readonly span: Span; readonly reason: string }[];
  /** Macros that look as if they changed the GIL, and that neither a `#define` nor the catalog explains. */
  readonly unknownMacros: readonly { readonly name: string; readonly span: Span }[];
  /** Macros that stand in the graph as calls: what they call in turn is for whoever resolves the call. */
  readonly calledMacros: readonly string[];
  readonly regions: readonly RegionShape[];
  readonly retries: readonly Retry[];
  /** Nothing in the body but calls and simple statements: no loop, no macro that is not known. */
  readonly isBare: boolean;
  /** Whether any instruction changes the state by itself. */
  readonly changesState: boolean;
  /** The conditions that were chosen where not all `#if` arms could be read together. */
  readonly configuration: readonly string[] | undefined;
}
