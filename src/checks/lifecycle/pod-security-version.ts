import { objectsOf } from "../../analysis/kubernetes/objects";
import { type Check, type Finding, at } from "../check";
import { clusterVersion, minorOf } from "./versions";

export const podSecurityVersion: Check = {
  id: "pod-security-version",
  severity: "error",
  title: "Pod Security labels name a version of Kubernetes that the cluster has",
  why: "a version that is none is refused with its namespace; one that is yet to come means whatever the newest does",
  fix: "pin the labels to the cluster's own version, such as v1.36",
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
            message: `${key} is ${value}, and the cluster runs ${String(cluster)}`,
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
