// A folder that the user has not said to trust: restricted mode.
import { runApiTests } from './apiRunner.mjs';

await runApiTests('untrusted.cjs', { trusted: false });
