import { number, texts } from "../../terraform/stack-json";
import { type Pods, objectsOf, titleOf } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding } from "../check";
import { items } from "../../infrastructure/kubernetes-api";

export const podSpread: Check = {
  id: "pod-spread",
  severity: "error",
  title: "the pods of a model are spread over zones and nodes as far as there is room",
  why: "with all pods on one node or in one zone, its failure takes the model down",
  fix: "spread by topology.kubernetes.io/zone and kubernetes.io/hostname with a skew of 1 and ScheduleAnyway",
  source: "Kubernetes documentation, Pod Topology Spread Constraints (read 2026-11-20)",
  scannerRules: ["no-anti-affinity", "topologySpreadConstraint"],
  run: (plan) =>
    objectsOf(plan)
      .pods.filter(({ owner }) => owner.kind === "deployment" || owner.kind === "stateful_set")
      .flatMap((pods) => combinedFinding(pods.owner.resource, titleOf(pods.owner), problems(pods))),
};

const ZONE = "topology.kubernetes.io/zone";
const NODE = "kubernetes.io/hostname";

function problems({ spec }: Pods): string[] {
  const spread = items(spec.topologySpreadConstraints);
  const keys = spread.map((each) => String(each.topologyKey));
  return [
    ...[...new Set(keys)]
      .filter((key) => keys.indexOf(key) !== keys.lastIndexOf(key))
      .map((key) => `it has two spreads by ${key}, which Kubernetes refuses`),
    ...[ZONE, NODE]
      .filter((key) => !spread.some((each) => each.topologyKey === key))
      .map((key) => `its pods are not spread by ${key}`),
    ...spread
      .filter((each) => number(each.maxSkew) !== 1)
      .map(
        (each) => `its spread by ${String(each.topologyKey)} has maxSkew ${String(each.maxSkew)}, expected 1`,
      ),
    ...spread
      .filter((each) => !texts(each.matchLabelKeys).includes("pod-template-hash"))
      .map(
        (each) =>
          `its spread by ${String(each.topologyKey)} counts old pods during a rollout: matchLabelKeys lacks pod-template-hash`,
      ),
    ...spread
      .filter((each) => each.minDomains !== undefined)
      .map(
        (each) =>
          `its spread by ${String(each.topologyKey)} has minDomains, which the API refuses with ScheduleAnyway`,
      ),
    // With DoNotSchedule, a full zone keeps a surge pod Pending, and a rollout with maxUnavailable 0 waits for it.
    ...spread
      .filter((each) => each.whenUnsatisfiable !== "ScheduleAnyway")
      .map(
        (each) =>
          `its spread by ${String(each.topologyKey)} is not ScheduleAnyway, so a zone or node without room stops a rollout`,
      ),
  ];
}
