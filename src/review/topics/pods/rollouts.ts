import { canonicalQuantity } from "../../../base/quantities";
import { type Workload, workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { block } from "../../../terraform/stack-json";
import { type Edit, type ResourceChange } from "../../change";
import { fromTo, joinValues, type Phrase, say } from "../../stages/phrase";
import { type Change, editsOf, isAt, type Topic, type TopicLine } from "../topic";
import { sentencesOf } from "../named";
import { rowLines } from "../rows";
import { judgesEdit, podJudges, WITH_PODS } from "./judged";

const { line } = sentencesOf("Rollouts");

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
  return [line(meanwhile(workload), resource, { names: namesOf(edits) })];
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
function meanwhile(workload: Workload | undefined) {
  const isDeployment = workload?.kind === "deployment";
  if (!workload || !isDeployment || workload.waitsForSurge(Math.max(1, workload.min))) return "rolled";
  return strategyOf(workload) === "Recreate" ? "recreated" : "rolled without surge";
}

/** `Recreate` has no surge pods and no bound of pods that are missing. */
const strategyOf = ({ resource }: Workload): string =>
  String(block(block(resource.config["spec"])["strategy"])["type"] ?? "RollingUpdate");

function strategyLines(resource: ResourceChange): TopicLine[] {
  const edits = editsOf(resource, /^spec\.strategy(\.|$)/);
  return edits.slice(0, 1).map((edit) => {
    const name = edits.every(judgesEdit) ? "harmless strategy" : "strategy";
    return line(name, resource, { change: say`${edit.path} ${fromTo(edit)}` }, { edits });
  });
}
