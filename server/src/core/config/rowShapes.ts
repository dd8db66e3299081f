// The rows that a project may add to the catalog, as they stand in gilscope.toml.
// Easy to get wrong: a row of which a value is wrong is left out as a whole, since half of it would mean something else.
import type { Span } from '../base/span.js';
import { PLATFORMS } from '../catalog/platforms.js';
import { regionMacros, regionWords } from '../catalog/regionMacros.js';
import type {
  ApiFunction,
  BlockingCall,
  CallbackRegistrar,
  NonBlocking,
  RegionMacro,
  ScopeGuard,
} from '../catalog/types.js';
import {
  flag,
  integer,
  into,
  matching,
  oneOf,
  onlyTrue,
  optional,
  type Placed,
  placed,
  type Report,
  required,
  type Shape,
  type TableOf,
  table,
  text,
  wholeList,
} from './shape.js';
import type { ConfigNode } from './toml.js';

/** Rows, what they are rows for, and where that is written: two rows for one thing are a mistake. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly subject: string;
  readonly span: Span;
}

const rowsAbout = <Row>({ value, span }: Placed<string>, rows: readonly Row[], detail = ''): Rows<Row> => ({
  rows,
  subject: `${value}${detail}`,
  span,
});

const identifier = matching('the name of a macro, variable or member', /^[A-Za-z_$][\w$]*$/);
const functionName = placed(
  matching(
    'the name of a function, such as `nap` or `io::Reader::read`',
    /^~?[A-Za-z_$][\w$]*(?:(?:::|\.)~?[A-Za-z_$][\w$]*)*$/,
  ),
);
const typeName = matching('the name of a class, such as `io::Unlocked`', /^[A-Za-z_$][\w$]*(?:::[A-Za-z_$][\w$]*)*$/);
const header = matching('a header as in `#include`, such as `sys/file.h`', /^[^<>"\s]+$/);
const sentence = text('a text');
const argument = integer(0);
const note = optional(sentence, 'for the reader of the hover');
const row = { whole: true } as const;

const CLASSES = [
  'io-disk',
  'io-network',
  'io-device',
  'sleep',
  'wait-process',
  'wait-sync',
  'lock',
  'name-resolution',
  'cpu',
] as const;

const conditionEntries = {
  arg: required(argument, 'the argument that decides, counted from 0'),
  is: optional(wholeList(text()), 'it is one of these constants'),
  'is-not': optional(wholeList(text()), 'it is a constant, and none of these'),
  'has-flag': optional(identifier, 'it has this flag'),
  'lacks-flag': optional(identifier, 'it has not this flag: the wait has to be asked for'),
  'not-null': optional(onlyTrue, 'it is not a null pointer'),
  zeroed: optional(onlyTrue, 'it is the address of a structure of zeros, such as a timeout'),
};

const nonblocking: Shape<NonBlocking> = into(table(conditionEntries, row), (value, node, report) => {
  const { arg = 0 } = value;
  const found: NonBlocking[] = [];
  if (value.is !== undefined) found.push({ arg, is: value.is });
  if (value['is-not'] !== undefined) found.push({ arg, isNot: value['is-not'] });
  if (value['has-flag'] !== undefined) found.push({ arg, hasFlag: value['has-flag'] });
  if (value['lacks-flag'] !== undefined) found.push({ arg, lacksFlag: value['lacks-flag'] });
  if (value['not-null'] === true) found.push({ arg, isNonNull: true });
  if (value.zeroed === true) found.push({ arg, isZeroStruct: true });
  if (found.length === 1) return found[0];
  const conditions = Object.keys(conditionEntries).filter((key) => key !== 'arg');
  report(node.span, `\`nonblocking\` needs one of ${conditions.map((key) => `\`${key}\``).join(', ')} beside \`arg\``);
  return undefined;
});

export const blockingRow: Shape<Rows<BlockingCall>> = into(
  table(
    {
      name: required(functionName, 'the function that waits or computes'),
      class: required(
        oneOf(CLASSES),
        'what it waits for; `cpu` for a long computation, `lock` for a lock that has an owner',
      ),
      certainty: optional(
        oneOf(['always', 'usually', 'maybe']),
        'how sure that is; `always` where it is left out; `maybe` is shown only when asked for',
      ),
      returns: optional(sentence, 'the C type of the result; `int` where it is left out'),
      header: optional(header, 'a name that is a plain word, such as `read`, means this only where this is included'),
      errno: optional(flag, 'it reports failures through errno'),
      nonblocking: optional(nonblocking, 'what makes a call return at once'),
      'guarded-by-gil': optional(sentence, 'why the GIL must stay held: then the call is silent'),
      platforms: optional(wholeList(oneOf(PLATFORMS)), 'the systems that have it'),
      note,
    },
    row,
  ),
  ({ name, ...value }) => {
    if (name === undefined || value.class === undefined) return undefined;
    const { nonblocking: nonBlocking, 'guarded-by-gil': guardedByGil } = value;
    return rowsAbout(name, [
      {
        name: name.value,
        header: value.header ?? '',
        class: value.class,
        certainty: value.certainty ?? 'always',
        returns: value.returns ?? 'int',
        ...(value.errno === true && { errno: true }),
        ...(nonBlocking !== undefined && { nonBlocking }),
        ...(guardedByGil !== undefined && { guardedByGil }),
        ...(value.platforms !== undefined && { platforms: value.platforms }),
        ...(value.note !== undefined && { note: value.note }),
      },
    ]);
  },
);

export const apiRow: Shape<Rows<ApiFunction>> = into(
  table(
    {
      name: required(functionName, 'a function'),
      gil: required(oneOf(['required', 'not-required']), 'whether the GIL must be held to call it'),
      note,
    },
    row,
  ),
  ({ name, gil, note: why }) =>
    name === undefined || gil === undefined
      ? undefined
      : rowsAbout(name, [
          { name: name.value, gil, basis: 'doc', kind: 'function', ...(why !== undefined && { note: why }) },
        ]),
);

const EFFECTS = [
  'release',
  'acquire',
  'acquire-if-saved',
  'release-maybe',
  'ensure',
  'unensure',
  'declare',
  'return',
] as const;

const regionEntries = {
  begin: optional(placed(identifier), 'a macro that means what `Py_BEGIN_ALLOW_THREADS` does; goes with `end`'),
  end: optional(placed(identifier), 'the macro that ends what `begin` begins'),
  name: optional(placed(identifier), 'one macro, described by the keys below'),
  effects: optional(wholeList(oneOf(EFFECTS)), 'what it does to the GIL, in order'),
  braces: optional(integer(undefined), 'how many braces it opens; negative where it closes; 0 where it is left out'),
  saves: optional(identifier, 'the variable that holds the thread state or the token'),
  'saves-arg': optional(argument, 'the argument that names that variable'),
  'argument-released': optional(argument, 'this argument is code, and runs with the GIL released'),
  header: optional(header, 'it means this only where this header is included'),
  note,
};

export const regionRow: Shape<Rows<RegionMacro>> = into(
  table(regionEntries, { ...row, requireAny: ['begin', 'name'] }),
  (value, node, report) => (value.name === undefined ? pair(value, node, report) : oneMacro(value, node, report)),
);

type RegionValue = TableOf<typeof regionEntries>;

/** `begin` and `end`: the rows of CPython's own pair under other names. */
function pair(value: RegionValue, node: ConfigNode, report: Report): Rows<RegionMacro> | undefined {
  const { begin, end } = value;
  if (begin === undefined || end === undefined) {
    report(node.span, '`begin` and `end` go together: one of them is missing');
    return undefined;
  }
  const superfluous = extraKeys(value, ['effects', 'braces', 'saves', 'saves-arg', 'argument-released']);
  if (superfluous !== undefined) {
    report(node.span, `\`${superfluous}\` goes with \`name\`, not with \`begin\` and \`end\``);
    return undefined;
  }
  const like = (builtIn: string, name: string): RegionMacro[] =>
    regionMacros.filter((known) => known.name === builtIn).map((known) => ({ ...known, name, ...shared(value) }));
  return rowsAbout(begin, [...like(regionWords.begin, begin.value), ...like(regionWords.end, end.value)]);
}

