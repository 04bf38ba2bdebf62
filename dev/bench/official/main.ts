/**
 * The same program in the way of cdktf's own template: `cdktf synth` runs it by ts-node, which checks types, and
 * resource types come from the barrels of their providers. Only the bench runs this.
 */
import * as aws from "@cdktf/provider-aws";
import * as helm from "@cdktf/provider-helm";
import * as kubernetes from "@cdktf/provider-kubernetes";
import "../../../main";

export const providers = [
  aws.provider.AwsProvider,
  helm.provider.HelmProvider,
  kubernetes.provider.KubernetesProvider,
];
