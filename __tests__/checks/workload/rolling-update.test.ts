import { rollingUpdate } from "../../../src/checks/workload/rolling-update";
import { newlyFound } from "../../support/findings";
import { type Case, ML, deployment } from "./edits";

const CHECK = [rollingUpdate];

test.each<Case>([
  [
    "a rollout that may remove pods",
    ML,
    deployment((spec) => (spec["strategy"].rolling_update.max_unavailable = "1")),
    "max_unavailable is 1, expected 0",
  ],
  [
    "a rollout of type Recreate",
    ML,
    deployment((spec) => (spec["strategy"] = { type: "Recreate" })),
    "a rollout stops all pods before it starts new ones",
  ],
])("rolling-update finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
