// The judge of the finding oracle: a check that cannot fail proves nothing, so each way to be wrong is shown to it.
import { describe, expect, it } from 'vitest';
import type { End } from '../../scripts/oracle/interpreter.js';
import { judgeEnd, judgeFindings } from '../../scripts/oracle/judge.js';
import { parseSample, readPairs } from '../../scripts/oracle/samples.js';

const MISTAKE = `// What happens.
//! run: print(1)
//! dies: Fatal Python error: gone
int PyInit_sample(void)
{
    Py_DECREF(self);
//  ^^^^^^^^^ error[api-without-gil]
}
`;
const TWIN = '//! run: print(1)\n//! prints: 1\nint PyInit_sample(void);\n';

const mistake = parseSample('.', 'sample.bad.c', MISTAKE);
const twin = parseSample('.', 'sample.good.c', TWIN);
const found = { line: 6, column: 4, severity: 'error', rule: 'api-without-gil' };
const end: End = { code: undefined, signal: undefined, timedOut: false, stdout: '', stderr: '' };

describe('a sample', () => {
  it('says how it is called, how it ends and what is reported', () => {
    expect(mistake).toMatchObject({ module: 'sample', run: 'print(1)', ending: { kind: 'says' }, expected: [found] });
    expect(twin).toMatchObject({ ending: { kind: 'prints', text: '1' }, expected: [] });
  });

  it('is refused where it does not', () => {
    expect(() => parseSample('.', 'sample.bad.c', TWIN)).toThrow('dies of');
    expect(() => parseSample('.', 'sample.good.c', MISTAKE)).toThrow('prints');
    expect(() => parseSample('.', 'sample.bad.c', MISTAKE.replace(/\/\/ {2}\^.*\n/, ''))).toThrow('markers');
  });

  it('has a twin', () => {
    const pairs = readPairs();
    expect(pairs.length).toBeGreaterThanOrEqual(30);
    for (const { mistake: bad, twin: good } of pairs) expect(bad.module).toBe(good.module);
  });
});

describe('findings', () => {
  it('are right where they are those of the markers', () => {
    expect(judgeFindings(mistake, [found])).toEqual([]);
    expect(judgeFindings(twin, [])).toEqual([]);
  });

  it.each([
    ['nothing is reported', []],
    ['another line is', [{ ...found, line: 7 }]],
    ['another rule is', [{ ...found, rule: 'double-release' }]],
    ['it is reported twice', [found, found]],
  ])('are wrong where %s', (_what, all) => {
    expect(judgeFindings(mistake, all)).not.toEqual([]);
  });

  it('are wrong in a twin', () => {
    expect(judgeFindings(twin, [found])).toEqual(['not expected: line 6:5 error[api-without-gil]']);
  });
});

describe('an end', () => {
  const waits = { ...mistake, ending: { kind: 'waits' } } as const;
  const crashes = { ...mistake, ending: { kind: 'signal', signal: 'SIGSEGV' } } as const;

  it.each([
    ['with the message', mistake, { ...end, signal: 'SIGABRT', stderr: 'x: Fatal Python error: gone\n' }],
    ['by the signal', crashes, { ...end, signal: 'SIGSEGV' }],
    ['by the time limit', waits, { ...end, signal: 'SIGKILL', timedOut: true }],
    ['with the output', twin, { ...end, code: 0, stdout: '1\n' }],
  ])('is right %s', (_what, sample, how) => {
    expect(judgeEnd(sample, how)).toEqual([]);
  });

  it.each([
    ['a mistake that survives', mistake, { ...end, code: 0 }],
    ['another message', mistake, { ...end, signal: 'SIGABRT', stderr: 'Fatal Python error: other' }],
    ['a message without an abort', mistake, { ...end, code: 1, stderr: 'Fatal Python error: gone' }],
    ['another signal', crashes, { ...end, signal: 'SIGABRT' }],
    ['an end where it should wait', waits, { ...end, code: 0 }],
    ['a twin that fails', twin, { ...end, code: 1, stdout: '1\n' }],
    ['other output', twin, { ...end, code: 0, stdout: '2\n' }],
    ['a word on the standard error', twin, { ...end, code: 0, stdout: '1\n', stderr: 'Exception ignored' }],
  ])('is wrong: %s', (_what, sample, how) => {
    expect(judgeEnd(sample, how)).toHaveLength(1);
  });
});
