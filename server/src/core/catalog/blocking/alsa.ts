// Functions of alsa that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const alsa: readonly BlockingCall[] = calls({ header: 'alsa/asoundlib.h', class: 'io-device', certainty: 'always', returns: 'int' }, [
  { name: 'snd_ctl_read' },
  { name: 'snd_hctl_wait' },
  { name: 'snd_mixer_handle_events', certainty: 'usually', note: 'callbacks' },
  { name: 'snd_mixer_open', certainty: 'usually' },
  { name: 'snd_mixer_wait' },
  { name: 'snd_pcm_close', certainty: 'usually' },
  { name: 'snd_pcm_drain' },
  { name: 'snd_pcm_drop', certainty: 'usually' },
  { name: 'snd_pcm_hw_params', certainty: 'usually' },
  { name: 'snd_pcm_open', certainty: 'usually', nonBlocking: { arg: 3, hasFlag: 'SND_PCM_NONBLOCK' } },
  { name: 'snd_pcm_pause', certainty: 'usually' },
  { name: 'snd_pcm_prepare', certainty: 'usually' },
  { name: 'snd_pcm_readi', returns: 'snd_pcm_sframes_t', nonBlocking: { object: 'pcm', mode: 'SND_PCM_NONBLOCK' } },
  { name: 'snd_pcm_readn', returns: 'snd_pcm_sframes_t' },
  { name: 'snd_pcm_start', certainty: 'maybe' },
  { name: 'snd_pcm_wait', nonBlocking: { arg: 1, is: ['0'] } },
  { name: 'snd_pcm_writei', returns: 'snd_pcm_sframes_t', nonBlocking: { object: 'pcm', mode: 'SND_PCM_NONBLOCK' } },
  { name: 'snd_pcm_writen', returns: 'snd_pcm_sframes_t' },
  { name: 'snd_rawmidi_drain' },
  { name: 'snd_rawmidi_read', returns: 'ssize_t' },
  { name: 'snd_rawmidi_write', returns: 'ssize_t' },
  { name: 'snd_seq_drain_output', certainty: 'usually' },
  { name: 'snd_seq_event_input', nonBlocking: { object: 'seq', mode: 'SND_SEQ_NONBLOCK' } },
  { name: 'snd_seq_event_output', certainty: 'usually' },
  { name: 'snd_seq_sync_output_queue' },
]);
