import { securityContext } from "../../../src/checks/workload/security-context";
import { newlyFound } from "../../support/findings";
import { type Case, ML, pod, context } from "./edits";

const CHECK = [securityContext];

test.each<Case>([
  [
    "a writable root filesystem",
    ML,
    context((each) => delete each["read_only_root_filesystem"]),
    "container ml-inference-api lacks readOnlyRootFilesystem = true",
  ],
  [
    "a pod without its own security context",
    ML,
    pod((spec) => delete spec["security_context"]),
    "the pod lacks runAsNonRoot = true",
  ],
  [
    "a container with another user than its pod",
    ML,
    context((each) => (each["run_as_user"] = "10002")),
    "container ml-inference-api has runAsUser 10002, expected 10001 as runAsUser of the pod",
  ],
])("security-context finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
