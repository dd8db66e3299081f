// References that somebody else owns, in code that is to run without a GIL.
// Easy to get wrong: a container that is in a variable of the function alone is nobody else's, and a result that is only
// compared is no reference that could go away.
import { shift } from '../base/span.js';
import { isOlder, spelledVersion } from '../catalog/pythonVersion.js';
import { newContainers, type StrongTwin, strongTwin } from '../catalog/strongTwins.js';
import type { FunctionFacts } from '../interproc/fileFacts.js';
import type { Call } from '../ir/ir.js';
import type { Finding } from './finding.js';
import { findingAt } from './report.js';
import type { Asked, OptInRule } from './rule.js';

export const unsafeBorrowedApi: OptInRule = {
  id: 'unsafe-borrowed-api',
  severity: 'hint',
  offByDefault: true,
  summary: 'A borrowed reference that another thread may free where there is no GIL',
  explain: `A borrowed reference is good for as long as its owner keeps it. With the GIL nobody else can change a list or a dictionary between \`PyList_GetItem()\` and the next call. Where there is no GIL another thread can: it takes the object out, drops the last reference, and this thread works on freed memory.

Ask for a reference of your own with \`PyList_GetItemRef()\`, \`PyDict_GetItemRef()\`, \`PyWeakref_GetRef()\` or \`PyImport_AddModuleRef()\`, and give it back with \`Py_DECREF()\`. They are there from Python 3.13 on; \`pythoncapi_compat.h\` has them for older ones. A \`Py_INCREF()\` behind the call comes too late.

Nothing is reported of a list or dictionary that the function has just made, and of a result that is only compared, with \`NULL\` for instance.`,
  *check(fn, _file, asked): Iterable<Finding> {
    for (const { instr, block } of fn.flow.instrs) {
      const row = instr.op === 'call' && instr.callee !== undefined ? strongTwin(instr.callee) : undefined;
      if (instr.op !== 'call' || row === undefined) continue;
      if (isOnlyCompared(fn, instr, asked.text) || isOwn(fn, instr, asked.text)) continue;
      const tooOld = asked.python !== undefined && isOlder(asked.python, row.since);
      yield findingAt(fn, instr.span, block, {
        rule: 'unsafe-borrowed-api',
        severity: 'hint',
        certainty: 'usually',
        callee: row.name,
        message: messageFor(row, asked, tooOld),
        ...(tooOld && { unfixable: true }),
      });
    }
  },
};

function messageFor({ name, twin, since }: StrongTwin, { python }: Asked, tooOld: boolean): string {
  const says = `${name}() gives a borrowed reference, which another thread may free where there is no GIL: ${twin}() gives a strong one`;
  if (!tooOld || python === undefined) return says;
  return `${says} from Python ${spelledVersion(since)} on, and the project supports ${spelledVersion(python)}`;
}

function isOnlyCompared({ node }: FunctionFacts, { whole }: Call, text: string): boolean {
  const { start, end } = shift(whole, node.base);
  if (/^\s*[!=]=/.test(text.slice(end, end + 40)))
    return !/[^=!<>]=\s*$/.test(text.slice(Math.max(0, start - 40), start));
  return /!\s*$/.test(text.slice(Math.max(0, start - 40), start));
}

const CAST = '^\\s*(?:\\(\\s*\\w+\\s*\\*\\s*\\)\\s*)?';
const madeValue = new RegExp(`${CAST}(?:${newContainers.join('|')})\\s*\\(`);
const noValue = new RegExp(`${CAST}(?:NULL|nullptr|0)\\s*[;,)]`);

/** The container is a local variable that never holds anything but what was just made. */
function isOwn({ node, unit: { ir } }: FunctionFacts, { args }: Call, text: string): boolean {
  const name = args[0]?.name;
  if (name === undefined || name !== args[0]?.text || !ir.locals.has(name)) return false;
  if (ir.parameters.some((parameter) => parameter.name === name)) return false;
  const own = text.slice(node.base + ir.body.start, node.base + ir.body.end);
  if (new RegExp(`&\\s*${name}\\b`).test(own)) return false;
  let isMade = false;
  for (const { index, 0: written } of own.matchAll(new RegExp(`\\b${name}\\s*=(?!=)`, 'g'))) {
    const value = own.slice(index + written.length, index + written.length + 80);
    if (!noValue.test(value) && !madeValue.test(value)) return false;
    isMade ||= madeValue.test(value);
  }
  return isMade;
}
