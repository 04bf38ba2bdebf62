import { workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { onNodes } from "../../../infrastructure/capacity-shortage";
import { type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { lifecycleOf } from "../../../terraform/lifecycle";
import { type ResourceChange } from "../../change";
import { firstAndMore, type Phrase, say } from "../../stages/phrase";
import { sentencesOf } from "../named";
import { alike, type Change, type TopicLine } from "../topic";

/**
 * Node groups that an apply deletes or replaces, with their nodes. Terraform deletes a group before it creates its successor,
 * and a group with another name at the same time as it creates one, so that new nodes are ready later.
 *
 * Source: EKS user guide, "Delete a managed node group from your cluster" (unconfirmed).
 */
export function endedLines(change: Change): TopicLine[] {
  const ended = change.resources.filter(
    ({ type, action }) => type === "aws_eks_node_group" && (action === "destroy" || action === "replace"),
  );
  if (ended.length === 0) return [];
  const old = ended.filter((group) => !isNewFirst(group));
  const isOld = ({ resource }: NodeGroup): boolean =>
    old.some(({ layer, address, from = address }) => layer === resource.layer && from === resource.address);
  const groups = nodeGroups(change.before).filter(({ max }) => max > 0);
  const homeless = homelessOf(change, groups, isOld);
  const isEmpty = groups.every(isOld);
  return alike(
    ended.map((group) => {
      const { address, from = address } = group;
      const lost = homeless.filter(({ homes }) => homes.some(({ resource }) => resource.address === from));
      const isOutage = old.includes(group) && (isEmpty || lost.length > 0);
      const outage = podsOf(lost.map(({ name }) => name));
      return sentencesOf("Nodes").effect(nameOf(group, isOutage), group, { outage });
    }),
  );
}

/** Workloads that have pods before and after the change, and no node until new ones are ready. */
function homelessOf(
  { before, after }: Change,
  groups: readonly NodeGroup[],
  isOld: (group: NodeGroup) => boolean,
): { readonly name: string; readonly homes: readonly NodeGroup[] }[] {
  const stay = new Set(workloadsOf(after).map(({ key }) => key));
  return onNodes(before).flatMap((workload) => {
    if (workload.isJob || !stay.has(workload.key)) return [];
    const homes = groups.filter((group) => group.admits(workload.pod));
    return homes.length > 0 && homes.every(isOld) ? [{ name: workload.name, homes }] : [];
  });
}

const isNewFirst = ({ action, after }: ResourceChange): boolean =>
  action === "replace" && lifecycleOf(after ?? {})["create_before_destroy"] === true;

const podsOf = (names: readonly string[]): Phrase =>
  names.length === 0 ? ["no pod has a node"] : say`pods of ${firstAndMore(names)} have no node`;

function nameOf(group: ResourceChange, isOutage: boolean) {
  if (group.action === "destroy") return isOutage ? "deleted at once" : "deleted";
  if (isNewFirst(group)) return "new first";
  return isOutage ? "replaced at once" : "replaced";
}
