import { copiesOf } from "../../src/infrastructure/text-copies";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";

const VARIABLE = { on: { type: "bool", default: false }, zones: { type: "number", default: 3 } };

function copiesWith(body: JsonObject, name = "main") {
  const stack = new StackJson("test-network", {
    variable: VARIABLE,
    locals: { zones: ["a", "b"] },
    resource: { aws_nat_gateway: { [name]: body } },
  });
  const plan = new EnvironmentPlan("test", [{ layer: "network", stack }]);
  const [resource] = plan.resources("aws_nat_gateway");
  return resource && copiesOf(plan, resource);
}

test.each<readonly [JsonObject, object]>([
  [{}, { min: 1, max: 1 }],
  [{ count: 2 }, { min: 2, max: 2 }],
  [{ count: "${length(local.zones)}" }, { min: 2, max: 2 }],
  [{ count: "${var.zones}" }, { min: 3, max: 3 }],
  [{ for_each: "${toset(local.zones)}" }, { min: 2, max: 2 }],
  [{ count: "${var.on ? 1 : 0}" }, { min: 0, max: 1, switchedBy: "on" }],
  [{ count: "${(var.on) ? length(local.zones) : 0}" }, { min: 0, max: 2, switchedBy: "on" }],
  [{ count: "${length(aws_subnet.all)}" }, { min: 1, max: 1, unknown: true }],
])("a block with %j has the copies %j", (body, copies) => {
  expect(copiesWith(body)).toEqual(copies);
});

test("an instance of a block counts once", () => {
  expect(copiesWith({ count: 2 }, "main[0]")).toEqual({ min: 1, max: 1 });
});
