import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { type Construct } from "constructs";
import { type INamespace } from "../../namespace";

/** Denies all traffic of the pods of a namespace that no other policy allows. */
export const defaultDeny = (scope: Construct, { name, resource }: INamespace): NetworkPolicyV1 =>
  new NetworkPolicyV1(scope, "default-deny", {
    metadata: { name: "default-deny", namespace: name },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    dependsOn: [resource],
  });
