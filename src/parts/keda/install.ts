import { Construct } from "constructs";
import { PROMETHEUS } from "../../environment/prometheus";
import { rangesOf } from "../../environment/zones";
import { type Install } from "../../platform/install";
import { PROMETHEUS_PODS } from "../prometheus/names";
import { KEDA } from "./names";
import { DNS_RULE, type TrafficRule } from "../../platform/pod-traffic";
import { ProgramPolicies } from "../../platform/network-policies";

/** Port of the operator, from which the metrics server has the values of triggers. */
const OPERATOR_PORT = 9666;

const HTTPS = 443;

/** Network policies of the namespace: the operator queries Prometheus, and the control plane calls metrics and webhooks. */
export const install: Install = {
  platform: (stack, { environment, apiServerIp, namespaceResource, installBefore }) => {
    const { namespace, operator, metricsServer, webhooks, metricsPort, webhookPort } = KEDA;
    const scope = new Construct(stack, "keda-traffic");
    const api: TrafficRule = { peers: [{ cidr: `${apiServerIp()}/32` }], ports: [HTTPS] };
    const fromControlPlane = (port: number): TrafficRule => ({
      peers: rangesOf(environment).controlPlane.map((cidr) => ({ cidr })),
      ports: [port],
    });
    const { resources } = new ProgramPolicies(scope, "Policies", {
      namespace: { name: namespace, resource: namespaceResource(namespace) },
      programs: [
        {
          name: "operator",
          pods: operator,
          ingress: [{ peers: [{ pods: metricsServer }], ports: [OPERATOR_PORT] }],
          egress: [
            DNS_RULE,
            api,
            { peers: [{ namespace: PROMETHEUS.namespace, pods: PROMETHEUS_PODS }], ports: [PROMETHEUS.port] },
          ],
        },
        {
          name: "metrics-server",
          pods: metricsServer,
          ingress: [fromControlPlane(metricsPort)],
          egress: [DNS_RULE, api, { peers: [{ pods: operator }], ports: [OPERATOR_PORT] }],
        },
        { name: "webhooks", pods: webhooks, ingress: [fromControlPlane(webhookPort)], egress: [api] },
      ],
    });
    installBefore(KEDA.release, resources);
    return {};
  },
};
