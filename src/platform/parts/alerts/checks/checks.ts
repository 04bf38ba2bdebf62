import { type Check } from "../../../../proof/checks/check";
import { alarmsNotify } from "./alarms-notify";
import { alertDelivery } from "./alert-delivery";
import { alertRoutes } from "./alert-routes";
import { alertRules } from "./alert-rules";
import { alertSeries } from "./alert-series";
import { endpointAlarms } from "./endpoint-alarms";
import { webhookAlerts } from "./webhook-alerts";

/** Checks of alerts in the cluster and of alarms outside of it. */
export const CHECKS: readonly Check[] = [
  alertRules,
  alertSeries,
  alertDelivery,
  alertRoutes,
  alarmsNotify,
  endpointAlarms,
  webhookAlerts,
];
