import { type Check } from "../check";
import { foreignNames } from "./foreign-names";
import { trustedNames } from "./trusted-names";

/** Checks of names that belong to others. */
export const LOCALITY_CHECKS: readonly Check[] = [foreignNames, trustedNames];
