// Which file names are C or C++. Folders are searched for the common endings alone; a file that is named by hand may
// have one of the rarer endings too, since its writer knows what is in it.

const COMMON = ['.c', '.cc', '.cpp', '.cxx', '.h', '.hh', '.hpp', '.hxx'];
const RARE = ['.c++', '.h++', '.cu', '.cuh', '.i', '.ii', '.inc', '.inl', '.ino', '.ipp', '.m', '.mm', '.tcc', '.tpp'];

/** What `discover` looks for, as the help shows it. */
export const DISCOVERED_ENDINGS: readonly string[] = COMMON;

export const isDiscoveredName = (name: string): boolean => COMMON.includes(ending(name));

export const isSourceName = (name: string): boolean => isDiscoveredName(name) || RARE.includes(ending(name));

/** The part from the last dot, in lower case; empty without one. */
function ending(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = base.lastIndexOf('.');
  return dot <= 0 ? '' : base.slice(dot).toLowerCase();
}
