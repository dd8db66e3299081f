// Functions whose addresses stand in one initialiser: what one of them does about the GIL tells about the others.
import type { StoredName } from './unit.js';

/** All that stands in an initialiser with a name that has changed, the name itself included. */
export function* besideChanged(
  stored: Iterable<StoredName>,
  hasChanged: (name: StoredName) => boolean,
): Iterable<StoredName> {
  const initialisers = new Map<string, StoredName[]>();
  for (const name of stored) {
    const key = `${name.group} ${name.path}`;
    const list = initialisers.get(key);
    if (list === undefined) initialisers.set(key, [name]);
    else list.push(name);
  }
  for (const list of initialisers.values()) if (list.some(hasChanged)) yield* list;
}
