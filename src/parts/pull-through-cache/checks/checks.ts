import { type Check } from "../../../checks/check";
import { pullThrough } from "./pull-through";

/** Checks of images through the pull-through cache. */
export const CHECKS: readonly Check[] = [pullThrough];
