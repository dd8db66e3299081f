// Functions of cairo that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const cairo: readonly BlockingCall[] = calls({ header: 'cairo.h', class: 'cpu', certainty: 'usually', returns: 'void' }, [
  { name: 'cairo_copy_page' },
  { name: 'cairo_fill' },
  { name: 'cairo_image_surface_create_from_png', class: 'io-disk', returns: 'cairo_surface_t*' },
  { name: 'cairo_mask' },
  { name: 'cairo_paint', note: 'pycairo releases the GIL' },
  { name: 'cairo_show_page' },
  { name: 'cairo_show_text' },
  { name: 'cairo_stroke' },
  { name: 'cairo_surface_finish', note: 'write callbacks run inside' },
  { name: 'cairo_surface_flush' },
  { name: 'cairo_surface_show_page' },
  { name: 'cairo_surface_write_to_png', class: 'io-disk', returns: 'cairo_status_t' },
  { name: 'cairo_surface_write_to_png_stream', returns: 'cairo_status_t', note: 'callback' },
]);
