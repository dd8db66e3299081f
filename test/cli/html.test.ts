// `gilscope check --format html`: one page that needs nothing else, with links from where it lies to the sources.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressesFrom } from '../../server/src/cli/formats/addresses.js';
import type { Services } from '../../server/src/cli/services.js';
import { createProject } from '../../server/src/core/project.js';
import type { ReportData } from '../../server/src/report/model.js';
import { parsersForTests } from '../harness/parsers.js';
import { folderWith } from './support/folder.js';
import { fakeServices, gilscope } from './support/terminal.js';

const NAPS = `#include <Python.h>
#include <unistd.h>

static PyObject *
nap(PyObject *self, PyObject *args)
{
    sleep(1);
    Py_RETURN_NONE;
}
`;

const services: Services = {
  ...fakeServices,
  createProject,
  loadParsers: parsersForTests,
  reportAssets: () => ({ script: 'const s = 1 < 2;', style: 'p { color: red }' }),
};

const dataIn = (page: string): ReportData =>
  JSON.parse(/<script type="application\/json" id="report-data">(.*?)<\/script>/s.exec(page)?.[1] ?? '');

describe('the page', () => {
  it('holds its style and its script, and leads from where it lies to the sources', async () => {
    const cwd = folderWith({ 'src/a module.c': NAPS });
    mkdirSync(path.join(cwd, 'out'));
    const { code, out } = await gilscope(['check', 'src', '--format', 'html', '--output-file', 'out/report.html'], {
      cwd,
      services,
    });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const page = readFileSync(path.join(cwd, 'out/report.html'), 'utf8');
    expect(page).toContain('>const s = 1 < 2;</script>');
    expect(page).toContain('>p { color: red }</style>');
    expect(page).toContain('href="../src/a%20module.c#L5"');
    expect(page).toContain('<title>GIL report: src</title>');
  });

  it('says what the JSON says', async () => {
    const cwd = folderWith({ 'a.c': NAPS, 'b.c': NAPS.replaceAll('nap', 'snore'), 'c.c': new Uint8Array(3) });
    const page = await gilscope(['check', '.', '--format', 'html'], { cwd, services });
    const json = JSON.parse((await gilscope(['check', '.', '--format', 'json'], { cwd, services })).out);
    const data = dataIn(page.out);
    expect(data.problems).toHaveLength(json.findings.length);
    expect(data.functions.map(({ name }) => name)).toEqual(
      json.findings.map((finding: { function: string }) => finding.function),
    );
    expect(data.coverage.files.reduce((sum, { functions }) => sum + functions, 0)).toBe(json.summary.functions);
    expect(data.coverage.skipped).toEqual([{ path: 'c.c', reason: json.incomplete[0].reason }]);
  });

  it('is the same for the same input, and another one has another word for its script', async () => {
    const nonceOf = async (text: string): Promise<readonly [string, string | undefined]> => {
      const { out } = await gilscope(['check', 'a.c', '--format', 'html'], {
        cwd: folderWith({ 'a.c': text }),
        services,
      });
      return [out, /<script nonce="([^"]+)"/.exec(out)?.[1]];
    };
    const [first, nonce] = await nonceOf(NAPS);
    expect(await nonceOf(NAPS)).toEqual([first, nonce]);
    expect((await nonceOf(`\n${NAPS}`))[1]).not.toBe(nonce);
  });

  it('is there where nothing could be analysed, too', async () => {
    const cwd = folderWith({ 'a.c': new Uint8Array(3) });
    const { code, out } = await gilscope(['check', 'a.c', '--format', 'html'], { cwd, services });
    expect(code).toBe(2);
    expect(dataIn(out).coverage.skipped).toHaveLength(1);
  });
});

describe('an address', () => {
  it('is relative to the folder of the page', () => {
    expect(addressesFrom(undefined, '/work')('src/a.c')).toBe('src/a.c');
    expect(addressesFrom('report.html', '/work')('src/a.c')).toBe('src/a.c');
    expect(addressesFrom('out/report.html', '/work')('src/a.c')).toBe('../src/a.c');
    expect(addressesFrom('/tmp/report.html', '/work')('/usr/include/x.h')).toBe('../usr/include/x.h');
  });

  it('has no characters that a browser would read as something else', () => {
    expect(addressesFrom(undefined, '/work')('c:/50% #1?.c')).toBe('c%3A/50%25%20%231%3F.c');
  });
});
