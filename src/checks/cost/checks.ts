import { type Check } from "../check";
import { costAlarmAboveBase } from "./cost-alarm-above-base";
import { costAlarmKnown } from "./cost-alarm-known";
import { costAlarmWorks } from "./cost-alarm-works";

/** What is proved of the alarms on the bill. */
export const COST_CHECKS: readonly Check[] = [costAlarmWorks, costAlarmAboveBase, costAlarmKnown];
