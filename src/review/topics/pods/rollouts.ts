import { type Workload, workloadsOf } from "../../../infrastructure/workloads";
import { type ResourceChange } from "../../change";
import { type Edit } from "../../comparison/edit";
import { type Phrase, joinValues, say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { type Change, type Topic, type TopicLine } from "../topic";
import { WITH_PODS, judgesEdit, judgesPods } from "./judged";
import { canonicalQuantity } from "../../../base/quantities";

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
        ...placeLines(resource),
      ]),
  judges: judgesPods,
};

function rolledLines(change: Change, resource: ResourceChange): TopicLine[] {
  const { layer, address } = resource;
  const edits = resource.edits.filter(isOfTemplate).filter(isOther);
  if (edits.length === 0) return [];
  const workload = workloadsOf(change.after).find(
    (each) => each.resource.layer === layer && each.resource.address === address,
  );
  return [{ layer, address, ...meanwhile(address, workload, namesOf(edits)) }];
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
function meanwhile(
  address: string,
  workload: Workload | undefined,
  names: Phrase,
): Pick<TopicLine, "level" | "harm" | "text"> {
  const rolled = say`the apply replaces the pods of ${address} step by step, since their template changes in ${names}`;
  const isDeployment = workload?.kind === "deployment";
  if (!workload || !isDeployment || workload.waitsForSurge(Math.max(1, workload.min))) {
    return { level: "info", harm: "pods roll", text: rolled };
  }
  if (strategyOf(workload) === "Recreate") {
    const text = say`the template of ${address} changes, and its strategy Recreate ends all pods before the first new one starts: clients get no answer meanwhile`;
    return { level: "attention", harm: "outage", text };
  }
  return {
    level: "attention",
    harm: "pods roll",
    text: say`${rolled}, and old pods end before new ones are ready`,
  };
}

/** `Recreate` has no surge pods and no bound of pods that are missing. */
const strategyOf = ({ resource }: Workload): string => {
  const spec = [resource.config["spec"]].flat()[0];
  const strategy = [(spec as { strategy?: unknown } | undefined)?.strategy].flat()[0];
  return String((strategy as { type?: unknown } | undefined)?.type ?? "RollingUpdate");
};

function strategyLines({ layer, address, edits }: ResourceChange): TopicLine[] {
  const found = edits.filter(({ argument }) => /^spec\.strategy(\.|$)/.test(argument));
  if (found.length === 0) return [];
  const isKept = found.every(judgesEdit);
  return found.slice(0, 1).map((edit) => ({
    level: isKept ? "info" : "attention",
    layer,
    address,
    edits: found,
    text: say`strategy of ${address}, for this rollout and each later one: ${edit.path} ${fromTo(edit)}`,
  }));
}

/** Nodes that pods select or tolerate; checks judge whether they have room there. */
function placeLines({ layer, address, edits }: ResourceChange): TopicLine[] {
  return edits
    .filter(({ argument }) => /^spec\.template\.spec\.(node_selector|toleration)(\.|$)/.test(argument))
    .map((edit) => ({
      level: "info",
      layer,
      address,
      edits: [edit],
      text: say`nodes for the pods of ${address}: ${edit.path.replace("spec.template.spec.", "")} ${fromTo(edit)}`,
    }));
}
