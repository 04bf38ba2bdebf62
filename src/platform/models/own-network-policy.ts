import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import { modelSelector } from "../labels";
import { modelLabels } from "./labels";
import { type OwnTraffic, ownEgress, ownIngress } from "./traffic";
import { toRanges } from "../constructs/network-policies/policy-rules";
import { type INamespace } from "../namespace";

export interface OwnNetworkPolicyProps extends OwnTraffic {
  readonly name: string;
  readonly namespace: INamespace;
}

/** Allows the paths that a model uses besides those of all models. */
export class OwnNetworkPolicy extends Construct {
  readonly resource: NetworkPolicyV1;

  constructor(scope: Construct, id: string, props: OwnNetworkPolicyProps) {
    super(scope, id);
    const { name, namespace } = props;
    const [ingress, egress] = [ownIngress(props), ownEgress(props)];
    this.resource = new NetworkPolicyV1(this, "Resource", {
      metadata: { name, namespace: namespace.name, labels: modelLabels(name) },
      spec: {
        podSelector: { matchLabels: modelSelector(name) },
        policyTypes: ["Ingress", "Egress"],
        ...(ingress.length > 0 ? { ingress } : {}),
        ...(egress.length > 0 ? { egress } : {}),
      },
      dependsOn: [namespace.resource],
    });
    // cdktf appends this list to an existing one.
    if (props.dynamoDbCidrs) this.resource.addOverride("spec.egress", [toRanges(props.dynamoDbCidrs)]);
  }
}
