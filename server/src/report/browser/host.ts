// Who shows the page: an editor, which opens sources and keeps the state, or a browser, which has links and an address.
import type { ToHost } from '../messages.js';
import type { PageState } from './state.js';

interface EditorApi {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: PageState): void;
}

declare global {
  /** Only in an editor's webview, and to be called once. */
  var acquireVsCodeApi: (() => EditorApi) | undefined;
}

export interface Host {
  readonly isEditor: boolean;
  post(message: ToHost): void;
  /** What was saved last, unchecked. */
  saved(): unknown;
  save(state: PageState): void;
}

export function connectHost(): Host {
  const api = globalThis.acquireVsCodeApi?.();
  if (api !== undefined)
    return {
      isEditor: true,
      post: (message) => api.postMessage(message),
      saved: () => api.getState(),
      save: (state) => api.setState(state),
    };
  return {
    isEditor: false,
    post: () => undefined,
    saved: () => ({ tab: decodeURIComponent(location.hash.slice(1)) }),
    save: ({ tab }) => history.replaceState(null, '', `#${tab}`),
  };
}
