// PortAudio and PortMidi, by their references. Stopping a stream waits for its buffers to be played, and the callback
// of the stream runs on the audio thread meanwhile.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const portaudio: readonly BlockingCall[] = calls({ header: 'portaudio.h', class: 'io-device', certainty: 'usually', returns: 'PaError' }, [
  { name: 'Pa_AbortStream', waitsForCallbacks: ['portaudio'] },
  { name: 'Pa_CloseStream', certainty: 'always', waitsForCallbacks: ['portaudio'], note: 'joins callback thread' },
  { name: 'Pa_GetStreamCpuLoad', certainty: 'maybe', returns: 'double', guessed: true },
  { name: 'Pa_GetStreamReadAvailable', certainty: 'maybe', returns: 'signed long' },
  { name: 'Pa_GetStreamTime', certainty: 'maybe', returns: 'PaTime', guessed: true },
  { name: 'Pa_GetStreamWriteAvailable', certainty: 'maybe', returns: 'signed long', guessed: true },
  { name: 'Pa_Initialize' },
  { name: 'Pa_IsFormatSupported' },
  { name: 'Pa_IsStreamActive', certainty: 'maybe', guessed: true },
  { name: 'Pa_IsStreamStopped', certainty: 'maybe', guessed: true },
  { name: 'Pa_OpenDefaultStream' },
  { name: 'Pa_OpenStream' },
  { name: 'Pa_ReadStream', certainty: 'always' },
  { name: 'Pa_Sleep', class: 'sleep', certainty: 'always', returns: 'void' },
  { name: 'Pa_StartStream' },
  { name: 'Pa_StopStream', certainty: 'always', waitsForCallbacks: ['portaudio'], note: 'waits for buffers; joins callback thread (which needs the GIL): deadlock if held' },
  { name: 'Pa_Terminate', waitsForCallbacks: ['portaudio'] },
  { name: 'Pa_WriteStream', certainty: 'always' },
  { name: 'Pm_Abort', header: 'portmidi.h', returns: 'PmError' },
  { name: 'Pm_Close', header: 'portmidi.h', returns: 'PmError' },
  { name: 'Pm_Initialize', header: 'portmidi.h', certainty: 'maybe', returns: 'PmError' },
  { name: 'Pm_OpenInput', header: 'portmidi.h', returns: 'PmError' },
  { name: 'Pm_OpenOutput', header: 'portmidi.h', returns: 'PmError' },
  { name: 'Pm_Poll', header: 'portmidi.h', certainty: 'maybe', returns: 'PmError' },
  { name: 'Pm_Terminate', header: 'portmidi.h', certainty: 'maybe', returns: 'PmError' },
  { name: 'Pm_WriteShort', header: 'portmidi.h', returns: 'PmError' },
  { name: 'Pm_WriteSysEx', header: 'portmidi.h', returns: 'PmError' },
]);
