// The page of the GIL report, read by a parser of HTML: what it shows, that names cannot break out of it, and that its
// policy lets nothing in.
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../server/src/core/project.js';
import { assembleReport } from '../../server/src/report/assemble.js';
import { partsOf, renderContent } from '../../server/src/report/content.js';
import { escaped, html, plain, prose } from '../../server/src/report/html.js';
import type { ReportData } from '../../server/src/report/model.js';
import { DATA_ID, renderPage } from '../../server/src/report/page.js';
import type { Opening } from '../../server/src/report/places.js';
import { FIRST_ROWS } from '../../server/src/report/table.js';
import { parsersForTests } from '../harness/parsers.js';

const nap = (name: string): string =>
  `static PyObject *\n${name}(PyObject *self, PyObject *args)\n{\n    sleep(1);\n    Py_RETURN_NONE;\n}\n`;

async function dataOf(files: Readonly<Record<string, string>>): Promise<ReportData> {
  const project = createProject({ parsers: await parsersForTests(), options: { showMaybe: false } });
  for (const [path, text] of Object.entries(files))
    project.setFile(path, `#include <Python.h>\n#include <unistd.h>\n${text}`);
  const assembly = assembleReport({ title: 'sample', toolVersion: '1.2.3', file: (path) => ({ path, address: path }) });
  for (const path of Object.keys(files)) {
    const [report, gil] = [project.report(path), project.gilReport(path)];
    if (report !== undefined && gil !== undefined) assembly.add({ report, gil, lines: project.lines });
  }
  return assembly.done([{ path: 'odd.c', reason: 'is a binary file' }]);
}

function pageOf(data: ReportData, opening: Opening = 'links'): string {
  const content = renderContent(data, partsOf(data, opening));
  return renderPage({
    title: 'GIL report',
    report: { content, data },
    script: '/* script */',
    style: '',
    nonce: 'n0nce',
  });
}

/** All elements below a node, in their order. */
function elementsIn(top: Tree.Node): readonly Tree.Element[] {
  const found: Tree.Element[] = [];
  const visit = (node: Tree.Node): void => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(top);
  return found;
}

const elementsOf = (page: string): readonly Tree.Element[] => elementsIn(parse(page));

const attribute = (element: Tree.Element | undefined, name: string): string | undefined =>
  element?.attrs.find((each) => each.name === name)?.value;

