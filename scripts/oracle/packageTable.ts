// The packages that the oracle builds with probes: where their sources are, and how they are built and tested.
// Easy to get wrong: a test that is left out here fails without probes too, or depends on the time or on the network.

export interface Package {
  readonly name: string;
  /** Package and version, tarball, checksum, folder in it: what `scripts/fetch-source.sh` is given. */
  readonly source: readonly [string, string, string, string];
  /** Debian packages that building and testing want, beside Python's headers and pytest. */
  readonly needs: readonly string[];
  /** Folders with the C sources. */
  readonly folders: readonly string[];
  /** What `setup.py` is given. */
  readonly build?: readonly string[];
  /** What the tests import from, and what pytest is given. */
  readonly path: string;
  readonly tests: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** Files that a release makes and its sources lack. */
  readonly adds?: Readonly<Record<string, string>>;
}

/** For packages whose extensions would not land beside their Python files. */
const BUILD_BESIDE = ['build', '--build-lib', 'lib'];

export const PACKAGES: readonly Package[] = [
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
      'libopenjp2-7-dev',
    ],
    folders: ['src'],
    path: 'src',
    tests: ['Tests'],
  },
  {
    name: 'cffi',
    source: [
      'python-cffi=1.15.1-5',
      'python-cffi_1.15.1.orig.tar.gz',
      'd400bfb9a37b1351253cb402671cea7e89bdecc294e8016a707f6d1d8ac934f9',
      'cffi-1.15.1',
    ],
    needs: ['libffi-dev', 'python3-pycparser'],
    folders: ['c'],
    path: '.',
    tests: ['c/test_c.py'],
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
    path: '.',
    tests: ['tests'],
    environment: { XXHASH_LINK_SO: '1' },
    adds: { 'xxhash/version.py': "VERSION = '3.2.0'\nVERSION_TUPLE = (3, 2, 0)\n" },
  },
  {
    name: 'systemd',
    source: [
      'python-systemd=235-1',
      'python-systemd_235.orig.tar.gz',
      '38181dbd451fd418d316a92a34bc2118967930684cdd62c3e979fe8c8ebacffa',
      'python-systemd-235',
    ],
    needs: ['libsystemd-dev', 'pkg-config'],
    folders: ['systemd'],
    build: BUILD_BESIDE,
    path: 'lib',
    tests: ['lib'],
  },
  {
    name: 'pyxattr',
    source: [
      'python-pyxattr=0.8.1-1',
      'python-pyxattr_0.8.1.orig.tar.gz',
      '48c578ecf8ea0bd4351b1752470e301a90a3761c7c21f00f953dcf6d6fa6ee5a',
      'pyxattr-0.8.1',
    ],
    needs: [],
    folders: ['.'],
    path: '.',
    tests: ['tests'],
  },
];
