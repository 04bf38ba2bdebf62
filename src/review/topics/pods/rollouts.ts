import { POD_ARGUMENTS } from "../../../evidence/pods";
import { canonicalQuantity, quantity } from "../../../base/quantities";
import { type Workload, workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { block, isJsonObject, type Json } from "../../../terraform/stack-json";
import { type Edit, type ResourceChange } from "../../change";
import { fromTo, joinValues, type Phrase, say } from "../../stages/phrase";
import { type Change, editsOf, isAt, type Topic, type TopicLine } from "../topic";
import { sentencesOf } from "../named";
import { judgesOfRows, rowLines, type Own } from "../rows";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { stoppingOf } from "../../../infrastructure/kubernetes-pods";

const { line } = sentencesOf("Rollouts");

/** Objects whose controller makes pods (Kubernetes documentation, "Workloads", read 2026-11-20). */
export const WITH_PODS = /^kubernetes_(deployment|stateful_set|daemonset|daemon_set)(_v1)?$/;

const isOfTemplate = ({ argument }: Edit): boolean => argument.startsWith("spec.template.");

/** Whether Kubernetes stores another value: `1000m` of CPU and `1` are equal. */
function isOther({ argument, before, after }: Edit): boolean {
  const isQuantity = /\.(resources|size_limit)(\.|$)/.test(argument);
  if (!isQuantity || typeof before !== "string" || typeof after !== "string") return true;
  return canonicalQuantity(before) !== canonicalQuantity(after);
}

/** Lines say which workloads end, and which lose their autoscaler or disruption budget. Checks, images and rights judge the rest. */
const podJudges: ReturnType<typeof judgesOfRows> = judgesOfRows("Rollouts", {
  when: {
    "at least as many": ({ edit: { before, after } }) => Number(after) >= Number(before),
    "at least as large": ({ edit: { before, after } }) => quantity(String(after)) >= quantity(String(before)),
    "of the time of probes": ({ edit }) => POD_ARGUMENTS.timeOfProbes.test(edit.argument),
    "without rights on nodes": ({ resource }) => !hasRightsOnNodes(resource.after),
    "with the same pods": ({ resource, change }) =>
      resource.edits
        .filter(({ argument }) => argument !== "metadata.name")
        .every((edit) => podJudges.judgesEdit(resource, edit, change)),
    "with room": ({ resource, change }) => keepsPods(resource, change),
  },
});

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
        ...strategyLines(change, resource),
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

function strategyLines(change: Change, resource: ResourceChange): TopicLine[] {
  const edits = editsOf(resource, /^spec\.strategy(\.|$)/);
  return edits.slice(0, 1).map((edit) => {
    const isHarmless = edits.every((each) => podJudges.judgesEdit(resource, each, change));
    const name = isHarmless ? "harmless strategy" : "strategy";
    return line(name, resource, { change: say`${edit.path} ${fromTo(edit)}` }, { edits });
  });
}

/** Whether a new autoscaler has room for the pods that its workload has, of which two at least stay. */
function keepsPods(scaler: ResourceChange, { before, after }: Change): boolean {
  const now = workloadsOf(after).find(({ autoscaler }) => autoscaler && isAt(scaler)(autoscaler.resource));
  if (!now) return false;
  const was = workloadsOf(before).find((each) => each.kind === now.kind && each.key === now.key);
  return !was || (now.max >= was.max && now.min >= Math.min(was.min, 2));
}

function hasRightsOnNodes(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some((item) => hasRightsOnNodes(item as Json));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(
    ([key, item]) =>
      (isRight(key) && item !== false && item !== "false" && !(Array.isArray(item) && item.length === 0)) ||
      hasRightsOnNodes(item),
  );
}

const isRight = (key: string): boolean => POD_ARGUMENTS.rightsOnNodes.some((name) => name === key);

const requests = sentencesOf("Requests during the change");

/**
 * Requests to pods that run while the change is applied, and to pods that end: ports, health paths and the time to drain.
 *
 * Sources: AWS Load Balancer Controller, "Ingress annotations", healthcheck-path; Kubernetes documentation, "Pod Lifecycle",
 * "Termination of Pods" (read 2026-11-20).
 */
export const serving: Topic = {
  title: "Requests during the change",
  lines: (change) =>
    change.resources
      .filter(({ type, action }) => WITH_PODS.test(type) && action === "change")
      .flatMap((resource) => [
        ...rowLines("Ports of pods", resource, change, PORTS),
        ...healthLines(change, resource),
        ...drainLines(change, resource),
      ]),
};

const RULE = /^aws_(vpc_security_group_(in|e)gress_rule|security_group_rule)$/;

/** A port without the former one: rules of security groups for the old port go before the last old pod. */
const PORTS: Own = {
  when: {
    "without rules": ({ edit, change: { resources } }) =>
      resources.some(
        ({ type, action, before = {} }) =>
          RULE.test(type) && action === "destroy" && String(before["from_port"]) === String(edit.before),
      ),
  },
};

const PROBED = /^spec\.template\.spec\.container\.(startup|liveness|readiness)_probe\.http_get\.path$/;
const ANNOTATION = /^metadata\.annotations\.alb\.ingress\.kubernetes\.io\/healthcheck-path$/;

/** Another path of health checks: kubelets ask new pods only, and a load balancer the running ones at once. */
function healthLines({ resources }: Change, resource: ResourceChange): TopicLine[] {
  const found = editsOf(resource, PROBED);
  const [first] = found;
  if (!first) return [];
  const asked = resources
    .filter(({ type }) => /^kubernetes_(service|ingress)(_v1)?$/.test(type))
    .flatMap(({ edits }) => edits)
    .filter(
      ({ path, before, after }) => ANNOTATION.test(path) && before === first.before && after === first.after,
    );
  const name = asked.length > 0 ? "path asked at once" : "path of new pods";
  return [requests.line(name, resource, { change: fromTo(first) }, { edits: [...found, ...asked] })];
}

const STOPPING = /\.container\.lifecycle\.pre_stop(\.|$)/;

/** Seconds that a pod still serves after its end began, while load balancers learn of it. */
function drainLines({ before, after }: Change, resource: ResourceChange): TopicLine[] {
  const [old, now] = [before, after].map((plan) => {
    const pods = objectsOf(plan).pods.find(({ owner }) => isAt(resource)(owner.resource));
    return pods && stoppingOf(pods).serves;
  });
  const edits = editsOf(resource, STOPPING);
  if (old === undefined || now === undefined || old === now || edits.length === 0) return [];
  const name = now > old ? "longer drain" : "shorter drain";
  return [requests.line(name, resource, { old, new: now }, { edits })];
}
