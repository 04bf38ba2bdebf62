import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { DATABASE_ENGINES } from "../../../facts/databases";
import { s3EgressRule, sharedEgress } from "../../../platform/network-rules";
import { defaultDeny } from "../../../platform/default-deny";
import type { INamespace } from "../../../platform/namespace";
import { ingressRule } from "../../../platform/traffic-rules";
import type { TrafficPeer } from "../../../platform/pod-traffic";
import { serverLabels, serverSelector } from "../labels";
import { SERVER_PORT } from "../server-address";

export interface ServerPoliciesProps {
  readonly name: string;
  readonly namespace: INamespace;
  /** Ranges in which the server reaches AWS services. */
  readonly serviceCidrs: readonly string[];
  /** Ranges of the subnets with the database. */
  readonly databaseCidrs: readonly string[];
  /** Ranges of S3 in the region. */
  readonly s3Cidrs: readonly string[];
  /** Pods that connect to the server. */
  readonly clients: readonly TrafficPeer[];
}

/**
 * Closes the namespace, except for what the server opens: names, STS, S3 and its database, and for its clients in the cluster. A
 * forwarded port and the probes of the kubelet come from the node of the pod, and need no rule.
 */
export class ServerPolicies extends Construct {
  readonly resources: readonly NetworkPolicyV1[];

  constructor(
    scope: Construct,
    id: string,
    { name, namespace, serviceCidrs, databaseCidrs, s3Cidrs, clients }: ServerPoliciesProps,
  ) {
    super(scope, id);
    const traffic = { serviceCidrs, loadBalancerCidrs: [], s3Cidrs };
    const policy = new NetworkPolicyV1(this, "Resource", {
      metadata: { name, namespace: namespace.name, labels: { ...serverLabels(name) } },
      spec: {
        podSelector: { matchLabels: { ...serverSelector(name) } },
        policyTypes: ["Ingress", "Egress"],
        ...(clients.length > 0 ? { ingress: [ingressRule({ peers: clients, ports: [SERVER_PORT] })] } : {}),
        egress: [
          ...sharedEgress(traffic),
          {
            to: databaseCidrs.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ port: String(DATABASE_ENGINES.postgres.port), protocol: "TCP" }],
          },
        ],
      },
      dependsOn: [namespace.resource],
    });
    // cdktf appends this list to the existing one.
    policy.addOverride("spec.egress", [s3EgressRule(traffic)]);
    this.resources = [defaultDeny(this, namespace), policy];
  }
}
