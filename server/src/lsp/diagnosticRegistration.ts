// Tells an editor that it may ask for problems, of documents or of the whole workspace, and tells it anew when the user
// wants the other one.
// Easy to get wrong: two registrations at a time would show everything twice, so each waits for the end of the one before.
import { type Connection, type Disposable, DocumentDiagnosticRequest } from 'vscode-languageserver';
import { diagnosticOptions } from './capabilities.js';

export interface DiagnosticRegistration {
  /** From now on the editor may ask, for the whole workspace or not. */
  announce(wholeWorkspace: boolean): void;
}

export function diagnosticRegistration(connection: Connection, log: (message: string) => void): DiagnosticRegistration {
  let announced: boolean | undefined;
  let current: Promise<Disposable | undefined> = Promise.resolve(undefined);
  return {
    announce(wholeWorkspace) {
      if (announced === wholeWorkspace) return;
      announced = wholeWorkspace;
      current = current
        .then((before) => {
          before?.dispose();
          const options = { documentSelector: null, ...diagnosticOptions(wholeWorkspace) };
          return connection.client.register(DocumentDiagnosticRequest.type, options);
        })
        .catch((error: unknown) => {
          log(String(error));
          return undefined;
        });
    },
  };
}
