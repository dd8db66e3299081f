// What the GIL report says of small sources: the data, as the analysis gives it.
import { describe, expect, it } from 'vitest';
import { createProject, type FileGilReport } from '../../server/src/core/project.js';
import { riskOf } from '../../server/src/core/views/report/risk.js';
import { parsersForTests } from '../harness/parsers.js';

const HEAD = '#include <Python.h>\n#include <unistd.h>\n#include <pthread.h>\n#include <sys/socket.h>\n\n';

interface Told extends FileGilReport {
  /** The text of a span. */
  at(span: { readonly start: number; readonly end: number }): string;
}

async function told(source: string, others: Readonly<Record<string, string>> = {}): Promise<Told> {
  const project = createProject({ parsers: await parsersForTests(), options: { showMaybe: false } });
  const text = HEAD + source;
  for (const [path, other] of Object.entries(others)) project.setFile(path, other);
  project.setFile('module.c', text);
  const report = project.gilReport('module.c');
  if (report === undefined) throw new Error('no report');
  return { ...report, at: ({ start, end }) => text.slice(start, end) };
}

const method = (name: string, body: string): string =>
  `static PyObject *\n${name}(PyObject *self, PyObject *args)\n{\n${body}    Py_RETURN_NONE;\n}\n\n`;

describe('functions that hold the GIL while they wait', () => {
  it('are told with the class of each wait, how certain it is, and the chain to the call that waits', async () => {
    const helper = 'static int fetch(int fd)\n{\n    char b[8];\n    return recv(fd, b, 8, 0);\n}\n\n';
    const { functions, at } = await told(helper + method('load', '    fetch(3);\n'));
    expect(functions).toHaveLength(1);
    const [load] = functions;
    expect(load).toMatchObject({ name: 'load', entered: 'held' });
    expect(load?.waits).toMatchObject([{ callee: 'fetch', call: 'recv', class: 'io-network', certainty: 'always' }]);
    expect(load && at(load.span)).toBe('load');
    const [wait] = load?.waits ?? [];
    expect(wait && at(wait.span)).toBe('fetch');
    const last = wait?.chain.at(-1);
    expect(last?.message).toBe('fetch() calls recv()');
    expect(last && at(last.span)).toBe('recv');
  });

  it('lead into the file that waits', async () => {
    const other = '#include <unistd.h>\nvoid pause_device(int n)\n{\n    sleep(n);\n}\n';
    const { functions } = await told(`void pause_device(int n);\n${method('nap', '    pause_device(1);\n')}`, {
      'device.c': other,
    });
    expect(functions[0]?.waits[0]?.chain.at(-1)?.path).toBe('device.c');
  });

  it('are not told where the GIL is released, where a comment allows it, or where nothing waits', async () => {
    const { functions } = await told(
      method('polite', '    Py_BEGIN_ALLOW_THREADS\n    sleep(1);\n    Py_END_ALLOW_THREADS\n') +
        method('allowed', '    sleep(1); /* gilscope: allow(blocking-with-gil) because it is a test */\n') +
        method('quick', '    getpid();\n'),
    );
    expect(functions).toEqual([]);
  });

  it('have the gravest wait first, whatever the order of the text is', async () => {
    const body = '    sleep(1);\n    char b[8];\n    recv(3, b, 8, 0);\n';
    const { functions } = await told(method('both', body));
    expect(functions[0]?.waits.map((wait) => wait.class)).toEqual(['io-network', 'sleep']);
  });

  it('put more time at risk the longer, the more certain and the more often they wait', () => {
    const network = { class: 'io-network', certainty: 'always' } as const;
    const sleep = { class: 'sleep', certainty: 'always' } as const;
    const disk = { class: 'io-disk', certainty: 'always' } as const;
    const lock = { class: 'lock', certainty: 'always' } as const;
    const order = [[network, network], [network], [{ ...network, certainty: 'usually' }], [sleep], [disk], [lock], []];
    const risks = order.map((waits) => riskOf(waits as (typeof network)[]));
    expect(risks).toEqual([...risks].sort((a, b) => b - a));
    expect(new Set(risks).size).toBe(order.length);
  });
});

describe('regions', () => {
  const REGION = '    Py_BEGIN_ALLOW_THREADS\n    sleep(1);\n    mystery();\n    Py_END_ALLOW_THREADS\n';

  it('are told from the release to where the GIL is taken back, with what waits in them', async () => {
    const { regions, at } = await told(method('polite', REGION));
    expect(regions).toMatchObject([
      {
        functionName: 'polite',
        spelled: 'Py_BEGIN_ALLOW_THREADS',
        isConditional: false,
        calls: 2,
        unknownCalls: 1,
        problems: 0,
        waits: [{ callee: 'sleep', call: 'sleep', class: 'sleep' }],
      },
    ]);
    const [region] = regions;
    expect(region && at(region.span)).toMatch(/^Py_BEGIN_ALLOW_THREADS.*Py_END_ALLOW_THREADS$/s);
  });

  it('count what is wrong in them', async () => {
    const { regions } = await told(method('wrong', REGION.replace('mystery()', 'PyList_New(0)')));
    expect(regions[0]?.problems).toBe(1);
  });

  it('are conditional where a path keeps the GIL', async () => {
    const body =
      '    PyThreadState *state = NULL;\n    int n = PyTuple_Size(args);\n' +
      '    if (n > 9) state = PyEval_SaveThread();\n    sleep(1);\n    if (n > 9) PyEval_RestoreThread(state);\n';
    const { regions } = await told(method('maybe', body));
    expect(regions).toMatchObject([{ spelled: 'PyEval_SaveThread', isConditional: true }]);
  });
});

describe('callbacks', () => {
  const start = method('start', '    pthread_t t;\n    pthread_create(&t, NULL, ring, NULL);\n');
  const thread = (body: string): string => `static void *ring(void *data)\n{\n${body}    return NULL;\n}\n\n`;
  const ENSURED = '    PyGILState_STATE s = PyGILState_Ensure();\n    PyList_New(0);\n    PyGILState_Release(s);\n';

  it('are told with who calls them, on which thread, and what they do about the GIL', async () => {
    const { callbacks, at } = await told(thread(ENSURED) + start);
    expect(callbacks).toMatchObject([
      { name: 'ring', entered: 'released', thread: 'foreign', certainty: 'always', verdict: 'takes', needs: undefined },
    ]);
    const [ring] = callbacks;
    expect(ring?.takes && at(ring.takes.span)).toBe('PyGILState_Ensure');
    expect(ring?.because[0] && at(ring.because[0].span)).toBe('pthread_create');
  });

  it('that use Python without the GIL are told apart from those that need none', async () => {
    const { callbacks: wrong } = await told(thread('    PyList_New(0);\n') + start);
    expect(wrong).toMatchObject([{ verdict: 'missing', needs: 'PyList_New' }]);
    const { callbacks: plain } = await told(thread('    getpid();\n') + start);
    expect(plain).toMatchObject([{ verdict: 'no-python' }]);
  });

  it('may take it with a thread state that was saved elsewhere', async () => {
    const restored = '    PyEval_RestoreThread((PyThreadState *)data);\n    PyList_New(0);\n    PyEval_SaveThread();\n';
    const { callbacks, at } = await told(thread(restored) + start);
    expect(callbacks).toMatchObject([{ verdict: 'takes' }]);
    expect(callbacks[0]?.takes && at(callbacks[0].takes.span)).toBe('PyEval_RestoreThread');
  });

  it('are not functions that Python calls', async () => {
    const { callbacks } = await told(method('ordinary', ''));
    expect(callbacks).toEqual([]);
  });
});
