// What users expect of an editor's extension, a row each, and the tests in a real editor that look at it.
// Easy to get wrong: a test that is renamed would leave its row without one, so a row whose tests did not all pass fails.

/** By row: tests as `story: title`, the story being a file in test/e2e/. */
const ROWS = {
  'findings with a link and the steps that lead to them': [
    'api: findings carry their rule and where they come from',
    'editor-table: a finding links to its page and tells the steps that lead to it',
  ],
  'findings of documents and of the workspace, without flicker': [
    'api: typing faster than the analysis leaves the findings of the final text',
    'editor-table: problems of files that are not open are shown, once, where they are wanted',
    'editor-table: a helper that changes on the disk changes the findings of an open file',
  ],
  'quick fixes, all fixes at once, edits that come when they are chosen': [
    'first-slice: the quick fix wraps the call in a region',
    'api: a fix removes the finding, undoing it brings it back',
    'editor-table: all safe fixes of a file are made at once',
  ],
  'a finding is allowed on its line or in its file, its rule turned off or explained': [
    'editor-table: a finding can be allowed on its line, in its file, and its rule be turned off',
    'editor-table: a page explains a rule',
  ],
  hovers: ['first-slice: the hover speaks of the GIL', 'editor-table: a hover tells of calls, macros and functions'],
  'shading of regions, and the state at the cursor': [
    'first-slice: a region is shaded, the lines behind it are not',
    'api: the shading can be toggled',
    'status: the state follows the cursor: outside of functions, held, released',
  ],
  'inlay hints': [
    'editor-table: inlay hints tell where a region begins and ends, and how functions are entered',
    'editor-table: the command toggles the hints',
  ],
  'code lenses': ['editor-table: a lens above a function tells its regions and leads to the report'],
  'semantic tokens': ['editor-table: calls in a region have a token with the modifier gilReleased, where it is wanted'],
  'folds, highlights, call hierarchy': [
    'editor-table: regions fold',
    'editor-table: the begin of a region highlights its end',
    'editor-table: the call hierarchy tells the state at each call',
  ],
  'contracts are written': ['editor-table: a contract can be written above a function'],
  'the GIL report': [
    'api: the report opens in a panel of its own, once',
    'report-panel: a row leads to the source, which opens beside it',
    'report: rows and parts are reached by keyboard',
    'report: it is accessible in light colours',
    'report: it is accessible in dark colours',
    'report: it is accessible in forced colours',
  ],
  commands: [
    'api: restarting the server brings the findings back',
    'editor-table: what a bug report wants is collected without a word of the source',
  ],
  'status: progress, coverage, mistakes of the configuration': [
    'status: while the folder is read, it tells how much is done, and that it is busy',
    'status: the coverage of the document is told, and how many files are known',
    'status: a mistake in gilscope.toml is told, and the item leads to it',
  ],
  'the walkthrough': [
    'walkthrough: it opens, and shows its steps',
    'walkthrough: its steps are as readable in dark colours',
    'walkthrough: the sample opens beside it, with the cursor on what is found',
    'walkthrough: the quick fix is offered and made',
    'walkthrough: the report opens, and the walkthrough is done and still there',
  ],
  'settings and configuration count at once': [
    'editor-table: a rule that is turned off in gilscope.toml is silent, and comes back, without a restart',
  ],
  'a server that dies': ['editor-table: a server that dies is started again'],
  'untrusted workspaces': ['untrusted: findings are shown, with a fix that holds', 'untrusted: gilscope.toml counts'],
  'workspaces with several folders': [
    'multi-root: one server looks at all of them',
    'multi-root: each folder has the severities of its own gilscope.toml',
    'multi-root: a folder that is added is read, with its own helpers',
  ],
  'file systems that extensions bring along': [
    'virtual: its files have findings, with the severities of its gilscope.toml',
    'virtual: a gilscope.toml that changes there counts at once',
  ],
  'the web': [
    'web: a call that waits with the GIL held is underlined',
    'web: the hover speaks of the GIL',
    'web: the quick fix wraps the call in a region',
  ],
  'other extensions are left alone': ['api: other languages are left alone', 'api: nothing is formatted or defined'],
  activation: ['api: the extension sleeps until a C file is opened, and wakes up fast'],
};

/**
 * Prints each row with its tests.
 * @param {ReadonlySet<string>} passed
 */
export function tellRows(passed) {
  let failed = 0;
  for (const [row, tests] of Object.entries(ROWS)) {
    const missing = tests.filter((test) => !passed.has(test));
    if (missing.length > 0) failed++;
    console.log(`${missing.length === 0 ? 'ok' : 'not ok'} ${row}`);
    for (const test of tests) console.log(`     ${missing.includes(test) ? 'did not pass: ' : ''}${test}`);
  }
  return { passed: Object.keys(ROWS).length - failed, failed };
}
