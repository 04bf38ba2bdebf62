import { z } from "../../base/zod";
import { DISK_OF_NODE } from "../../facts/node-disk";
import { IMAGE_WORDS, haveOneImage } from "../../facts/instance-types";
import { PARALLEL_PULL } from "../../facts/parallel-pull";
import { GP3_LIMITS } from "../../facts/gp3";
import figures from "../facts/figures.json";
import { expects } from "../expects";
import { namedFile } from "./named-file";
import { nodeGroupPods } from "./node-group-pods";
import { byKey, kubernetesName } from "../values";
import { nodeType, utcTime, zoneLetter } from "./values";

const nodeGroup = z
  .strictObject({
    instanceTypes: z
      .array(nodeType())
      .min(1)
      .refine(haveOneImage, expects(IMAGE_WORDS.ofOneImage, "create a node group for each kind"))
      .default(["t3.medium"])
      .describe(
        "EC2 instance types, all of one architecture. Graviton types (such as `m7g.large`) use the ARM AMI. GPU types (such as `g5.xlarge`) use the AMI with NVIDIA drivers, and get a taint and the device plugin.",
      ),
    amiType: z
      .enum(["AL2023", "Bottlerocket"])
      .default("AL2023")
      .describe(
        "Image of the nodes: Amazon Linux 2023, or Bottlerocket, which has no shell and a read-only system. Nodes with GPUs, `userData` or `instanceStore` have AL2023. A change replaces the node group with all its nodes.",
      ),
    capacityType: z
      .enum(["ON_DEMAND", "SPOT", "CAPACITY_BLOCK"])
      .default("ON_DEMAND")
      .describe(
        "Purchase option of the instances: On-Demand, Spot, or a Capacity Block for ML, which is bought for some days, with its id in `capacityReservation` and its time in `blockWindow`.",
      ),
    minPerZone: z
      .int()
      .min(0)
      .max(100)
      .default(1)
      .describe(
        "Minimum number of nodes in each zone. Without an autoscaler it is the number of nodes: a higher value adds nodes, a lower one removes some.",
      ),
    maxPerZone: z
      .int()
      .min(1)
      .max(100)
      .default(2)
      .describe(
        "Maximum number of nodes in each zone, for an autoscaler (`components.cluster-autoscaler`, or `cluster.externalNodeAutoscaler`).",
      ),
    maxUnavailable: z
      .union([
        z.int().min(1).max(100),
        z
          .string()
          .regex(
            /^([1-9]\d?|100)%$/,
            expects("a share such as 50%", "write a number, or a share up to 100%"),
          ),
      ])
      .optional()
      .describe(
        "Nodes of each zone that an update drains at once: a number, or a share such as `50%` of `maxPerZone`, rounded up. As many new nodes start before. More of them make an update shorter, and each model then leaves more nodes in the same 15 minutes, which the check `node-drain-time` counts. Default: one.",
      ),
    diskGiB: z
      .int()
      .min(20)
      .max(DISK_OF_NODE.largestGiB)
      .default(50)
      .describe("Size of the encrypted gp3 root disk, in GiB."),
    diskIops: z
      .int()
      .min(GP3_LIMITS.iops.least)
      .max(GP3_LIMITS.iops.most)
      .optional()
      .describe(
        `Operations of the root disk per second, at most ${GP3_LIMITS.iops.perGiB} for each GiB. Those above ${GP3_LIMITS.iops.least} are billed. Default: the ${GP3_LIMITS.iops.least} that gp3 includes. To return to them, write the number: the provider keeps a value that is removed.`,
      ),
    diskMiBps: z
      .int()
      .min(GP3_LIMITS.throughput.least)
      .max(GP3_LIMITS.throughput.most)
      .optional()
      .describe(
        `Throughput of the root disk, in MiB per second, at most a quarter of its IOPS. That above ${GP3_LIMITS.throughput.least} is billed. It bounds the rate at which pods download \`weights\`. Default: the ${GP3_LIMITS.throughput.least} that gp3 includes. To return to them, write the number.`,
      ),
    capacityReservation: z
      .string()
      .regex(
        /^cr-[0-9a-f]{17}$/,
        expects(
          "the id of a capacity reservation such as cr-0123456789abcdef0",
          "copy the id of the reservation",
        ),
      )
      .optional()
      .describe(
        "Id of an On-Demand Capacity Reservation or a Capacity Block in which all nodes start, of the type and the zone of the group. No node starts outside of it, so `maxPerZone` and a node for updates must have room in it. It is billed also without nodes. Default: none.",
      ),
    blockWindow: z
      .strictObject({
        start: utcTime().describe("Start of the block, such as `2026-12-01T11:30:00Z`."),
        end: utcTime().describe("End of the block."),
      })
      .optional()
      .describe(
        "Time of a Capacity Block, as it was bought. Schedules start `maxPerZone` nodes with it, and stop them an hour before its end: EC2 ends them half an hour later. Required for `capacityType: CAPACITY_BLOCK`, and for no other.",
      ),
    instanceStore: z
      .boolean()
      .default(false)
      .describe(
        "Whether the NVMe disks of the instances become one RAID 0 that holds images and the ephemeral storage of pods, in place of the root disk. They cost nothing beside the instance, and are empty on each new node. Only for types that have some, such as `g5.xlarge`. A change replaces the nodes.",
      ),
    parallelImagePull: z
      .boolean()
      .default(false)
      .describe(
        `Whether nodes download and unpack the layers of an image in parts at once (\`FastImagePull\` of nodeadm, experimental), which is faster for images of several GB. Needs a root disk with \`diskMiBps\` of at least ${PARALLEL_PULL.diskMiBps}. A change replaces the nodes.`,
      ),
    userData: namedFile()
      .optional()
      .describe(
        `Path of a shell script below the folder of the YAML files, of at most ${figures.nodeScript.bytes} bytes, that runs as root on each node before its kubelet starts. Everyone who reads the state or runs on the node can read it. A change of the file replaces the nodes. No check judges it, which the warning \`node-script-not-judged\` says. Default: none.`,
      ),
    zones: z
      .array(zoneLetter())
      .min(1)
      .optional()
      .describe("Letters of the availability zones with nodes. Default: `network.zones`."),
    ...nodeGroupPods,
  })
  .describe("An EKS managed node group in each zone.");

export const nodeGroupsSchema = z
  .record(kubernetesName(20), nodeGroup)
  .overwrite(byKey)
  .default({ general: nodeGroup.parse({}) })
  .describe(
    "Node groups by name. A change of `instanceTypes` or `capacityType` replaces all nodes of a group at once, so add a group with the new values, drain the old one, and remove it.",
  );
