// Functions of gstreamer that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const gstreamer: readonly BlockingCall[] = calls({ header: 'gst/gst.h', class: 'wait-sync', certainty: 'always' }, [
  { name: 'gst_app_sink_pull_sample', returns: 'GstSample*' },
  { name: 'gst_app_sink_try_pull_sample', returns: 'GstSample*', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'gst_app_src_push_buffer', certainty: 'usually', returns: 'GstFlowReturn' },
  { name: 'gst_bus_poll', returns: 'GstMessage*' },
  { name: 'gst_bus_timed_pop', returns: 'GstMessage*', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'gst_bus_timed_pop_filtered', returns: 'GstMessage*', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'gst_element_get_state', returns: 'GstStateChangeReturn', nonBlocking: { arg: 3, is: ['0'] } },
  { name: 'gst_element_send_event', certainty: 'usually', returns: 'gboolean' },
  { name: 'gst_element_set_state', certainty: 'usually', returns: 'GstStateChangeReturn', note: 'may wait for streaming threads (which call Python): deadlock' },
  { name: 'gst_init', certainty: 'maybe', returns: 'void' },
  { name: 'gst_pad_push', returns: 'GstFlowReturn' },
  { name: 'gst_parse_launch', certainty: 'usually', returns: 'GstElement*' },
]);
