import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ADDON_BUILDS } from "../catalog/addons";
import { modelPorts, scrapedPorts } from "../config/components";
import { type Environment, hasModelBucketKey, isClusterKeyOfModelBucket } from "../config/environment";
import { ownedRepositories } from "../config/images";
import { Addon, type AddonHost } from "../constructs/cluster/addon";
import { Cluster, controlPlaneLogGroup } from "../constructs/cluster/cluster";
import { ClusterAdmins } from "../constructs/cluster/cluster-admins";
import { ContainerInsights, insightsLogGroupPrefix } from "../constructs/cluster/container-insights";
import { FargateProfile } from "../constructs/cluster/fargate-profile";
import { FargateRules } from "../constructs/cluster/fargate-rules";
import { NodeAddons } from "../constructs/cluster/node-addons";
import { EncryptionKey } from "../constructs/encryption/encryption-key";
import { NodeGroup } from "../constructs/node-groups/node-group";
import { NodeRole } from "../constructs/node-groups/node-role";
import { ImageRepository } from "../constructs/registry/image-repository";
import { PrivateBucket } from "../constructs/storage/private-bucket";
import type { ClusterOutputs } from "../stack-outputs/cluster";
import type { NetworkOutputs } from "../stack-outputs/network";
import { ownId } from "../constructs/own-id";
import { imageList } from "../config/image-list";
import { addStackFile } from "../constructs/stack-files";
import { bucketArn } from "../core/aws";
import type { LayerReader } from "./layer-reader";
import { LayerStack } from "./layer-stack";

/** Images and charts to push before platform and models are applied. */
export const IMAGE_LIST = "images.json";

