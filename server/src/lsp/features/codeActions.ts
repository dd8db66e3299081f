// What can be done about a finding: repair it, or say in the source why it is right as it is.
// The findings are looked up in the current text, never taken from the request: its diagnostics may be out of date.
// Only what has been verified is listed; the edit itself comes when an action is chosen, where the editor can wait for it.
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
} from 'vscode-languageserver';
import { type TextEdit as CoreEdit, type Finding, meets, type Span } from '../../core/project.js';
import type { Client } from '../client.js';
import { type RulePage, SOURCE, toDiagnostic, toSpan, toWorkspaceEdit } from '../convert.js';
import type { Analysis, Documents } from '../documents.js';
import type { Progress } from '../folderIndex.js';
import { findingKey, type Repairs } from '../repairs.js';
import { type ActionData, readActionData } from './actionData.js';
import { fixRuleEverywhere } from './fixEverywhere.js';
import { type RuleActionContext, ruleActions } from './ruleActions.js';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.${SOURCE}`;

/**
 * How many findings are looked at for a second one that can be fixed, where somebody asked; the others count when they
 * were looked at.
 */
const MOST_TRIES = 8;

export interface ActionContext extends RuleActionContext {
  readonly repairs: Repairs;
  readonly rulePage: RulePage;
  readonly documents: Documents;
  /** Shows that something takes its time. */
  beginProgress(title: string): Progress;
}

export function codeActions(analysis: Analysis, params: CodeActionParams, context: ActionContext): CodeAction[] {
  const { client, rulePage } = context;
  const { only, diagnostics, triggerKind } = params.context;
  if (!client.literalCodeActions) return [];
  const isAutomatic = triggerKind === CodeActionTriggerKind.Automatic;
  const wanted = toSpan(analysis.report, params.range);
  context.repairs.looksAt(analysis.uri, wanted.start);
  const contracts = wants(only, CodeActionKind.RefactorRewrite) ? annotate(analysis, wanted, client) : [];
  // Nobody who looks for a quick fix at one place wants to be asked about the whole file.
  const everything = only !== undefined && wants(only, FIX_ALL) ? fixAll(analysis, context) : [];
  if (!wants(only, CodeActionKind.QuickFix)) return [...everything, ...contracts];
  const touched = analysis.report.findings.filter(({ span }) => meets(span, wanted));
  const actions = touched.map((finding) => {
    const own = toDiagnostic(analysis, finding, client, rulePage);
    const diagnostic = diagnostics.find((given) => isSame(given, own)) ?? own;
    return {
      finding,
      diagnostic,
      fixes: fixes(analysis, finding, diagnostic, context),
      suppress: suppress(analysis, finding, diagnostic, client),
      refused: isAutomatic ? [] : refused(analysis, finding, diagnostic, context),
    };
  });
  // Repairs first: the editor shows actions in this order.
  return [
    ...actions.flatMap((of) => of.fixes),
    ...fixRules(analysis, actions, isAutomatic, context),
    ...fixRulesEverywhere(analysis, actions, context),
    ...actions.flatMap((of) => of.refused),
    ...actions.flatMap((of) => of.suppress),
    ...ruleActions(analysis, actions, context),
    ...everything,
    ...contracts,
  ];
}

/** The action with its edit. An error where the text is not the one for which it was listed. */
export async function resolveCodeAction(
  action: CodeAction,
  context: ActionContext,
  token: CancellationToken,
): Promise<CodeAction> {
  const data = readActionData(action.data);
  if (data === undefined) return action;
  const analysis = context.documents.analyse(data.uri);
  if (analysis?.version !== data.version) throw outOfDate();
  if (data.does === 'fixRuleEverywhere') return { ...action, edit: await fixRuleEverywhere(data.rule, context, token) };
  const edits = editsOf(analysis, data, context.repairs);
  if (edits === undefined) throw outOfDate();
  return { ...action, edit: toWorkspaceEdit(analysis, edits, context.client) };
}

const outOfDate = (): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed since the action was listed.');

type ActionInFile = Exclude<ActionData, { does: 'fixRuleEverywhere' }>;

/** Undefined where there is no such fix any more. */
function editsOf(analysis: Analysis, data: ActionInFile, repairs: Repairs): readonly CoreEdit[] | undefined {
  switch (data.does) {
    case 'fix': {
      const finding = analysis.report.findings.find((each) => findingKey(each) === data.finding);
      return finding && repairs.of(analysis, finding).fixes.find(({ title }) => title === data.title)?.edits;
    }
    case 'fixRule':
      return repairs.allOf(analysis, data.rule);
    case 'fixAll':
      return repairs.allOf(analysis, undefined);
  }
}

/** The part of an action that says what it does: where to find that out, or that itself. */
function effect(analysis: Analysis, data: ActionInFile, { client, repairs }: ActionContext): Partial<CodeAction> {
  if (client.resolvesActionEdits) return { data };
  return { edit: toWorkspaceEdit(analysis, editsOf(analysis, data, repairs) ?? [], client) };
}

/** A kind asks for everything below it, and no kind asks for everything. */
const wants = (only: readonly string[] | undefined, own: string): boolean =>
  only === undefined || only.some((kind) => kind === '' || own === kind || own.startsWith(`${kind}.`));

/** At the name of a function: the contract that it keeps, as a comment above it. */
function annotate(analysis: Analysis, wanted: Span, client: Client): CodeAction[] {
  return analysis.project.annotations(analysis.path, wanted).map(({ contract, edits }) => ({
    title: `Annotate with the inferred GIL contract: ${contract}`,
    kind: CodeActionKind.RefactorRewrite,
    edit: toWorkspaceEdit(analysis, edits, client),
  }));
}

function fixes(analysis: Analysis, finding: Finding, diagnostic: Diagnostic, context: ActionContext): CodeAction[] {
  const { uri, version } = analysis;
  const found = context.repairs.of(analysis, finding).fixes;
  const preferred = found.find((fix) => fix.safe);
  return found.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(context.client.preferredCodeActions && fix === preferred ? { isPreferred: true } : {}),
    ...effect(analysis, { uri, version, does: 'fix', finding: findingKey(finding), title: fix.title }, context),
  }));
}

/** Why there is no fix, for editors that can show an action that cannot be chosen. */
function refused(
  analysis: Analysis,
  finding: Finding,
  diagnostic: Diagnostic,
  { client, repairs }: ActionContext,
): CodeAction[] {
  const { refusal } = repairs.of(analysis, finding);
  if (refusal === undefined || !client.disabledActions) return [];
  const title = `Fix ${finding.rule}`;
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], disabled: { reason: refusal } }];
}

/** For each rule at the place of which several findings can be fixed. */
function fixRules(
  analysis: Analysis,
  touched: readonly { readonly finding: Finding; readonly diagnostic: Diagnostic }[],
  isAutomatic: boolean,
  context: ActionContext,
): CodeAction[] {
  // Without a second question the work would be done for every place that the cursor passes.
  if (isAutomatic && !context.client.resolvesActionEdits) return [];
  const { uri, version } = analysis;
  return [...new Set(touched.map(({ finding }) => finding.rule))]
    .filter((rule) => hasSeveral(analysis, rule, isAutomatic ? 0 : MOST_TRIES, context.repairs))
    .map((rule) => ({
      title: `Fix all ${rule} in this file`,
      kind: CodeActionKind.QuickFix,
      diagnostics: touched.filter(({ finding }) => finding.rule === rule).map(({ diagnostic }) => diagnostic),
      ...effect(analysis, { uri, version, does: 'fixRule', rule }, context),
    }));
}

/** For each rule that can be fixed here, where there are other files; what they hold is found out when it is chosen. */
function fixRulesEverywhere(
  { uri, version }: Analysis,
  touched: readonly {
    readonly finding: Finding;
    readonly diagnostic: Diagnostic;
    readonly fixes: readonly CodeAction[];
  }[],
  { client, documents }: ActionContext,
): CodeAction[] {
  if (!client.resolvesActionEdits || !documents.hasOthers(uri)) return [];
  const fixable = touched.filter(({ fixes: own }) => own.length > 0);
  return [...new Set(fixable.map(({ finding }) => finding.rule))].map((rule) => {
    const data: ActionData = { uri, version, does: 'fixRuleEverywhere', rule };
    const diagnostics = fixable.filter(({ finding }) => finding.rule === rule).map(({ diagnostic }) => diagnostic);
    return { title: `Fix all ${rule} in the workspace`, kind: CodeActionKind.QuickFix, diagnostics, data };
  });
}

function hasSeveral(analysis: Analysis, rule: string, mostTries: number, repairs: Repairs): boolean {
  let [fixable, tries] = [0, 0];
  for (const finding of analysis.report.findings) {
    if (finding.rule !== rule) continue;
    const repair = repairs.known(analysis, finding) ?? (tries++ < mostTries && repairs.of(analysis, finding));
    if (repair && repair.fixes.length > 0 && ++fixable === 2) return true;
  }
  return false;
}

function fixAll(analysis: Analysis, context: ActionContext): CodeAction[] {
  const { uri, version, report } = analysis;
  const isSafe = (finding: Finding): boolean => context.repairs.of(analysis, finding).fixes.some(({ safe }) => safe);
  if (!report.findings.some(isSafe)) return [];
  const data: ActionData = { uri, version, does: 'fixAll' };
  return [{ title: 'Make all safe GIL fixes', kind: FIX_ALL, ...effect(analysis, data, context) }];
}

function suppress(analysis: Analysis, finding: Finding, diagnostic: Diagnostic, client: Client): CodeAction[] {
  const edits = analysis.project.suppression(analysis.path, finding);
  if (edits.length === 0) return [];
  const title = `Allow ${finding.rule} on this line`;
  const edit = toWorkspaceEdit(analysis, edits, client);
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit }];
}

const isSame = (given: Diagnostic, own: Diagnostic): boolean =>
  given.source === SOURCE && given.code === own.code && sameRange(given.range, own.range);

const sameRange = (a: Range, b: Range): boolean =>
  a.start.line === b.start.line &&
  a.start.character === b.start.character &&
  a.end.line === b.end.line &&
  a.end.character === b.end.character;
