import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";

const planWithResource = (name: string): EnvironmentPlan =>
  new EnvironmentPlan("test", [
    {
      layer: "network",
      stack: new StackJson("test-network", {
        resource: { aws_vpc: { [name]: {} } },
      } as unknown as JsonObject),
    },
  ]);

test.each(["main", "Main", "_main", "main-1", "Main_0A1B", "network_Vpc_6B7C", "a-B-c_9"])(
  "a reference to a resource with the name %s is followed",
  (name) => {
    const plan = planWithResource(name);
    const target = plan.target({ layer: "network", value: `\${aws_vpc.${name}.id}` });
    expect(target?.address).toBe(`aws_vpc.${name}`);
  },
);

test("a reference to a data source is followed to the data source", () => {
  const plan = new EnvironmentPlan("test", [
    {
      layer: "cluster",
      stack: new StackJson("test-cluster", {
        data: { aws_vpc: { Main: {} } },
        resource: { aws_vpc: { Main: {} } },
      } as unknown as JsonObject),
    },
  ]);
  expect(plan.target({ layer: "cluster", value: "${data.aws_vpc.Main.id}" })?.address).toBe(
    "data.aws_vpc.Main",
  );
});

const SPELLED = new EnvironmentPlan("test", [
  {
    layer: "network",
    stack: new StackJson("test-network", {
      resource: { aws_vpc: { main: {} }, aws_subnet: { 'all["a"]': {}, 'all["b"]': {}, lone: {} } },
      output: {
        vpc: { value: "${aws_vpc.main}" },
        subnets: { value: "${aws_subnet.all}" },
        ids: { value: { a: '${aws_subnet.all["a"].id}', "b}": '${aws_subnet.all["b"].id}' } },
      },
    } as unknown as JsonObject),
  },
  {
    layer: "cluster",
    stack: new StackJson("test-cluster", {
      variable: { on: { type: "bool", default: true } },
      locals: {
        first: "a",
        lb: "${local.alb.arn}",
        alb: "${aws_lb.main}",
        lbs: { internal: "${aws_lb.main.arn}", public: "${aws_lb.other.arn}" },
        names: ["${local.prefix}-x", "y"],
        prefix: "p",
      },
      resource: { aws_lb: { main: {}, other: {} } },
    } as unknown as JsonObject),
  },
]);

const read = (value: string): { readonly layer: "cluster"; readonly value: string } => ({
  layer: "cluster",
  value,
});

test.each([
  ["${(aws_lb.main).arn}", "aws_lb.main"],
  ["${local.lb}", "aws_lb.main"],
  ["${ local.lb }", "aws_lb.main"],
  ['${local.lbs["public"]}', "aws_lb.other"],
  ['${local.first == "a" ? aws_lb.other.arn : aws_lb.main.arn}', "aws_lb.other"],
  ['${aws_lb.main.name == "a" ? aws_lb.other.arn : null}', "aws_lb.other"],
  ["${try(local.lbs.missing, local.lbs.public)}", "aws_lb.other"],
  ['${"${aws_lb.other.arn}"}', "aws_lb.other"],
  ['${format("aws_lb.main", aws_lb.other.arn)}', "aws_lb.other"],
  ["${one([for lb in [aws_lb.other] : lb.arn])}", "aws_lb.other"],
  ["${[for lb in aws_lb.other : lb.arn]}", "aws_lb.other"],
  ["${data.terraform_remote_state.network.outputs.vpc.id}", "aws_vpc.main"],
  ["${data.terraform_remote_state.network.outputs.ids[local.first]}", 'aws_subnet.all["a"]'],
  ['${data.terraform_remote_state.network.outputs.ids["b}"]}', 'aws_subnet.all["b"]'],
  ['${data.terraform_remote_state.network.outputs.subnets["b"].id}', 'aws_subnet.all["b"]'],
  ["${aws_lb.main.arn}/${aws_lb.other.arn}", undefined],
])("%s refers to %s", (value, address) => {
  expect(SPELLED.target(read(value))?.address).toBe(address);
});

test.each([
  ["${local.prefix}-${upper(local.first)}", "p-A"],
  ["${local.names[0]}", "p-x"],
  ['${join("-", local.names)}', "p-x-y"],
  ["${var.on}", undefined],
  ["${local.missing}", undefined],
])("the text %s is %s", (value, text) => {
  expect(SPELLED.text(read(value))).toBe(text);
});

test.each([
  ['${join(",", local.names)}', ["p-x", "y"]],
  ["${concat(local.names, [local.first])}", ["p-x", "y", "a"]],
  ["${[for name in local.names : upper(name)]}", ["P-X", "Y"]],
])("the items of %s are %j", (value, items) => {
  expect(SPELLED.items(read(value)).map((item) => item.value)).toEqual(items);
});
