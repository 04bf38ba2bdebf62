import { ignoresDesiredSize, ignoresSizes, resizes } from "../../../infrastructure/node-group-sizes";
import { type JsonObject, asArray, asObject } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { type Phrase, say } from "../../stages/phrase";
import { type Effect, alike } from "../alike";
import { fromTo } from "../edited";
import { type Change, type TopicLine } from "../topic";
import { counted } from "../../../base/counted";

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
        countsOf(change, group).map(({ text, harm }): Effect => {
          const { layer, address } = group;
          return { level: "attention", ...(harm ? { harm } : {}), layer, address, text };
        }),
      ),
  );
const SIZES: Readonly<Record<string, string>> = {
  "scaling_config.min_size": "least nodes",
  "scaling_config.max_size": "most nodes",
  "scaling_config.desired_size": "nodes",
};

/** Sizes that Terraform sets, as lines on sizes. */
export const nodeSizeLines = ({ resources }: Change): TopicLine[] =>
  alike(resources.filter(({ type }) => type === "aws_eks_node_group").flatMap(sizeEffects));

const sizeEffects = ({ layer, address, edits, after }: ResourceChange): Effect[] =>
  edits.flatMap((edit): Effect[] => {
    const what = SIZES[edit.argument];
    const isIgnored =
      after && (edit.argument.endsWith("desired_size") ? ignoresDesiredSize : ignoresSizes)(after);
    if (what === undefined || isIgnored) return [];
    return [
      {
        level: edit.after === undefined || typeof edit.after === "number" ? "info" : "attention",
        layer,
        address,
        edits: [edit],
        text: (names) => say`${[what]} of ${names}: ${fromTo(edit)}`,
      },
    ];
  });

type Count = Pick<Effect, "text" | "harm">;

/** A count with a command or a number of its own group in its text. */
const own = (text: Phrase): Count => ({ text: () => text });

function countsOf(change: Change, group: ResourceChange): Count[] {
  const { address, action, before, after } = group;
  if (action === "destroy" || action === "replace") return [];
  if (!before || !after) return [];
  const [old, now] = [sizesOf(before), sizesOf(after)];
  if (!old || !now) return [];
  if (ignoresSizes(after)) return ignoresSizes(before) ? sizesLater(change, group, old, now).map(own) : [];
  if (ignoresSizes(before)) {
    return [
      own(
        say`Terraform now sets the sizes of ${address}, to ${now.min} to ${now.max} with ${now.desired}: apply it in working hours, or after the commands of the output off_hours_start_commands; otherwise the apply starts the nodes`,
      ),
    ];
  }
  if (ignoresDesiredSize(after)) return commandFirst(change, group, old, now).map(own);
  if (ignoresDesiredSize(before)) {
    return [
      {
        harm: "nodes roll",
        text: (names) =>
          say`Terraform now sets the number of nodes of ${names} to minPerZone of the file, unless components.cluster-autoscaler or cluster.externalNodeAutoscaler leaves it to an autoscaler; a group with more loses nodes: ${EVICTED}`,
      },
    ];
  }
  return now.desired < old.desired
    ? [
        {
          harm: "nodes roll",
          text: (names) =>
            say`the apply removes ${old.desired - now.desired} of ${[counted(old.desired, "node")]} of ${names}: ${EVICTED}`,
        },
      ]
    : [];
}

/** Sizes that schedules set: the apply changes what the next start requests. */
function sizesLater(change: Change, { layer, address }: ResourceChange, old: Sizes, now: Sizes): Phrase[] {
  if (old.min === now.min && old.max === now.max) return [];
  const stack = change.after.stack(layer);
  const [resize] = stack ? resizes(stack.json, [address.split(".")[1] ?? ""]) : [];
  const sizes = `minSize=${now.min},maxSize=${now.max},desiredSize=${now.desired}`;
  return [
    say`the sizes of ${address} change at the next start of its schedule; until then the group keeps its nodes${resize ? say`. In working hours, ${resize.commandFor(sizes)} changes them at once` : []}`,
  ];
}

const EVICTED: Phrase = [
  "EKS chooses them, and evicts their pods for up to 15 minutes, without regard to disruption budgets; lower the number by one at a time",
];

/** Bounds that may exclude the number of nodes, which Terraform does not set. */
function commandFirst(change: Change, group: ResourceChange, old: Sizes, now: Sizes): Phrase[] {
  const stack = change.after.stack(group.layer);
  const name = group.address.split(".")[1] ?? "";
  const [resize] = stack ? resizes(stack.json, [name]) : [];
  const run = (scaling: string): Phrase =>
    resize ? say`first run ${resize.commandFor(scaling)}` : ["first set that number"];
  const { min, max } = now;
  return [
    ...(min > old.min
      ? [
          say`EKS refuses a minimum above the number of nodes of ${group.address}, which Terraform does not set; if it is below ${min}, ${run(`${max > old.max ? `maxSize=${max},` : ""}desiredSize=${min}`)}`,
        ]
      : []),
    ...(max < old.max
      ? [
          say`EKS refuses a maximum below the number of nodes of ${group.address}, which Terraform does not set; if it is above ${max}, ${run(`${min < old.min ? `minSize=${min},` : ""}desiredSize=${max}`)}`,
        ]
      : []),
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
