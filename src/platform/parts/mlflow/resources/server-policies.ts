import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { POSTGRESQL } from "../../../facts/databases";
import { s3EgressRule, sharedEgress } from "../../../models/network-rules";
import { defaultDeny } from "../../../constructs/namespace/default-deny";
import type { INamespace } from "../../../constructs/namespace/namespace";
import { serverLabels, serverSelector } from "./server";

export interface ServerPoliciesProps {
  readonly name: string;
  readonly namespace: INamespace;
  /** Ranges in which the server reaches AWS services. */
  readonly serviceCidrs: readonly string[];
  /** Ranges of the subnets with the database. */
  readonly databaseCidrs: readonly string[];
  /** Ranges of S3 in the region. */
  readonly s3Cidrs: readonly string[];
}

/**
 * Closes the namespace, except for what the server opens: names, STS, S3 and its database. A forwarded port and the probes of
 * the kubelet come from the node of the pod, and need no rule.
 */
export class ServerPolicies extends Construct {
  readonly resources: readonly NetworkPolicyV1[];

  constructor(
    scope: Construct,
    id: string,
    { name, namespace, serviceCidrs, databaseCidrs, s3Cidrs }: ServerPoliciesProps,
  ) {
    super(scope, id);
    const traffic = { serviceCidrs, loadBalancerCidrs: [], s3Cidrs };
    const policy = new NetworkPolicyV1(this, "Resource", {
      metadata: { name, namespace: namespace.name, labels: { ...serverLabels(name) } },
      spec: {
        podSelector: { matchLabels: { ...serverSelector(name) } },
        policyTypes: ["Ingress", "Egress"],
        egress: [
          ...sharedEgress(traffic),
          {
            to: databaseCidrs.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ port: String(POSTGRESQL.port), protocol: "TCP" }],
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
