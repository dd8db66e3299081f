// The first slice once more without Node: the package for browsers in the web extension host, with the server in a worker.
// Easy to get wrong: an editor that can run the other entry point takes that, so there must be none in the package.
import { run } from '../../scripts/lib/run.mjs';
import { packForTheWeb } from './webPackage.mjs';

const GILSCOPE_VSIX = await packForTheWeb();
const { code } = await run('node', ['test/e2e/first-slice.mjs'], { env: { GILSCOPE_VSIX }, minutes: 4 });
process.exitCode = code ?? 1;
