// The Python C API, with NumPy's, and what each name asks of the GIL, by family of headers.
// A name with a wrong `required` is a false error for users: `default` means that nobody has read the implementation.
import type { ApiFunction } from '../types.js';
import { abstractApi } from './abstract.js';
import { atomicsApi } from './atomics.js';
import { bytesApi } from './bytes.js';
import { callablesApi } from './callables.js';
import { containersApi } from './containers.js';
import { datetimesApi } from './datetimes.js';
import { errorsApi } from './errors.js';
import { interpreterApi } from './interpreter.js';
import { memoryApi } from './memory.js';
import { modulesApi } from './modules.js';
import { numbersApi } from './numbers.js';
import { numpyApi } from './numpy.js';
import { objectsApi } from './objects.js';
import { platformApi } from './platform.js';
import { unicodeApi } from './unicode.js';
import { wrapperApi } from './wrappers.js';

export const pythonApi: readonly ApiFunction[] = [
  ...abstractApi,
  ...atomicsApi,
  ...bytesApi,
  ...callablesApi,
  ...containersApi,
  ...datetimesApi,
  ...errorsApi,
  ...interpreterApi,
  ...memoryApi,
  ...modulesApi,
  ...numbersApi,
  ...numpyApi,
  ...objectsApi,
  ...platformApi,
  ...unicodeApi,
  ...wrapperApi,
];
