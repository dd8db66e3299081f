// The words that run without the GIL as tokens with a modifier, for themes that want to colour them.
// The library works out what changed since the last answer; one builder a document remembers that.
import {
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  type SemanticTokensLegend,
} from 'vscode-languageserver';
import type { ReleasedWord, Span } from '../../core/project.js';
import type { Analysis } from '../documents.js';

export const LEGEND: SemanticTokensLegend = { tokenTypes: ['function', 'macro'], tokenModifiers: ['gilReleased'] };
const TYPES: Readonly<Record<ReleasedWord['kind'], number>> = { function: 0, macro: 1 };
const RELEASED = 1;

export interface SemanticTokensOf {
  full(analysis: Analysis): SemanticTokens;
  /** What changed since the answer of that name; everything where it is not the last one. */
  since(analysis: Analysis, previous: string): SemanticTokens | SemanticTokensDelta;
  range(analysis: Analysis, span: Span): SemanticTokens;
  forget(uri: string): void;
}

export function semanticTokens(): SemanticTokensOf {
  const builders = new Map<string, SemanticTokensBuilder>();
  const builderFor = ({ uri }: Analysis): SemanticTokensBuilder => {
    const found = builders.get(uri) ?? new SemanticTokensBuilder();
    builders.set(uri, found);
    return found;
  };
  return {
    full(analysis) {
      const builder = builderFor(analysis);
      // Begins afresh; an id that nobody has forgets the answers before.
      builder.previousResult('');
      push(builder, analysis, { start: 0, end: analysis.report.text.length });
      return builder.build();
    },
    since(analysis, previous) {
      const builder = builderFor(analysis);
      builder.previousResult(previous);
      push(builder, analysis, { start: 0, end: analysis.report.text.length });
      return builder.buildEdits();
    },
    range(analysis, span) {
      const builder = new SemanticTokensBuilder();
      push(builder, analysis, span);
      return { data: builder.build().data };
    },
    forget: (uri) => void builders.delete(uri),
  };
}

function push(builder: SemanticTokensBuilder, { project, path, report }: Analysis, within: Span): void {
  for (const { span, kind } of project.releasedWords(path)) {
    if (span.end < within.start || span.start > within.end) continue;
    const { line, character } = report.lines.position(span.start);
    builder.push(line, character, span.end - span.start, TYPES[kind], RELEASED);
  }
}
