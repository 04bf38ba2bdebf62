import { targetGroupPort } from "../../../src/checks/ports/target-group-port";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";
import { type Case, OPTION_B, CONSOLE, custom } from "../workload/edits";

const CHECK = [targetGroupPort];

test.each<Case>([
  [
    "a target group of type instance",
    OPTION_B,
    ({ network }) => (network.resource.aws_lb_target_group.api.target_type = "instance"),
    "its target type is instance, expected ip",
  ],
  [
    "a health check on another port",
    OPTION_B,
    ({ network }) => (network.resource.aws_lb_target_group.api.health_check.port = "9999"),
    "its health check uses port 9999",
  ],
  [
    "a TargetGroupBinding whose controller manages security group rules",
    OPTION_B,
    custom("retail_forecast_api", ([first]) => ((first as Editable)["spec"].networking = {})),
    "with networking set, the controller changes security group rules that Terraform manages",
  ],
  [
    "an existing target group without a postcondition on its port",
    CONSOLE,
    ({ network }) => network.data.aws_lb_target_group.api.lifecycle.postcondition.splice(1, 1),
    "no postcondition verifies that its health check uses traffic-port or 8080",
  ],
])("target-group-port finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test("target-group-port accepts another default port, since each pod is registered with its own", () => {
  expect(
    newlyFound(CHECK, OPTION_B, ({ network }) => (network.resource.aws_lb_target_group.api.port = 80)),
  ).toEqual([]);
});
