import { leftSizes } from "../../../infrastructure/capacity-resizes";
import { counted } from "../../../base/counted";
import { resizes } from "../../../infrastructure/capacity-resizes";
import { asArray, asObject, type JsonObject } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { type Phrase, say } from "../../stages/phrase";
import { alike, type Change, type Effect, effectAt, type TopicLine } from "../topic";
import { rowEffects } from "../rows";

/**
 * Changes of node groups that EKS refuses until a command has run, and applies that remove nodes.
 *
 * Sources: EKS API, NodegroupScalingConfig (2026-11-20);
 * https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html, on disruption budgets (2026-11-21).
 */
export const countLines = (change: Change): TopicLine[] =>
  alike(
    change.resources
      .filter(({ type }) => type === "aws_eks_node_group")
      .flatMap((group) =>
        countsOf(change, group).map(({ text, harm }) => effectAt("attention", group, text, { harm })),
      ),
  );

/** Sizes that Terraform sets, as lines on sizes. */
export const nodeSizeLines = (change: Change): TopicLine[] =>
  alike(
    rowEffects("Sizes of nodes", change, {
      when: {
        "left to others": ({ resource: { after }, edit }) =>
          after !== undefined && leftSizes(after)[edit.argument.endsWith("desired_size") ? "number" : "all"],
        known: ({ edit }) => edit.after === undefined || typeof edit.after === "number",
      },
    }),
  );

type Count = Pick<Effect, "text" | "harm">;

/** A count with a command or a number of its own group in its text. */
const own = (text: Phrase): Count => ({ text: () => text });

function countsOf(change: Change, group: ResourceChange): Count[] {
  const { address, action, before, after } = group;
  if (action === "destroy" || action === "replace") return [];
  if (!before || !after) return [];
  const [old, now] = [sizesOf(before), sizesOf(after)];
  if (!old || !now) return [];
  if (leftSizes(after).all) return leftSizes(before).all ? sizesLater(change, group, old, now).map(own) : [];
  if (leftSizes(before).all) {
    const text = say`Terraform now sets the sizes of ${address}, to ${now.min} to ${now.max} with ${now.desired}: apply it in working hours, or after the commands of the output off_hours_start_commands; otherwise the apply starts the nodes`;
    return [own(text)];
  }
  if (leftSizes(after).number) return commandFirst(change, group, old, now).map(own);
  const harm = "nodes roll";
  if (leftSizes(before).number) {
    const text = (names: Phrase) =>
      say`Terraform now sets the number of nodes of ${names} to minPerZone of the file, unless components.cluster-autoscaler or cluster.externalNodeAutoscaler leaves it to an autoscaler; a group with more loses nodes: ${EVICTED}`;
    return [{ harm, text }];
  }
  const removed = old.desired - now.desired;
  const text = (names: Phrase) =>
    say`the apply removes ${removed} of ${[counted(old.desired, "node")]} of ${names}: ${EVICTED}`;
  return removed > 0 ? [{ harm, text }] : [];
}

/** The command of a group that changes its sizes, if the stack has one. */
function resizeOf(change: Change, { layer, address }: ResourceChange) {
  const stack = change.after.stack(layer);
  return stack ? resizes(stack.json, [address.split(".")[1] ?? ""])[0] : undefined;
}

/** Sizes that schedules set: the apply changes what the next start requests. */
function sizesLater(change: Change, group: ResourceChange, old: Sizes, now: Sizes): Phrase[] {
  if (old.min === now.min && old.max === now.max) return [];
  const resize = resizeOf(change, group);
  const sizes = `minSize=${now.min},maxSize=${now.max},desiredSize=${now.desired}`;
  const command = resize ? say`. In working hours, ${resize.commandFor(sizes)} changes them at once` : [];
  return [
    say`the sizes of ${group.address} change at the next start of its schedule; until then the group keeps its nodes${command}`,
  ];
}

const EVICTED: Phrase = [
  "EKS chooses them, and evicts their pods for up to 15 minutes, without regard to disruption budgets; lower the number by one at a time",
];

/** Bounds that may exclude the number of nodes, which Terraform does not set. */
function commandFirst(change: Change, group: ResourceChange, old: Sizes, now: Sizes): Phrase[] {
  const resize = resizeOf(change, group);
  const run = (scaling: string): Phrase =>
    resize ? say`first run ${resize.commandFor(scaling)}` : ["first set that number"];
  const { min, max } = now;
  const nodes = say`the number of nodes of ${group.address}, which Terraform does not set; if it is`;
  const raised = `${max > old.max ? `maxSize=${max},` : ""}desiredSize=${min}`;
  const lowered = `${min < old.min ? `minSize=${min},` : ""}desiredSize=${max}`;
  return [
    ...(min > old.min ? [say`EKS refuses a minimum above ${nodes} below ${min}, ${run(raised)}`] : []),
    ...(max < old.max ? [say`EKS refuses a maximum below ${nodes} above ${max}, ${run(lowered)}`] : []),
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
