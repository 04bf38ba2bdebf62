import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { fromPart } from "../cause";
import type { ClusterOutputs } from "../cluster";
import type { LayerReader } from "../stack-outputs/layer-reader";

/**
 * Connects a stack's providers to the cluster. `aws eks get-token` fetches a credential in each Terraform
 * run, so state and plan contain no token.
 *
 * @param deployerRole role that the command assumes; undefined for the identity that runs Terraform
 */
export function connectToCluster(
  scope: Construct,
  cluster: LayerReader<ClusterOutputs>,
  region: string,
  deployerRole: string | undefined,
): void {
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: [
      ...["eks", "get-token", "--cluster-name", cluster.text("cluster_name"), "--region", region],
      ...(deployerRole === undefined ? [] : ["--role-arn", deployerRole]),
    ],
  };
  const connection = {
    host: cluster.text("cluster_endpoint"),
    clusterCaCertificate: Fn.base64decode(cluster.text("cluster_certificate_authority")),
  };
  const key = ["cluster", "deployerRole"];
  fromPart(new KubernetesProvider(scope, "kubernetes", { ...connection, exec: [exec] }), key);
  fromPart(new HelmProvider(scope, "helm", { kubernetes: { ...connection, exec } }), key);
}
