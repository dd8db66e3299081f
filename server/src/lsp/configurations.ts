// The configuration files as the server sees them: by document, and their mistakes as problems of the file itself.
// Whoever starts the server brings the reader, since the server knows no file system. A mistake that is gone must be
// taken back, so what was published is remembered.
import { type Connection, DiagnosticSeverity, type PublishDiagnosticsParams } from 'vscode-languageserver';
import type { LineIndex } from '../core/base/lineIndex.js';
import type { ConfigProblem, Configuration } from '../core/project.js';
import { SOURCE, toRange } from './convert.js';
import type { FileAnalysis } from './documents.js';
import { type Folders, folderPath } from './folders.js';
import type { ConfigurationText } from './protocol.js';

export const CONFIGURATION_FILE = 'gilscope.toml';

/** Finds the configuration of documents that are files. */
export interface ConfigurationReader {
  /** By the address of the document. */
  of(uri: string): Configuration;
  /** The address of the configuration file that is in force for a document, which need not be readable. */
  inForce(uri: string): string | undefined;
  /** The same with its text, as it is now. */
  source(uri: string): ConfigurationText | undefined;
  /** The configuration files read so far, those without a problem too. */
  read(): readonly { readonly uri: string; readonly lines: LineIndex; readonly problems: readonly ConfigProblem[] }[];
}

export interface ConfigurationFiles extends ConfigurationReader {
  /** A file changed, came or went: read all of them again when they are asked for. */
  forget(): void;
  /** Sends what is wrong in the files read so far, and takes back what is not wrong or of no concern any more. */
  publish(): void;
}

export interface ConfigurationFilesInput {
  readonly connection: Connection;
  /** Starts reading afresh. */
  open(): ConfigurationReader;
  /** Whether a configuration file, by its address, counts for anything that the editor shows. */
  isOfConcern(uri: string): boolean;
}

export function configurationFiles({ connection, open, isOfConcern }: ConfigurationFilesInput): ConfigurationFiles {
  let reader = open();
  /** What each file with problems was last said to have. */
  const published = new Map<string, string>();

  const send = (params: PublishDiagnosticsParams): void => {
    const said = JSON.stringify(params.diagnostics);
    if ((published.get(params.uri) ?? '[]') === said) return;
    published.set(params.uri, said);
    void connection.sendDiagnostics(params);
  };
  return {
    of: (uri) => reader.of(uri),
    inForce: (uri) => reader.inForce(uri),
    read: () => reader.read(),
    source: (uri) => reader.source(uri),
    forget: () => {
      reader = open();
    },
    publish: () => {
      const files = reader.read().filter(({ uri }) => isOfConcern(uri));
      for (const uri of published.keys()) if (!files.some((file) => file.uri === uri)) send({ uri, diagnostics: [] });
      for (const { uri, lines, problems } of files)
        send({
          uri,
          diagnostics: problems.map(({ span, message, rule }) => ({
            range: toRange({ lines }, span),
            severity: DiagnosticSeverity.Warning,
            source: SOURCE,
            ...(rule !== undefined && { code: rule }),
            message,
          })),
        });
    },
  };
}

/** The configuration file of a document: the one in force, or the one to be made in the folder of the workspace. */
export function configurationFor(
  { uri, path }: Pick<FileAnalysis, 'uri' | 'path'>,
  configurations: Pick<ConfigurationFiles, 'source'>,
  folders: Pick<Folders, 'of'>,
): ConfigurationFor | undefined {
  const found = configurations.source(uri);
  const address = folders.of(path)?.address.replace(/\/$/, '');
  // Nobody reads a configuration that is no file.
  const own = address?.startsWith('file:') === true ? `${address}/${CONFIGURATION_FILE}` : undefined;
  const at = found?.uri ?? own;
  if (at === undefined) return undefined;
  const folder = folderPath(at.slice(0, -CONFIGURATION_FILE.length));
  return path.startsWith(folder) ? { uri: at, text: found?.text, file: path.slice(folder.length) } : undefined;
}

export interface ConfigurationFor {
  readonly uri: string;
  /** Undefined where there is none yet. */
  readonly text: string | undefined;
  /** The document, relative to the folder of the configuration. */
  readonly file: string;
}
