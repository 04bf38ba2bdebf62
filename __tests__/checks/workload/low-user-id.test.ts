import { lowUserId } from "../../../src/checks/workload/low-user-id";
import { foundBy, newlyFound } from "../../support/findings";
import { environmentPlan } from "../../support/altered";
import { chat, chatPlan, podOfChat } from "../../support/vllm";
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

test("ML-01 low-user-id accepts a container that shares the files of vLLM as its user, in its pod only", () => {
  const copy = {
    name: "weights",
    image: "registry.example.com/aws-cli:2",
    security_context: { run_as_user: "2000" },
  };
  const beside = (user?: string) =>
    newlyFound(
      CHECK,
      chatPlan(),
      podOfChat((spec) => {
        spec["init_container"] = [copy];
        if (user !== undefined) spec["container"][0].security_context.run_as_user = user;
      }),
    );
  expect(beside()).toEqual([]);
  expect(beside("20001")).toEqual([expect.stringContaining("container weights runs as user 2000")]);
});
