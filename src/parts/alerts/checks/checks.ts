import { type Check } from "../../../checks/check";
import { alarmSettings } from "./alarm-settings";
import { alarmsNotify } from "./alarms-notify";
import { alertCases } from "./alert-cases";
import { alertCoverage } from "./alert-coverage";
import { alertDelivery } from "./alert-delivery";
import { alertExpressions } from "./alert-expressions";
import { alertPermissions } from "./alert-permissions";
import { alertRoutes } from "./alert-routes";
import { alertRules } from "./alert-rules";
import { alertSeries } from "./alert-series";
import { databaseAlarms } from "./database-alarms";
import { endpointAlarms } from "./endpoint-alarms";
import { webhookAlerts } from "./webhook-alerts";

/** Checks of alerts in the cluster and of alarms outside of it. */
export const CHECKS: readonly Check[] = [
  alertRules,
  alertExpressions,
  alertCoverage,
  alertCases,
  alertSeries,
  alertDelivery,
  alertPermissions,
  alertRoutes,
  alarmsNotify,
  alarmSettings,
  endpointAlarms,
  databaseAlarms,
  webhookAlerts,
];
