import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { BOTTLEROCKET } from "../../../facts/bottlerocket";
import { DISK_OF_NODE, allocatableStoreMiB } from "../../../facts/node-disk";
import { formulas } from "../../../terraform/formulas";
import { instanceStoreGB } from "../../../facts/instance-store";
import { type AmiType, nodeImage } from "../../../facts/instance-types";
import { nodeRelease } from "../../../facts/node-releases";
import { GPU_TAINT, NODE_LABELS } from "../../../facts/labels";
import { type NodeUserDataProps, bottlerocketUserData, nodeUserData } from "./node-user-data";

const DEFAULT_DISK_GIB = 50;

/**
 * Tag by which the Cluster Autoscaler knows the disk of a group without nodes, whose launch template it does not read
 * for that. It reads CPU, memory, GPUs, labels and taints from EC2 and EKS. Without the disk, no pod that requests
 * ephemeral storage adds the first node.
 *
 * Source: kubernetes/autoscaler, `cloudprovider/aws/aws_manager.go` of 2026-08-22 (read 2026-11-22).
 */
const DISK_TAG = "k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage";

/**
 * Label with which the Cluster Autoscaler waits for the GPUs of a new node, instead of adding another one. Its value has
 * no effect on that. Same source, "Special note on GPU instances".
 */
const ACCELERATOR = { "k8s.amazonaws.com/accelerator": "nvidia" } as const;

/** A taint, with the effect as Kubernetes names it. */
export interface NodeTaint {
  readonly key: string;
  /** @default - none */
  readonly value?: string | undefined;
  readonly effect: keyof typeof EFFECTS;
}

/** Effects of taints as EKS names them (EKS API reference, Taint, read 2026-11-25). */
const EFFECTS = { NoSchedule: "NO_SCHEDULE", PreferNoSchedule: "PREFER_NO_SCHEDULE" } as const;

export interface NodeGroupProps extends NodeUserDataProps {
  readonly clusterName: string;
  /**
   * Kubernetes version of nodes without a release: that of the cluster, so that an upgrade includes the nodes. A release has the
   * version of its own.
   */
  readonly kubernetesVersion: string;
  /**
   * Releases of AMIs by AMI type. EKS takes the newest one for a group without a release, when it creates the group. The
   * launch template sets no image, with which EKS would refuse a release.
   */
  readonly releases: Readonly<Partial<Record<AmiType, string>>>;
  /** Name of the group, also a label of its nodes. */
  readonly groupName: string;
  /** Prefix of the names of launch template and instances. */
  readonly namePrefix: string;
  readonly roleArn: string;
  /** The only security group on the interfaces of a node. */
  readonly securityGroupId: string;
  /** Zones with nodes, by letter, and a private subnet in each. */
  readonly zones: readonly { readonly letter: string; readonly subnetId: string }[];
  /** Instance types of one architecture, either all with GPUs or all without. */
  readonly instanceTypes: readonly string[];
  readonly minPerZone: number;
  readonly maxPerZone: number;
  /**
   * Whether an autoscaler outside of Terraform sets the number of nodes between the bounds. Terraform then sets it at the
   * creation of a group only.
   *
   * @default false - the number of nodes is the minimum
   */
  readonly externalAutoscaler?: boolean;
  /**
   * Whether the Cluster Autoscaler of the platform sets the number of nodes, with the same effect. The group then also
   * describes its nodes for it.
   *
   * @default false
   */
  readonly autoscaled?: boolean;
  /**
   * Whether a schedule outside of Terraform sets minimum, maximum and number of nodes. Terraform then sets them at the
   * creation of a group only.
   *
   * @default false - Terraform sets them
   */
  readonly scheduledSizes?: boolean;
  /** Whether EKS reboots or replaces nodes that report an error. @default false */
  readonly repaired?: boolean;
  /** Nodes that an update drains at once, or a share of them such as `50%`. @default 1 */
  readonly maxUnavailable?: number | string | undefined;
  /** Labels of the nodes, beside that of the group. @default - none */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Taints of the nodes, beside that of GPUs. @default - none */
  readonly taints?: readonly NodeTaint[] | undefined;
  /** Whether the nodes have Bottlerocket in place of AL2023. @default false */
  readonly bottlerocket?: boolean;
  /** Size of the disk with images and ephemeral storage, in GiB. @default 50 */
  readonly diskGiB?: number;
  /** Operations of the root disk per second. @default - those that gp3 includes */
  readonly diskIops?: number | undefined;
  /** Throughput of the root disk, in MiB per second. @default - that which gp3 includes */
  readonly diskMiBps?: number | undefined;
  /** Key that encrypts all disks. @default - the default key of the account for EBS */
  readonly diskKeyArn?: string | undefined;
  /** Capacity reservation in which all nodes start. @default - none */
  readonly capacityReservationId?: string;
  /** Capacity type. @default "ON_DEMAND" */
  readonly capacityType?: "ON_DEMAND" | "SPOT" | "CAPACITY_BLOCK";
  /** Tags of instances, volumes and interfaces. The provider's default tags do not apply to them. */
  readonly tags: Readonly<Record<string, string>>;
  /** Resources that nodes need to become ready. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * Nodes of one kind: a managed node group in each zone. EKS replaces a node group whose subnets change, so a
 * group over all zones would lose its nodes when a zone is added. An autoscaler can also add a node in the
 * zone that a pod needs.
 */
export class ZonalNodeGroup extends Construct {
  readonly nodes: readonly EksNodeGroup[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NodeGroupProps,
  ) {
    super(scope, id);
    const template = this.launchTemplate();
    this.nodes = props.zones.map(({ letter, subnetId }) => this.inZone(letter, subnetId, template));
  }

