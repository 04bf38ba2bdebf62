import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Construct } from "constructs";
import { PROMETHEUS } from "../../environment/prometheus";
import { ownId } from "../../platform/own-id";
import { type Install } from "../../platform/install";
import { dashboardJson } from "./dashboard";
import { dashboardsOf } from "./dashboards";

/** A ConfigMap for each dashboard, which the sidecar of Grafana loads by its label. */
export const install: Install = {
  platform: (stack, { environment, namespaceResource }) => {
    const scope = new Construct(stack, "dashboards");
    for (const dashboard of dashboardsOf(environment.name, environment.config)) {
      new ConfigMapV1(scope, ownId(scope, dashboard.uid), {
        metadata: {
          name: `dashboard-${dashboard.uid}`,
          namespace: PROMETHEUS.namespace,
          labels: { grafana_dashboard: "1" },
        },
        data: { [`${dashboard.uid}.json`]: dashboardJson(dashboard) },
        dependsOn: [namespaceResource(PROMETHEUS.namespace)],
      });
    }
    return {};
  },
};
