// The harness must be able to fail: every kind of mismatch is planted here and has to be seen.
import { describe, expect, it } from 'vitest';
import { checkFixture, type NewProject, type Outcome, passes } from '../harness/check.js';
import { checkFixes } from '../harness/fixes.js';
import { type Fixture, parseFixture, type SourceFile } from '../harness/fixture.js';
import { describe as explain, passingText } from '../harness/report.js';
import { type FakeAnswers, type FakeFinding, fakeProject } from './fakeProject.js';

const filesOf = (fixture: Fixture): readonly SourceFile[] =>
  fixture.content.kind === 'check' ? fixture.content.files : fixture.content.cases.map((c) => c.before);

const checkWith = (newProject: NewProject, text: string): { fixture: Fixture; outcome: Outcome } => {
  const fixture = parseFixture('a.c', text);
  return { fixture, outcome: checkFixture(newProject, fixture) };
};

const check = (answers: FakeAnswers, text: string) => checkWith(fakeProject(answers), text);

const sleepHeld: FakeFinding = {
  at: 'sleep',
  rule: 'blocking-with-gil',
  severity: 'warning',
  message: 'sleep() waits while the GIL is held',
  functionName: 'nap',
};

const nap = (...markers: string[]): string => ['void nap(void)', '{', '    sleep(5);', ...markers, '}', ''].join('\n');

const caret = (label: string): string => `//  ^^^^^ ${label}`;

describe('a finding and its marker', () => {
  it('agree', () => {
    const good = nap(caret('warning[blocking-with-gil]: waits while'));
    expect(passes(check({ findings: [sleepHeld] }, good).outcome)).toBe(true);
  });

  it.each([
    ['no marker', nap(), 0, 1],
    ['another rule', nap(caret('warning[lock-with-gil]')), 1, 1],
    ['another severity', nap(caret('error[blocking-with-gil]')), 1, 1],
    ['another message', nap(caret('warning[blocking-with-gil]: reads')), 1, 1],
    ['carets too short', nap('//  ^^^^ warning[blocking-with-gil]'), 1, 1],
    ['carets beside it', nap('//   ^^^^^ warning[blocking-with-gil]'), 1, 1],
    ['a fix that is not offered', nap(caret('warning[blocking-with-gil] +fix')), 1, 1],
    ['the marker twice', nap(caret('warning[blocking-with-gil]'), caret('warning[blocking-with-gil]')), 1, 0],
    ['a gap that has closed', nap(caret('MISSING warning[blocking-with-gil]')), 1, 0],
  ])('disagree: %s', (_what, text, notReported, notExpected) => {
    const { outcome } = check({ findings: [sleepHeld] }, text);
    expect([outcome.notReported.length, outcome.notExpected.length]).toEqual([notReported, notExpected]);
  });

  it('disagree where nothing is reported', () => {
    expect(check({}, nap(caret('warning[blocking-with-gil]'))).outcome.notReported).toHaveLength(1);
    expect(check({}, nap(caret('SPURIOUS warning[blocking-with-gil]'))).outcome.notReported).toHaveLength(1);
  });

  it('let a gap pass as long as it is one', () => {
    expect(passes(check({}, nap(caret('MISSING warning[blocking-with-gil]'))).outcome)).toBe(true);
    const spurious = nap(caret('SPURIOUS warning[blocking-with-gil]: because of a reason'));
    expect(passes(check({ findings: [sleepHeld] }, spurious).outcome)).toBe(true);
  });

  it('compare the first line of a finding that spans several', () => {
    const finding = { ...sleepHeld, at: 'sleep(5,\n        6' };
    const text = 'void nap(void)\n{\n    sleep(5,\n//  ^^^^^^^^ warning[blocking-with-gil]\n        6);\n}\n';
    expect(passes(check({ findings: [finding] }, text).outcome)).toBe(true);
  });

  it('never take a finding of certainty maybe that nobody asked for', () => {
    const maybe = { ...sleepHeld, certainty: 'maybe' } as const;
    const text = nap(caret('warning[blocking-with-gil]'));
    expect(passes(check({ findings: [maybe] }, text).outcome)).toBe(false);
    expect(passes(check({ findings: [maybe] }, `//! show-maybe: true\n${text}`).outcome)).toBe(true);
  });

  it('know a function that could not be analysed', () => {
    expect(passes(check({ incomplete: true }, nap()).outcome)).toBe(false);
    expect(passes(check({ incomplete: true }, `//! broken\n${nap()}`).outcome)).toBe(true);
  });
});

