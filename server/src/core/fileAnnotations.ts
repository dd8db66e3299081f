// The contracts that could be written in a file: at the functions that it defines, and in a header at the prototypes of
// functions that the program defines elsewhere.
import { meets, type Span } from './base/span.js';
import type { TextEdit } from './base/textEdit.js';
import type { Catalog } from './catalog/catalog.js';
import { type ContractTerm, contractTerm, spelledTerm } from './catalog/contractWords.js';
import { type FileModel, languageOf } from './fileModel.js';
import { contractEdits } from './fixes/annotate.js';
import type { FileFacts } from './interproc/fileFacts.js';
import type { FunctionNode } from './interproc/node.js';
import { contractsOf } from './syntax/contracts.js';
import { type Declaration, readDeclarations } from './syntax/declarations.js';
import { fileTokens } from './syntax/fileTokens.js';
import { spelledContract, wantedContract } from './views/inferredContract.js';

/** A contract that is not written yet, or not so. */
export interface Annotation {
  readonly name: string;
  /** The name in the file. */
  readonly span: Span;
  /** As it stands behind `gil:`. */
  readonly contract: string;
  readonly isStatic: boolean;
  readonly edits: readonly TextEdit[];
}

/** `within` leaves out functions whose name it does not touch. */
export function annotationsOf(
  model: FileModel,
  facts: FileFacts,
  catalog: Catalog,
  within?: Span,
): readonly Annotation[] {
  const { text, path } = model;
  const tokens = fileTokens(text);
  const isHeader = /\.h\w*$/i.test(path);
  const found: Annotation[] = [];
  const defined = new Map<number, FunctionNode[]>();
  for (const node of facts.own) {
    const at = node.base + node.unit.ir.nameSpan.start;
    defined.set(at, [...(defined.get(at) ?? []), node]);
  }
  const nodesAt = (declaration: Declaration, at: number): readonly FunctionNode[] =>
    declaration.isDefinition ? (defined.get(at) ?? []) : isHeader ? facts.functions(path, declaration.name) : [];

  const language = languageOf(path, text);
  /** C++: a contract is one of all functions with the name. */
  const isOverloaded = (nodes: readonly FunctionNode[]): boolean => {
    const [first] = language === 'cpp' ? nodes : [];
    return first !== undefined && facts.functions(path, first.unit.ir.name).some((node) => !nodes.includes(node));
  };

  for (const declaration of readDeclarations(text, model.items, tokens)) {
    if (declaration.kind !== 'function') continue;
    const start = tokens.start[declaration.nameToken] ?? 0;
    const span = { start, end: tokens.end[declaration.nameToken] ?? start };
    if (within !== undefined && !meets(span, within)) continue;
    const nodes = nodesAt(declaration, start);
    if (isOverloaded(nodes)) continue;
    const [wanted, ...others] = nodes.map((node) => wantedContract(node, facts, catalog));
    if (wanted === undefined || wanted.length === 0) continue;
    if (others.some((other) => spelledContract(other) !== spelledContract(wanted))) continue;
    const own = contractsOf(model.contracts.written, declaration);
    const terms = own.flatMap((comment) => comment.terms.flatMap((term) => contractTerm(term.text) ?? []));
    if (own.length > 0 && isKept(terms, wanted)) continue;
    const contract = spelledContract([...wanted, ...terms.filter(({ kind }) => kind === 'callback')]);
    const spans = own.map(({ span }) => span);
    found.push({
      name: declaration.name,
      span,
      contract,
      isStatic: declaration.isStatic,
      edits: contractEdits(text, tokens, declaration, spans, contract),
    });
  }
  return found;
}

/** Whether the comments say all that is wanted, and no other state. */
const isKept = (terms: readonly ContractTerm[], wanted: readonly ContractTerm[]): boolean =>
  wanted.every((term) => terms.some((own) => spelledTerm(own) === spelledTerm(term)));
