import { canonicalQuantity } from "../../../base/quantities";
import { type Workload, workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { type Edit, type ResourceChange } from "../../change";
import { fromTo, joinValues, type Phrase, say } from "../../stages/phrase";
import { attention, type Change, editsOf, info, isAt, lineAt, type Topic, type TopicLine } from "../topic";
import { rowLines } from "../rows";
import { judgesEdit, podJudges, WITH_PODS } from "./judged";

const isOfTemplate = ({ argument }: Edit): boolean => argument.startsWith("spec.template.");

/** Whether Kubernetes stores another value: `1000m` of CPU and `1` are equal. */
function isOther({ argument, before, after }: Edit): boolean {
  const isQuantity = /\.(resources|size_limit)(\.|$)/.test(argument);
  if (!isQuantity || typeof before !== "string" || typeof after !== "string") return true;
  return canonicalQuantity(before) !== canonicalQuantity(after);
}

/**
 * Objects whose controller replaces all pods when their template changes, and how many pods serve meanwhile.
 *
 * Source: Kubernetes documentation, "Deployments", "Strategy", and "StatefulSets", "Rolling Updates" (read 2026-11-20).
 */
export const rollouts: Topic = {
  title: "Rollouts",
  lines: (change) =>
    change.resources
      .filter(({ type, action }) => WITH_PODS.test(type) && action === "change")
      .flatMap((resource) => [
        ...rolledLines(change, resource),
        ...strategyLines(resource),
        // checks judge whether pods have room on the nodes that they select or tolerate
        ...rowLines("Places of pods", resource, change, {
          words: { place: ({ edit }) => say`${edit.path.replace("spec.template.spec.", "")}` },
        }),
      ]),
  ...podJudges,
};

function rolledLines(change: Change, resource: ResourceChange): TopicLine[] {
  const edits = resource.edits.filter(isOfTemplate).filter(isOther);
  if (edits.length === 0) return [];
  const workload = workloadsOf(change.after).find((each) => isAt(resource)(each.resource));
  return [meanwhile(resource, workload, namesOf(edits))];
}

/** Arguments that a line names. */
const MOST_NAMED = 2;

/** Names of the edited arguments, without the path of the template. */
function namesOf(edits: readonly Edit[]): Phrase {
  const names = [
    ...new Set(edits.map(({ path }) => path.replace(/^spec\.template\.(spec\.|metadata\.)?/, ""))),
  ];
  const more = names.length > MOST_NAMED ? [` and ${names.length - MOST_NAMED} more`] : [];
  return [...joinValues(names.slice(0, MOST_NAMED)), ...more];
}

/** Pods that serve while the new ones start. */
function meanwhile(resource: ResourceChange, workload: Workload | undefined, names: Phrase): TopicLine {
  const { address } = resource;
  const rolled = say`the apply replaces the pods of ${address} step by step, since their template changes in ${names}`;
  const isDeployment = workload?.kind === "deployment";
  if (!workload || !isDeployment || workload.waitsForSurge(Math.max(1, workload.min)))
    return info(resource, rolled, { harm: "pods roll" });
  if (strategyOf(workload) === "Recreate") {
    const text = say`the template of ${address} changes, and its strategy Recreate ends all pods before the first new one starts: clients get no answer meanwhile`;
    return attention(resource, text, { harm: "outage" });
  }
  return attention(resource, say`${rolled}, and old pods end before new ones are ready`, {
    harm: "pods roll",
  });
}

/** `Recreate` has no surge pods and no bound of pods that are missing. */
const strategyOf = ({ resource }: Workload): string => {
  const spec = [resource.config["spec"]].flat()[0];
  const strategy = [(spec as { strategy?: unknown } | undefined)?.strategy].flat()[0];
  return String((strategy as { type?: unknown } | undefined)?.type ?? "RollingUpdate");
};

function strategyLines(resource: ResourceChange): TopicLine[] {
  const edits = editsOf(resource, /^spec\.strategy(\.|$)/);
  return edits.slice(0, 1).map((edit) => {
    const text = say`strategy of ${resource.address}, for this rollout and each later one: ${edit.path} ${fromTo(edit)}`;
    return lineAt(edits.every(judgesEdit) ? "info" : "attention", resource, text, { edits });
  });
}
