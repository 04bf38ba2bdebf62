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
