import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, type Finding, at, ruleOf } from "../check";
import { clusterVersion, minorOf } from "./versions";
import TEXTS from "./texts.json";

export const podSecurityVersion: Check = {
  ...ruleOf(TEXTS, "pod-security-version"),
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
