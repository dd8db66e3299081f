// The extension as a whole, through VS Code's own interface: activation, fixes, restart, the report.
import { runApiTests } from './apiRunner.mjs';

await runApiTests('suite.cjs');
