// All rules, in the order of the documentation. Adding one is a file, a line here and a folder of fixtures.
import { annotationViolated } from './annotationViolated.js';
import { apiMaybeWithoutGil, apiWithoutGil } from './apiWithoutGil.js';
import { blockingWithGil } from './blockingWithGil.js';
import { callbackWithoutGil } from './callbackWithoutGil.js';
import { computationWithGil } from './computationWithGil.js';
import { discardedThreadState } from './discardedThreadState.js';
import { doubleAcquire } from './doubleAcquire.js';
import { doubleRelease } from './doubleRelease.js';
import { errorCodeAfterAcquire } from './errorCodeAfterAcquire.js';
import { exitWithoutGil } from './exitWithoutGil.js';
import { gilstateUnbalanced } from './gilstateUnbalanced.js';
import { idleRegion } from './idleRegion.js';
import { lockWithGil } from './lockWithGil.js';
import { loopWithGil } from './loopWithGil.js';
import { noModGilSlot } from './noModGilSlot.js';
import { objectAcrossRelease } from './objectAcrossRelease.js';
import { releaseInLoop } from './releaseInLoop.js';
import { retryWithoutSignals } from './retryWithoutSignals.js';
import type { OptInRule, Rule, RuleInfo } from './rule.js';
import { splitRegion } from './splitRegion.js';
import { unknownSuppression, unusedSuppression } from './suppressionRules.js';
import { unbalancedRegion } from './unbalancedRegion.js';
import { unsafeBorrowedApi } from './unsafeBorrowedApi.js';

/** The rules that look at the flow of each function. */
export const FLOW_RULES: readonly Rule[] = [
  apiWithoutGil,
  apiMaybeWithoutGil,
  callbackWithoutGil,
  exitWithoutGil,
  unbalancedRegion,
  doubleRelease,
  doubleAcquire,
  gilstateUnbalanced,
  discardedThreadState,
  objectAcrossRelease,
  blockingWithGil,
  lockWithGil,
  computationWithGil,
  loopWithGil,
  idleRegion,
  splitRegion,
  releaseInLoop,
  errorCodeAfterAcquire,
  retryWithoutSignals,
  annotationViolated,
];

/** The rules that a project has to ask for. */
export const OPT_IN_RULES: readonly OptInRule[] = [unsafeBorrowedApi, noModGilSlot];

export const RULES: readonly RuleInfo[] = [...FLOW_RULES, ...OPT_IN_RULES, unusedSuppression, unknownSuppression];
