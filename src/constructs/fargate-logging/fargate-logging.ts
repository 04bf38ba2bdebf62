import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Construct } from "constructs";
import { type LogRouterSettings, logRouterConfig } from "./log-router-config";

/**
 * Ships the logs of Fargate pods to an existing CloudWatch log group. Fargate reads the configuration when a
 * pod starts, so it is created before the pods, and a change applies to new pods only.
 */
export class FargateLogging extends Construct {
  constructor(scope: Construct, id: string, settings: LogRouterSettings) {
    super(scope, id);
    // Fargate requires exactly these names and this label.
    const namespace = new NamespaceV1(this, "Namespace", {
      metadata: { name: "aws-observability", labels: { "aws-observability": "enabled" } },
    });
    new ConfigMapV1(this, "Config", {
      metadata: { name: "aws-logging", namespace: namespace.metadata.name },
      data: logRouterConfig(settings),
    });
  }
}
