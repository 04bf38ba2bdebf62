import { atPeak, emptyNode, onNodes } from "../../infrastructure/capacity-shortage";
import { type Workload } from "../../infrastructure/kubernetes-workloads";
import { groupBy } from "../../base/group-by";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { startOf } from "../../infrastructure/capacity-weights";
import { DISK_OF_NODE, diskGiBFor } from "../../facts/node-disk";
import { knownImage, systemAndImages } from "../../evidence/image-sizes";
import { NODE_DISK } from "../../evidence/node-disk";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { texts } from "../../terraform/stack-json";
import { at, type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const weightsDisk: Check = {
  ...ruleOf(TEXTS, "weights-disk"),
  run: (plan) => {
    const stated = new Set(
      objectsOf(plan).pods.flatMap((pods) => (startOf(plan, pods).weights ? [pods.owner.resource] : [])),
    );
    const images = imagesByOwner(plan);
    const byName = groupBy(nodeGroups(plan), ({ nameInFile }) => nameInFile);
    return [...byName].flatMap(([name, [group]]) => {
      if (!group?.node) return [];
      const full = fullNode(plan, group);
      const known = full.flatMap(({ workload }) => images.get(workload.resource) ?? []);
      const holdsWeights = full.some(({ workload }) => stated.has(workload.resource));
      return known.length > 0 || holdsWeights ? problem(name, group, full, known) : [];
    });
  },
};

type Images = Parameters<typeof systemAndImages>[0];

/** Images of known sizes, by the owner of their pods. */
const imagesByOwner = (plan: EnvironmentPlan): ReadonlyMap<PlannedResource, Images> =>
  new Map(
    objectsOf(plan).pods.map(({ owner, containers }) => [
      owner.resource,
      containers.flatMap(
        ({ config: { command, args, image = "" } }) =>
          knownImage({ command: texts(command), args: texts(args), image }) ?? [],
      ),
    ]),
  );

interface Placed {
  readonly workload: Workload;
  readonly count: number;
}

/** A node with as many pods as it holds, those with the largest disk first: one state that the scheduler can reach. */
function fullNode(plan: EnvironmentPlan, group: NodeGroup): Placed[] {
  const room = emptyNode(plan, group);
  return onNodes(plan)
    .filter(({ pod }) => group.admits(pod))
    .sort((a, b) => b.requests.diskMiB - a.requests.diskMiB)
    .flatMap((workload) => {
      const count = room?.place(workload.requests, atPeak(workload)) ?? 0;
      return count > 0 ? [{ workload, count }] : [];
    });
}

function problem(
  name: string,
  { node, instanceTypes, resource }: NodeGroup,
  full: readonly Placed[],
  images: Images,
): Finding[] {
  if (!node) return [];
  const used = full.reduce((sum, { workload, count }) => sum + count * workload.requests.diskMiB, 0);
  const { withGpus, withoutGpus } = NODE_DISK.systemAndImagesMiB;
  const sum = systemAndImages(images);
  const system = Math.max(sum.mib, node.gpus > 0 ? withGpus : withoutGpus);
  const words = images.length > 0 ? `: ${sum.words}` : "";
  const left = Math.floor(node.diskMiB - used);
  if (left >= system) return [];
  const pods = full.map(({ workload, count }) => `${count} of ${workload.name}`).join(", ");
  const diskGiB = diskGiBFor(used + system);
  return [
    {
      ...at(resource),
      message: `a ${instanceTypes.join("/")} of node group ${name} with ${node.diskInWords} holds these pods: ${pods}; they leave ${left}Mi, expected ${system}Mi for the system and images${words}`,
      fix:
        node.storeGB !== undefined
          ? `choose a larger instance type in cluster.nodeGroups.${name}.instanceTypes`
          : diskGiB <= DISK_OF_NODE.largestGiB
            ? `raise cluster.nodeGroups.${name}.diskGiB to at least ${diskGiB}`
            : "state a larger cpuRequest or memoryRequest, so that fewer of these pods share a node",
      key: [node.storeGB === undefined ? "diskGiB" : "instanceTypes"],
    },
  ];
}
