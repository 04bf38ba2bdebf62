import { groupBy } from "../../base/group-by";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { type KubernetesObject, isOfKind, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Labels, labelsOf } from "../../infrastructure/kubernetes-labels";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

const NAME = "app.kubernetes.io/name";
const COMPONENT = "app.kubernetes.io/component";
const INSTANCE = "app.kubernetes.io/instance";
const MANAGED_BY = "app.kubernetes.io/managed-by";

export const commonLabels: Check = {
  ...ruleOf(TEXTS, "common-labels"),
  isConvention: true,
  run: (plan) => [
    ...objectsOf(plan).pods.flatMap(({ owner, labels }) =>
      combinedFinding(owner.resource, owner.title, [
        ...[NAME, INSTANCE, COMPONENT, MANAGED_BY]
          .filter((key) => (labels[key] ?? "") === "")
          .map((key) => `its pods lack the label ${key}`),
        ...[NAME, INSTANCE]
          .filter((key) => labels[key] !== undefined && labels[key] !== owner.programName)
          .map((key) => `label ${key} of its pods is ${labels[key] ?? ""}`),
        ...(labels[MANAGED_BY] === "terraform"
          ? []
          : [`label ${MANAGED_BY} of its pods is ${labels[MANAGED_BY] ?? "missing"}, expected terraform`]),
      ]),
    ),
    ...objectsOf(plan).all.flatMap((object) =>
      combinedFinding(
        object.resource,
        object.title,
        labelProblems(plan, { ...object, selector: selectorOf(object) }, object.labels),
      ),
    ),
    ...customObjectsOf(plan)
      .filter(({ labels }) => Object.keys(labels).length > 0)
      .flatMap(({ resource, kind, namespace, name, labels }) =>
        combinedFinding(
          resource,
          `${kind} ${name}`,
          labelProblems(plan, { kind, namespace, name, selector: {} }, labelsOf(labels)),
        ),
      ),
  ],
};

/** Kinds of objects that belong to all models of a namespace; one of them can have the name of a workload. */
const OF_ALL_MODELS = ["ingress", "limit_range", "resource_quota"];

/** Workloads by namespace and name. Other objects with the name of a workload belong to it. */
const ownersOf = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(objectsOf(plan).pods, ({ owner }) => `${owner.namespace}/${owner.programName}`),
);

/** An object, with the labels by which it selects pods. */
interface Named extends Pick<KubernetesObject, "kind" | "namespace" | "name"> {
  readonly selector: Labels;
}

function labelProblems(plan: EnvironmentPlan, object: Named, labels: Labels): string[] {
  if (OF_ALL_MODELS.includes(object.kind)) return [];
  const [pods] = ownersOf(plan).get(`${object.namespace}/${object.name}`) ?? selectedBy(plan, object);
  if (!pods) return [];
  // The second Service of a model is the entry, with another component label: metrics are read from the first.
  const isEntry = object.kind === "service" && object.name !== pods.owner.programName;
  return [NAME, INSTANCE, MANAGED_BY, ...(isEntry ? [] : [COMPONENT])]
    .filter((key) => labels[key] !== pods.labels[key])
    .map(
      (key) =>
        `label ${key} is ${labels[key] ?? "missing"}, expected ${pods.labels[key] ?? "none"} as on its pods`,
    )
    .concat(
      isEntry && (labels[COMPONENT] ?? pods.labels[COMPONENT]) === pods.labels[COMPONENT]
        ? [`label ${COMPONENT} is ${labels[COMPONENT] ?? "missing"}, so metrics are also read from it`]
        : [],
    );
}

/** Labels by which a Service or a NetworkPolicy selects pods. */
function selectorOf(object: KubernetesObject): Labels {
  if (isOfKind(object, "service")) return labelsOf(object.spec.selector);
  return isOfKind(object, "network_policy") ? labelsOf(object.spec.podSelector?.matchLabels) : {};
}

/** Pods of the model that a selector names; a selector without a name is about all models. */
const selectedBy = (plan: EnvironmentPlan, { namespace, selector }: Named) =>
  selector[NAME] === undefined ? [] : objectsOf(plan).selected(namespace, selector);
