import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { AwsLocation } from "../facts/aws";
import { type ClusterOutputs } from "./cluster";
import type { LayerReader } from "./stack-outputs/layer-reader";
import type { INetwork, NetworkOutputs } from "./stack-outputs/network";
import type { Installed } from "./stack-outputs/output-value";
import { type ComposedEnvironment } from "./contract";
import { type INamespace } from "./namespace";
import { type IOidcProvider } from "./constructs/identity/irsa-trust";

/**
 * Resources of a part beyond its identities and releases: a function for each layer that it works in. The names of its
 * outputs begin with the id of the part; later layers read them.
 */
export interface Install {
  /** A network that Terraform creates or completes; one by names gets no resources. @default - none */
  readonly network?: (stack: Construct, host: Hosts["network"]) => Installed;
  /** @default - none */
  readonly cluster?: (stack: Construct, host: Hosts["cluster"]) => Installed;
  /** @default - none */
  readonly platform?: (stack: Construct, host: Hosts["platform"]) => Installed;
  /** @default - none */
  readonly models?: (stack: Construct, host: Hosts["models"]) => Installed;
}

/** Input of a function of a layer. */
export interface Hosts {
  readonly network: NetworkHost;
  readonly cluster: ClusterHost;
  readonly platform: PlatformHost;
  readonly models: ModelsHost;
}

interface Host {
  readonly environment: ComposedEnvironment;
  readonly location: AwsLocation;
}

interface NetworkHost extends Host {
  readonly network: INetwork;
  /** Names of interface endpoints in DNS, for alias records, by service. */
  readonly endpointAliases: Readonly<Record<string, DnsAlias>>;
  /** Attachments to other networks, by name, which exist before what refers to those networks. */
  readonly attachments: Readonly<Record<string, ITerraformDependable>>;
}

/** Target of an alias record. */
interface DnsAlias {
  readonly name: string;
  readonly zoneId: string;
}

interface LaterHost extends Host {
  readonly network: LayerReader<NetworkOutputs>;
}

interface ClusterHost extends LaterHost {
  readonly clusterName: string;
  readonly clusterArn: string;
  /** Group that EKS creates, which the control plane and pods on Fargate have. */
  readonly clusterSecurityGroupId: string;
  /** Private subnets in the zones of the cluster. */
  readonly subnetIds: readonly string[];
  /** Key of the cluster, which encrypts log groups. */
  readonly kmsKeyArn: string;
  /** Node groups of each zone, by their name in EKS. */
  readonly nodeGroups: Readonly<Record<string, { readonly name: string; readonly arn: string }>>;
  /** Provider of the cluster's identities, for roles of pods that a part needs in this layer. */
  readonly oidc: IOidcProvider;
  /** ECR repositories of models that the environment owns. */
  readonly modelRepositoryArns: readonly string[];
  /** Bucket with the files of models, which can exist outside of Terraform. */
  readonly modelBucket: ModelBucket;
}

interface ModelBucket {
  readonly name: string;
  readonly arn: string;
  /** Key that encrypts its objects. @default - not known, for an existing bucket */
  readonly kmsKeyArn?: string;
}

interface InCluster extends LaterHost {
  readonly cluster: LayerReader<ClusterOutputs>;
  /** Address of the Service of the Kubernetes API. */
  readonly apiServerIp: () => string;
}

interface PlatformHost extends InCluster {
  /** The resource of a namespace that a chart of a part has created. Throws an error for another namespace. */
  readonly namespaceResource: (name: string) => ITerraformDependable;
  /** The release of a chart of a part. Throws an error for another chart. */
  readonly release: (name: string) => ITerraformDependable;
  /** Creates resources before the release of a chart, and destroys them after it. Throws an error for an unknown one. */
  readonly installBefore: (release: string, resources: readonly ITerraformDependable[]) => void;
}

interface ModelsHost extends InCluster {
  /** Namespace of the models. */
  readonly namespace: INamespace;
}
