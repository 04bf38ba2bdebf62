import { blocks, memoizePerPlan, combinedFinding, text } from "../../analysis/blocks";
import { customObjectsOf } from "../../analysis/kubernetes/custom-objects";
import {
  type KubernetesObject,
  LabelIndex,
  type Labels,
  type Pods,
  carries,
  labelsOf,
  matchLabels,
  objectsOf,
  titleOf,
} from "../../analysis/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { type Check, type Finding } from "../check";

export const selectors: Check = {
  id: "selectors",
  severity: "error",
  title: "services, monitors and policies each select the pods of exactly one workload",
  why: "a selector that fits nothing leaves pods without requests or guard, and nothing reports it",
  fix: "let selectors and pod labels say the same",
  source: "Kubernetes documentation, Labels and Selectors (read 2026-11-20)",
  scannerRules: [
    "mismatching-selector",
    "dangling-service",
    "dangling-networkpolicy",
    "dangling-servicemonitor",
  ],
  run: (plan) => [
    ...objectsOf(plan).pods.flatMap((pods) =>
      combinedFinding(pods.owner.resource, titleOf(pods.owner), ownProblems(plan, pods)),
    ),
    ...SELECTING.flatMap(({ kind, selector }) =>
      objectsOf(plan)
        .ofKind(kind)
        .flatMap((object) => selectingFindings(plan, object, selector(object.spec))),
    ),
    ...monitorFindings(plan),
  ],
};

/** Kinds that select pods by labels; an empty selector of a policy means the whole namespace. */
const SELECTING = [
  { kind: "service", selector: (spec: JsonObject) => labelsOf(spec["selector"]) },
  { kind: "network_policy", selector: (spec: JsonObject) => matchLabels(spec["pod_selector"]) },
  { kind: "pod_disruption_budget", selector: (spec: JsonObject) => matchLabels(spec["selector"]) },
];

function ownProblems(plan: EnvironmentPlan, { owner, labels, spec }: Pods): string[] {
  if (owner.kind === "pod" || owner.kind === "job" || owner.kind === "cron_job") return [];
  const selector = matchLabels(owner.spec["selector"]);
  const taken = Object.keys(selector).length === 0 ? [] : objectsOf(plan).selected(owner.namespace, selector);
  const others = taken.filter((pods) => pods.owner !== owner).map((pods) => pods.owner.name);
  const spread = blocks(spec["topology_spread_constraint"]).map((each) =>
    matchLabels(each["label_selector"]),
  );
  return [
    ...(Object.keys(selector).length === 0 ? ["it selects no pods of its own"] : []),
    ...(carries(labels, selector) ? [] : ["its pods do not carry the labels that it selects by"]),
    ...(others.length === 0 ? [] : [`it selects pods of ${others.slice(0, 3).join(", ")}, too`]),
    ...spread
      .filter((each) => !isSame(each, selector))
      .map(() => "a spread constraint counts other pods than its own"),
  ];
}

function selectingFindings(plan: EnvironmentPlan, object: KubernetesObject, selector: Labels): Finding[] {
  if (Object.keys(selector).length === 0) return [];
  const selected = objectsOf(plan).selected(object.namespace, selector);
  const owners = [...new Set(selected.map(({ owner }) => owner.name))];
  return combinedFinding(object.resource, titleOf(object), [
    ...(owners.length === 0 ? ["no pods of this environment carry the labels that it selects by"] : []),
    ...(owners.length > 1
      ? [`it selects the pods of ${owners.length} workloads: ${owners.slice(0, 3).join(", ")}`]
      : []),
    // With fewer labels it would select the next workload's pods, too.
    ...(owners.length === 1 &&
    selected.some(({ owner }) => !isSame(selector, matchLabels(owner.spec["selector"])))
      ? [`it selects by other labels than ${owners.join()} itself`]
      : []),
  ]);
}

const isSame = (a: Labels, b: Labels): boolean => carries(a, b) && carries(b, a);

/** Services that a ServiceMonitor finds, and the port that it reads. */
function monitorFindings(plan: EnvironmentPlan): Finding[] {
  return customObjectsOf(plan)
    .filter(({ kind }) => kind === "ServiceMonitor")
    .flatMap(({ resource, namespace, name, spec, labels }) => {
      const services = labelledServices(plan).carrying(
        namespace,
        labelsOf(asObject(spec["selector"])["matchLabels"]),
      );
      const ports = asArray(spec["endpoints"]).map((each) => text(asObject(each)["port"]) ?? "");
      const known = services.flatMap((service) => blocks(service.spec["port"]).map((port) => port["name"]));
      return combinedFinding(resource, `ServiceMonitor ${name}`, [
        ...(services.length === 1 ? [] : [`it selects ${services.length} Services, expected one`]),
        ...(ports.length === 0 ? ["it reads no port"] : []),
        ...ports
          .filter((port) => !known.includes(port))
          .map((port) => `its Service has no port named ${port || "(none)"}`),
        ...(text(labels["release"]) === undefined
          ? ["it lacks the label release, by which the Prometheus Operator finds it"]
          : []),
      ]);
    });
}

const labelledServices = memoizePerPlan(
  (plan: EnvironmentPlan) => new LabelIndex(objectsOf(plan).ofKind("service"), ({ namespace }) => namespace),
);
