// Every fixture is a test: what the markers say, what the fixes give, and what must hold for any text.
// With COMPILE=1 a C compiler also has to take each of them.
import { beforeAll, describe, expect, it } from 'vitest';
import { createProject } from '../server/src/core/project.js';
import { checkFixture, type NewProject, passes } from './harness/check.js';
import { compilerComplaints, findCompiler } from './harness/compile.js';
import { configurationsOf } from './harness/configurations.js';
import { checkFixes, withOffers } from './harness/fixes.js';
import { type Fixture, listFixtures, readFixture } from './harness/fixture.js';
import { parsersForTests } from './harness/parsers.js';
import { PROPERTIES } from './harness/properties.js';
import { describe as explain, updateFixesIfAsked, updateIfAsked } from './harness/report.js';

let newProject: (fixture: Fixture) => NewProject;

beforeAll(async () => {
  const parsers = await parsersForTests();
  newProject = (fixture) => {
    const configFor = configurationsOf(fixture);
    return (options) => createProject({ parsers, options, configFor });
  };
});

const compiler = process.env['COMPILE'] === '1' ? findCompiler() : undefined;

if (process.env['COMPILE'] === '1') {
  it('has a compiler and the Python headers', () => {
    expect(compiler).toBeDefined();
  });
}

for (const name of listFixtures()) {
  describe(name, () => {
    const fixture = readFixture(name);
    const { content } = fixture;
    const files = content.kind === 'check' ? content.files : content.cases.map((c) => c.before);

    it('says what its markers say', () => {
      const outcome = checkFixture(newProject(fixture), fixture);
      if (passes(outcome)) return;
      updateIfAsked(fixture, outcome);
      expect.fail(explain(fixture, outcome));
    });

    if (content.kind === 'fix') {
      it.each(content.cases.map((c, i) => ({ c, i: i + 1 })))('fixes case $i', ({ c }) => {
        const problems = checkFixes(newProject(fixture), fixture, c);
        if (problems.length > 0) updateFixesIfAsked(fixture, withOffers(newProject(fixture), fixture));
        expect(problems.join('\n')).toBe('');
      });
    }

    for (const [what, property] of Object.entries(PROPERTIES)) {
      it(what, () => {
        const { actual, expected } = property(newProject(fixture), files);
        expect(actual).toEqual(expected);
      });
    }

    if (compiler !== undefined) {
      it('compiles without its markers', () => {
        expect(compilerComplaints(compiler, fixture)).toBe('');
      });
    }
  });
}
