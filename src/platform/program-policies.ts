import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import type { PodTraffic } from "./pod-traffic";
import { s3EgressRule } from "./network-rules";
import { defaultDeny } from "./default-deny";
import type { INamespace } from "./namespace";
import { egressRule, ingressRule } from "./traffic-rules";

export interface ProgramPoliciesProps {
  readonly namespace: INamespace;
  readonly programs: readonly PodTraffic[];
  /** Ranges of S3 in the region, for programs that reach it. @default - none reaches it */
  readonly s3Cidrs?: readonly string[];
}

/** Closes a namespace, and allows the traffic of its programs: a policy for each. */
export class ProgramPolicies extends Construct {
  readonly resources: readonly NetworkPolicyV1[];

  constructor(scope: Construct, id: string, props: ProgramPoliciesProps) {
    super(scope, id);
    this.resources = [
      defaultDeny(this, props.namespace),
      ...props.programs.map((program) => programPolicy(this, program.name, program, props)),
    ];
  }
}

/** A policy that allows the traffic of one program. */
export function programPolicy(
  scope: Construct,
  id: string,
  { name, pods, labels, ingress, egress, reachesS3 }: PodTraffic,
  { namespace, s3Cidrs = [] }: Omit<ProgramPoliciesProps, "programs">,
): NetworkPolicyV1 {
  const policy = new NetworkPolicyV1(scope, id, {
    metadata: { name, namespace: namespace.name, ...(labels ? { labels: { ...labels } } : {}) },
    spec: {
      podSelector: { matchLabels: { ...pods } },
      policyTypes: ["Ingress", "Egress"],
      ...(ingress.length > 0 ? { ingress: ingress.map(ingressRule) } : {}),
      ...(egress.length > 0 ? { egress: egress.map(egressRule) } : {}),
    },
    dependsOn: [namespace.resource],
  });
  // cdktf appends this list to the existing one.
  if (reachesS3) policy.addOverride("spec.egress", [s3EgressRule({ s3Cidrs })]);
  return policy;
}
