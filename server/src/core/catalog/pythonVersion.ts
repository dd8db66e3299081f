// Versions of Python, as a project names the oldest one that it supports and rows say since when something exists.

export interface PythonVersion {
  readonly major: number;
  readonly minor: number;
}

export const isOlder = (a: PythonVersion, b: PythonVersion): boolean =>
  a.major < b.major || (a.major === b.major && a.minor < b.minor);

export const spelledVersion = ({ major, minor }: PythonVersion): string => `${major}.${minor}`;
