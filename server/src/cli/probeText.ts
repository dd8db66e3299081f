// A source with a probe before every statement, that means what the source means. Lines keep their numbers.
// Easy to get wrong: the only statement of an `if` may be followed by an `else`, so nothing may stand in front of it but
// what is part of it; a file may be included by another that has probes too, so every name carries the file's id; and a
// package may make its build fail at warnings.
import { createHash } from 'node:crypto';
import { applyEdits } from '../core/base/textEdit.js';
import type { Probe } from '../core/project.js';

/** Names a file in the program and in the folder of the counts. */
export const probeId = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 12);

export function withProbes(path: string, text: string, probes: readonly Probe[]): string {
  if (probes.length === 0) return text;
  const id = probeId(path);
  const edits = probes.map(({ offset, isInBlock }, number) => ({
    span: { start: offset, end: offset },
    newText: isInBlock ? `GILSCOPE_${id}(${number}); ` : `if ((GILSCOPE_${id}(${number}), 0)) {} else `,
  }));
  return `${prologue(path, id, probes.length)}${applyEdits(text, edits)}`;
}

const prologue = (path: string, id: string, count: number): string => `#ifndef GILSCOPE_${id}
#ifndef GILSCOPE_PROBES
#define GILSCOPE_PROBES
typedef struct { unsigned long held, released, outside; } gilscope_count;
#ifdef __cplusplus
extern "C" {
#endif
extern void gilscope_start(const char *id, unsigned count, gilscope_count **counts);
extern void gilscope_probe(gilscope_count *count);
#ifdef __cplusplus
}
#endif
#endif
static gilscope_count gilscope_own_${id}[${count}];
static gilscope_count *gilscope_counts_${id} = gilscope_own_${id};
__attribute__((constructor)) static void gilscope_start_${id}(void)
{
    gilscope_start("${id}", ${count}, &gilscope_counts_${id});
}
#define GILSCOPE_${id}(number) gilscope_probe(&gilscope_counts_${id}[number])
#pragma GCC diagnostic ignored "-Wdangling-else"
#endif
#line 1 ${JSON.stringify(path)}
`;
