// Installs the packages that package-lock.json names, if they are not there already. Plain Node, by necessity.
// Easy to get wrong: a `node_modules` that exists says nothing; it may be half written or of an older lock file.
// npm writes what it installed into node_modules/.package-lock.json, last, and that is compared package by package.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { run } from './run.mjs';

const NODE_MAJOR = 20;

/** Resolves to whether everything is in place. */
export async function install() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE_MAJOR) {
    console.error(`Node ${NODE_MAJOR} or newer is needed; this is ${process.version}`);
    return false;
  }
  if (isInstalled()) return true;
  console.log('installing the packages of package-lock.json');
  const { code } = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { minutes: 5 });
  return code === 0 && isInstalled();
}

function isInstalled() {
  const record = path.join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesOf(path.join(ROOT, 'package-lock.json'));
  const installed = packagesOf(record);
  // Packages for other platforms are optional and rightly missing.
  return Object.entries(wanted).every(([where, { version, optional }]) => {
    if (where === '') return true;
    const found = installed[where];
    return found === undefined ? optional === true : found.version === version;
  });
}

const packagesOf = (lockFile) => JSON.parse(readFileSync(lockFile, 'utf8')).packages;
