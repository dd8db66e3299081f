// Whether a name in a file is the library function that the catalog means.
// Easy to get wrong: `send` or `close` is the name of a thousand functions, so a short word counts only where its header
// is included; but asking the same of `pthread_mutex_lock` would lose calls in files that include one header of their own.
import type { BlockingCall } from './types.js';

/** Names that are words, or of algorithms, and so are the names of other functions too. */
const genericNames: ReadonlySet<string> = new Set([
  'Fclose',
  'Fflush',
  'Fopen',
  'Fread',
  'Fseek',
  'Fwrite',
  'HMAC',
  'MD5',
  'MD5_Update',
  'SHA1',
  'SHA1_Update',
  'SHA256',
  'SHA256_Update',
  'SHA512',
  'SHA512_Update',
  'accept',
  'access',
  'acct',
  'alarm',
  'beep',
  'bind',
  'call',
  'close',
  'compress',
  'connect',
  'copyfile',
  'creat',
  'crypt',
  'daemon',
  'deflate',
  'dup',
  'exit',
  'flock',
  'fork',
  'get',
  'getline',
  'getpass',
  'gets',
  'getstr',
  'glob',
  'inflate',
  'join',
  'kill',
  'link',
  'listen',
  'lock',
  'mount',
  'nice',
  'open',
  'pause',
  'pipe',
  'poll',
  'put',
  'puts',
  'raise',
  'read',
  'readahead',
  'readline',
  'reboot',
  'recv',
  'refresh',
  'remove',
  'rename',
  'rewind',
  'select',
  'send',
  'sendfile',
  'shutdown',
  'signal',
  'sleep',
  'socket',
  'splice',
  'stat',
  'swab',
  'sync',
  'sysinfo',
  'syslog',
  'system',
  'tee',
  'truncate',
  'umount',
  'uncompress',
  'unlink',
  'wait',
  'write',
]);

/** Whether the name alone says too little: an `#include` has to speak for it. */
export const isGenericName = (name: string): boolean => genericNames.has(name);

/** What `Python.h` includes itself, in all the versions that extensions are still built with. */
const fromPythonHeader: ReadonlySet<string> = new Set([
  'assert.h',
  'ctype.h',
  'errno.h',
  'inttypes.h',
  'limits.h',
  'math.h',
  'stddef.h',
  'stdint.h',
  'stdio.h',
  'stdlib.h',
  'string.h',
  'sys/select.h',
  'sys/stat.h',
  'sys/time.h',
  'sys/types.h',
  'time.h',
  'unistd.h',
  'wchar.h',
]);

/** Headers that come together: one of them speaks for the names of all. */
const families: readonly (readonly string[])[] = [
  ['arpa/inet.h', 'net/if.h', 'netdb.h', 'netinet/in.h', 'netinet/tcp.h', 'sys/socket.h', 'sys/un.h'],
  ['fcntl.h', 'io.h', 'sys/file.h', 'unistd.h'],
  ['poll.h', 'sys/poll.h'],
  ['sys/mount.h', 'sys/param.h', 'sys/statfs.h', 'sys/statvfs.h', 'sys/vfs.h'],
  ['sys/select.h', 'sys/time.h', 'sys/types.h', 'winsock2.h'],
  ['sys/uio.h', 'sys/socket.h'],
  ['sys/wait.h', 'sys/resource.h'],
  ['utime.h', 'sys/time.h', 'sys/stat.h'],
  ['winsock.h', 'winsock2.h', 'ws2tcpip.h', 'windows.h', 'mswsock.h'],
  [
    'curses.h',
    'ncurses.h',
    'ncurses/curses.h',
    'ncurses/ncurses.h',
    'ncursesw/curses.h',
    'ncursesw/ncurses.h',
    'py_curses.h',
  ],
  ['readline/readline.h', 'readline.h', 'editline/readline.h', 'editline/editline.h'],
  ['zlib.h', 'zlib-ng.h', 'zconf.h'],
];

/**
 * The headers of which any is evidence for a name that `header` declares, the header itself among them.
 * `stdio.h`, `unistd.h` and the like come with `Python.h`.
 */
export const headerFamily = (header: string): readonly string[] => [
  ...new Set([
    header,
    ...(fromPythonHeader.has(header) ? ['Python.h'] : []),
    ...families.filter((family) => family.includes(header)).flat(),
  ]),
];

/** `openssl/` for `openssl/ssl.h`: directories that belong to one library. Those of the system hold all kinds. */
const libraryDirectory = (header: string): string | undefined => {
  const slash = header.indexOf('/');
  if (slash < 0) return undefined;
  const directory = header.slice(0, slash + 1);
  return ['sys/', 'net/', 'netinet/', 'arpa/', 'linux/', 'asm/', 'bits/'].includes(directory) ? undefined : directory;
};

/** Whether the included headers say that a call of this name is a call of this row. A row without header needs none. */
export const hasEvidence = (call: BlockingCall, includes: ReadonlySet<string>): boolean => {
  if (call.header === '' || !isGenericName(call.name)) return true;
  if (headerFamily(call.header).some((header) => includes.has(header))) return true;
  const directory = libraryDirectory(call.header);
  if (directory === undefined) return false;
  for (const include of includes) if (include.startsWith(directory)) return true;
  return false;
};
