import { type Check } from "../check";
import { accountQuotas } from "./account-quotas";
import { documentSize } from "./document-size";
import { hardLimits } from "./hard-limits";
import { nameLimits } from "./name-limits";
import { tags } from "./tags";
import { uniqueNames } from "./unique-names";

/** Checks of names, sizes and quotas. */
export const NAME_CHECKS: readonly Check[] = [
  accountQuotas,
  documentSize,
  hardLimits,
  nameLimits,
  tags,
  uniqueNames,
];
