// The sources that the fixes are tried on: where they come from, what they need, and how each file is compiled.
// Easy to get wrong: a system's own headers stand for the ones of a build, so a file that asks for what a build makes
// does not compile here. It is counted apart, and nobody should mend it with flags that no build has.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fetchCpython, filesIn } from '../../corpus/cpython.js';
import { stepsIn } from '../steps.js';
import type { Unit } from './compiler.js';

export interface Corpus {
  readonly name: string;
  /** Package and version, tarball, checksum, folder in it: what `scripts/fetch-source.sh` is given. */
  readonly source?: readonly [string, string, string, string];
  /** Debian packages with headers, beside Python's. */
  readonly needs: readonly string[];
  readonly folders: readonly string[];
  /** Names of libraries as pkg-config knows them. */
  readonly libraries?: readonly string[];
  /** For a file in the tree, whose root is `.` here. */
  flags?(path: string): readonly string[];
}

const CPYTHON = 'CPython';
const PYTHON = '/usr/bin/python3';
const LIBMPDEC = ['-I./Modules/_decimal/libmpdec', '-DCONFIG_64=1', '-DANSI=1', '-DHAVE_UINT128_T=1'];

/** As CPython's Makefile has them. */
function cpythonFlags(path: string): readonly string[] {
  const flags = ['-std=c11', '-DNDEBUG', '-fwrapv', '-I./Include/internal', '-I.', '-I./Include'];
  if (!path.startsWith('Modules/')) return [...flags, '-DPy_BUILD_CORE'];
  if (path.startsWith('Modules/_decimal')) return [...flags, ...LIBMPDEC];
  return [...flags, '-DPy_BUILD_CORE_BUILTIN', '-I./Modules/expat', '-I/usr/include/tcl8.6'];
}

