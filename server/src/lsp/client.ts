// What the editor at the other end can do, read once from its first message.
// Editors differ a lot here; a server that assumes VS Code shows nothing in half of them.
import { type ClientCapabilities, type InitializeParams, MarkupKind } from 'vscode-languageserver';

export interface Client {
  /** Asks for diagnostics by itself. To all others they are pushed. */
  readonly pullsDiagnostics: boolean;
  /** Learns later that it may ask for them, and again when that changes. */
  readonly registersDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly markdownHover: boolean;
  /** Understands code actions that carry an edit; older editors know commands only. */
  readonly literalCodeActions: boolean;
  readonly preferredCodeActions: boolean;
  /** Asks for the edit of an action when it is chosen, and keeps what the action carries until then. */
  readonly resolvesActionEdits: boolean;
  /** Shows actions that cannot be chosen, with the reason. */
  readonly disabledActions: boolean;
  readonly versionedEdits: boolean;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  /** Tells of changed files if it is asked to. */
  readonly watchesFiles: boolean;
  /** Tells of folders that are opened and closed. */
  readonly changesFolders: boolean;
  readonly refreshesInlayHints: boolean;
  readonly refreshesCodeLenses: boolean;
  /** Makes files where an edit says so. */
  readonly createsFiles: boolean;
  /** Commands of its own that a lens or an action may name; no protocol tells of these, so it says so with its settings. */
  readonly commands: ReadonlySet<string>;
}

export function readClient({ capabilities, initializationOptions }: InitializeParams): Client {
  const { textDocument, workspace }: ClientCapabilities = capabilities;
  const published = textDocument?.publishDiagnostics;
  const pulled = textDocument?.diagnostic;
  const hoverFormats = textDocument?.hover?.contentFormat ?? [];
  return {
    pullsDiagnostics: pulled !== undefined,
    registersDiagnostics: pulled?.dynamicRegistration === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: (published?.relatedInformation ?? pulled?.relatedInformation) === true,
    codeDescription: (published?.codeDescriptionSupport ?? pulled?.codeDescriptionSupport) === true,
    markdownHover: hoverFormats.includes(MarkupKind.Markdown),
    literalCodeActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    preferredCodeActions: textDocument?.codeAction?.isPreferredSupport === true,
    resolvesActionEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    disabledActions: textDocument?.codeAction?.disabledSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    commands: readCommands(initializationOptions),
  };
}

function readCommands(options: unknown): ReadonlySet<string> {
  const named: unknown = typeof options === 'object' && options !== null ? Reflect.get(options, 'commands') : undefined;
  return new Set(Array.isArray(named) ? named.filter((name) => typeof name === 'string') : []);
}
