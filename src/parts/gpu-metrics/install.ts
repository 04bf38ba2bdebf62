import { Construct } from "constructs";
import { GPU_EXPORTER } from "./names";
import { PROMETHEUS } from "../../environment/prometheus";
import { PROMETHEUS_PODS } from "../prometheus/names";
import { type Install } from "../../platform/install";
import { ProgramPolicies } from "../../platform/network-policies";

/** Network policies of the namespace: Prometheus reads the exporter, which opens no connection. */
export const install: Install = {
  platform: (stack, { namespaceResource, installBefore }) => {
    const { namespace, release, pods, port } = GPU_EXPORTER;
    const scope = new Construct(stack, "gpu-exporter");
    const { resources } = new ProgramPolicies(scope, "Policies", {
      namespace: { name: namespace, resource: namespaceResource(namespace) },
      programs: [
        {
          name: release,
          pods,
          ingress: [{ peers: [{ namespace: PROMETHEUS.namespace, pods: PROMETHEUS_PODS }], ports: [port] }],
          egress: [],
        },
      ],
    });
    installBefore(release, resources);
    return {};
  },
};
