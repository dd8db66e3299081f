// The rows of the catalog. Every API name that gilscope knows is in a row of one of these types, nowhere else.
// Argument indexes are 0-based. A field that is absent has its ordinary value: no errno, not guessed, and so on.

import type { Platform } from './platforms.js';

export type Certainty = 'always' | 'usually' | 'maybe';

export type BlockingClass =
  | 'io-disk'
  | 'io-network'
  | 'io-device'
  | 'sleep'
  | 'wait-process'
  | 'wait-sync'
  | 'lock'
  | 'name-resolution'
  | 'cpu';

/** What makes a call return at once. Only what can be read at the call itself is decided; `object` rows explain. */
export type NonBlocking =
  /** The argument is the integer constant, or one of the named constants, written there. */
  | { readonly arg: number; readonly is: readonly string[] }
  /** The argument is a constant, and none of these: `fcntl` waits for `F_SETLKW` and for nothing else. */
  | { readonly arg: number; readonly isNot: readonly string[] }
  /** The argument is an `|` of constants with this flag among them. */
  | { readonly arg: number; readonly hasFlag: string }
  /** The argument is an `|` of constants without this flag among them: the wait has to be asked for. */
  | { readonly arg: number; readonly lacksFlag: string }
  /** The argument is an `|` of constants with none of these flags among them. */
  | { readonly arg: number; readonly lacksAll: readonly string[] }
  /** The argument is anything but a null pointer constant. */
  | { readonly arg: number; readonly isNonNull: true }
  /** The argument is an `&name` of a local that is initialised to zeros. A null pointer waits for ever. */
  | { readonly arg: number; readonly isZeroStruct: true }
  /** The object that the call works on was put into a non-blocking mode: not visible at the call. */
  | { readonly object: string; readonly mode: string };

/** A function that waits or computes for long. */
export interface BlockingCall {
  readonly name: string;
  /** The header that declares it, as in `#include`. */
  readonly header: string;
  readonly class: BlockingClass;
  readonly certainty: Certainty;
  /** The C type of the result. */
  readonly returns: string;
  /** Whether it reports failures through errno. */
  readonly errno?: true;
  readonly nonBlocking?: NonBlocking;
  /** With one of these constants as the argument it waits for something else. */
  readonly otherwise?: { readonly arg: number; readonly is: readonly string[]; readonly class: BlockingClass };
  /** Seen in a released region of some package; class and type are guessed from the family of the name. */
  readonly guessed?: true;
  /**
   * Why the GIL must stay held: the result or the cursor belongs to the whole process, and the GIL is what keeps
   * other Python threads away from it. Such a call is silent; a hover tells the reason.
   */
  readonly guardedByGil?: string;
  /** The result lies in a buffer of the whole process; this function does the same and can run without the GIL. */
  readonly reentrant?: string;
  /**
   * Documented: the call may wait until a callback of one of these families returns, or takes the lock that such a
   * callback runs under. With the GIL held, and a callback that takes the GIL on another thread, neither goes on.
   */
  readonly waitsForCallbacks?: readonly string[];
  /** The function that gives the lock back, where it names the lock by another expression than this one does. */
  readonly givenBackBy?: string;
  /** Versions differ in how they wait: its definition, where the program has it, tells more than this row. */
  readonly byBody?: true;
  /** Exists on these systems only. */
  readonly platforms?: readonly Platform[];
  readonly note?: string;
}

/** How a Python API name relates to the GIL. */
export type GilRequirement = 'required' | 'not-required';

export interface ApiFunction {
  readonly name: string;
  readonly gil: GilRequirement;
  /** `doc`: the manual says so; `impl`: read in the implementation; `pure`: arithmetic; `default`: the general rule. */
  readonly basis: 'doc' | 'impl' | 'pure' | 'default';
  readonly kind: 'function' | 'macro' | 'inline' | 'data';
  /**
   * `pointer-read`: only reads a field; `address-constant`: a global whose address is taken; `on-failure`: uses Python to
   * tell of a failure alone.
   */
  readonly access?: 'pointer-read' | 'address-constant' | 'on-failure';
  readonly since?: string;
  readonly removedIn?: string;
  readonly note?: string;
}

