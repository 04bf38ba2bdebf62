import { blocks, number, combinedFinding, texts } from "../../analysis/blocks";
import { type Pods, objectsOf, titleOf } from "../../analysis/kubernetes/objects";
import { type Check } from "../check";

export const podSpread: Check = {
  id: "pod-spread",
  severity: "error",
  title: "the pods of a model are spread over zones and nodes, as far as there is room",
  why: "with all pods on one node or in one zone its end is the model's",
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
  const spread = blocks(spec["topology_spread_constraint"]);
  return [
    ...[ZONE, NODE]
      .filter((key) => !spread.some((each) => each["topology_key"] === key))
      .map((key) => `its pods are not spread by ${key}`),
    ...spread
      .filter((each) => number(each["max_skew"]) !== 1)
      .map(
        (each) =>
          `its spread by ${String(each["topology_key"])} allows a skew of ${String(each["max_skew"])}`,
      ),
    ...spread
      .filter((each) => !texts(each["match_label_keys"]).includes("pod-template-hash"))
      .map(
        (each) =>
          `its spread by ${String(each["topology_key"])} counts old pods in a rollout: match_label_keys lacks pod-template-hash`,
      ),
    // A rule would keep a pod from starting where one zone is full, and a rollout that may lose none would wait.
    ...spread
      .filter((each) => each["when_unsatisfiable"] !== "ScheduleAnyway")
      .map(
        (each) =>
          `its spread by ${String(each["topology_key"])} is a rule, so a zone or node without room stops a rollout`,
      ),
  ];
}
