// What users expect of an editor, a row each, through VS Code's own interface.
import { runApiTests } from './apiRunner.mjs';

await runApiTests('editorTable.cjs');