describe('states, hovers and notes', () => {
  const held: FakeAnswers = { state: () => 'held' };

  it('compare the state', () => {
    expect(passes(check(held, nap(caret('gil: held'))).outcome)).toBe(true);
    expect(passes(check(held, nap(caret('gil: released'))).outcome)).toBe(false);
    expect(passes(check({}, nap(caret('gil: held'))).outcome)).toBe(false);
    expect(passes(check(held, nap(caret('MISSING gil: held'))).outcome)).toBe(false);
    expect(passes(check(held, nap(caret('SPURIOUS gil: held'))).outcome)).toBe(true);
  });

  it('reach the first columns with an arrow', () => {
    const text = 'void nap(void)\n{\n// <- gil: held\n}\n';
    const seen: string[] = [];
    const state = (word: string) => {
      seen.push(word);
      return 'held' as const;
    };
    expect(passes(check({ state }, text).outcome)).toBe(true);
    expect(passes(check({ state }, text.replace('{\n', '  nap();\n  ')).outcome)).toBe(true);
    expect(seen).toEqual(['', 'nap']);
  });

  it('compare the hover, its range included', () => {
    const hover = { hover: { at: 'sleep', markdown: '**GIL held** here' } };
    expect(passes(check(hover, nap(caret('hover: GIL held'))).outcome)).toBe(true);
    expect(passes(check(hover, nap(caret('hover: released'))).outcome)).toBe(false);
    expect(passes(check(hover, nap('//  ^^^ hover: GIL held')).outcome)).toBe(false);
  });

  const withTrace = { findings: [{ ...sleepHeld, trace: [['nap', 'entered'] as const, ['sleep', 'waits'] as const] }] };
  const story = (first: string, ...rest: string[]): string =>
    ['void nap(void)', first, '{', '    sleep(5);', caret('warning[blocking-with-gil]'), ...rest, '}'].join('\n');

  it('want a story whole, or not at all', () => {
    const whole = story('//   ^^^ note[1]: entered', caret('note[2]: waits'));
    expect(passes(check(withTrace, whole).outcome)).toBe(true);
    expect(passes(check(withTrace, whole.replaceAll('note[', 'note[nap.')).outcome)).toBe(true);
    expect(passes(check(withTrace, nap(caret('warning[blocking-with-gil]'))).outcome)).toBe(true);
    for (const wrong of [
      story('//   ^^^ note[1]: entered'),
      story('//   ^^^ note[2]: entered', caret('note[1]: waits')),
      story('//   ^^^ note[1]: left', caret('note[2]: waits')),
      story('//   ^^^ note[1]: entered', caret('note[2]: waits'), caret('note[3]')),
      whole.replaceAll('note[', 'note[other.'),
    ]) {
      expect(passes(check(withTrace, wrong).outcome)).toBe(false);
    }
  });
});

describe('a mistake in a fixture', () => {
  it.each([
    ['a mistyped severity', nap(caret('eror[blocking-with-gil]'))],
    ['a rule that does not exist', nap(caret('warning[blocking]'))],
    ['a mistyped state', nap(caret('gil: hold'))],
    ['a mistyped fix', nap(caret('warning[blocking-with-gil] fix'))],
    ['a label without carets', nap('// gil: held')],
    ['a finding without carets', nap('    // warning[blocking-with-gil]')],
    ['carets beyond the line', nap('//  ^^^^^^^^^^^^^^^^^ gil: held')],
    ['carets without a label', nap('//  ^^^^^')],
    ['a marker without code', '// <- gil: held\n'],
    ['a marker below a blank line', 'int x;\n\n// <- gil: outside\n'],
    ['a gap of a story', nap(caret('MISSING note[1]'))],
    ['an option that does not exist', '//! show-perhaps: true\n'],
    ['an option of another value', '//! show-maybe: perhaps\n'],
    ['a heading that is no file', 'int x;\n//- other file\nint y;\n'],
    ['an after without a before', '//- after: Title\nint y;\n'],
    ['a before without an after', '//- before\nint y;\n'],
    ['a fix and no fix', '//- before\nint x;\n//- after: T\nint x;\n//- no fix\n'],
  ])('is an error: %s', (_what, text) => {
    expect(() => parseFixture('a.c', text)).toThrow(/^a\.c/);
  });

  it('names the line', () => {
    expect(() => parseFixture('a.c', nap(caret('gil: hold')))).toThrow('a.c:4: not a label: "gil: hold"');
  });
});

