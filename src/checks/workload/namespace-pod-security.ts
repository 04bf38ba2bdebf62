import { type Check, combinedFinding, ruleOf } from "../check";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { guardedNamespaces } from "./namespaces";
import TEXTS from "./texts.json";
import { deliveriesOf } from "../../infrastructure/deliveries";

const PREFIX = "pod-security.kubernetes.io/";

export const namespacePodSecurity: Check = {
  ...ruleOf(TEXTS, "namespace-pod-security"),
  run: (plan) =>
    [...namespacesOf(plan)].flatMap((namespace) =>
      combinedFinding(
        namespace.resource,
        namespace.title,
        ["enforce", "audit", "warn"].flatMap((mode) => {
          const level = namespace.labels[`${PREFIX}${mode}`];
          const pinned = namespace.labels[`${PREFIX}${mode}-version`] ?? "latest";
          return [
            ...(level === "restricted" ? [] : [`${mode} is ${level ?? "missing"}, expected restricted`]),
            ...(pinned === "latest" ? [`${mode}-version is latest, expected the cluster's version`] : []),
          ];
        }),
      ),
    ),
};

/** Namespaces with pods of the stacks, and those whose pods a part applies from elsewhere. */
const namespacesOf = (plan: EnvironmentPlan): ReadonlySet<KubernetesObject> =>
  new Set([
    ...guardedNamespaces(plan),
    ...objectsOf(plan)
      .ofKind("namespace")
      .filter(({ name }) => deliveriesOf(plan).to(name)),
  ]);
