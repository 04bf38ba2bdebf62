import { workloadsOf } from "../../../infrastructure/workloads";
import { labelsOf } from "../../../infrastructure/kubernetes-objects";
import { requiredAffinity, requirementsOf } from "../../../infrastructure/placement";
import { items } from "../../../infrastructure/kubernetes-api";
import { type ResourceChange } from "../../change";
import { type Edit } from "../../comparison/edit";
import { say } from "../../stages/phrase";
import { type Effect, alike } from "../alike";
import { fromTo } from "../edited";
import { type Change, type TopicLine } from "../topic";

/** Labels and taints of nodes that run, which EKS changes in place (EKS API, UpdateNodegroupConfig; read 2026-11-25). */
export function labelLines(change: Change): TopicLine[] {
  const selected = selectedLabels(change);
  return alike(
    change.resources
      .filter(({ type, action }) => type === "aws_eks_node_group" && action === "change")
      .flatMap((group) => group.edits.flatMap((edit) => effectOf(group, edit, selected))),
  );
}

function effectOf({ layer, address }: ResourceChange, edit: Edit, selected: ReadonlySet<string>): Effect[] {
  const found = { layer, address, edits: [edit] };
  if (/^taint(\.|$)/.test(edit.argument)) {
    return [
      {
        ...found,
        level: "attention",
        text: (names) =>
          say`taints of ${names}: ${fromTo(edit)}; new pods without a toleration start elsewhere, and running ones stay`,
      },
    ];
  }
  if (!/^labels(\.|$)/.test(edit.argument)) return [];
  const key = edit.path.replace(/^labels\.?/, "");
  const isLost = edit.before !== undefined && (key === "" ? selected.size > 0 : selected.has(key));
  return [
    {
      ...found,
      level: isLost ? "attention" : "info",
      text: isLost
        ? (names) =>
            say`label ${key} of ${names}: ${fromTo(edit)}; new pods that select it find no node there`
        : (names) => say`labels of ${names}: ${fromTo(edit)}`,
    },
  ];
}

/** Keys of the labels that pods of both sides select. */
const selectedLabels = ({ before, after }: Change): ReadonlySet<string> =>
  new Set(
    [before, after].flatMap((plan) =>
      workloadsOf(plan).flatMap(({ pod }) => [
        ...Object.keys(labelsOf(pod.nodeSelector)),
        ...items(requiredAffinity(pod)?.nodeSelectorTerms).flatMap((term) =>
          requirementsOf(term).map(({ key }) => key),
        ),
      ]),
    ),
  );
