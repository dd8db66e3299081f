// What a project says about itself, as the analysis reads it. The configuration of a file is one object for all files
// that are treated alike, so that a catalog is built once for all of them.
import type { CatalogRows } from '../catalog/catalog.js';
import type { PythonVersion } from '../catalog/pythonVersion.js';
import type { Severity } from '../rules/finding.js';
import type { RuleId } from '../rules/ruleIds.js';

/** A number or text is what the macro is defined as; false: it is not defined; true: it is, as 1. */
export type DefineValue = number | string | boolean;

export type RuleSeverity = Severity | 'off';
export type RuleSeverities = ReadonlyMap<RuleId, RuleSeverity>;

export interface Configuration {
  /** Rules that have another severity than their own. */
  readonly rules: RuleSeverities;
  /** With the systems that the project is for. */
  readonly rows: CatalogRows;
  /** The oldest Python that the project supports. */
  readonly python: PythonVersion | undefined;
  readonly defines: ReadonlyMap<string, DefineValue>;
}

export const NO_CONFIGURATION: Configuration = {
  rules: new Map(),
  rows: {},
  python: undefined,
  defines: new Map(),
};

/** Whether a configuration asks for a rule that is off by default. */
export const isOn = (id: RuleId, { rules }: Configuration): boolean => (rules.get(id) ?? 'off') !== 'off';
