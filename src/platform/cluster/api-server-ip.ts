import { DataKubernetesServiceV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1";
import type { Construct } from "constructs";

const ID = "kubernetes-api";

/**
 * Address of the Service of the Kubernetes API. It is read once for each stack, at plan, and not derived: EKS chooses the
 * range of Services depending on the range of the VPC.
 */
export function apiServerIp(stack: Construct): string {
  const known = stack.node.tryFindChild(ID) as DataKubernetesServiceV1 | undefined;
  const service =
    known ??
    new DataKubernetesServiceV1(stack, ID, { metadata: { name: "kubernetes", namespace: "default" } });
  return service.spec.get(0).clusterIp;
}