describe('what is analysed', () => {
  it('has no markers and no options in it, and keeps other comments', () => {
    const fixture = parseFixture('a.c', `//! show-maybe: true\n// prose\n${nap(caret('gil: held'))}`);
    expect(filesOf(fixture)[0]?.marked.code).toBe(`// prose\n${nap()}`);
  });

  it('is several files where headings say so, and prose before them is none', () => {
    const fixture = parseFixture('x/a.c', '// prose\n\n//- one.c\nint a;\n//- two.h\nint b;\n');
    expect(filesOf(fixture).map((f) => [f.path, f.marked.code])).toEqual([
      ['x/a/one.c', 'int a;\n'],
      ['x/a/two.h', 'int b;\n'],
    ]);
  });

  it('gets the line ends that the fixture asks for', () => {
    const fixture = parseFixture('a.c', '//! eol: crlf\nint a;\nint b;\n');
    expect(filesOf(fixture)[0]?.marked.code).toBe('int a;\r\nint b;\r\n');
  });
});

describe('the text that would pass', () => {
  it.each([
    ['a missing marker', nap()],
    ['a wrong marker', nap(caret('error[blocking-with-gil]'))],
    ['a closed gap', nap(caret('MISSING warning[blocking-with-gil]: nobody knows of sleep()'))],
  ])('passes: %s', (_what, text) => {
    const { fixture, outcome } = check({ findings: [sleepHeld] }, text);
    const better = passingText(fixture, outcome);
    expect(better).toBe(nap(caret('warning[blocking-with-gil]: sleep() waits while the GIL is held')));
    expect(passes(check({ findings: [sleepHeld] }, better).outcome)).toBe(true);
  });

  it('keeps what was right', () => {
    const right = `// prose\n${nap(caret('gil: held'), caret('warning[blocking-with-gil]'))}`;
    const { fixture, outcome } = check({ findings: [sleepHeld], state: () => 'held' }, right);
    expect(passingText(fixture, outcome)).toBe(right);
  });

  it('is part of the failure, after the two lists', () => {
    const { fixture, outcome } = check({ findings: [sleepHeld] }, nap(caret('gil: held')));
    const text = explain(fixture, outcome);
    expect(text).toMatch(/not reported:\n {2}line 3: gil: held/);
    expect(text).toMatch(/not expected:\n {2}line 3: warning\[blocking-with-gil\]/);
    expect(text).toContain('\n//  ^^^^^ warning[blocking-with-gil]: sleep() waits');
  });
});

describe('a fix', () => {
  const before = 'void nap(void)\n{\n    sleep(5);\n//  ^^^^^ warning[blocking-with-gil] +fix\n}\n';
  const after = 'void nap(void)\n{\n    doze(5);\n}\n';
  const fix = {
    title: 'Doze instead',
    edits: [
      {
        span: { start: 'void nap(void)\n{\n    '.length, end: 'void nap(void)\n{\n    sleep'.length },
        newText: 'doze',
      },
    ],
    safe: true,
  };
  const fixable = { ...sleepHeld, fix };
  const run = (answers: FakeAnswers, text: string): readonly string[] => {
    const fixture = parseFixture('a.c', text);
    if (fixture.content.kind !== 'fix') throw new Error('not a fix fixture');
    return fixture.content.cases.flatMap((c) => checkFixes(fakeProject(answers), fixture, c));
  };
  const text = `//- before\n${before}//- after: Doze instead\n${after}`;

  it('gives the text after it', () => {
    expect(run({ findings: [fixable] }, text)).toEqual([]);
  });

  it.each([
    ['another text', { findings: [fixable] }, text.replace('doze', 'drowse'), 'gives another text, from line 3 on'],
    ['no offer', { findings: [sleepHeld] }, text, '"Doze instead" is not offered; there is nothing'],
    ['another title', { findings: [fixable] }, text.replace('after: Doze', 'after: Nap'), 'there is "Doze instead"'],
    [
      'an offer too many',
      { findings: [fixable] },
      `//- before\n${before}//- no fix\n`,
      'although "no fix" is expected',
    ],
    ['a finding that stays', { findings: [fixable, { ...sleepHeld, at: 'doze' }] }, text, 'the finding is still there'],
    [
      'a finding that is new',
      { findings: [fixable, { ...sleepHeld, at: 'doze', rule: 'lock-with-gil' as const }] },
      text,
      'a new finding: lock-with-gil in nap',
    ],
    [
      'a fix that can be applied twice',
      { findings: [fixable, { ...fixable, at: 'doze' }] },
      text,
      'the fix is offered a second time',
    ],
  ])('fails: %s', (_what, answers, fixture, complaint) => {
    expect(run(answers, fixture).join('\n')).toContain(complaint);
  });
});
