// Whether a sample is reported, or is silent, and ends as it says: complaints in words, none where all is well.
// Easy to get wrong: what was not asked for counts as much as what is missing; a mistake with a finding too many, and a
// twin with a word on its standard error, are complaints too.
import type { End } from './interpreter.js';
import type { Ending, Reported, Sample } from './samples.js';

/** Errors and warnings that are expected and not there, and the other way round. */
export function judgeFindings(sample: Sample, found: readonly Reported[]): readonly string[] {
  const missing = without(sample.expected, found).map((one) => `not reported: ${print(one)}`);
  const surplus = without(found, sample.expected).map((one) => `not expected: ${print(one)}`);
  return [...missing, ...surplus];
}

export function judgeEnd({ ending }: Sample, end: End): readonly string[] {
  const complaint = `should have ${printEnding(ending)}, but ${describe(end)}`;
  return endsSo(ending, end) ? [] : [complaint];
}

function endsSo(ending: Ending, { code, signal, timedOut, stdout, stderr }: End): boolean {
  switch (ending.kind) {
    case 'says':
      return signal === 'SIGABRT' && stderr.includes(ending.text);
    case 'signal':
      return signal === ending.signal && !timedOut;
    case 'waits':
      return timedOut;
    case 'prints':
      return code === 0 && stdout.trimEnd() === ending.text && stderr === '';
  }
}

export function printEnding(ending: Ending): string {
  switch (ending.kind) {
    case 'says':
      return `died of "${ending.text}"`;
    case 'signal':
      return `died of ${ending.signal}`;
    case 'waits':
      return 'waited for ever';
    case 'prints':
      return `printed ${JSON.stringify(ending.text)}`;
  }
}

function describe({ code, signal, timedOut, stdout, stderr }: End): string {
  const how = timedOut ? 'it did not end' : signal !== undefined ? `it died of ${signal}` : `it ended with ${code}`;
  const said = [stdout, stderr].map((text) => text.trim()).filter((text) => text !== '');
  return said.length === 0 ? how : `${how}: ${said.join('\n').slice(0, 600)}`;
}

export const print = ({ line, column, severity, rule }: Reported): string =>
  `line ${line}:${column + 1} ${severity}[${rule}]`;

/** What is left of `all` when each of `taken` takes one away. */
function without(all: readonly Reported[], taken: readonly Reported[]): readonly Reported[] {
  const left = taken.map(print);
  return all.filter((one) => {
    const at = left.indexOf(print(one));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