  private launchTemplate(): LaunchTemplate {
    const { namePrefix, groupName, securityGroupId, capacityReservationId, bottlerocket, tags, diskKeyArn } =
      this.props;
    const name = `${namePrefix}-${groupName}`;
    return new LaunchTemplate(this, "Template", {
      name,
      description: `Nodes of group ${groupName}`,
      updateDefaultVersion: true,
      userData: bottlerocket ? bottlerocketUserData(this.props) : nodeUserData(this.props),
      // The image of Bottlerocket leaves the disk of its system unencrypted.
      blockDeviceMappings: bottlerocket
        ? [
            disk(ROOT_DEVICE, { diskGiB: BOTTLEROCKET.systemGiB, diskKeyArn }),
            disk(BOTTLEROCKET.dataDevice, this.props),
          ]
        : [disk(ROOT_DEVICE, this.props)],
      ...(capacityReservationId
        ? { capacityReservationSpecification: { capacityReservationTarget: { capacityReservationId } } }
        : {}),
      // EKS expects both in the template of a block (its user guide, "capacity-blocks-mng", read 2026-11-28).
      ...(isBlock(this.props)
        ? {
            instanceType: this.props.instanceTypes[0] ?? "",
            instanceMarketOptions: { marketType: "capacity-block" },
          }
        : {}),
      // With a hop limit of 1, pods cannot use the node's role.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      // EKS adds its own security group only if none is set here.
      networkInterfaces: [
        {
          associatePublicIpAddress: "false",
          deleteOnTermination: "true",
          securityGroups: [securityGroupId],
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { ...tags, Name: name },
      })),
    });
  }

