// Which fixes belong to which rule.
import type { RuleId } from '../rules/ruleIds.js';
import { takeBackBeforeExit } from './exitWithoutGil.js';
import type { Propose } from './proposal.js';
import { releaseAroundCall, releaseAroundLoop } from './release.js';

export const FIXES: Readonly<Partial<Record<RuleId, Propose>>> = {
  'exit-without-gil': takeBackBeforeExit,
  'blocking-with-gil': releaseAroundCall,
  'computation-with-gil': releaseAroundCall,
  'lock-with-gil': releaseAroundCall,
  'loop-with-gil': releaseAroundLoop,
};
