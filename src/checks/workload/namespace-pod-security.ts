import { type Check, combinedFinding } from "../check";
import { deliveryTo } from "../../infrastructure/deliveries";
import { type KubernetesObject, objectsOf, titleOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { guardedNamespaces } from "./namespaces";

const PREFIX = "pod-security.kubernetes.io/";

export const namespacePodSecurity: Check = {
  id: "namespace-pod-security",
  severity: "error",
  title: "namespaces enforce the restricted Pod Security Standard at a pinned version",
  why: "without the labels, no standard is enforced; with version `latest`, a cluster upgrade can reject pods unexpectedly",
  fix: "set the labels enforce, audit and warn to restricted, each with the cluster's version",
  source: "Kubernetes documentation, Pod Security Admission (read 2026-11-20)",
  scannerRules: ["CIS EKS 4.2", "KSV-0037"],
  run: (plan) =>
    [...namespacesOf(plan)].flatMap((namespace) =>
      combinedFinding(
        namespace.resource,
        titleOf(namespace),
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
      .filter(({ name }) => deliveryTo(plan, name)),
  ]);
