import { type EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { Construct } from "constructs";
import { type Hosts, type Install } from "../install";
import { withDescriptions, type Installed } from "../stack-outputs/output-value";
import OUTPUTS from "./cluster-descriptions.json";
import { hasModelBucketKey } from "../../environment/environment";
import { Cluster, controlPlaneLogGroup } from "../cluster/cluster";
import { ACCESS_POLICIES } from "../../facts/access-policies";
import { ClusterAccess } from "../cluster/cluster-access";
import { ClusterAdmins } from "../cluster/cluster-admins";
import { EncryptionKey } from "../encryption-key";
import { ZonalNodeGroup } from "../cluster/node-groups/node-group";
import { maxPodsOf } from "../cluster/node-groups/node-user-data";
import { subnetOutput } from "../network/network-outputs";
import { ImageRepository } from "../cluster/image-repository";
import { type ClusterOutputs } from "../cluster";
import { type NetworkOutputs } from "../stack-outputs/network";
import { fromPart } from "../cause";
import { ownId } from "../own-id";
import { bucketArn } from "../../facts/aws";
import { serviceTrustPolicy } from "../../facts/iam";
import { own } from "../../base/own";
import { type LayerReader } from "../stack-outputs/layer-reader";
import { LayerStack } from "../layer-stack";
import { ServiceRole } from "../service-role";
import { nameOfModel } from "./name-of-model";
import { type AddonHost, installAddons } from "./parts/addons";
import { keyOfPart } from "./parts/key-of-part";
import { type EnvironmentConfig } from "../../environment/schema";
import { textOfFile } from "../names/text-of-file";
import { peopleGroup } from "../names/people";
import { addedFor, causedBy } from "./cause";
import { contributed } from "./contributions";
import { ownedRepositories } from "./images";
import { type ComposedEnvironment } from "../contract";
import { neededProxy } from "../needs";
import { PrivateBucket } from "../private-bucket";

type ModelBucket = Hosts["cluster"]["modelBucket"];

/** The EKS cluster with its nodes and add-ons, image repositories and the model bucket. */
export class ClusterStack extends LayerStack {
  private readonly network: LayerReader<NetworkOutputs>;

  constructor(
    scope: Construct,
    environment: ComposedEnvironment,
    installs: Readonly<Record<string, Install>>,
  ) {
    super(scope, environment, "cluster");
    this.network = this.read<NetworkOutputs>("network");
    const key = this.encryptionKey();
    const cluster = this.createCluster(key);
    const host = this.addonHost(cluster, key);
    const nodes = this.nodes(cluster, host);
    installAddons(this, "after-nodes", host, nodes);
    const modelRepositoryArns = this.repositories(key);
    const bucket = this.modelBucket(key);
    const installed = this.install(installs, cluster, key, nodes, modelRepositoryArns, bucket);
    this.exportCluster(cluster, bucket);
    this.export(installed);
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
        ...this.environment.parts.flatMap(({ contributes }) => contributes.encryptedLogGroups),
      ],
      preventDestroy: isClusterKeyOfModelBucket(config),
    });
  }

  private createCluster(key: EncryptionKey): Cluster {
    const { config, names } = this.environment;
    const { version, roleName, admins, access, deployerRole, apiAccess, logTypes, logRetentionDays } =
      config.cluster;
    const cluster = new Cluster(this, "Cluster", {
      location: this.location,
      clusterName: names.cluster,
      roleName: roleName ?? `${names.prefix}-cluster`,
      kubernetesVersion: version,
      subnetIds: this.clusterSubnetIds("controlPlane"),
      securityGroupId: this.network.text("eks_control_plane_security_group_id"),
      kmsKeyArn: key.arn,
      logTypes,
      logRetentionDays,
      serviceCidr: config.cluster.serviceCidr,
      publicAccessCidrs: apiAccess.publicCidrs,
    });
    const admitted = new ClusterAdmins(this, "Admins", {
      location: this.location,
      clusterName: cluster.clusterName,
      roleArns: [...new Set([...admins, ...(deployerRole === undefined ? [] : [deployerRole])])],
    });
    fromPart(admitted, ["cluster", "admins"]);
    const others = new ClusterAccess(this, "Access", {
      location: this.location,
      clusterName: cluster.clusterName,
      roles: access.map(({ role, people = [], policy, namespaces = [config.namespace], groups }) => ({
        roleArn: role,
        ...(policy ? { policy: { name: ACCESS_POLICIES[policy], namespaces } } : {}),
        groups: [...groups, ...people.map(peopleGroup)],
      })),
    });
    fromPart(others, ["cluster", "access"]);
    return cluster;
  }

  /** Prerequisites of nodes, then the nodes. */
  private nodes(cluster: Cluster, host: AddonHost): EksNodeGroup[] {
    const { config, names, parts } = this.environment;
    const daemons = installAddons(this, "before-nodes", host, []);
    // Permissions of pods, including the CNI's, are in roles of their service accounts; with a hop limit of 1, pods cannot use this role.
    const role = new ServiceRole(this, "nodes", {
      location: this.location,
      roleName: `${names.prefix}-nodes`,
      description: "Joins the cluster and pulls images",
      trust: serviceTrustPolicy("ec2.amazonaws.com"),
      managedPolicies: contributed(this.environment, "nodePolicies"),
      inlinePolicies: Object.fromEntries(
        parts.flatMap(({ contributes }) => Object.entries(contributes.nodeStatements)),
      ),
    });
    const groups = new Construct(this, "NodeGroups");
    const proxy = neededProxy(this.environment)?.variables;
    const { podCidr } = config.network;
    const { podAddresses } = config.cluster;
    return Object.entries(config.cluster.nodeGroups).flatMap(([groupName, group]) => {
      const nodes = new ZonalNodeGroup(groups, ownId(groups, groupName), {
        ...group,
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
        maxPods: maxPodsOf(
          group.instanceTypes,
          podAddresses,
          config.instanceTypes ?? {},
          podCidr !== undefined,
        ),
        podCidr,
        externalAutoscaler: config.cluster.externalNodeAutoscaler,
        autoscaled: parts.some(({ provides }) => provides.includes("node-autoscaler")),
        scheduledSizes:
          group.blockWindow !== undefined ||
          parts.some(({ contributes }) => contributes.setsNodeCounts === true),
        repaired: parts.some(({ contributes }) => contributes.repairsNodes === true),
        diskKeyArn: config.cluster.nodeVolumes.kmsKeyArn,
        bottlerocket: group.amiType === "Bottlerocket",
        proxy,
        ...(group.capacityReservation ? { capacityReservationId: group.capacityReservation } : {}),
        ...(group.userData ? { script: textOfFile(this.environment.files, group.userData) } : {}),
        tags: this.tags,
        after: [...daemons, ...role.ready],
      });
      const path = ["cluster", "nodeGroups", groupName];
      return fromPart(causedBy(nodes, { path, value: groupName }), path).nodes;
    });
  }

  private addonHost({ clusterName, oidc }: Cluster, { arn: kmsKeyArn }: EncryptionKey): AddonHost {
    const { environment, location, tags, network } = this;
    return {
      environment,
      location,
      namePrefix: environment.names.prefix,
      oidc,
      clusterName,
      kmsKeyArn,
      references: {
        region: location.region,
        clusterName,
        tags,
        podSubnetId: (letter: string) => network.text(subnetOutput("pod", letter)),
        get vpcId() {
          return network.text("vpc_id");
        },
      },
    };
  }

  /** Resources of parts beyond their add-ons. */
  private install(
    installs: Readonly<Record<string, Install>>,
    cluster: Cluster,
    { arn: kmsKeyArn }: EncryptionKey,
    nodes: readonly EksNodeGroup[],
    modelRepositoryArns: readonly string[],
    modelBucket: ModelBucket,
  ): Installed {
    const { environment, location, network } = this;
    const { config } = environment;
    const host = {
      environment,
      location,
      network,
      clusterName: cluster.clusterName,
      clusterArn: cluster.arn,
      clusterSecurityGroupId: cluster.securityGroupId,
      subnetIds: this.clusterSubnetIds(),
      kmsKeyArn,
      nodeGroups: Object.fromEntries(
        nodes.map(({ nodeGroupNameInput = "", nodeGroupName: name, arn }) => [
          nodeGroupNameInput,
          { name, arn },
        ]),
      ),
      oidc: cluster.oidc,
      modelRepositoryArns,
      modelBucket,
    };
    return Object.assign(
      {},
      ...environment.parts.map((part) =>
        addedFor(this, keyOfPart(config, part), () => own(installs, part.id)?.cluster?.(this, host)),
      ),
    ) as Installed;
  }

  /**
   * ARNs of the models' repositories, which are created with those of mirrors. Repository names begin with the environment's name, but
   * addresses do not contain it.
   */
  private repositories(key: EncryptionKey): string[] {
    const scope = new Construct(this, "Repositories");
    const { models, mirrors } = ownedRepositories(this.environment);
    const indexes = new Map(this.environment.config.models.map(({ name }, index) => [name, index]));
    // A model that is added with the name of a mirror gets another id than the mirror, which keeps its own.
    const ids = new Map(
      [...mirrors, ...models].map((name) => [name, ownId(scope, name.split("/").slice(1).join("-"), name)]),
    );
    return [...models, ...mirrors].flatMap((repositoryName) => {
      const id = ids.get(repositoryName) as string;
      const repository = new ImageRepository(scope, id, { repositoryName, kmsKeyArn: key.arn });
      const name = repositoryName.split("/").slice(1).join("/");
      if (!models.includes(repositoryName)) return [];
      const index = indexes.get(name);
      const cause = index === undefined ? undefined : nameOfModel({ name }, index);
      if (cause) causedBy(repository, cause);
      fromPart(repository, cause?.path ?? ["models"]);
      return [repository.arn];
    });
  }

  /** The bucket that Terraform creates, or the existing one of the file. */
  private modelBucket(key: EncryptionKey): ModelBucket {
    const { names, config } = this.environment;
    const kmsKeyArn = config.modelBucket.kmsKeyArn ?? key.arn;
    const bucket =
      config.modelBucket.existingName === undefined
        ? new PrivateBucket(this, "models", {
            bucketName: names.modelBucket,
            kmsKeyArn,
            intelligentTiering: true,
            ...(config.accessLogs ? { logs: { bucketName: names.logBucket } } : {}),
          })
        : undefined;
    if (bucket) fromPart(bucket, ["modelBucket"]);
    return {
      name: bucket?.bucketName ?? names.modelBucket,
      arn: bucket?.arn ?? bucketArn(this.location, names.modelBucket),
      ...(hasModelBucketKey(config) ? { kmsKeyArn } : {}),
    };
  }

  private exportCluster(cluster: Cluster, bucket: ModelBucket): void {
    const { names, config } = this.environment;
    this.export<ClusterOutputs>(
      withDescriptions(OUTPUTS.descriptions, {
        cluster_name: cluster.clusterName,
        cluster_endpoint: cluster.endpoint,
        cluster_certificate_authority: cluster.certificateAuthority,
        oidc_provider_arn: cluster.oidc.arn,
        oidc_issuer: cluster.oidc.issuer,
        cluster_security_group_id: cluster.securityGroupId,
        update_kubeconfig_command: `aws eks update-kubeconfig --name ${names.cluster} --region ${config.region}`,
        model_bucket: bucket.name,
        model_bucket_arn: bucket.arn,
        model_bucket_kms_key_arn: bucket.kmsKeyArn,
      }),
    );
  }

  /** Private subnets, or those of the control plane, in the zones that the cluster was created in, even if the network has more now. */
  private clusterSubnetIds(role?: "controlPlane"): string[] {
    const { cluster, network } = this.environment.config;
    const isApart = role && network.controlPlaneSubnets !== undefined;
    return (cluster.zones ?? network.zones).map((zone) =>
      isApart ? this.network.text(subnetOutput(role, zone)) : this.privateSubnetId(zone),
    );
  }

  private privateSubnetId(zone: string): string {
    return this.network.entry("private_workload_subnet_ids_by_zone", zone);
  }
}

/** True if the cluster's key encrypts the model bucket, and must exist as long as the files in it. */
const isClusterKeyOfModelBucket = ({ modelBucket }: Pick<EnvironmentConfig, "modelBucket">): boolean =>
  modelBucket.existingName === undefined && modelBucket.kmsKeyArn === undefined;