function oneMacro(value: RegionValue, node: ConfigNode, report: Report): Rows<RegionMacro> | undefined {
  const { name, saves, 'saves-arg': savesArg, 'argument-released': argumentReleased } = value;
  const superfluous = extraKeys(value, ['begin', 'end']);
  if (name === undefined) return undefined;
  if (superfluous !== undefined || (value.effects === undefined && argumentReleased === undefined)) {
    report(
      node.span,
      superfluous === undefined
        ? '`region` has no `effects`; expected what the macro does to the GIL, in order'
        : `\`${superfluous}\` does not go with \`name\``,
    );
    return undefined;
  }
  return rowsAbout(name, [
    {
      name: name.value,
      effects: value.effects ?? [],
      braces: value.braces ?? 0,
      ...(saves !== undefined && { saves }),
      ...(savesArg !== undefined && { savesArg }),
      ...(argumentReleased !== undefined && { argumentReleased }),
      ...shared(value),
    },
  ]);
}

const shared = ({ header: from, note: why }: RegionValue): Partial<RegionMacro> => ({
  ...(from !== undefined && { header: from }),
  ...(why !== undefined && { note: why }),
});

const extraKeys = (value: RegionValue, keys: readonly (keyof RegionValue)[]): string | undefined =>
  keys.find((key) => value[key] !== undefined);

export const callbackRow: Shape<Rows<CallbackRegistrar>> = into(
  table(
    {
      registrar: required(functionName, 'the function that is given a callback'),
      arg: required(argument, 'the argument that is the callback, counted from 0'),
      entry: required(oneOf(['held', 'released', 'unknown']), 'the GIL when the callback is entered'),
      thread: optional(
        oneOf(['caller', 'foreign', 'main', 'signal', 'any']),
        'who calls it; `any` where it is left out',
      ),
      note,
    },
    row,
  ),
  ({ registrar, arg, entry, thread = 'any', note: why }) =>
    registrar === undefined || arg === undefined || entry === undefined
      ? undefined
      : rowsAbout(
          registrar,
          [{ registrar: registrar.value, arg, entry, thread, ...(why !== undefined && { note: why }) }],
          `, argument ${arg}`,
        ),
);

export const guardRow: Shape<Rows<ScopeGuard>> = into(
  table(
    {
      type: required(placed(typeName), 'a C++ class that changes the GIL as long as its object lives'),
      effect: required(oneOf(['release', 'acquire']), 'what it does'),
      'started-by': optional(identifier, 'the member function that starts it, where the constructor does not'),
      'ended-by': optional(identifier, 'the member function that ends it before the scope does'),
      note,
    },
    row,
  ),
  ({ type, effect, 'started-by': startedBy, 'ended-by': endedBy, note: why }) =>
    type === undefined || effect === undefined
      ? undefined
      : rowsAbout(type, [
          {
            type: type.value,
            effect,
            ...(startedBy !== undefined && { startedBy }),
            ...(endedBy !== undefined && { endedBy }),
            ...(why !== undefined && { note: why }),
          },
        ]),
);
