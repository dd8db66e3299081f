// The views of a project that shows nothing, for projects whose answers are made up.
import type { Project } from '../../server/src/core/project.js';

export const noViews: Pick<
  Project,
  | 'shades'
  | 'state'
  | 'hover'
  | 'inlayHints'
  | 'codeLenses'
  | 'releasedWords'
  | 'folds'
  | 'highlights'
  | 'callHierarchy'
  | 'callers'
  | 'callees'
> = {
  shades: () => [],
  state: () => undefined,
  hover: () => undefined,
  inlayHints: () => [],
  codeLenses: () => [],
  releasedWords: () => [],
  folds: () => [],
  highlights: () => [],
  callHierarchy: () => [],
  callers: () => [],
  callees: () => [],
};
