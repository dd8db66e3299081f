// Fixes, verified before they are offered: the edited text is analysed in memory. The finding must be gone, nothing new
// may appear, and the text must be understood as well as before.
import { applyEdits, type TextEdit } from './base/textEdit.js';
import { regionWords } from './catalog/regionMacros.js';
import type { FileModel, ModelInput } from './fileModel.js';
import { languageOf } from './fileModel.js';
import type { FileReport } from './fileReport.js';
import { wrapStatement } from './fixes/wrap.js';
import type { Finding, Fix } from './rules/finding.js';
import { spelledCall } from './rules/report.js';
import { cutItems } from './syntax/cut.js';
import { fileTokens } from './syntax/fileTokens.js';
import { readItem } from './syntax/parseItem.js';

const WAITING: ReadonlySet<string> = new Set(['blocking-with-gil', 'lock-with-gil', 'computation-with-gil']);

export function verifiedFixes(
  model: FileModel,
  report: FileReport,
  finding: Finding,
  input: ModelInput,
  analyse: (text: string) => FileReport | undefined,
): readonly Fix[] {
  return proposals(model, finding, input).filter((fix) => {
    const after = analyse(applyEdits(model.text, fix.edits));
    return after !== undefined && isBetter(report, after, finding);
  });
}

function proposals(model: FileModel, finding: Finding, input: ModelInput): Fix[] {
  if (!WAITING.has(finding.rule) || finding.unfixable === true) return [];
  const edits = wrapEdits(model, finding, input);
  if (edits === undefined) return [];
  return [
    {
      title: `Release the GIL around ${spelledCall(finding.callee ?? 'the call')}`,
      edits,
      safe: finding.rule !== 'lock-with-gil',
    },
  ];
}

function wrapEdits(model: FileModel, finding: Finding, input: ModelInput): readonly TextEdit[] | undefined {
  const { text } = model;
  const tokens = fileTokens(text);
  const item = cutItems(text, tokens).find(
    ({ kind, start, end }) => kind === 'function' && start <= finding.span.start && finding.span.end <= end,
  );
  const call = model.unit.functions
    .flatMap(({ unit, base }) => unit.instrs.map(({ instr }) => ({ instr, base })))
    .find(({ instr, base }) => instr.op === 'call' && base + instr.span.start === finding.span.start);
  if (item === undefined || call === undefined || call.instr.op !== 'call') return undefined;
  const whole = { start: call.base + call.instr.whole.start, end: call.base + call.instr.whole.end };
  const language = languageOf(model.path, text);
  let edits: readonly TextEdit[] | undefined;
  readItem(
    text,
    item,
    tokens,
    model.names,
    input.parsers[language],
    language === 'c',
    ({ view }) => {
      edits ??= wrapStatement(view, text, item.start, whole, regionWords);
    },
    input.decide,
  );
  return edits;
}

/** The finding is gone, and there is no finding and no damage that was not there before. */
function isBetter(before: FileReport, after: FileReport, finding: Finding): boolean {
  const count = (report: FileReport): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const { rule, functionName, callee } of report.findings) {
      const key = `${rule}:${functionName}:${callee ?? ''}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };
  const [old, now] = [count(before), count(after)];
  const key = `${finding.rule}:${finding.functionName}:${finding.callee ?? ''}`;
  if ((now.get(key) ?? 0) !== (old.get(key) ?? 0) - 1) return false;
  for (const [other, times] of now) if (times > (old.get(other) ?? 0)) return false;
  return after.incomplete.length <= before.incomplete.length;
}
