import { type TrafficRule } from "../platform/pod-traffic";
import { type Labels } from "../platform/contract";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { s3EgressRule } from "../platform/network-rules";
import { defaultDeny } from "../platform/default-deny";
import { type INamespace } from "../platform/namespace";
import { egressRule, ingressRule } from "../platform/traffic-rules";

/** Everything that the pods of one program accept and open. */
export interface PodTraffic {
  /** Name of the program, and of its policy. */
  readonly name: string;
  /** Labels of its pods, which other pods do not have. */
  readonly pods: Labels;
  /** Labels of its policy. @default - none */
  readonly labels?: Labels;
  readonly ingress: readonly TrafficRule[];
  readonly egress: readonly TrafficRule[];
  /** HTTPS to S3, whose ranges only Terraform knows. @default false */
  readonly reachesS3?: boolean;
}

interface ProgramPoliciesProps {
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
