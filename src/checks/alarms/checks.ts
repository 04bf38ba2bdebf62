import { type Check } from "../check";
import { alarmLimits } from "./alarm-limits";
import { compositeAlarms } from "./composite-alarms";
import { subscriptions } from "./subscriptions";

/** Checks of all alarms and of those who get their messages. */
export const ALARM_CHECKS: readonly Check[] = [alarmLimits, compositeAlarms, subscriptions];
