import { podBudgetsOf, type Workload, workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { replicaSchedulesOf } from "../../../parts/off-hours/model";
import { type KubernetesObject, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type ResourceChange } from "../../change";
import { fromTo } from "../../stages/phrase";
import { sentencesOf } from "../named";
import { judgesOfRows } from "../rows";
import { effectLines, type Change, editsOf, type Effect, type Topic, type TopicLine, wasAt } from "../topic";

const { effect, line } = sentencesOf("Workloads");

/**
 * Workloads whose pods all end, with what their clients get, and workloads that lose their autoscaler or disruption budget.
 *
 * Sources: Kubernetes documentation, "Namespaces", "Service" and "Specifying a Disruption Budget for your Application" (read
 * 2026-11-26).
 */
export const workloads: Topic = {
  title: "Workloads",
  lines: (change) => [
    ...namespaceLines(change),
    ...effectLines(endedEffects(change)),
    ...effectLines(jobEffects(change)),
    ...looseLines(change),
  ],
  // an object that is replaced in another namespace with all its settings is the same, and the line of the namespace says so
  ...judgesOfRows("Workloads", {
    when: {
      "for other names alone": ({ resource: { edits, reasons } }) =>
        [...edits, ...reasons].every(({ argument }) => /^metadata\.(name|namespace)$/.test(argument)),
      renamed: ({ resource }) => editsOf(resource, "metadata.name").length > 0,
      "with its namespace": ({ resource, change }) => endsWithNamespace(change, resource),
    },
  }),
};

const WITH_JOBS = /^kubernetes_(cron_job|job)(_v1)?$/;

const NAMESPACE = /^kubernetes_namespace(_v1)?$/;

/** Settings that end with their namespace, of which a line says that it ends. */
function endsWithNamespace({ before, after }: Change, changed: ResourceChange): boolean {
  const object = objectsOf(before).all.find(({ resource }) => wasAt(changed)(resource));
  const has = (plan: EnvironmentPlan): boolean =>
    objectsOf(plan)
      .ofKind("namespace")
      .some(({ name }) => name === object?.namespace);
  return has(before) && !has(after);
}

/** A namespace that is replaced, without the objects in it. */
function namespaceLines({ before, resources }: Change): TopicLine[] {
  return resources
    .filter(({ type, action }) => NAMESPACE.test(type) && action === "replace")
    .map((resource) => {
      const { address, edits } = resource;
      const object = objectsOf(before).all.find((each) => wasAt(resource)(each.resource));
      const isUsed = objectsOf(before).pods.some(({ owner }) => owner.namespace === object?.name);
      const name = edits.find(({ argument }) => argument === "metadata.name");
      const words = { name: name ? fromTo(name) : (object?.name ?? address) };
      return line(isUsed ? "served namespace" : "namespace", resource, words);
    });
}

function endedEffects(change: Change): Effect[] {
  const { before, after, resources } = change;
  const stay = new Set(workloadsOf(after).map(keyOfKind));
  return workloadsOf(before)
    .filter((workload) => !workload.isJob)
    .flatMap((workload) => {
      const changed = resources.find((each) => wasAt(each)(workload.resource));
      const isReplaced = changed?.action === "replace";
      if (!changed || (stay.has(keyOfKind(workload)) && !isReplaced)) return [];
      if (!isReplaced && changed.action !== "destroy" && changed.action !== "change") return [];
      const name = workload.model ?? workload.name;
      const isServing = !workload.isDaemonSet && workload.max > 0 && hasClients(before, workload);
      const meanwhile = isReplaced ? [" until the new ones are ready"] : [];
      return effect(isServing ? "serving pods" : "pods", changed, { name, meanwhile });
    });
}

/** Jobs that end or run again. Those that set replicas have lines of their own. */
const jobEffects = ({ before, resources }: Change): Effect[] =>
  resources.flatMap((job) => {
    const { type, action } = job;
    if (!WITH_JOBS.test(type) || (action !== "destroy" && action !== "replace")) return [];
    const setsReplicas = replicaSchedulesOf(before).some((each) => wasAt(job)(each.job.resource));
    if (action === "destroy" && setsReplicas) return [];
    return effect(action === "destroy" ? "job ends" : "job again", job);
  });

export const keyOfKind = (workload: Workload): string => `${workload.kind} ${workload.key}`;

/** Whether a Service sends requests to the pods, or KServe makes one for them. */
const hasClients = (plan: EnvironmentPlan, { namespace, labels, resource }: Workload): boolean =>
  resource.type === "helm_release" ||
  objectsOf(plan)
    .ofKind("service")
    .some((service) => {
      const selector = Object.entries(labelsOf(service.spec.selector));
      return (
        service.namespace === namespace &&
        selector.length > 0 &&
        selector.every(([key, value]) => labels[key] === value)
      );
    });

/** Disruption budgets and autoscalers that go while the pods that they are for stay, and no other one is for them. */
function looseLines({ before, after, resources }: Change): TopicLine[] {
  const gone = (object: KubernetesObject | undefined): boolean =>
    resources.some((each) => each.action === "destroy" && object && wasAt(each)(object.resource));
  const stay = new Map(workloadsOf(after).map((each) => [keyOfKind(each), each]));
  const guarded = new Set(podBudgetsOf(after).flatMap((each) => each.guarded.map(keyOfKind)));
  const loose = (each: Workload): boolean => stay.has(keyOfKind(each)) && !guarded.has(keyOfKind(each));
  const budgets = podBudgetsOf(before)
    .filter((budget) => gone(budget.object) && budget.guarded.some(loose))
    .map(({ object }) => object);
  const autoscalers = workloadsOf(before).flatMap((each) => {
    const now = stay.get(keyOfKind(each));
    return each.autoscaler && gone(each.autoscaler) && now && !now.autoscaler ? [each.autoscaler] : [];
  });
  return [
    ...budgets.map(({ resource }) => line("budget", resource)),
    ...autoscalers.map(({ resource }) => line("autoscaler", resource)),
  ];
}
