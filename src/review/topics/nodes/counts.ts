import { counted } from "../../../base/counted";
import { leftSizes, resizes } from "../../../infrastructure/capacity-resizes";
import { asArray, asObject, type JsonObject, number } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { say, firstAndMore, type Phrase } from "../../stages/phrase";
import { sentencesOf } from "../named";
import { effectLines, type Change, type Effect, type TopicLine, wasAt } from "../topic";
import { rowEffects } from "../rows";
import { workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { onNodes } from "../../../infrastructure/capacity-shortage";
import { type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { lifecycleOf } from "../../../terraform/lifecycle";

const { effect } = sentencesOf("Nodes");

/**
 * Changes of node groups that EKS refuses until a command has run, and applies that remove nodes.
 *
 * Sources: EKS API, NodegroupScalingConfig (2026-11-20);
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html, on disruption budgets (2026-11-21).
 */
export const countLines = (change: Change): TopicLine[] =>
  effectLines(
    change.resources
      .filter(({ type }) => type === "aws_eks_node_group")
      .flatMap((group) => countsOf(change, group)),
  );

/** Sizes that Terraform sets, as lines on sizes. */
export const nodeSizeLines = (change: Change): TopicLine[] =>
  effectLines(
    rowEffects("Sizes of nodes", change, {
      when: {
        "left to others": ({ resource: { after }, edit }) =>
          after !== undefined && leftSizes(after)[edit.argument.endsWith("desired_size") ? "number" : "all"],
        known: ({ edit }) => edit.after === undefined || number(edit.after) !== undefined,
      },
    }),
  );

function countsOf(change: Change, group: ResourceChange): Effect[] {
  const { address, action, before, after } = group;
  if (action === "destroy" || action === "replace") return [];
  if (!before || !after) return [];
  const [old, now] = [sizesOf(before), sizesOf(after)];
  if (!old || !now) return [];
  if (leftSizes(after).all) return leftSizes(before).all ? sizesLater(change, group, old, now) : [];
  if (leftSizes(before).all) return [effect("sizes set", group, { group: address, ...now })];
  if (leftSizes(after).number) return commandFirst(change, group, old, now);
  if (leftSizes(before).number) return [effect("number set", group)];
  const removed = old.desired - now.desired;
  return removed > 0 ? [effect("fewer", group, { removed, old: [counted(old.desired, "node")] })] : [];
}

/** The command of a group that changes its sizes, if the stack has one. */
function resizeOf(change: Change, { layer, address }: ResourceChange) {
  const stack = change.after.stack(layer);
  return stack ? resizes(stack.json, [address.split(".")[1] ?? ""])[0] : undefined;
}

/** Sizes that schedules set: the apply changes what the next start requests. */
function sizesLater(change: Change, group: ResourceChange, old: Sizes, now: Sizes): Effect[] {
  if (old.min === now.min && old.max === now.max) return [];
  const resize = resizeOf(change, group);
  const sizes = `minSize=${now.min},maxSize=${now.max},desiredSize=${now.desired}`;
  const command = resize ? say`. In working hours, ${resize.commandFor(sizes)} changes them at once` : [];
  return [effect("sizes later", group, { group: group.address, command })];
}

/** Bounds that may exclude the number of nodes, which Terraform does not set. */
function commandFirst(change: Change, group: ResourceChange, old: Sizes, now: Sizes): Effect[] {
  const resize = resizeOf(change, group);
  const bound = (name: "higher minimum" | "lower maximum", size: number, scaling: string): Effect => {
    const command = resize ? say`first run ${resize.commandFor(scaling)}` : ["first set that number"];
    return effect(name, group, { group: group.address, size, command });
  };
  const { min, max } = now;
  const raised = `${max > old.max ? `maxSize=${max},` : ""}desiredSize=${min}`;
  const lowered = `${min < old.min ? `minSize=${min},` : ""}desiredSize=${max}`;
  return [
    ...(min > old.min ? [bound("higher minimum", min, raised)] : []),
    ...(max < old.max ? [bound("lower maximum", max, lowered)] : []),
  ];
}

interface Sizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** Sizes of a group; undefined where one is known after apply only. */
function sizesOf({ scaling_config: scaling }: JsonObject): Sizes | undefined {
  const { min_size: min, max_size: max, desired_size: desired } = asObject(asArray(scaling)[0] ?? scaling);
  return typeof min === "number" && typeof max === "number" && typeof desired === "number"
    ? { min, max, desired }
    : undefined;
}

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
  const isOld = ({ resource }: NodeGroup): boolean => old.some((group) => wasAt(group)(resource));
  const groups = nodeGroups(change.before).filter(({ max }) => max > 0);
  const homeless = homelessOf(change, groups, isOld);
  const isEmpty = groups.every(isOld);
  return effectLines(
    ended.map((group) => {
      const lost = homeless.filter(({ homes }) => homes.some(({ resource }) => wasAt(group)(resource)));
      const isOutage = old.includes(group) && (isEmpty || lost.length > 0);
      const outage = podsOf(lost.map(({ name }) => name));
      return effect(sentenceOf(group, isOutage), group, { outage });
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

function sentenceOf(group: ResourceChange, isOutage: boolean) {
  if (group.action === "destroy") return isOutage ? "deleted at once" : "deleted";
  if (isNewFirst(group)) return "new first";
  return isOutage ? "replaced at once" : "replaced";
}