  private inZone(letter: string, subnetId: string, template: LaunchTemplate): EksNodeGroup {
    const { props } = this;
    const { gpu, amiType: al2023 } = nodeImage(props.instanceTypes);
    const amiType = props.bottlerocket ? BOTTLEROCKET.amiTypes[al2023] : al2023;
    if (!amiType) throw new Error(`${al2023} has no counterpart with Bottlerocket`);
    const taints = [
      ...(gpu ? [{ ...GPU_TAINT, effect: EFFECTS.NoSchedule }] : []),
      ...(props.taints ?? []).map(({ key, value, effect }) => ({
        key,
        effect: EFFECTS[effect],
        ...(value === undefined ? {} : { value }),
      })),
    ];
    const releaseVersion = props.releases[amiType];
    return new EksNodeGroup(this, letter, {
      clusterName: props.clusterName,
      nodeGroupName: `${props.groupName}-${letter}`,
      nodeRoleArn: props.roleArn,
      subnetIds: [subnetId],
      version: nodeRelease(releaseVersion ?? "")?.minor ?? props.kubernetesVersion,
      ...(releaseVersion === undefined ? {} : { releaseVersion }),
      amiType,
      // EKS refuses types beside that of a template.
      ...(isBlock(props) ? {} : { instanceTypes: [...props.instanceTypes] }),
      capacityType: props.capacityType ?? "ON_DEMAND",
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      scalingConfig: {
        minSize: props.minPerZone,
        desiredSize: props.minPerZone,
        maxSize: props.maxPerZone,
      },
      updateConfig: unavailable(props.maxUnavailable),
      ...(props.repaired ? { nodeRepairConfig: { enabled: true } } : {}),
      labels: {
        ...props.labels,
        [NODE_LABELS.group]: props.groupName,
        ...(gpu ? { [NODE_LABELS.gpu]: "true" } : {}),
        ...(gpu && props.autoscaled ? ACCELERATOR : {}),
      },
      ...(taints.length > 0 ? { taint: taints } : {}),
      ...(props.autoscaled ? { tags: { [DISK_TAG]: `${allocatableMiB(props)}Mi` } } : {}),
      ...ignoredSizes(props),
      dependsOn: [...props.after],
    });
  }
}

const unavailable = (given: number | string = 1) =>
  typeof given === "number"
    ? { maxUnavailable: given }
    : { maxUnavailablePercentage: Number.parseInt(given, 10) };

const ROOT_DEVICE = "/dev/xvda";

/** The disk with images and ephemeral storage. */
const disk = (
  deviceName: string,
  { diskGiB = DEFAULT_DISK_GIB, diskIops, diskMiBps, diskKeyArn }: Partial<NodeGroupProps>,
) => ({
  deviceName,
  ebs: {
    volumeType: "gp3",
    volumeSize: diskGiB,
    ...(diskIops === undefined ? {} : { iops: diskIops }),
    ...(diskMiBps === undefined ? {} : { throughput: diskMiBps }),
    encrypted: "true",
    ...(diskKeyArn === undefined ? {} : { kmsKeyId: diskKeyArn }),
    deleteOnTermination: "true",
  },
});

/** Allocatable ephemeral storage of a root disk, in MiB. */
const ROOT_DISK = `floor(({gib} * 1024 - ${DISK_OF_NODE.formatMiB}) * ${1 - DISK_OF_NODE.evictionShare}) - ${DISK_OF_NODE.reservedMiB}`;

/** Ephemeral storage of the smallest type. nodeadm leaves it on the root disk of an instance without an instance store. */
function allocatableMiB({
  instanceTypes,
  instanceStore,
  diskGiB = DEFAULT_DISK_GIB,
}: NodeGroupProps): number {
  const onRootDisk = formulas.number(ROOT_DISK, { gib: diskGiB });
  if (!instanceStore) return onRootDisk;
  const stores = instanceTypes.map((type) => instanceStoreGB(type) ?? 0);
  return Math.min(...stores.map((size) => (size > 0 ? allocatableStoreMiB(size) : onRootDisk)));
}

const isBlock = ({ capacityType }: NodeGroupProps): boolean => capacityType === "CAPACITY_BLOCK";

/** Sizes that Terraform leaves as they are. */
function ignoredSizes({ scheduledSizes, externalAutoscaler, autoscaled }: NodeGroupProps) {
  const ignoreChanges = [
    ...(scheduledSizes ? ["scaling_config"] : []),
    ...(externalAutoscaler || autoscaled ? ["scaling_config[0].desired_size"] : []),
  ];
  return ignoreChanges.length > 0 ? { lifecycle: { ignoreChanges } } : {};
}
