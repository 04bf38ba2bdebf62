import { foundEntry } from "../../../src/checks/ports/found-entry";
import { newlyFound } from "../../support/findings";
import { type Case, CONSOLE } from "../workload/edits";

const CHECK = [foundEntry];

test.each<Case>([
  [
    "an existing load balancer without a postcondition on its security group",
    CONSOLE,
    ({ network }) => network.data.aws_lb.demo.lifecycle.postcondition.splice(1, 1),
    "no postcondition verifies its security group",
  ],
  [
    "an existing load balancer without a postcondition on its scheme",
    CONSOLE,
    ({ network }) => network.data.aws_lb.demo.lifecycle.postcondition.splice(2, 1),
    "no postcondition verifies its scheme",
  ],
  [
    "an existing load balancer without a postcondition on its subnets",
    CONSOLE,
    ({ network }) => network.data.aws_lb.demo.lifecycle.postcondition.splice(3, 1),
    "no postcondition verifies its subnets",
  ],
])("found-entry finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
