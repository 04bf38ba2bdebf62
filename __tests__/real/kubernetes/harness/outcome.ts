import { shortages } from "../../../../src/infrastructure/capacity-shortage";
import { type Workload } from "../../../../src/infrastructure/kubernetes-workloads";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type Deployment } from "./deployment";
import { alive, isUnschedulable, modelsOf, podsOf } from "./models";

/** Objects that the API server refused at the first attempt. */
export const refusedObjects = ({ verdicts }: Deployment): string[] =>
  verdicts.filter(({ status }) => status >= 300).map(({ from, message }) => `${from}: ${message}`);

/** Warnings of the API server at the first attempt. */
export const warningsOf = ({ verdicts }: Deployment): string[] =>
  verdicts.flatMap(({ from, warnings }) => warnings.map((each) => `${from}: ${each}`));

/** A pod that was created while the API server counted others: the controller creates it again. */
const CONFLICT = /Operation cannot be fulfilled on resourcequotas/;

/** Pods that Pod Security, a quota or a LimitRange refused. */
export const refusedPods = ({ items }: Pick<Deployment["events"], "items">): string[] =>
  items
    .filter(({ reason, message }) => reason === "FailedCreate" && !CONFLICT.test(String(message)))
    .map(({ message }) => String(message));

/** Number of pods by the name of their model, or `platform`. */
export type PodCounts = Readonly<Record<string, number>>;

/** Number of unschedulable pods of each model that has some, and of the platform. */
export function withoutNode(deployment: Deployment): PodCounts {
  const ofModels = modelsOf(deployment).map((model): [string, number] => [
    model.deployment,
    podsOf(deployment, model).filter(isUnschedulable).length,
  ]);
  const all = alive(deployment.pods.items).filter(isUnschedulable).length;
  const ofPlatform = all - ofModels.reduce((sum, [, count]) => sum + count, 0);
  const counts: [string, number][] = [...ofModels, ["platform", ofPlatform]];
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** The same numbers by our checks, for the nodes that always run. */
export function predictedWithoutNode(
  plan: EnvironmentPlan,
  countOf: (workload: Workload) => number,
): PodCounts {
  return Object.fromEntries(
    shortages(plan, ({ floor }) => floor, countOf)
      .flatMap(({ short }) => short)
      .map(({ demand: { workload, count }, placed }) => [workload?.name ?? "platform", count - placed]),
  );
}

/**
 * The numbers that the scheduler reached, where a model that the checks leave short may lack a node for one more pod: the checks place the
 * platform's pods where the models lose the least room, and the scheduler places them as they arrive. A model that the checks
 * place as a whole has no such allowance.
 */
export const withinPlacement = (found: PodCounts, predicted: PodCounts): PodCounts =>
  Object.fromEntries(
    Object.entries(found).map(([name, count]) => {
      const fewest = predicted[name];
      return [name, fewest !== undefined && count === fewest + 1 ? fewest : count];
    }),
  );
