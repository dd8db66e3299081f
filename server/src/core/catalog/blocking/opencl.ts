// Functions of opencl that wait or compute for long.
import type { BlockingCall } from '../types.js';
import { calls } from './calls.js';

export const opencl: readonly BlockingCall[] = calls({ header: 'CL/cl.h', class: 'io-device', certainty: 'always', returns: 'cl_int' }, [
  { name: 'clBuildProgram', class: 'cpu', nonBlocking: { arg: 4, isNonNull: true } },
  { name: 'clCompileProgram', class: 'cpu' },
  { name: 'clEnqueueMapBuffer', returns: 'void*', nonBlocking: { arg: 2, is: ['CL_FALSE', '0'] } },
  { name: 'clEnqueueMapImage', returns: 'void*', nonBlocking: { arg: 2, is: ['CL_FALSE', '0'] } },
  { name: 'clEnqueueNDRangeKernel', certainty: 'maybe' },
  { name: 'clEnqueueReadBuffer', nonBlocking: { arg: 2, is: ['CL_FALSE', '0'] } },
  { name: 'clEnqueueReadImage', nonBlocking: { arg: 2, is: ['CL_FALSE', '0'] } },
  { name: 'clEnqueueWriteBuffer', nonBlocking: { arg: 2, is: ['CL_FALSE', '0'] } },
  { name: 'clEnqueueWriteImage', nonBlocking: { arg: 2, is: ['CL_FALSE', '0'] } },
  { name: 'clFinish' },
  { name: 'clFlush', certainty: 'maybe' },
  { name: 'clLinkProgram', class: 'cpu', returns: 'cl_program' },
  { name: 'clReleaseMemObject', certainty: 'maybe' },
  { name: 'clWaitForEvents' },
]);
