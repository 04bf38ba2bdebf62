import { type EnvironmentPlan } from "../terraform/environment-plan";
import { groupBy } from "../base/group-by";
import { nodeGroups } from "./capacity-nodes";
import { type Resource, RESOURCE_KINDS } from "./capacity-amounts";
import { emptyNode } from "./capacity-shortage";
import { type Room } from "./capacity/room";
import { type Workload } from "./kubernetes-workloads";

/** A limit on the pods of a model on a node: a resource, or `pods`, the maximum of the kubelet. */
type Limit = Resource | "pods";

/** Pods of a model on an empty node of one instance type, beside the DaemonSets. */
interface PodsPerNode {
  /** Name of the node group in the environment's file. */
  readonly group: string;
  readonly instanceType: string;
  /** Undefined if the size of the type is unknown. */
  readonly pods: number | undefined;
  /** GPUs of a node; undefined if the size of the type is unknown. */
  readonly gpus: number | undefined;
  /** The resources that are used up first. */
  readonly limits: readonly Limit[];
}

/** Pods of a workload on each instance type of the node groups that it can run on. */
export function podsPerNode(plan: EnvironmentPlan, workload: Workload): PodsPerNode[] {
  const homes = nodeGroups(plan).filter((group) => group.admits(workload.pod));
  const byName = groupBy(homes, ({ nameInFile }) => nameInFile);
  return [...byName].flatMap(([name, [group]]) =>
    group
      ? group.instanceTypes.map((instanceType) => {
          const node = group.sizeOf(instanceType);
          const room = node && emptyNode(plan, group, node);
          const pods = room && Math.max(0, room.holds(workload.requests));
          return {
            group: name,
            instanceType,
            pods,
            gpus: node?.gpus,
            limits: room ? limitsOf(room, workload) : [],
          };
        })
      : [],
  );
}

function limitsOf(room: Room, { requests }: Workload): Limit[] {
  const most = room.holds(requests);
  const used = RESOURCE_KINDS.filter(
    (resource) => requests[resource] > 0 && Math.floor(room[resource] / requests[resource]) === most,
  );
  return room.pods === most ? [...used, "pods"] : used;
}