/** The EKS cluster with its nodes and add-ons, image repositories and the model bucket. */
export class ClusterStack extends LayerStack {
  private readonly network: LayerReader<NetworkOutputs>;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "cluster");
    this.network = this.read<NetworkOutputs>("network");
    const key = this.encryptionKey();
    const cluster = this.createCluster(key);
    const host: AddonHost = {
      clusterName: cluster.clusterName,
      kubernetesVersion: environment.config.cluster.version,
      addonVersions: addonVersions(environment),
    };
    const nodes = this.nodes(cluster, host);
    this.podAddons(cluster, host, nodes, key);
    const fargateLogs = environment.config.cluster.fargate ? this.fargate(cluster, key) : undefined;
    this.repositories(key);
    addStackFile(this, IMAGE_LIST, `${JSON.stringify(imageList(environment), null, 2)}\n`);
    const bucket =
      environment.config.modelBucket.existingName === undefined ? this.modelBucket(key) : undefined;
    this.exportCluster(cluster, key, bucket, fargateLogs);
  }

  /** One key for the cluster's data. It must outlive the model files if it encrypts them. */
  private encryptionKey(): EncryptionKey {
    const { names, config } = this.environment;
    return new EncryptionKey(this, "cluster", {
      location: this.location,
      alias: `alias/${names.prefix}-cluster`,
      description: `Secrets, logs, images and model files of ${names.cluster}`,
      logGroups: [
        controlPlaneLogGroup(names.cluster),
        ...(config.cluster.observability ? [`${insightsLogGroupPrefix(names.cluster)}/*`] : []),
        ...(config.cluster.fargate ? [fargateLogGroup(names.cluster)] : []),
      ],
      preventDestroy: isClusterKeyOfModelBucket(config),
    });
  }

  private createCluster(key: EncryptionKey): Cluster {
    const { config, names } = this.environment;
    const { version, admins, deployerRole, apiAccess, logRetentionDays } = config.cluster;
    const cluster = new Cluster(this, "Cluster", {
      location: this.location,
      clusterName: names.cluster,
      namePrefix: names.prefix,
      kubernetesVersion: version,
      subnetIds: this.clusterSubnetIds(),
      securityGroupId: this.network.text("eks_control_plane_security_group_id"),
      kmsKeyArn: key.arn,
      logRetentionDays,
      publicAccessCidrs: apiAccess.publicCidrs,
    });
    new ClusterAdmins(this, "Admins", {
      location: this.location,
      clusterName: cluster.clusterName,
      roleArns: [...new Set([...admins, ...(deployerRole === undefined ? [] : [deployerRole])])],
    });
    return cluster;
  }

  /** Prerequisites of nodes, then the nodes. */
  private nodes(cluster: Cluster, host: AddonHost): ITerraformDependable[] {
    const { config, names } = this.environment;
    const daemons = new NodeAddons(this, "NodeAddons", {
      ...host,
      location: this.location,
      namePrefix: names.prefix,
      oidc: cluster.oidc,
      tags: this.tags,
    });
    const role = new NodeRole(this, "nodes", {
      location: this.location,
      namePrefix: names.prefix,
      sessionManager: config.cluster.sessionManager,
    });
    const groups = new Construct(this, "NodeGroups");
    return Object.entries(config.cluster.nodeGroups).flatMap(([groupName, group]) => {
      const { nodes } = new NodeGroup(groups, ownId(groups, groupName), {
        clusterName: cluster.clusterName,
        kubernetesVersion: config.cluster.version,
        releases: config.cluster.nodeReleases,
        groupName,
        namePrefix: names.prefix,
        roleArn: role.arn,
        securityGroupId: this.network.text("eks_nodes_security_group_id"),
        zones: (group.zones ?? config.network.zones).map((letter) => ({
          letter,
          subnetId: this.privateSubnetId(letter),
        })),
        instanceTypes: group.instanceTypes,
        minPerZone: group.minPerZone,
        maxPerZone: group.maxPerZone,
        externalAutoscaler: config.cluster.externalNodeAutoscaler,
        diskGiB: group.diskGiB,
        capacityType: group.capacityType,
        tags: this.tags,
        after: [...daemons.ready, ...role.ready],
      });
      return nodes;
    });
  }

  /** Add-ons that run as pods: without a node they never become healthy. */
  private podAddons(
    cluster: Cluster,
    host: AddonHost,
    nodes: ITerraformDependable[],
    key: EncryptionKey,
  ): void {
    const { config, names } = this.environment;
    const addons = new Construct(this, "PodAddons");
    new Addon(addons, "coredns", { ...host, after: nodes });
    new Addon(addons, "metrics-server", { ...host, after: nodes });
    if (config.cluster.observability) {
      new ContainerInsights(this, "ContainerInsights", {
        ...host,
        location: this.location,
        namePrefix: names.prefix,
        oidc: cluster.oidc,
        logGroupPrefix: insightsLogGroupPrefix(names.cluster),
        kmsKeyArn: key.arn,
        logRetentionDays: config.cluster.logRetentionDays,
        nodes,
      });
    }
  }

  private fargate(cluster: Cluster, key: EncryptionKey): string {
    const { config, names } = this.environment;
    const logGroupName = fargateLogGroup(names.cluster);
    new FargateProfile(this, "fargate", {
      location: this.location,
      clusterName: cluster.clusterName,
      namePrefix: names.prefix,
      namespace: config.namespace,
      subnetIds: this.clusterSubnetIds(),
      logGroupName,
      kmsKeyArn: key.arn,
      logRetentionDays: config.cluster.logRetentionDays,
    });
    new FargateRules(this, "FargateRules", {
      securityGroupIds: {
        cluster: cluster.securityGroupId,
        alb: this.network.text("alb_security_group_id"),
        nodes: this.network.text("eks_nodes_security_group_id"),
        endpoints: this.network.text("vpc_endpoints_security_group_id"),
      },
      modelPorts: modelPorts(config),
      scrapedPorts: scrapedPorts(config),
    });
    return logGroupName;
  }

  /** Repository names begin with the environment's name, but addresses do not contain it. */
  private repositories(key: EncryptionKey): void {
    const scope = new Construct(this, "Repositories");
    const { models, mirrors } = ownedRepositories(this.environment);
    // A model that is added with the name of a mirror gets another id than the mirror, which keeps its own.
    const ids = new Map(
      [...mirrors, ...models].map((name) => [name, ownId(scope, name.split("/").slice(1).join("-"), name)]),
    );
    for (const repositoryName of [...models, ...mirrors]) {
      const id = ids.get(repositoryName) as string;
      new ImageRepository(scope, id, { repositoryName, kmsKeyArn: key.arn });
    }
  }

  private modelBucket(key: EncryptionKey): PrivateBucket {
    return new PrivateBucket(this, "models", {
      bucketName: this.environment.names.modelBucket,
      kmsKeyArn: this.modelBucketKey(key),
      intelligentTiering: true,
      ...(this.environment.config.accessLogs
        ? { logs: { bucketName: this.environment.names.logBucket } }
        : {}),
    });
  }

  private modelBucketKey(key: EncryptionKey): string {
    return this.environment.config.modelBucket.kmsKeyArn ?? key.arn;
  }

  private exportCluster(
    cluster: Cluster,
    key: EncryptionKey,
    bucket: PrivateBucket | undefined,
    fargateLogs: string | undefined,
  ): void {
    const { names, config } = this.environment;
    this.export<ClusterOutputs>({
      cluster_name: { value: cluster.clusterName, description: "EKS cluster" },
      cluster_endpoint: { value: cluster.endpoint, description: "Address of the Kubernetes API" },
      cluster_certificate_authority: {
        value: cluster.certificateAuthority,
        description: "Certificate authority of the Kubernetes API, base64",
      },
      oidc_provider_arn: {
        value: cluster.oidc.arn,
        description: "IAM's provider of the cluster's identities",
      },
      oidc_issuer: {
        value: cluster.oidc.issuer,
        description: "Issuer of the cluster's identities, without https://",
      },
      cluster_security_group_id: {
        value: cluster.securityGroupId,
        description: "Group that EKS made, which Fargate pods carry",
      },
      update_kubeconfig_command: {
        value: `aws eks update-kubeconfig --name ${names.cluster} --region ${config.region}`,
        description: "Writes an entry for the cluster to kubeconfig",
      },
      model_bucket: {
        value: bucket?.bucketName ?? names.modelBucket,
        description: "Bucket of the models' files",
      },
      model_bucket_arn: {
        value: bucket?.arn ?? bucketArn(this.location, names.modelBucket),
        description: "ARN of that bucket",
      },
      model_bucket_kms_key_arn: hasModelBucketKey(config)
        ? { value: this.modelBucketKey(key), description: "Key that encrypts that bucket" }
        : undefined,
      fargate_log_group:
        fargateLogs === undefined
          ? undefined
          : { value: fargateLogs, description: "Log group of Fargate pods" },
    });
  }

  /** Private subnets in the zones that the cluster was created in, even if the network has more zones now. */
  private clusterSubnetIds(): string[] {
    const { cluster, network } = this.environment.config;
    return (cluster.zones ?? network.zones).map((zone) => this.privateSubnetId(zone));
  }

  private privateSubnetId(zone: string): string {
    const index = this.environment.config.network.zones.indexOf(zone);
    return this.network.item("private_workload_subnet_ids", index);
  }
}

const fargateLogGroup = (clusterName: string): string => `/aws/eks/${clusterName}/fargate`;

/** Add-on versions of the environment, with the versions that fit its Kubernetes version as defaults. */
function addonVersions({ config }: Environment): AddonHost["addonVersions"] {
  const { version, addonVersions: asked } = config.cluster;
  return { ...ADDON_BUILDS[version], ...asked };
}
