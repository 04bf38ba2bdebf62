import { lowUserId } from "../../../../src/proof/checks/workload/low-user-id";
import { newlyFound } from "../../../support/findings";
import { type Case, ML, context } from "./edits";

const CHECK = [lowUserId];

test.each<Case>([
  [
    "a user id in the range of the node's users",
    ML,
    context((each) => (each["run_as_user"] = "1000")),
    "container ml-inference-api runs as user 1000",
  ],
])("low-user-id finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
