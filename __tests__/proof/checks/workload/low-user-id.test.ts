import { lowUserId } from "../../../../src/proof/checks/workload/low-user-id";
import { foundBy, newlyFound } from "../../../support/findings";
import { environmentPlan } from "../../../support/altered";
import { chat, chatPlan } from "../../../support/vllm";
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

test("ML-01 low-user-id accepts the user that the image of vLLM has, and no other one", () => {
  const as = (user: string, image?: string) =>
    newlyFound(
      CHECK,
      chatPlan(),
      chat((each) => {
        each["security_context"].run_as_user = user;
        if (image !== undefined) each["image"] = image;
      }),
    );
  expect(foundBy(lowUserId, environmentPlan(chatPlan()))).toEqual([]);
  expect(as("2001")).toEqual([expect.stringContaining("container chat runs as user 2001")]);
  expect(as("2000", "registry.example.com/vllm/vllm-openai:v0.32.1")).toEqual([
    expect.stringContaining("container chat runs as user 2000"),
  ]);
});