const textOf = (node: Tree.Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';

const named = (elements: readonly Tree.Element[], tag: string): readonly Tree.Element[] =>
  elements.filter(({ tagName }) => tagName === tag);

/** The elements in a table. */
function inTable(page: string, id: string): readonly Tree.Element[] {
  const table = elementsOf(page).find((element) => attribute(element, 'id') === id);
  return table === undefined ? [] : elementsIn(table);
}

describe('the page', () => {
  it('has tables with captions, headers of columns and rows, and a place in the source in each row', async () => {
    const page = pageOf(await dataOf({ 'src/a.c': nap('first') + nap('second') }));
    const elements = inTable(page, 'functions-table');
    expect(named(elements, 'caption').map(textOf)).toEqual(['Functions that hold the GIL while they wait']);
    const headers = named(elements, 'th');
    const columns = headers.filter((th) => attribute(th, 'scope') === 'col');
    expect(columns.map((th) => named(elementsIn(th), 'button').length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(headers.filter((th) => attribute(th, 'aria-sort') !== undefined).map(textOf)).toEqual(['Time at risk']);
    expect(headers.filter((th) => attribute(th, 'scope') === 'row').map(textOf)).toEqual([
      'firstsrc/a.c:4',
      'secondsrc/a.c:10',
    ]);
    const links = named(elements, 'a').map((a) => attribute(a, 'href'));
    expect(links).toContain('src/a.c#L4');
    expect(links).toContain('src/a.c#L6');
  });

  it('tells a macro that is not understood once, with its first use', async () => {
    const use = nap('f').replace('sleep(1);', 'CARD_BEGIN_ALLOW_THREADS\n    sleep(1);\n    CARD_END_ALLOW_THREADS');
    const { coverage, files } = await dataOf({ 'a.c': use, 'b.c': use });
    const told = coverage.unknownMacros.map(({ name, place, files: count }) => [name, files[place.file]?.path, count]);
    expect(told).toContainEqual(['CARD_BEGIN_ALLOW_THREADS', 'a.c', 2]);
  });

  it('says what was not analysed', async () => {
    const page = pageOf(await dataOf({ 'a.c': nap('f') }));
    expect(named(inTable(page, 'skipped-table'), 'td').map(textOf)).toEqual(['is a binary file']);
  });

  it('lets nothing in but its own style and script', async () => {
    const elements = elementsOf(pageOf(await dataOf({ 'a.c': nap('f') })));
    const policy = named(elements, 'meta').find((meta) => attribute(meta, 'http-equiv') === 'Content-Security-Policy');
    expect(attribute(policy, 'content')).toBe(
      "default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'; base-uri 'none'; form-action 'none'",
    );
    const withSource = elements.filter((e) => attribute(e, 'src') !== undefined || e.tagName === 'link');
    expect(withSource).toEqual([]);
    const inline = elements
      .flatMap(({ attrs }) => attrs)
      .filter(({ name }) => name === 'style' || name.startsWith('on'));
    expect(inline).toEqual([]);
  });

  it('shows names as they are, whatever is in them', async () => {
    const path = 'src/<script>alert(1)<!-- & "quoted".c';
    const data = await dataOf({ [path]: nap('f') });
    const evil: ReportData = {
      ...data,
      functions: data.functions.map((row) => ({ ...row, name: '</script><script>evil()' })),
    };
    const page = pageOf(evil);
    const scripts = named(elementsOf(page), 'script');
    expect(scripts.map((script) => attribute(script, 'id') ?? textOf(script))).toEqual([DATA_ID, '/* script */']);
    const [row] = named(inTable(page, 'functions-table'), 'th').filter((th) => attribute(th, 'scope') === 'row');
    expect(row && textOf(row)).toBe(`</script><script>evil()${path}:4`);
    expect(JSON.parse(textOf(scripts[0] as Tree.Element))).toEqual(evil);
  });

  it('has the first rows of a long table only, and all of its data', async () => {
    const count = FIRST_ROWS + 50;
    const data = await dataOf({ 'a.c': Array.from({ length: count }, (_, i) => nap(`f${i}`)).join('') });
    const page = pageOf(data);
    const rows = named(inTable(page, 'functions-table'), 'th').filter((th) => attribute(th, 'scope') === 'row');
    expect(rows).toHaveLength(FIRST_ROWS);
    expect(page).toContain(`${count} functions, the first ${FIRST_ROWS} shown`);
    const [script] = named(elementsOf(page), 'script');
    expect((JSON.parse(script === undefined ? '' : textOf(script)) as ReportData).functions).toHaveLength(count);
  });

  it('has buttons in place of links where an editor opens the sources', async () => {
    const data = await dataOf({ 'a.c': nap('f') });
    const elements = elementsOf(pageOf(data, 'host'));
    expect(named(elements, 'a')).toEqual([]);
    const buttons = named(elements, 'button').filter((button) => attribute(button, 'class') === 'place');
    expect(attribute(buttons[0], 'data-at')).toBe('0:4:1:4:2');
  });
});

describe('a piece of HTML', () => {
  it('escapes all that is put into it, but other pieces', () => {
    expect(html`<b title="${'"><i>'}">${['<', html`<i></i>`, 1]}</b>`.text).toBe(
      '<b title="&quot;&gt;&lt;i&gt;">&lt;<i></i>1</b>',
    );
  });

  it('has no control characters, and none that turn the direction of writing', () => {
    expect(escaped('a\u202eb\u0000c\u2066')).toBe('a\ufffdb\ufffdc\ufffd');
  });

  it('sets what stands between backticks as code', () => {
    expect(prose('`f()` calls `<g>`').text).toBe('<code>f()</code> calls <code>&lt;g&gt;</code>');
  });

  it('can be read as plain text', () => {
    expect(plain(html`<td>${'a < b & c'} src/<wbr>x.c</td>`)).toBe('a < b & c src/x.c');
  });
});
