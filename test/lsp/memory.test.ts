// What is known of a document goes with it.
// Easy to get wrong: the last answers are still on their way through the connection when a document is closed.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Project, ProjectInput } from '../../server/src/core/project.js';
import { createProject } from './support/core.js';
import { connectedEditor, PULL } from './support/editor.js';
import { memoryFiles } from './support/memoryFiles.js';
import { BLOCKING, URI } from './support/samples.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Makes projects and tells which of them are still there. */
function watched(): { create(input: ProjectInput): Project; alive(): number } {
  const made: WeakRef<Project>[] = [];
  return {
    create(input) {
      const project = createProject(input);
      made.push(new WeakRef(project));
      return project;
    },
    alive() {
      collectGarbage();
      return made.filter((project) => project.deref() !== undefined).length;
    },
  };
}

async function untilAlive(count: number, alive: () => number, pause: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 50 && alive() > count; tries++) await pause();
  expect(alive()).toBe(count);
}

describe('memory', () => {
  it('is given back when a document is closed that lies in no folder', async () => {
    const { create, alive } = watched();
    const editor = connectedEditor({ createProject: create });
    await editor.initialize(PULL);
    editor.open(URI, BLOCKING);
    expect(await editor.items(URI)).toHaveLength(1);
    await editor.actions(URI, { start: { line: 6, character: 4 }, end: { line: 6, character: 4 } });
    expect(alive()).toBe(1);
    editor.close(URI);
    await untilAlive(0, alive, () => editor.pause(10));
  });

  it('is given back when a folder leaves the workspace', async () => {
    const { create, alive } = watched();
    const files = memoryFiles({ 'file:///work/a.c': BLOCKING });
    const editor = connectedEditor({ createProject: create, files });
    await editor.initialize({ ...PULL, workspace: { workspaceFolders: true } }, undefined, ['file:///work']);
    editor.open('file:///work/a.c', BLOCKING);
    expect(await editor.items('file:///work/a.c')).toHaveLength(1);
    editor.close('file:///work/a.c');
    const removed = [{ uri: 'file:///work', name: 'work' }];
    editor.wire.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed } });
    await untilAlive(0, alive, () => editor.pause(10));
  });
});