export const CORPORA: readonly Corpus[] = [
  {
    name: CPYTHON,
    needs: [
      ...['zlib1g-dev', 'libbz2-dev', 'liblzma-dev', 'libssl-dev', 'libsqlite3-dev', 'libffi-dev', 'libreadline-dev'],
      ...['libncurses-dev', 'libgdbm-dev', 'libdb5.3-dev', 'uuid-dev', 'tk-dev', 'libnsl-dev', 'libtirpc-dev'],
    ],
    folders: ['Modules', 'Objects', 'Python'],
    libraries: ['libffi', 'libtirpc', 'libnsl'],
    flags: cpythonFlags,
  },
  {
    name: 'Pillow',
    source: [
      'pillow=9.4.0-1.1+deb12u1',
      'pillow_9.4.0.orig.tar.xz',
      '0a58ccfbd002838b32e21773bfdaa954a2de08d1f04b87b63d14e751fec3264d',
      'pillow-9.4.0',
    ],
    needs: [
      ...['libjpeg-dev', 'zlib1g-dev', 'libtiff-dev', 'libfreetype-dev', 'liblcms2-dev', 'libwebp-dev'],
      ...['libopenjp2-7-dev', 'libxcb1-dev', 'tk-dev'],
    ],
    folders: ['src'],
    libraries: ['freetype2', 'lcms2', 'libwebp', 'libopenjp2', 'libtiff-4'],
    flags: () =>
      ['JPEG', 'LIBZ', 'LIBTIFF', 'OPENJPEG', 'WEBPMUX', 'WEBPANIM', 'XCB', 'LIBJPEG']
        .map((name) => `-DHAVE_${name}`)
        .concat('-I./src/libImaging', '-DPILLOW_VERSION="9.4.0"', '-I/usr/include/tcl8.6'),
  },
  {
    name: 'cffi',
    source: [
      'python-cffi=1.15.1-5',
      'python-cffi_1.15.1.orig.tar.gz',
      'd400bfb9a37b1351253cb402671cea7e89bdecc294e8016a707f6d1d8ac934f9',
      'cffi-1.15.1',
    ],
    needs: ['libffi-dev'],
    folders: ['c'],
    libraries: ['libffi'],
    flags: () => ['-DFFI_BUILDING=1', '-DUSE__THREAD', '-DHAVE_SYNC_SYNCHRONIZE'],
  },
  {
    name: 'xxhash',
    source: [
      'python-xxhash=3.2.0-1',
      'python-xxhash_3.2.0.orig.tar.gz',
      '2601024c6d42fd7b320d46d3a2afb7c17304bdc51cd8234dac3fcbb7c977b748',
      'python-xxhash-3.2.0',
    ],
    needs: ['libxxhash-dev'],
    folders: ['src'],
  },
  {
    name: 'pygame',
    source: [
      'pygame=2.1.2+dfsg-5',
      'pygame_2.1.2+dfsg.orig.tar.xz',
      '3401c47c757f417cfd5227d0ef7371e3af6b95f2022dfef245e8e49ee02bb145',
      'pygame-2.1.2',
    ],
    needs: [
      ...['libsdl2-dev', 'libsdl2-image-dev', 'libsdl2-mixer-dev', 'libsdl2-ttf-dev', 'libfreetype-dev'],
      ...['libportmidi-dev', 'libpng-dev', 'libjpeg-dev'],
    ],
    folders: ['src_c'],
    libraries: ['sdl2', 'SDL2_image', 'SDL2_mixer', 'SDL2_ttf', 'freetype2'],
    flags: () => ['-I./src_c', '-I./src_c/include'],
  },
  {
    name: 'pylibmc',
    source: [
      'pylibmc=1.6.3-1',
      'pylibmc_1.6.3.orig.tar.gz',
      'eefa46115537abad65fbe2e032acd1b3463d9bf9e335af4b0916df4e4d3206e0',
      'pylibmc-1.6.3',
    ],
    needs: ['libmemcached-dev'],
    folders: ['src'],
    flags: () => ['-DUSE_ZLIB'],
  },
  {
    name: 'PyBluez',
    source: [
      'pybluez=0.23-5.1',
      'pybluez_0.23.orig.tar.gz',
      '2c5234a27d8bd560c65eee73d0b72e65ddfdf018b256b4eccab0680d577db1d5',
      'pybluez-0.23',
    ],
    needs: ['libbluetooth-dev'],
    folders: ['bluez'],
    flags: () => ['-I./port3'],
  },
  {
    name: 'python-systemd',
    source: [
      'python-systemd=235-1',
      'python-systemd_235.orig.tar.gz',
      '38181dbd451fd418d316a92a34bc2118967930684cdd62c3e979fe8c8ebacffa',
      'python-systemd-235',
    ],
    needs: ['libsystemd-dev'],
    folders: ['systemd'],
    flags: () => ['-D_GNU_SOURCE=1', '-DPACKAGE_VERSION="235"', '-DLIBSYSTEMD_VERSION=252'],
  },
  {
    name: 'pyxattr',
    source: [
      'python-pyxattr=0.8.1-1',
      'python-pyxattr_0.8.1.orig.tar.gz',
      '48c578ecf8ea0bd4351b1752470e301a90a3761c7c21f00f953dcf6d6fa6ee5a',
      'pyxattr-0.8.1',
    ],
    needs: ['libattr1-dev'],
    folders: ['.'],
    flags: () => ['-D_XATTR_VERSION="0.8.1"', '-D_XATTR_AUTHOR="-"', '-D_XATTR_EMAIL="-"'],
  },
  {
    name: 'netifaces',
    source: [
      'netifaces=0.11.0-2',
      'netifaces_0.11.0.orig.tar.gz',
      '043a79146eb2907edf439899f262b3dfe41717d34124298ed281139a8b93ca32',
      'netifaces-0.11.0',
    ],
    needs: [],
    folders: ['.'],
    flags: () => [
      ...['NETIFACES_VERSION=0.11.0', 'HAVE_GETIFADDRS=1', 'HAVE_GETNAMEINFO=1', 'HAVE_PF_NETLINK=1'].map(
        (define) => `-D${define}`,
      ),
      ...['NETASH', 'NETECONET', 'NETIPX', 'NETPACKET_PACKET'].map((name) => `-DHAVE_${name}_H=1`),
    ],
  },
  {
    name: 'mysqlclient',
    source: [
      'python-mysqldb=1.4.6-2',
      'python-mysqldb_1.4.6.orig.tar.gz',
      'f3fdaa9a38752a3b214a6fe79d7cae3653731a53e577821f9187e67cbecb2e16',
      'mysqlclient-1.4.6',
    ],
    needs: ['libmariadb-dev'],
    folders: ['MySQLdb'],
    libraries: ['libmariadb'],
    flags: () => ["-Dversion_info=(1,4,6,'final',0)", '-D__version__=1.4.6'],
  },
  {
    name: 'python-apt',
    source: [
      'python-apt=2.6.0',
      'python-apt_2.6.0.tar.xz',
      '557a705723f8acbb62c8af2989d0258dccb0a71f35e34aca53a9b492dbfbcfdd',
      'python-apt-2.6.0',
    ],
    needs: ['libapt-pkg-dev'],
    folders: ['python'],
    flags: () => ['-std=c++17', '-I./python'],
  },
  {
    name: 'pybind11',
    source: [
      'pybind11=2.10.3-1',
      'pybind11_2.10.3.orig.tar.gz',
      '5d8c4c5dda428d3a944ba3d2a5212cb988c2fae4670d58075a5a49075a6ca315',
      'pybind11-2.10.3',
    ],
    needs: [],
    folders: ['tests', 'include'],
    flags: () => ['-std=c++17', '-I./include', '-I./tests', '-DPYBIND11_TEST_EIGEN=0'],
  },
];

