import { type PriceItem } from "../../facts/items";
import { DISK_OF_NODE } from "../../facts/node-disk";
import { GP3_LIMITS } from "../../facts/gp3";
import { blocks, type JsonObject, number, text } from "../../terraform/stack-json";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { type Costing, type CostLine, costLine, type LinesOf, monthsOf, times } from "../line";
import { type Hours, hoursOfNodes } from "../hours";

/** Disks of nodes, from the fewest nodes to the most: size, and IOPS and throughput above the gp3 baseline. */
export const diskLines: LinesOf = (costing) =>
  nodeGroups(costing.plan).flatMap((group) =>
    hoursOfNodes(costing, group).flatMap((hours) =>
      disksOf(group).flatMap((disk) => [
        ...sizeLine(costing, group, hours, disk),
        ...beyond(costing, group, hours, disk, "iops", "IOPS", "gp3IopsMonth"),
        ...beyond(costing, group, hours, disk, "throughput", "MiBps", "gp3ThroughputMonth"),
      ]),
    ),
  );

/** Disks of the launch template, or the root disk of the group. */
function disksOf(group: NodeGroup): readonly JsonObject[] {
  const mapped = blocks(group.template?.config["block_device_mappings"]);
  const disks = mapped.flatMap((mapping) => blocks(mapping["ebs"]));
  const size = number(group.resource.config.disk_size) ?? DISK_OF_NODE.defaultGiB;
  return disks.length > 0 ? disks : [{ volume_size: size, volume_type: "gp3" }];
}

function sizeLine(
  costing: Costing,
  group: NodeGroup,
  { nodes, share, when, notes }: Hours,
  disk: JsonObject,
): CostLine[] {
  const type = text(disk["volume_type"]) ?? "gp3";
  const size = number(disk["volume_size"]) ?? DISK_OF_NODE.defaultGiB;
  return [
    costLine(costing, group.resource, {
      item: `node disk${when} (${type})`,
      billedAs: "AmazonEC2",
      unitPrice: type === "gp3" ? "gp3GbMonth" : undefined,
      ...(type === "gp3" ? {} : { unknown: `no price for ${type} disks` }),
      factors: [nodes, times(size, "GB"), times(monthsOf(costing).min * share, "month")],
      assumption: [...notes, "created and destroyed with its node"].join("; "),
    }),
  ];
}

function beyond(
  costing: Costing,
  group: NodeGroup,
  { nodes, share, when, notes }: Hours,
  disk: JsonObject,
  what: keyof typeof GP3_LIMITS,
  unit: string,
  unitPrice: PriceItem,
): CostLine[] {
  const extra = (number(disk[what]) ?? 0) - GP3_LIMITS[what].least;
  if (text(disk["volume_type"]) !== "gp3" || extra <= 0) return [];
  return [
    costLine(costing, group.resource, {
      item: `node disk${when} ${what}`,
      billedAs: "AmazonEC2",
      unitPrice,
      factors: [nodes, times(extra, unit), times(monthsOf(costing).min * share, "month")],
      assumption: [...notes, `above the ${GP3_LIMITS[what].least} that gp3 includes`].join("; "),
    }),
  ];
}
