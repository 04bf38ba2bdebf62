import { number, texts } from "../../terraform/stack-json";
import { type Pods, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding, ruleOf } from "../check";
import { items } from "../../infrastructure/kubernetes-api";
import TEXTS from "./texts.json";

export const podSpread: Check = {
  ...ruleOf(TEXTS, "pod-spread"),
  run: (plan) =>
    objectsOf(plan)
      .pods.filter(({ owner }) => owner.kind === "deployment" || owner.kind === "stateful_set")
      .flatMap((pods) => combinedFinding(pods.owner.resource, pods.owner.title, spreadProblems(pods))),
};

const ZONE = "topology.kubernetes.io/zone";
const NODE = "kubernetes.io/hostname";

function spreadProblems({ spec }: Pods): string[] {
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
