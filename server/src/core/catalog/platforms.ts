// Systems: the macros that compilers and build systems define there, and the libraries that exist nowhere else.
// Easy to get wrong: a macro that several systems define (`__unix__`) says nothing about one of them, so it is no row.

export const PLATFORMS = [
  'linux',
  'macos',
  'windows',
  'android',
  'freebsd',
  'netbsd',
  'openbsd',
  'solaris',
  'aix',
  'wasi',
  'emscripten',
] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface PlatformMacros {
  readonly platform: Platform;
  /** Defined there, always. */
  readonly always: readonly string[];
  /** Defined nowhere else. */
  readonly only: RegExp;
}

export const platformMacros: readonly PlatformMacros[] = [
  {
    platform: 'windows',
    always: ['_WIN32', 'MS_WINDOWS', 'WIN32'],
    only: /^(?:_?_?WIN(?:32|64|DOWS|NT).*|_WIN\w*|MS_WIN\w*|MS_DLL\w*|__CYGWIN__|__MINGW\w*|_MSC_VER|__BORLANDC__)$/,
  },
  { platform: 'macos', always: ['__APPLE__', '__MACH__'], only: /^(?:__APPLE__|__MACH__|MACOSX|TARGET_OS\w*)$/ },
  { platform: 'linux', always: ['__linux__', '__linux', '__gnu_linux__'], only: /^(?:__gnu_linux__)$/ },
  { platform: 'android', always: ['__ANDROID__', '__linux__'], only: /^(?:__ANDROID__|__ANDROID_API__|__BIONIC__)$/ },
  { platform: 'freebsd', always: ['__FreeBSD__'], only: /^__FreeBSD\w*$/ },
  { platform: 'netbsd', always: ['__NetBSD__'], only: /^__NetBSD\w*$/ },
  { platform: 'openbsd', always: ['__OpenBSD__'], only: /^__OpenBSD\w*$/ },
  { platform: 'solaris', always: ['__sun'], only: /^(?:__sun\w*|__svr4__|__SVR4)$/ },
  { platform: 'aix', always: ['_AIX'], only: /^_AIX\w*$/ },
  { platform: 'wasi', always: ['__wasi__', '__wasm__'], only: /^__wasi__$/ },
  { platform: 'emscripten', always: ['__EMSCRIPTEN__', '__wasm__'], only: /^(?:__EMSCRIPTEN__|EMSCRIPTEN)$/ },
];

/** Libraries of one system, by their name in the table of blocking calls. */
export const libraryPlatforms: Readonly<Record<string, readonly Platform[]>> = {
  alsa: ['linux'],
  bluetooth: ['linux'],
  gpiod: ['linux', 'android'],
  i2c: ['linux', 'android'],
  libaio: ['linux', 'android'],
  liburing: ['linux', 'android'],
  macos: ['macos'],
  selinux: ['linux', 'android'],
  systemd: ['linux'],
  udev: ['linux'],
  win32: ['windows'],
};
