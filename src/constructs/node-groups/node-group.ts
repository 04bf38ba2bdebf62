import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { nodeImage } from "../../catalog/instance-types";
import { GPU_LABEL, GPU_TAINT, NODE_GROUP_LABEL } from "../../core/labels";
import { nodeUserData } from "./node-user-data";

export interface NodeGroupProps {
  readonly clusterName: string;
  /** Kubernetes version of the nodes; the cluster's own, so that an upgrade takes them along. */
  readonly kubernetesVersion: string;
  /** Name of the group; nodes carry it as a label. */
  readonly groupName: string;
  /** Start of the names of launch template and instances. */
  readonly namePrefix: string;
  readonly roleArn: string;
  /** The one group on every interface of a node. */
  readonly securityGroupId: string;
  /** Zones that get nodes, by letter, with a private subnet of each. */
  readonly zones: readonly { readonly letter: string; readonly subnetId: string }[];
  /** All of one architecture, all with GPUs or all without. */
  readonly instanceTypes: readonly string[];
  readonly minPerZone: number;
  readonly maxPerZone: number;
  /** Size of the root disk, in GiB. @default 50 */
  readonly diskGiB?: number;
  /** @default "ON_DEMAND" */
  readonly capacityType?: "ON_DEMAND" | "SPOT";
  /** Tags of instances, volumes and interfaces, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  /** What nodes need to become ready. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * Nodes of one kind: a managed node group in each zone. EKS replaces a group whose subnets change, so a group
 * over all zones would lose its nodes to a zone that is added; and an autoscaler can fill the zone that a pod
 * needs.
 */
export class NodeGroup extends Construct {
  readonly nodes: readonly ITerraformDependable[];

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
    const { namePrefix, groupName, securityGroupId, diskGiB = 50, tags } = this.props;
    const name = `${namePrefix}-${groupName}`;
    return new LaunchTemplate(this, "Template", {
      name,
      description: `Nodes of group ${groupName}`,
      updateDefaultVersion: true,
      userData: nodeUserData(),
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize: diskGiB, encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      // A hop limit of 1 keeps pods from the node's role.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      // With a group named here EKS does not add its own.
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
    const { amiType, gpu } = nodeImage(props.instanceTypes);
    return new EksNodeGroup(this, letter, {
      clusterName: props.clusterName,
      nodeGroupName: `${props.groupName}-${letter}`,
      nodeRoleArn: props.roleArn,
      subnetIds: [subnetId],
      version: props.kubernetesVersion,
      amiType,
      instanceTypes: [...props.instanceTypes],
      capacityType: props.capacityType ?? "ON_DEMAND",
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      scalingConfig: {
        minSize: props.minPerZone,
        desiredSize: props.minPerZone,
        maxSize: props.maxPerZone,
      },
      updateConfig: { maxUnavailable: 1 },
      labels: { [NODE_GROUP_LABEL]: props.groupName, ...(gpu ? { [GPU_LABEL]: "true" } : {}) },
      ...(gpu ? { taint: [{ ...GPU_TAINT, effect: "NO_SCHEDULE" }] } : {}),
      // Autoscalers decide how many nodes run between the bounds.
      lifecycle: { ignoreChanges: ["scaling_config[0].desired_size"] },
      dependsOn: [...props.after],
    });
  }
}
