import { CHANGES_OF_CLUSTER } from "./changes/cluster";
import { CHANGES_OF_ENVIRONMENT } from "./changes/environment";
import { CHANGES_OF_MODELS } from "./changes/models";
import { CHANGES_OF_NETWORK } from "./changes/network";
import { type DayTwoChange } from "./day-two-change";

/** The changes of the first years, of which each is done by values or a few lines. */
export const DAY_TWO: readonly DayTwoChange[] = [
  ...CHANGES_OF_NETWORK,
  ...CHANGES_OF_CLUSTER,
  ...CHANGES_OF_MODELS,
  ...CHANGES_OF_ENVIRONMENT,
];
