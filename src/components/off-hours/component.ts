import { component } from "../contract";
import { offHoursRules } from "./rules";
import { type OffHoursSettings, settings } from "./settings";

/**
 * Schedules outside of the cluster, which resize node groups through EKS. Auto Scaling groups are not changed themselves:
 * EKS would not know of it.
 */
export const offHours = component<OffHoursSettings>({
  id: "off-hours",
  title: "Off-hours",
  settings,
  rules: offHoursRules,
  contributes: () => ({ setsNodeCounts: true }),
});
