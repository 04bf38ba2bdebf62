import { canonicalQuantity } from "../../../shared/kubernetes/canonical-quantity";
import { type Edit } from "../comparison/edit";
import { say } from "../phrase";
import { type Topic, type TopicLine } from "./topic";

/** Objects whose controller replaces all pods when their template changes (Kubernetes documentation, "Workloads", read 2026-11-20). */
const WITH_PODS = /^kubernetes_(deployment|stateful_set|daemonset|daemon_set)(_v1)?$/;

const isOfTemplate = ({ argument }: Edit): boolean => argument.startsWith("spec.template.");

/** Whether Kubernetes stores another value: `1000m` of CPU and `1` are equal. */
function isOther({ argument, before, after }: Edit): boolean {
  const isQuantity = /\.(resources|size_limit)(\.|$)/.test(argument);
  if (!isQuantity || typeof before !== "string" || typeof after !== "string") return true;
  return canonicalQuantity(before) !== canonicalQuantity(after);
}

export const rollouts: Topic = {
  title: "Rollouts",
  lines: ({ resources }) =>
    resources.flatMap(({ type, layer, address, action, edits }): TopicLine[] => {
      const found =
        WITH_PODS.test(type) && action === "change" ? edits.filter(isOfTemplate).filter(isOther) : [];
      return found.length === 0
        ? []
        : [
            {
              level: "info",
              layer,
              address,
              text: say`the apply replaces the pods of ${address} step by step, since their template changes`,
              edits: found,
            },
          ];
    }),
};
