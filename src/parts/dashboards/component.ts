import { own } from "../../base/own";
import { component } from "../../platform/contract";

/** Dashboards of models and nodes, for the Grafana of the Prometheus stack. */
export const dashboards = component({
  id: "dashboards",
  title: "dashboards",
  isEnabled: ({ config }) => own(config.components ?? {}, "prometheus") !== undefined,
});
