// cairo, by its manual: drawing computes over the area that is drawn, and recording or PDF surfaces do it when they
// are finished.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const cairo: readonly BlockingCall[] = calls({ header: 'cairo.h', class: 'cpu', certainty: 'usually', returns: 'void' }, [
  { name: 'cairo_clip', certainty: 'maybe' },
  { name: 'cairo_clip_preserve', certainty: 'maybe' },
  { name: 'cairo_copy_page', certainty: 'maybe' },
  { name: 'cairo_fill' },
  { name: 'cairo_fill_preserve' },
  { name: 'cairo_image_surface_create_from_png', class: 'io-disk', certainty: 'always', returns: 'cairo_surface_t*' },
  { name: 'cairo_image_surface_create_from_png_stream', class: 'io-disk', certainty: 'always', returns: 'cairo_surface_t*' },
  { name: 'cairo_in_fill', certainty: 'maybe', returns: 'cairo_bool_t' },
  { name: 'cairo_in_stroke', certainty: 'maybe', returns: 'cairo_bool_t' },
  { name: 'cairo_mask' },
  { name: 'cairo_mask_surface' },
  { name: 'cairo_paint', note: 'pycairo releases the GIL' },
  { name: 'cairo_paint_with_alpha' },
  { name: 'cairo_show_glyphs' },
  { name: 'cairo_show_page' },
  { name: 'cairo_show_text' },
  { name: 'cairo_show_text_glyphs' },
  { name: 'cairo_stroke' },
  { name: 'cairo_stroke_preserve' },
  { name: 'cairo_surface_finish', note: 'write callbacks run inside' },
  { name: 'cairo_surface_flush' },
  { name: 'cairo_surface_show_page' },
  { name: 'cairo_surface_write_to_png', class: 'io-disk', certainty: 'always', returns: 'cairo_status_t' },
  { name: 'cairo_surface_write_to_png_stream', class: 'io-disk', certainty: 'always', returns: 'cairo_status_t', note: 'callback' },
]);
