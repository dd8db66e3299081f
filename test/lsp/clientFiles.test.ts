// Where only the editor knows the files: the server asks it for them, and is told of every gilscope.toml.
import { describe, expect, it } from 'vitest';
import type { Connection } from 'vscode-languageserver';
import { clientFiles } from '../../server/src/lsp/clientFiles.js';
import { sentConfigurations } from '../../server/src/lsp/sentConfigurations.js';

const FOLDER = 'vscode-vfs://github/owner/project';
const ROOT = { uri: `${FOLDER}/gilscope.toml`, text: 'exclude = ["third_party"]\n[rules]\nidle-region = "off"\n' };
const INNER = { uri: `${FOLDER}/deep%20er/gilscope.toml`, text: '[rules]\nidle-region = "error"\n' };

/** An editor that has these files and no others. */
const editorWith = (files: Readonly<Record<string, string>>): Connection => {
  const answers: Readonly<Record<string, (params: { folder?: string; uri?: string }) => unknown>> = {
    'gilscope/findFiles': ({ folder = '' }) => Object.keys(files).filter((uri) => uri.startsWith(folder)),
    'gilscope/readFile': ({ uri = '' }) => (files[uri] === undefined ? null : { text: files[uri] }),
  };
  const sendRequest = async (method: string, params: object): Promise<unknown> => answers[method]?.(params);
  return { sendRequest } as unknown as Connection;
};

describe('configurations that were sent', () => {
  it('gives a document the nearest one up the tree, as a whole', () => {
    const sent = sentConfigurations([ROOT, INNER]);
    expect(sent.of(`${FOLDER}/a.c`).rules).toMatchObject(new Map([['idle-region', 'off']]));
    expect(sent.of(`${FOLDER}/deep%20er/still/a.c`).rules).toMatchObject(new Map([['idle-region', 'error']]));
    expect(sent.of('vscode-vfs://github/other/a.c').rules.size).toBe(0);
  });

  it('tells what is wrong in one, with its place', () => {
    const [read] = sentConfigurations([{ uri: ROOT.uri, text: '[rules]\nno-such-rule = "off"\n' }]).read();
    expect(read?.uri).toBe(ROOT.uri);
    expect(read?.problems.map(({ span }) => read.lines.position(span.start).line)).toEqual([1]);
  });

  it('leaves out what the configuration excludes', () => {
    const sent = sentConfigurations([ROOT]);
    expect(sent.leavesOut(`${FOLDER}/third_party/a.c`)).toBe(true);
    expect(sent.leavesOut(`${FOLDER}/src/a.c`)).toBe(false);
  });
});

describe('files of the editor', () => {
  const files = { [`${FOLDER}/a.c`]: 'int a;\n', [`${FOLDER}/third_party/b.c`]: 'int b;\n' };
  const isLeftOut = (address: string): boolean => sentConfigurations([ROOT]).leavesOut(address);
  const source = clientFiles(editorWith(files), isLeftOut);

  it('lists them but for those that are left out', async () => {
    const found: string[] = [];
    for await (const some of source.list(FOLDER)) found.push(...some);
    expect(found).toEqual([`${FOLDER}/a.c`]);
  });

  it('reads one, or none where it is gone', async () => {
    expect(await source.read(`${FOLDER}/a.c`)).toBe('int a;\n');
    expect(await source.read(`${FOLDER}/gone.c`)).toBeUndefined();
  });
});
