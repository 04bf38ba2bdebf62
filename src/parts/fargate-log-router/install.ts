import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Construct } from "constructs";
import { type Install } from "../../platform/install";
import { logRouterConfig } from "./log-router-config";

/**
 * Ships the logs of Fargate pods to an existing CloudWatch log group. Fargate reads the configuration when a
 * pod starts, so it is created before the pods, and a change applies to new pods only.
 */
export const install: Install = {
  platform: (stack, { location, cluster }) => {
    const scope = new Construct(stack, "fargate-logging");
    // Fargate requires exactly these names and this label.
    const namespace = new NamespaceV1(scope, "Namespace", {
      metadata: { name: "aws-observability", labels: { "aws-observability": "enabled" } },
    });
    new ConfigMapV1(scope, "Config", {
      metadata: { name: "aws-logging", namespace: namespace.metadata.name },
      data: logRouterConfig({ region: location.region, logGroupName: cluster.text("fargate_log_group") }),
    });
    return {};
  },
};