/**
 * What a function does to the GIL of the calling thread.
 * `unensure` goes back to the state at the matching `ensure`, which may have been held.
 * `swap` releases for a null argument and attaches otherwise; before Python 3.12 it never touched the GIL itself.
 * `initializes` leaves the GIL held, whatever was before.
 */
export type StateOpKind =
  | 'release'
  | 'acquire'
  | 'ensure'
  | 'unensure'
  | 'swap'
  | 'ends-process'
  | 'ends-thread'
  | 'initializes';

export interface StateOp {
  readonly name: string;
  readonly op: StateOpKind;
  /** The argument that holds the thread state or the token. */
  readonly arg?: number;
  /** The result is the thread state or the token. */
  readonly returnsState?: true;
  /** The result may be null; then nothing was ensured, and nothing must be released. */
  readonly mayFail?: true;
  /** Waits until the GIL is free: with another lock held, that is one half of a deadlock. */
  readonly blocks?: true;
  readonly removedIn?: string;
  readonly note?: string;
}

/** One step of a region macro, in the order of execution. */
export type RegionEffect =
  | 'release'
  | 'acquire'
  /** Acquires when the saved thread state is not null, and then forgets it. */
  | 'acquire-if-saved'
  /** Releases under a condition that is not visible at the use. */
  | 'release-maybe'
  | 'ensure'
  | 'unensure'
  /** Declares the variable `saves`. */
  | 'declare'
  | 'return';

export interface RegionMacro {
  readonly name: string;
  /** Empty where the state after the macro is the state before it. */
  readonly effects: readonly RegionEffect[];
  /** How many braces it opens; negative where it closes. */
  readonly braces: number;
  /** The variable that holds the thread state or the token. */
  readonly saves?: string;
  /** The argument that names that variable. */
  readonly savesArg?: number;
  /** This argument is code, and runs with the GIL released. */
  readonly argumentReleased?: number;
  /** The name is used with other meanings elsewhere: believe this row only where this header is included. */
  readonly header?: string;
  readonly note?: string;
}

/** A macro that leaves the function it is used in. */
export interface ExitMacro {
  readonly name: string;
  readonly returns: 'value' | 'nothing';
  readonly functionLike: boolean;
  readonly note?: string;
}

/** Who calls you back, and in which state. */
export interface CallbackRegistrar {
  readonly registrar: string;
  readonly arg: number;
  /** `released`: holds where the driving call runs without the GIL. */
  readonly entry: 'held' | 'released' | 'unknown';
  readonly thread: 'caller' | 'foreign' | 'main' | 'signal' | 'any';
  /** With an argument that names this constant the row does not hold. */
  readonly unless?: string;
  /** What the library holds, or waits for, while the callback runs: see `BlockingCall.waitsForCallbacks`. */
  readonly family?: string;
  readonly note?: string;
}

/** A variable or structure member that a callback is assigned to. */
export interface CallbackSlot {
  /** The variable, or the member after the dot. */
  readonly slot: string;
  /** The structure that the member belongs to. */
  readonly of?: string;
  /** The name of the member is common: believe this row only where this header is included. */
  readonly header?: string;
  readonly entry: CallbackRegistrar['entry'];
  readonly thread: CallbackRegistrar['thread'];
  readonly family?: string;
  readonly note?: string;
}

/** A C++ class that holds or releases the GIL as long as its object lives. */
export interface ScopeGuard {
  /** As written, without template arguments. */
  readonly type: string;
  readonly effect: 'release' | 'acquire';
  /** The constructor alone does nothing; this member function starts it. */
  readonly startedBy?: string | readonly string[];
  /** This member function ends it before the scope does. */
  readonly endedBy?: string | readonly string[];
  /** This member function starts it once more. */
  readonly restartedBy?: string | readonly string[];
  /** The constructor does its work under a condition that is not visible where the object is declared. */
  readonly conditional?: true;
  readonly note?: string;
}
