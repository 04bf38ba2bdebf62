import { containerResources } from "../../../src/checks/workload/container-resources";
import { newlyFound } from "../../support/findings";
import { type Case, ML, container } from "./edits";

const CHECK = [containerResources];

test.each<Case>([
  [
    "a missing memory limit",
    ML,
    container((each) => delete each["resources"].limits.memory),
    "container ml-inference-api has no memory limit",
  ],
  [
    "a memory request above the limit",
    ML,
    container((each) => (each["resources"].requests.memory = "2Gi")),
    "container ml-inference-api has a memory request above its limit",
  ],
  [
    "a missing CPU request",
    ML,
    container((each) => delete each["resources"].requests.cpu),
    "container ml-inference-api has no CPU request",
  ],
])("container-resources finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
