// Which stretches of a document run without the GIL, for editors that paint them.
import { toShading } from '../convert.js';
import type { Analysis } from '../documents.js';
import type { ShadingResult } from '../protocol.js';

export const NO_SHADING: ShadingResult = { version: 0, ranges: [] };

export const shading = (analysis: Analysis): ShadingResult =>
  toShading(analysis, analysis.project.shades(analysis.path));
