import { NODE_ARGUMENTS } from "../../../evidence/nodes";
import { requirementsOf } from "../../../infrastructure/capacity-placement";
import { workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";
import { items } from "../../../infrastructure/kubernetes-api";
import { asArray, asObject, isFalse, isTrue, type Json } from "../../../terraform/stack-json";
import { say } from "../../stages/phrase";
import { type Change, type Topic, type TopicLine, alike } from "../topic";
import { rowEffects } from "../rows";
import { countLines } from "./counts";
import { endedLines } from "./ended";
import { nodeJudges } from "./judged";
import { templateLines } from "./rolling";

/** Node groups and their launch templates: nodes that end, roll, come, are repaired, and get other labels. */
export const nodesTopic: Topic = {
  title: "Nodes",
  lines: (change) => [
    ...endedLines(change),
    ...countLines(change),
    ...alike(rowEffects("Releases of nodes", change, { words: { update: () => [NODE_ARGUMENTS.update] } })),
    ...templateLines(change),
    ...labelLines(change),
    ...alike(
      rowEffects("Repairs of nodes", change, {
        when: {
          repairing: ({ edit }) => isTrue(repairIn(edit.after)),
          "left to the provider": ({ edit }) => !isFalse(repairIn(edit.after)),
        },
      }),
    ),
  ],
  ...nodeJudges,
};

const repairIn = (after: Json | undefined): Json | undefined =>
  asObject(asArray(after)[0] ?? after)["enabled"] ?? after;

/** Labels and taints of nodes that run, which EKS changes in place. */
function labelLines(change: Change): TopicLine[] {
  const selected = selectedLabels(change);
  const keyIn = (path: string): string => path.replace(/^labels\.?/, "");
  return alike(
    rowEffects("Labels of nodes", change, {
      when: {
        selected: ({ edit }) => {
          const key = keyIn(edit.path);
          return key === "" ? selected.size > 0 : selected.has(key);
        },
      },
      words: { label: ({ edit }) => say`${keyIn(edit.path)}` },
    }),
  );
}

/** Keys of the labels that pods of both sides select. */
const selectedLabels = ({ before, after }: Change): ReadonlySet<string> =>
  new Set(
    [before, after].flatMap((plan) =>
      workloadsOf(plan).flatMap(({ pod }) => [
        ...Object.keys(labelsOf(pod.nodeSelector)),
        ...items(
          pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms,
        )
          .flatMap(requirementsOf)
          .map(({ key }) => key),
      ]),
    ),
  );
