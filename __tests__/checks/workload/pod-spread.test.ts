import { podSpread } from "../../../src/checks/workload/pod-spread";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";
import { type Case, ML, pod } from "./edits";

const CHECK = [podSpread];

test.each<Case>([
  [
    "pods without a spread over zones",
    ML,
    pod((spec) => spec["topology_spread_constraint"].shift()),
    "its pods are not spread by topology.kubernetes.io/zone",
  ],
  [
    "a spread that stops a rollout",
    ML,
    pod((spec) => (spec["topology_spread_constraint"][0].when_unsatisfiable = "DoNotSchedule")),
    "its spread by topology.kubernetes.io/zone is not ScheduleAnyway, so a zone or node without room stops a rollout",
  ],
  [
    "a second spread over zones, which Kubernetes refuses",
    ML,
    pod((spec) => {
      const all = spec["topology_spread_constraint"] as Editable[];
      all.push({ ...all[0] });
    }),
    "two spreads by topology.kubernetes.io/zone, which Kubernetes refuses",
  ],
])("pod-spread finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
