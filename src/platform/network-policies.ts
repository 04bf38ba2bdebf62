import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { egressRule, ingressRule, podsWith, toRanges } from "./constructs/network-policies/policy-rules";
import { defaultDeny } from "./constructs/network-policies/default-deny";
import { type PodTraffic } from "./pod-traffic";
import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list";
import { awsCommand } from "./network/existing/aws-command";
import { claim } from "./network/existing/check";
import { type INamespace } from "./namespace";

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
      podSelector: podsWith(pods),
      policyTypes: ["Ingress", "Egress"],
      ...(ingress.length > 0 ? { ingress: ingress.map(ingressRule) } : {}),
      ...(egress.length > 0 ? { egress: egress.map(egressRule) } : {}),
    },
    dependsOn: [namespace.resource],
  });
  // cdktf appends this list to the existing one.
  if (reachesS3) policy.addOverride("spec.egress", [toRanges(s3Cidrs)]);
  return policy;
}

/**
 * Ranges of a service with a gateway in a region, for rules of network policies. A plan fails if there are none: a rule without a destination
 * allows all of them.
 */
export function gatewayRanges(scope: Construct, region: string, service: "s3" | "dynamodb"): string[] {
  const name = `com.amazonaws.${region}.${service}`;
  const show = awsCommand(region, "ec2 describe-prefix-lists", {
    filters: `Name=prefix-list-name,Values=${name}`,
  });
  const problem = `the prefix list ${name} has no ranges, so a network policy would allow HTTPS to every address; to see the list`;
  const postcondition = [claim("${length(self.cidr_blocks) > 0}", problem, show)];
  return new DataAwsPrefixList(scope, service, { name, lifecycle: { postcondition } }).cidrBlocks;
}
