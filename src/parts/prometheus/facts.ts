export {
  HEARTBEAT_ALERT,
  HEARTBEAT_METRIC,
  HINTS,
  ROUTE_TIMES,
  SAME_FAULT,
  alertmanagerAccount,
} from "./facts/alertmanager";
export { scraped } from "./facts/connections";
