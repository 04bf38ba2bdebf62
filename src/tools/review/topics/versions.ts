import { ROLLBACK } from "../../../platform/facts/kubernetes-versions";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { say } from "../phrase";
import { fromTo } from "./edited";
import { type Effect, joinedLines } from "./several";
import { type Topic } from "./topic";

const CLUSTER = "aws_eks_cluster";
const NODES = "aws_eks_node_group";
const OF_NODES = /^(version|release_version|ami_type)$/;

/** Versions of the control plane and of nodes. */
export const versions: Topic = {
  title: "Versions",
  lines: ({ resources }) =>
    joinedLines(resources.flatMap((resource) => resource.edits.flatMap((edit) => effectsOf(resource, edit)))),
};

function effectsOf({ type, layer, address, action }: ResourceChange, edit: Edit): Effect[] {
  const { argument, before, after } = edit;
  const effect = (text: Effect["text"], harm?: Effect["harm"]): Effect[] => [
    {
      place: { layer, address },
      key: `${type} ${argument} ${String(before)} ${String(after)} ${action}`,
      level: "attention",
      ...(harm === undefined ? {} : { harm }),
      edits: [edit],
      text,
    },
  ];
  if (type === CLUSTER && argument === "version") {
    const rejected = downgrade(String(before), String(after));
    return effect(
      (all) => say`Kubernetes version of ${all}: ${fromTo(edit)}; ${[rejected ?? UPGRADED]}`,
      "cannot go back",
    );
  }
  if (type !== NODES || !OF_NODES.test(argument)) return [];
  const rolls = action === "change" && argument !== "ami_type" && after !== undefined;
  return effect(
    (all) => say`node version of ${all}: ${fromTo(edit)}${rolls ? [`; ${ROLLED}`] : []}`,
    rolls ? "nodes roll" : undefined,
  );
}

const UPGRADED = `EKS returns a control plane to the previous minor version only within ${ROLLBACK.days} days of the upgrade, and while nodes and add-ons run with that version`;

/** Source: EKS user guide, "Understand each phase of node updates" (2026-11-21). */
const ROLLED =
  "EKS replaces the nodes of the group, adds new ones first, and drains the old ones, each for up to 15 minutes; a disruption budget that does not allow it stops the update";

/** The answer of EKS to an older version of a control plane; undefined if it is not older. */
function downgrade(before: string, after: string): string | undefined {
  const steps = minor(before) - minor(after);
  if (!(steps > 0)) return undefined;
  return steps === 1
    ? `EKS accepts it within ${ROLLBACK.days} days of an in-place upgrade from ${after}, and rejects it later`
    : "EKS rejects a downgrade by more than one minor version";
}

/** The minor version of `1.36` as a number; NaN, which compares as false, for other texts. */
const minor = (version: string): number => Number(/^1\.(\d+)$/.exec(version)?.[1]);
