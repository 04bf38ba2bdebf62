import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, type Finding, at } from "../check";
import { clusterVersion, minorOf } from "./versions";

export const podSecurityVersion: Check = {
  id: "pod-security-version",
  severity: "error",
  title: "Pod Security labels name a Kubernetes version that the cluster supports",
  why: "Kubernetes refuses a namespace with an invalid version, and treats a future version as the latest",
  fix: "pin the labels to the cluster's version, such as v1.36",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-admission/ (2026-11-20)",
  run: (plan) => {
    const cluster = clusterVersion(plan);
    return objectsOf(plan)
      .ofKind("namespace")
      .flatMap(({ resource, labels }): Finding[] =>
        Object.entries(labels)
          .filter(([key, value]) => VERSION_LABEL.test(key) && !isKnown(value, minorOf(cluster)))
          .map(([key, value]) => ({
            ...at(resource),
            message: `${key} is ${value}, but the cluster runs ${String(cluster)}`,
          })),
      );
  },
};

const VERSION_LABEL = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)-version$/;

function isKnown(value: string, newest: number | undefined): boolean {
  if (value === "latest") return true;
  const minor = /^v1\.\d+$/.test(value) ? minorOf(value) : undefined;
  return minor !== undefined && (newest === undefined || minor <= newest);
}
