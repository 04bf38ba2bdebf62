import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import type { INamespace } from "../namespace/model-namespace";
import { modelLabels, modelSelector } from "./labels";
import { type NetworkRulesInput, egressRules, ingressRules, s3EgressRule } from "./network-rules";

export interface ModelNetworkPolicyProps extends NetworkRulesInput {
  readonly name: string;
  readonly namespace: INamespace;
  /** Ranges of S3 in the region. */
  readonly s3Cidrs: readonly string[];
}

/** Allows exactly the paths that a model uses, in a namespace that denies all traffic. */
export class ModelNetworkPolicy extends Construct {
  readonly resource: NetworkPolicyV1;

  constructor(scope: Construct, id: string, props: ModelNetworkPolicyProps) {
    super(scope, id);
    const { name, namespace, s3Cidrs } = props;
    this.resource = new NetworkPolicyV1(this, "Resource", {
      metadata: { name, namespace: namespace.name, labels: modelLabels(name) },
      spec: {
        podSelector: { matchLabels: modelSelector(name) },
        policyTypes: ["Ingress", "Egress"],
        ingress: ingressRules(props),
        egress: egressRules(props),
      },
      dependsOn: [namespace.resource],
    });
    // cdktf appends this list to the existing one.
    this.resource.addOverride("spec.egress", [s3EgressRule(s3Cidrs)]);
  }
}
