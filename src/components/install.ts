import type { Construct } from "constructs";
import type { AwsLocation } from "../core/aws";
import type { ClusterOutputs } from "../stack-outputs/cluster";
import type { LayerReader } from "../stack-outputs/layer-reader";
import type { NetworkOutputs } from "../stack-outputs/network";
import type { OutputValue } from "../stack-outputs/output-value";
import type { ComposedEnvironment } from "./compose";

/**
 * Resources of a part beyond its identities and releases: a function for each layer that it works in. The names of its
 * outputs begin with the id of the part; later layers read them.
 */
export interface Install {
  /** @default - none */
  readonly cluster?: (stack: Construct, host: ClusterHost) => Installed;
  /** @default - none */
  readonly platform?: (stack: Construct, host: PlatformHost) => Installed;
}

/** Outputs of the layer, by name. */
export type Installed = Readonly<Record<string, OutputValue>>;

interface Host {
  readonly environment: ComposedEnvironment;
  readonly location: AwsLocation;
  readonly network: LayerReader<NetworkOutputs>;
}

export interface ClusterHost extends Host {
  readonly clusterName: string;
  /** Group that EKS creates, which the control plane and pods on Fargate have. */
  readonly clusterSecurityGroupId: string;
  /** Private subnets in the zones of the cluster. */
  readonly subnetIds: readonly string[];
  /** Key of the cluster, which encrypts log groups. */
  readonly kmsKeyArn: string;
  /** ECR repositories of models and mirrors that the environment owns. */
  readonly repositoryArns: readonly string[];
}

export interface PlatformHost extends Host {
  readonly cluster: LayerReader<ClusterOutputs>;
}
