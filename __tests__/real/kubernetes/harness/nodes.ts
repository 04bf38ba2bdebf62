import { createHash } from "node:crypto";
import { type InstanceCapacity, podsOf } from "../../../../src/facts/instance-capacity";
import { type Subnet } from "../../../../src/infrastructure/network-routes";
import { subnetOf } from "../../../../src/base/cidr";
import { REPORTED_NODES } from "./measured-nodes";
import { type EnvironmentPlan, inLayer } from "../../../../src/terraform/environment-plan";
import { type JsonObject, text } from "../../../../src/terraform/stack-json";
import { GPU_RESOURCE } from "../../../../src/infrastructure/capacity-amounts";
import { type NodeGroup, nodeGroups } from "../../../../src/infrastructure/capacity-nodes";
import { homeOf, knownText } from "../../../../src/infrastructure/text-references";

export interface NodesProps {
  /** Nodes of each group. @default - the desired size of the group, at least its minimum */
  readonly perGroup?: number;
}

/**
 * Nodes that the node groups of an environment would start, as their kubelets and the cloud controller register them.
 *
 * CPU and memory are those that a kubelet reported, where `__tests__/real/kubernetes/harness/measured-nodes.ts` has the type, and else those that the
 * capacity checks compute, which are lower. Not real: zone ids, and the range for pods. A node with the VPC CNI has none,
 * since pods have addresses of the subnet; here it supplies addresses to the stand-ins for kubelets.
 */
export function nodesOf(plan: EnvironmentPlan, { perGroup }: NodesProps = {}): JsonObject[] {
  const region = homeOf(plan).region;
  const places = new Places();
  return nodeGroups(plan).flatMap((group) => {
    const count = perGroup ?? group.floor;
    return Array.from({ length: count }, (_, index) => {
      const size = sizeOf(group);
      const subnet = group.subnets[index % Math.max(1, group.subnets.length)];
      return nodeObject({
        plan,
        group,
        region,
        zone: zoneOf(region, subnet, index),
        size,
        ...places.next(subnet),
      });
    });
  });
}

interface NodeProps {
  readonly plan: EnvironmentPlan;
  readonly group: NodeGroup;
  readonly region: string;
  readonly zone: string;
  readonly size: NonNullable<NodeGroup["node"]>;
  readonly address: string;
  readonly podCidr: string;
}

function nodeObject({ plan, group, region, zone, size, address, podCidr }: NodeProps): JsonObject {
  const [instanceType = ""] = group.instanceTypes;
  const { config } = group.resource;
  const name = `ip-${address.replaceAll(".", "-")}.${region === "us-east-1" ? "ec2" : `${region}.compute`}.internal`;
  const arch = group.amiType.includes("ARM_64") ? "arm64" : "amd64";
  const instance = `i-0${createHash("sha256").update(`${group.resource.address} ${address}`).digest("hex").slice(0, 16)}`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        ...group.labels,
        "beta.kubernetes.io/arch": arch,
        "beta.kubernetes.io/instance-type": instanceType,
        "beta.kubernetes.io/os": "linux",
        "eks.amazonaws.com/capacityType": text(config["capacity_type"]) ?? "ON_DEMAND",
        "eks.amazonaws.com/nodegroup":
          knownText(plan, inLayer(group.resource, config["node_group_name"])) ?? group.resource.name,
        "failure-domain.beta.kubernetes.io/region": region,
        "failure-domain.beta.kubernetes.io/zone": zone,
        "kubernetes.io/arch": arch,
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "node.kubernetes.io/instance-type": instanceType,
        "topology.kubernetes.io/region": region,
        "topology.kubernetes.io/zone": zone,
      },
    },
    spec: {
      providerID: `aws:///${zone}/${instance}`,
      podCIDR: podCidr,
      podCIDRs: [podCidr],
      ...(group.taints.length > 0 ? { taints: group.taints.map((taint) => ({ ...taint })) } : {}),
    },
    status: {
      addresses: [
        { type: "InternalIP", address },
        { type: "InternalDNS", address: name },
        { type: "Hostname", address: name },
      ],
      ...resourcesOf(instanceType, size),
      conditions: [{ type: "Ready", status: "True", reason: "KubeletReady" }],
    },
  };
}

/** Size of a node of the group's first type, which EKS prefers. */
function sizeOf(group: NodeGroup): NonNullable<NodeGroup["node"]> {
  const size = group.sizeOf(group.instanceTypes[0] ?? "");
  if (size) return size;
  throw new Error(
    `${group.resource.address}: the size of ${group.instanceTypes.join(", ")} is unknown; add it to src/facts/instance-capacity.ts`,
  );
}

function resourcesOf(instanceType: string, size: NonNullable<NodeGroup["node"]>): JsonObject {
  const { type } = size;
  const reported = REPORTED_NODES[instanceType];
  const shared = {
    "hugepages-1Gi": "0",
    "hugepages-2Mi": "0",
    pods: String(size.maxPods),
    ...(size.gpus > 0 ? { [GPU_RESOURCE]: String(size.gpus) } : {}),
  };
  return {
    capacity: {
      cpu: String(type.vcpus),
      memory: `${reported?.capacityKi ?? (size.memoryMiB + reservedMiB(type)) * 1024}Ki`,
      "ephemeral-storage": `${Math.ceil((size.diskMiB + KUBELET_DISK_MIB) / EVICTION_SHARE)}Mi`,
      ...shared,
    },
    allocatable: {
      cpu: `${reported?.cpuMillis ?? size.cpuMillis}m`,
      memory: `${reported?.allocatableKi ?? size.memoryMiB * 1024}Ki`,
      "ephemeral-storage": `${size.diskMiB}Mi`,
      ...shared,
    },
  };
}

/** Disk space that the kubelet reserves, and the share above which it evicts pods. */
const KUBELET_DISK_MIB = 1024;
const EVICTION_SHARE = 0.9;

/** Memory between capacity and allocatable: what nodeadm reserves, and the kubelet's eviction threshold. */
const reservedMiB = (type: InstanceCapacity): number => 255 + 11 * podsOf(type).singleAddresses + 100;

const ZONES = ["a", "b", "c"];

/** The zone of a subnet; where it is known after apply, the zones of the region in turn. */
const zoneOf = (region: string, subnet: Subnet | undefined, index: number): string =>
  subnet?.zone ?? `${region}${ZONES[index % ZONES.length] ?? ""}`;

/** Offset of the first node; AWS and other interfaces use the addresses before it. */
const FIRST_NODE = 10;
/** Ranges of nodes in a subnet whose CIDR is known after apply, and of pods. */
const UNKNOWN_SUBNET = "100.127.0.0/16";
const PODS = "100.64.0.0/11";
const POD_PREFIX = 24;

/** Hands out an address to each node in its subnet, and a range for its pods. */
class Places {
  private readonly used = new Map<string, number>();
  private nodes = 0;

  next(subnet: Subnet | undefined): { readonly address: string; readonly podCidr: string } {
    const cidr = subnet?.range ? subnet.cidr : UNKNOWN_SUBNET;
    const index = this.used.get(cidr) ?? 0;
    this.used.set(cidr, index + 1);
    return {
      address: subnetOf(cidr, 32, FIRST_NODE + index).replace("/32", ""),
      podCidr: subnetOf(PODS, POD_PREFIX, this.nodes++),
    };
  }
}
