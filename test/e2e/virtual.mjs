// A folder in a file system that an extension brings along, beside one on the disk.
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../scripts/lib/paths.mjs';
import { runApiTests } from './apiRunner.mjs';

const folder = fs.mkdtempSync(path.join(cacheFolder('e2e'), 'virtual-'));
try {
  fs.mkdirSync(path.join(folder, 'disk'));
  // Of several folders from the start, so that one more does not start the editor's extensions again.
  const folders = [{ path: 'disk' }];
  fs.writeFileSync(path.join(folder, 'all.code-workspace'), JSON.stringify({ folders }));
  await runApiTests('virtual.cjs', { folder, workspace: 'all.code-workspace' });
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
