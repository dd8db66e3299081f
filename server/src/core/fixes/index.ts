// Which fixes belong to which rule.
import type { RuleId } from '../rules/ruleIds.js';
import { takeForUse } from './apiWithoutGil.js';
import { takeInCallback } from './callbackWithoutGil.js';
import { keepThreadState } from './discardedThreadState.js';
import { removeSecondAcquire } from './doubleAcquire.js';
import { removeInnerRelease } from './doubleRelease.js';
import { keepErrorCode } from './errorCodeAfterAcquire.js';
import { takeBackBeforeExit } from './exitWithoutGil.js';
import { balanceTokens } from './gilstateUnbalanced.js';
import { removeIdleRegion } from './idleRegion.js';
import { declareWithoutGil } from './moduleGil.js';
import { takeInNeutralBody } from './neutralBody.js';
import { keepObject } from './objectAcrossRelease.js';
import type { Propose } from './proposal.js';
import { releaseAroundCall, releaseAroundLoop } from './release.js';
import { widenOrRemove } from './releaseInLoop.js';
import { checkSignals } from './retryWithoutSignals.js';
import { joinRegions } from './splitRegion.js';
import { takeStrongReference } from './strongReference.js';
import { writeOtherHalf } from './unbalancedRegion.js';

export const FIXES: Readonly<Partial<Record<RuleId, Propose>>> = {
  'api-without-gil': takeForUse,
  'api-maybe-without-gil': takeForUse,
  'callback-without-gil': takeInCallback,
  'exit-without-gil': takeBackBeforeExit,
  'unbalanced-region': writeOtherHalf,
  'double-release': removeInnerRelease,
  'double-acquire': removeSecondAcquire,
  'gilstate-unbalanced': balanceTokens,
  'discarded-thread-state': keepThreadState,
  'object-across-release': keepObject,
  'blocking-with-gil': releaseAroundCall,
  'computation-with-gil': releaseAroundCall,
  'lock-with-gil': releaseAroundCall,
  'loop-with-gil': releaseAroundLoop,
  'idle-region': removeIdleRegion,
  'split-region': joinRegions,
  'release-in-loop': widenOrRemove,
  'error-code-after-acquire': keepErrorCode,
  'retry-without-signals': checkSignals,
  'no-mod-gil-slot': declareWithoutGil,
  'annotation-violated': takeInNeutralBody,
  'unsafe-borrowed-api': takeStrongReference,
};
