import { combinedFinding } from "../../analysis/blocks";
import { titleOf } from "../../analysis/kubernetes/objects";
import { type Check } from "../check";
import { guardedNamespaces } from "./namespaces";

const PREFIX = "pod-security.kubernetes.io/";

export const namespacePodSecurity: Check = {
  id: "namespace-pod-security",
  severity: "error",
  title: "a namespace admits only pods of the restricted standard, as one version has it",
  why: "what no namespace asks for, nobody keeps to; `latest` refuses pods by surprise once the cluster is upgraded",
  fix: "label the namespace with enforce, audit and warn = restricted, each with the cluster's version",
  source: "Kubernetes documentation, Pod Security Admission (read 2026-11-20)",
  scannerRules: ["CIS EKS 4.2", "KSV-0037"],
  run: (plan) =>
    guardedNamespaces(plan).flatMap((namespace) =>
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
