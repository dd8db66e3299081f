// Which entries of a folder git would ignore. Rules of an inner .gitignore beat those of an outer one.
// Outer rules are looked for up to the folder that holds `.git`, and no further: rules above are another project's.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

interface Level {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The rules in force in one folder, outermost first. */
export type IgnoreRules = readonly Level[];

/** The rules that apply in `folder` because of the folders around it, its own included. */
export function rulesAround(folder: string): IgnoreRules {
  const folders = foldersUpToRepository(folder);
  const outer = folders.slice(1).reverse().flatMap(levelOf);
  // Whoever names an ignored folder wants to see what is in it: then the outer rules, which hide it, are out of force.
  return [...(isIgnored(outer, folder, true) ? [] : outer), ...levelOf(folder)];
}

/** The rules in force in a folder that was entered from its parent. */
export function enterFolder(rules: IgnoreRules, folder: string): IgnoreRules {
  const own = levelOf(folder);
  return own.length === 0 ? rules : [...rules, ...own];
}

export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  let ignored = false;
  for (const level of rules) {
    const inside = relative(level.folder, path).split(sep).join('/');
    if (inside === '' || inside.startsWith('../')) continue;
    const result = level.rules.test(isFolder ? `${inside}/` : inside);
    if (result.ignored) ignored = true;
    else if (result.unignored) ignored = false;
  }
  return ignored;
}

/** The folder and those around it, innermost first, up to the repository's; without a repository only the folder. */
function foldersUpToRepository(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; ; at = dirname(at)) {
    if (at !== folder) folders.push(at);
    if (existsSync(join(at, '.git'))) return folders;
    if (dirname(at) === at) return [folder];
  }
}

function levelOf(folder: string): readonly Level[] {
  try {
    const text = readFileSync(join(folder, '.gitignore'), 'utf8');
    return [{ folder, rules: ignore({ ignorecase: false }).add(text) }];
  } catch {
    return [];
  }
}
