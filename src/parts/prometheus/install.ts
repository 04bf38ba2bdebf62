import { Construct } from "constructs";
import { GPU_EXPORTER, hasGpuMetrics } from "../gpu-metrics/names";
import { partSettings } from "../../platform/part-settings";
import { KEDA } from "../keda/names";
import { PROMETHEUS } from "../../environment/prometheus";
import { scrapedMetrics } from "../../environment/scraped-metrics";
import { sendsAlerts } from "./names";
import { rangesOf } from "../../environment/zones";
import { modelSelector } from "../../platform/labels";
import { type Install } from "../../platform/install";
import { prometheusTraffic } from "./traffic";
import { podPeersOf } from "../pod-clients";
import { PORT_NAME } from "../../platform/pods";
import { ProgramPolicies } from "../../platform/network-policies";

/**
 * Network policies of the namespace. They exist before the release, whose hooks are the first pods there, and until it is
 * removed.
 */
export const install: Install = {
  platform: (stack, { environment, apiServerIp, namespaceResource, installBefore }) => {
    const { config } = environment;
    const scope = new Construct(stack, "monitoring");
    const { resources } = new ProgramPolicies(scope, "Policies", {
      namespace: { name: PROMETHEUS.namespace, resource: namespaceResource(PROMETHEUS.namespace) },
      programs: prometheusTraffic({
        serviceCidrs: rangesOf(environment).services("sns", "sts"),
        controlPlaneCidrs: rangesOf(environment).controlPlane,
        nodeCidrs: rangesOf(environment).nodes,
        apiServerIp: apiServerIp(),
        models: {
          namespace: config.namespace,
          pods: config.models
            .filter((model) => scrapedMetrics(model, config))
            .map(({ name }) => modelSelector(name)),
          port: PORT_NAME,
        },
        exporters: hasGpuMetrics(config) ? [GPU_EXPORTER] : [],
        ofQueries:
          partSettings(config, "keda") !== undefined
            ? [{ namespace: KEDA.namespace, pods: KEDA.operator }]
            : [],
        ofPages: podPeersOf(environment, "prometheus"),
        notifies: sendsAlerts(config),
      }),
    });
    installBefore(PROMETHEUS.release, resources);
    return {};
  },
};
