// What the page and the editor that shows it say to each other.
import type { ReportData, ReportPlace } from './model.js';

export type ToHost =
  /** The page is there, and wants to be filled. */
  { readonly type: 'ready' } | { readonly type: 'open'; readonly place: ReportPlace };

export type ToPage =
  /** A report, which takes the place of the one that is shown. */
  | { readonly type: 'report'; readonly data: ReportData }
  /** A new report is on its way, or is not. */
  | { readonly type: 'busy'; readonly busy: boolean }
  /** Show the rows of this function. */
  | { readonly type: 'focus'; readonly path: string; readonly name: string };
