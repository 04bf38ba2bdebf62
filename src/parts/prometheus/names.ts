import { own } from "../../base/own";
import { PROMETHEUS } from "../../environment/prometheus";
import { type EnvironmentConfig } from "../../environment/schema";

/** Service account of Alertmanager, which the chart creates. */
export const ALERTMANAGER_ACCOUNT = `${PROMETHEUS.release}-alertmanager`;

/** Labels of its pods of Prometheus. The Service of Prometheus selects exactly these. */
export const PROMETHEUS_PODS = {
  "app.kubernetes.io/name": "prometheus",
  "operator.prometheus.io/name": `${PROMETHEUS.release}-prometheus`,
} as const;

/** True if its Alertmanager sends alerts. */
export const sendsAlerts = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, "alerts") !== undefined;
