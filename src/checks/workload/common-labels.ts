import { block, groupBy, memoizePerPlan, combinedFinding } from "../../analysis/blocks";
import { customObjectsOf } from "../../analysis/kubernetes/custom-objects";
import {
  type KubernetesObject,
  type Labels,
  labelsOf,
  matchLabels,
  objectsOf,
  titleOf,
} from "../../analysis/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

const NAME = "app.kubernetes.io/name";
const COMPONENT = "app.kubernetes.io/component";
const MANAGED_BY = "app.kubernetes.io/managed-by";

export const commonLabels: Check = {
  id: "common-labels",
  severity: "error",
  title: "all that belongs to a model carries its labels",
  why: "whoever looks for a model's objects, its costs or its metrics finds them by these labels, and misses the one without",
  fix: "label it with app.kubernetes.io/name, component and managed-by, as its pods are",
  source: "Kubernetes documentation, Recommended Labels (read 2026-11-20)",
  run: (plan) => [
    ...objectsOf(plan).pods.flatMap(({ owner, labels }) =>
      combinedFinding(owner.resource, titleOf(owner), [
        ...[NAME, COMPONENT, MANAGED_BY]
          .filter((key) => (labels[key] ?? "") === "")
          .map((key) => `its pods lack the label ${key}`),
        ...(labels[NAME] === undefined || labels[NAME] === owner.name
          ? []
          : [`its pods are labelled ${labels[NAME]}`]),
        ...(labels[MANAGED_BY] === "terraform"
          ? []
          : [`its pods are labelled as managed by ${labels[MANAGED_BY] ?? "nobody"}`]),
      ]),
    ),
    ...objectsOf(plan).all.flatMap((object) =>
      combinedFinding(object.resource, titleOf(object), labelProblems(plan, object, object.labels)),
    ),
    ...customObjectsOf(plan)
      .filter(({ labels }) => Object.keys(labels).length > 0)
      .flatMap(({ resource, kind, namespace, name, labels }) =>
        combinedFinding(
          resource,
          `${kind} ${name}`,
          labelProblems(plan, { kind, namespace, name, spec: {} }, labelsOf(labels)),
        ),
      ),
  ],
};

/** Workloads by namespace and name: what is called like one belongs to it. */
const ownersOf = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(objectsOf(plan).pods, ({ owner }) => `${owner.namespace}/${owner.name}`),
);

type Named = Pick<KubernetesObject, "kind" | "namespace" | "name" | "spec">;

function labelProblems(plan: EnvironmentPlan, object: Named, labels: Labels): string[] {
  const [pods] = ownersOf(plan).get(`${object.namespace}/${object.name}`) ?? selectedBy(plan, object);
  if (!pods) return [];
  // A second Service of a model, the way in, is another component: metrics are read from the first.
  const isEntry = object.kind === "service" && object.name !== pods.owner.name;
  return [NAME, MANAGED_BY, ...(isEntry ? [] : [COMPONENT])]
    .filter((key) => labels[key] !== pods.labels[key])
    .map((key) => `label ${key} is ${labels[key] ?? "missing"}, its pods have ${pods.labels[key] ?? "none"}`)
    .concat(
      isEntry && (labels[COMPONENT] ?? pods.labels[COMPONENT]) === pods.labels[COMPONENT]
        ? [`label ${COMPONENT} is ${labels[COMPONENT] ?? "missing"}, so metrics are read from it as well`]
        : [],
    );
}

function selectedBy(plan: EnvironmentPlan, { kind, namespace, spec }: Named) {
  const selector = kind === "service" ? labelsOf(spec["selector"]) : matchLabels(block(spec)["pod_selector"]);
  return Object.keys(selector).length === 0 ? [] : objectsOf(plan).selected(namespace, selector);
}
