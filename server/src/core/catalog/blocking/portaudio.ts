// Functions of portaudio that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const portaudio: readonly BlockingCall[] = calls({ header: 'portaudio.h', class: 'io-device', certainty: 'usually', returns: 'PaError' }, [
  { name: 'Pa_AbortStream' },
  { name: 'Pa_CloseStream', certainty: 'always', note: 'joins callback thread' },
  { name: 'Pa_GetStreamCpuLoad', certainty: 'maybe', guessed: true },
  { name: 'Pa_GetStreamReadAvailable', certainty: 'maybe' },
  { name: 'Pa_GetStreamTime', certainty: 'maybe', guessed: true },
  { name: 'Pa_GetStreamWriteAvailable', certainty: 'maybe', guessed: true },
  { name: 'Pa_Initialize' },
  { name: 'Pa_IsStreamActive', certainty: 'maybe', guessed: true },
  { name: 'Pa_IsStreamStopped', certainty: 'maybe', guessed: true },
  { name: 'Pa_OpenDefaultStream' },
  { name: 'Pa_OpenStream' },
  { name: 'Pa_ReadStream', certainty: 'always' },
  { name: 'Pa_Sleep', class: 'sleep', certainty: 'always', returns: 'void' },
  { name: 'Pa_StartStream' },
  { name: 'Pa_StopStream', certainty: 'always', note: 'waits for buffers; joins callback thread (which needs the GIL): deadlock if held' },
  { name: 'Pa_Terminate' },
  { name: 'Pa_WriteStream', certainty: 'always' },
]);
