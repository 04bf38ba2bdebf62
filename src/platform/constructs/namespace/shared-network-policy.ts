import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { ALL_MODELS } from "../../models/all-models";
import { type SharedTraffic, sharedEgress, sharedIngress } from "../../models/traffic";
import { type INamespace } from "../../namespace";
import { toRanges } from "../network-policies/policy-rules";

export interface SharedNetworkPolicyProps extends SharedTraffic {
  readonly namespace: INamespace;
}

/**
 * Allows the paths that all models use, in a namespace that denies all traffic. It belongs to the namespace and
 * not to a model: the pods of a removed model need it until they end.
 */
export class SharedNetworkPolicy extends Construct {
  readonly resource: NetworkPolicyV1;

  constructor(scope: Construct, id: string, props: SharedNetworkPolicyProps) {
    super(scope, id);
    const { namespace } = props;
    this.resource = new NetworkPolicyV1(this, "Resource", {
      metadata: { name: "all-models", namespace: namespace.name },
      spec: {
        podSelector: { matchLabels: ALL_MODELS },
        policyTypes: ["Ingress", "Egress"],
        ingress: sharedIngress(props),
        egress: sharedEgress(props),
      },
      dependsOn: [namespace.resource],
    });
    // cdktf appends this list to the existing one.
    this.resource.addOverride("spec.egress", [toRanges(props.s3Cidrs)]);
  }
}
