import { labelSelectors } from "../label-selectors";
import { expressionProblems } from "./label-expressions";
import { carries, type Labels, labelsOf } from "../../infrastructure/kubernetes-labels";
import { type KubernetesObject, objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asArray, asObject, text } from "../../terraform/stack-json";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type Check, combinedFinding, type Finding, notJudged, ruleOf } from "../check";
import { counted } from "../../base/counted";
import { items, type LabelSelector } from "../../infrastructure/kubernetes-api";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import TEXTS from "./texts.json";
import { deliveriesOf } from "../../infrastructure/deliveries";

export const selectors: Check = {
  ...ruleOf(TEXTS, "selectors"),
  run: (plan) => [
    ...objectsOf(plan).pods.flatMap((pods) =>
      combinedFinding(pods.owner.resource, pods.owner.title, ownProblems(plan, pods)),
    ),
    ...selecting(plan).flatMap(([object, selector]) => selectingFindings(plan, object, selector)),
    ...monitorFindings(plan),
  ],
};

/** Objects that select pods, with their selectors. An empty selector of a policy selects the whole namespace. */
function selecting(plan: EnvironmentPlan): [KubernetesObject, LabelSelector | undefined][] {
  const objects = objectsOf(plan);
  return [
    ...objects
      .ofKind("service")
      .map((each): [KubernetesObject, LabelSelector] => [
        each,
        { matchLabels: labelsOf(each.spec.selector) },
      ]),
    ...objects
      .ofKind("network_policy")
      .map((each): [KubernetesObject, LabelSelector | undefined] => [each, each.spec.podSelector]),
    ...objects
      .ofKind("pod_disruption_budget")
      .map((each): [KubernetesObject, LabelSelector | undefined] => [each, each.spec.selector]),
  ];
}

function ownProblems(plan: EnvironmentPlan, workload: Pods): string[] {
  const { owner, labels, spec } = workload;
  if (owner.kind === "pod" || owner.kind === "job" || owner.kind === "cron_job") return [];
  const selector = labelsOf(owner.spec.selector?.matchLabels);
  const taken = Object.keys(selector).length === 0 ? [] : objectsOf(plan).selected(owner.namespace, selector);
  const others = taken.filter((pods) => pods.owner !== owner).map((pods) => pods.owner.name);
  const constraints = items(spec.topologySpreadConstraints);
  return [
    ...(labelSelectors.isEmpty(owner.spec.selector) ? ["its selector is empty"] : []),
    ...(carries(labels, selector) ? [] : ["its pods do not have the labels of its selector"]),
    ...(others.length === 0 ? [] : [`it also selects pods of ${others.slice(0, 3).join(", ")}`]),
    ...constraints
      .filter(({ labelSelector }) => !selectsOnly(plan, workload, labelSelector))
      .map(() => "a topology spread constraint has another selector"),
    ...expressionProblems(owner.spec.selector, labels, "its selector"),
    ...constraints.flatMap((each) =>
      expressionProblems(each.labelSelector, labels, `its spread by ${String(each.topologyKey)}`),
    ),
  ];
}

/**
 * Whether a selector is that of a workload. With fewer labels, it would also select the pods of the next workload. One with expressions
 * selects these pods and no others of now.
 */
function selectsOnly(plan: EnvironmentPlan, workload: Pods, selector: LabelSelector | undefined): boolean {
  if (items(selector?.matchExpressions).length === 0)
    return isSame(labelsOf(selector?.matchLabels), selectorFor(workload));
  const { owner, labels } = workload;
  const selected = labelSelectors.pods(plan, owner.namespace, selector ?? {});
  return labelSelectors.matches(selector, labels) && selected.every((pods) => pods.owner === owner);
}

function selectingFindings(
  plan: EnvironmentPlan,
  object: KubernetesObject,
  selector: LabelSelector | undefined,
): Finding[] {
  if (selector === undefined || labelSelectors.isEmpty(selector)) return [];
  const all = labelSelectors.pods(plan, object.namespace, selector);
  const own = objectsOf(plan).pods;
  const selected = object.kind === "network_policy" ? all : all.filter((pods) => own.includes(pods));
  const owners = [...new Set(selected.map(({ owner }) => owner.name))];
  // A chart, or another owner, can make the pods that an own object selects.
  if (owners.length === 0 && isOwn(plan, object.resource)) {
    return [
      notJudged(
        object.resource,
        `${object.title} selects pods that no block of these stacks makes`,
        "compare its selector with the labels of these pods",
      ),
    ];
  }
  // `models-of-git` compares policies of pods in Git with the file.
  if (owners.length === 0 && deliveriesOf(plan).to(object.namespace)) return [];
  // network-policy-wide compares the rules of a shared policy with the needs of each workload.
  const isShared = object.kind === "network_policy";
  return combinedFinding(object.resource, object.title, [
    ...(owners.length === 0 ? ["no pods of this environment have the labels of its selector"] : []),
    ...(owners.length > 1 && !isShared
      ? [`it selects the pods of ${counted(owners.length, "workload")}: ${owners.slice(0, 3).join(", ")}`]
      : []),
    ...(owners.length === 1 && !isShared && !selected.every((pods) => selectsOnly(plan, pods, selector))
      ? [`its selector differs from that of ${owners.join()}`]
      : []),
  ]);
}

const OF_MODEL = ["app.kubernetes.io/name", "app.kubernetes.io/component"];

/** Labels that objects select the pods of a workload by. KServe sets a selector of its own, so those of the model count. */
const selectorFor = ({ owner, labels }: Pods): Labels =>
  owner.createdFor === undefined
    ? labelsOf(owner.spec.selector?.matchLabels)
    : Object.fromEntries(Object.entries(labels).filter(([key]) => OF_MODEL.includes(key)));

const isSame = (a: Labels, b: Labels): boolean => carries(a, b) && carries(b, a);

/** Findings on the Service and the port of each ServiceMonitor. */
function monitorFindings(plan: EnvironmentPlan): Finding[] {
  return customObjectsOf(plan)
    .filter(({ kind }) => kind === "ServiceMonitor")
    .flatMap(({ resource, namespace, name, spec, labels }) => {
      const selector = labelsOf(asObject(spec["selector"])["matchLabels"]);
      const services = objectsOf(plan).labelledServices(namespace, selector);
      const ports = asArray(spec["endpoints"]).map((each) => text(asObject(each)["port"]) ?? "");
      const known = services.flatMap((service) => items(service.spec.ports).map((port) => port.name));
      return combinedFinding(resource, `ServiceMonitor ${name}`, [
        ...(services.length === 1 ? [] : [`it selects ${services.length} Services, expected one`]),
        ...(ports.length === 0 ? ["it has no endpoint port"] : []),
        ...ports
          .filter((port) => !known.includes(port))
          .map((port) => `its Service has no port named ${port || "(none)"}`),
        ...(text(labels["release"]) === undefined
          ? ["it lacks the label release, which the Prometheus Operator selects"]
          : []),
      ]);
    });
}
