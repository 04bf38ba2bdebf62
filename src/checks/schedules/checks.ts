import { type Check } from "../check";
import { scheduledWork } from "./scheduled-work";

/** Checks of work that begins without a person. */
export const SCHEDULE_CHECKS: readonly Check[] = [scheduledWork];
