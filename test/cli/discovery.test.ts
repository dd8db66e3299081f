// Which files a folder is taken to hold, and what they are called.
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '../../server/src/host/discover.js';
import { folderWith } from './support/folder.js';

const found = (paths: readonly string[], cwd: string): readonly string[] =>
  discover(paths, cwd).files.map((file) => file.path);

const empty = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, '']));

describe('a folder', () => {
  it('gives C and C++ files by their endings, sorted by code units', () => {
    const cwd = folderWith(
      empty(
        'z.c',
        'a.cc',
        'B.cpp',
        'x/b.cxx',
        'x/a.h',
        'c.hh',
        'd.hpp',
        'e.hxx',
        'UPPER.C',
        'x.cu',
        'no.py',
        'c',
        '.c',
      ),
    );
    expect(found(['.'], cwd)).toEqual([
      'B.cpp',
      'UPPER.C',
      'a.cc',
      'c.hh',
      'd.hpp',
      'e.hxx',
      'x/a.h',
      'x/b.cxx',
      'z.c',
    ]);
  });

  it('leaves out hidden and other people’s folders', () => {
    const cwd = folderWith(
      empty('.hidden/a.c', '.hidden.c', 'node_modules/a.c', 'build/a.c', 'src/build/a.c', 'src/a.c'),
    );
    expect(found(['.'], cwd)).toEqual(['src/a.c']);
  });

  it('leaves out what .gitignore names, inner files having the last word', () => {
    const cwd = folderWith({
      ...empty('gen/a.c', 'src/gen.c', 'src/keep.c', 'src/inner/gen.c', 'a.c', 'Gen.c', '.git/HEAD'),
      '.gitignore': 'gen/\ngen.c\n/a.c\n',
      'src/.gitignore': 'keep.c\n',
      'src/inner/.gitignore': '!gen.c\n',
    });
    expect(found(['.'], cwd)).toEqual(['Gen.c', 'src/inner/gen.c']);
  });

  it('inside a repository obeys the .gitignore files around it, but not those outside of the repository', () => {
    const cwd = folderWith({
      ...empty('repository/src/a.c', 'repository/src/gen.c', 'repository/src/x.c', 'repository/.git/HEAD'),
      '.gitignore': 'a.c\n',
      'repository/.gitignore': 'gen.c\n/src/x.c\n',
    });
    expect(found(['repository/src'], cwd)).toEqual(['repository/src/a.c']);
  });

  it('that is hidden or ignored itself is searched when it is named', () => {
    const cwd = folderWith({
      ...empty('gen/a.c', '.hidden/b.c', 'build/c.c', '.git/HEAD'),
      '.gitignore': 'gen/\nbuild/\n',
    });
    expect(found(['gen', '.hidden', 'build'], cwd)).toEqual(['.hidden/b.c', 'build/c.c', 'gen/a.c']);
  });
});

describe('a file that is named', () => {
  it('is taken though it is hidden, ignored, or has a rare ending', () => {
    const cwd = folderWith({
      ...empty('.a.c', 'gen.c', 'x.cu', 'node_modules/m.c', '.git/HEAD'),
      '.gitignore': 'gen.c',
    });
    const files = ['.a.c', 'gen.c', 'x.cu', 'node_modules/m.c'];
    expect(found(files, cwd)).toEqual(['.a.c', 'gen.c', 'node_modules/m.c', 'x.cu']);
  });
});

describe('a path', () => {
  it('is shown relative to the working folder where it lies below it', () => {
    const cwd = folderWith(empty('src/a.c'));
    for (const given of ['src', './src', path.join(cwd, 'src'), 'src/../src/a.c']) {
      expect(found([given], cwd)).toEqual(['src/a.c']);
    }
  });

  it('outside of the working folder is shown as it was given: relative or absolute', () => {
    const folder = folderWith(empty('lib/a.c', 'work/b.c'));
    const cwd = path.join(folder, 'work');
    expect(found(['../lib'], cwd)).toEqual(['../lib/a.c']);
    expect(found([path.join(folder, 'lib')], cwd)).toEqual([path.join(folder, 'lib/a.c')]);
  });
});

describe('links', () => {
  it('to folders and files elsewhere are followed', () => {
    const folder = folderWith(empty('elsewhere/a.c', 'elsewhere/sub/b.c', 'other.c', 'work/c.c'));
    const cwd = path.join(folder, 'work');
    symlinkSync('../elsewhere', path.join(cwd, 'linked'));
    symlinkSync('../other.c', path.join(cwd, 'd.c'));
    expect(found(['.'], cwd)).toEqual(['c.c', 'd.c', 'linked/a.c', 'linked/sub/b.c']);
  });

  it('never hide the straight path to a file', () => {
    const cwd = folderWith(empty('z/file.c'));
    symlinkSync('z', path.join(cwd, 'a'));
    symlinkSync('z/file.c', path.join(cwd, 'b.c'));
    expect(found(['.'], cwd)).toEqual(['z/file.c']);
  });

  it('that are ignored or broken without the name of a source file are no trouble', () => {
    const cwd = folderWith({ ...empty('a.c'), '.gitignore': 'out\n' });
    mkdirSync(path.join(cwd, 'data'));
    symlinkSync('..', path.join(cwd, 'data/loop'));
    symlinkSync('nowhere', path.join(cwd, 'broken'));
    symlinkSync('data', path.join(cwd, 'out'));
    expect(discover(['.'], cwd)).toEqual({
      files: [{ real: path.join(cwd, 'a.c'), path: 'a.c', absolute: path.join(cwd, 'a.c') }],
      skipped: [],
    });
  });
});
