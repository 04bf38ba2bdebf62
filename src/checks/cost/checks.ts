import { type Check } from "../check";
import { costAlarmAboveBase } from "./cost-alarm-above-base";
import { costAlarmKnown } from "./cost-alarm-known";
import { costAlarmStated } from "./cost-alarm-stated";
import { costAlarmWorks } from "./cost-alarm-works";

/** Checks of billing alarms. */
export const COST_CHECKS: readonly Check[] = [
  costAlarmWorks,
  costAlarmAboveBase,
  costAlarmStated,
  costAlarmKnown,
];