export const SOURCES = /\.(?:c|cc|cpp|cxx)$/;
const ENDINGS = ['.c', '.cc', '.cpp', '.cxx', '.h', '.hpp'];

/** A tree of sources with what is needed to compile each of them. */
export interface Tree {
  readonly corpus: Corpus;
  readonly root: string;
  /** Sources and headers. */
  readonly files: readonly string[];
  unit(path: string): Unit;
}

/** What a program prints, or undefined where it fails. */
function answer(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return status === 0 ? stdout.trim() : undefined;
}

/** Where the headers of the system's own Python are, or should be. */
export const pythonHeaders = (): string =>
  answer(PYTHON, ['-c', 'import sysconfig; print(sysconfig.get_path("include"))']) ?? '/usr/include/python3';

/** The sources, and for CPython a tree of its own, since its headers only exist once it is configured. */
function rootOf(corpus: Corpus, work: string): string | undefined {
  if (corpus.source !== undefined) return answer('bash', ['scripts/fetch-source.sh', ...corpus.source]);
  const tree = join(work, 'cpython');
  if (existsSync(join(tree, 'pyconfig.h'))) return tree;
  cpSync(fetchCpython(), tree, { recursive: true });
  const { run, step } = stepsIn(work);
  step('configure CPython', () => run('./configure', ['-q'], tree, 'configure.log'));
  return tree;
}

/** Without a library its files do not compile, and are counted. */
const libraryFlags = (libraries: readonly string[]): readonly string[] =>
  libraries.flatMap((library) => answer('pkg-config', ['--cflags', library])?.split(/\s+/) ?? []);

/** Undefined where the sources are not to be had. */
export function treeOf(corpus: Corpus, work: string): Tree | undefined {
  const root = rootOf(corpus, work);
  if (root === undefined) return undefined;
  const { libraries = [], flags = () => [], folders } = corpus;
  const ofLibraries = libraries.length === 0 ? [] : libraryFlags(libraries);
  const python = corpus.name === CPYTHON ? [] : [`-I${pythonHeaders()}`];
  const files = filesIn(
    folders.map((folder) => join(root, folder)),
    ENDINGS,
  );
  return {
    ...{ corpus, root, files },
    unit: (path) => {
      const own = flags(relative(root, path)).map((flag) => flag.replace(/^-I\.(?=\/|$)/, `-I${root}`));
      const all = [...own, ...ofLibraries, ...python].filter((flag) => flag !== '');
      return { path, language: path.endsWith('.c') ? 'c' : 'c++', flags: all };
    },
  };
}

/** Headers that are missing and can be installed are; for anybody but the super-user they have to be there. */
export function installFor(corpora: readonly Corpus[], work: string): boolean {
  const needs = ['gcc', 'g++', 'python3-dev', 'pkg-config', ...corpora.flatMap((corpus) => corpus.needs)];
  const missing = [...new Set(needs)].filter((name) => spawnSync('dpkg', ['-s', name]).status !== 0);
  const args = ['install', '-y', '--no-install-recommends', ...missing];
  return missing.length === 0 || stepsIn(work).run('apt-get', args, work, 'install.log');
}
