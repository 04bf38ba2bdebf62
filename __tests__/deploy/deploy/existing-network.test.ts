import { findCommands } from "../../../src/deploy/deploy/existing-network";
import { planOf } from "../../support/reference-plans";

const existing = planOf("retail-forecast-console").stack("network");
const commands = findCommands(existing);

test("each data source that a plan may not find has a command that lists and one that creates", () => {
  const types = ["aws_vpc_endpoint", "aws_lb_listener", "aws_lb_target_group"];
  const addresses = types.flatMap((type) => existing.dataSources(type).map(({ address }) => address));
  expect(addresses.length).toBeGreaterThan(7);
  expect(commands.map(({ missing }) => missing)).toEqual(addresses);
});

test("the commands have region and names of the environment", () => {
  for (const { find, create } of commands)
    for (const command of [find, create]) {
      expect(command).toContain("--region ap-southeast-1");
      expect(command).not.toMatch(/undefined|REGION/);
    }
  const sts = commands.find(({ missing }) => missing === "data.aws_vpc_endpoint.sts");
  expect(sts?.create).toContain("--service-name com.amazonaws.ap-southeast-1.sts");
  expect(sts?.create).toContain("Name=tag:Name,Values=mlops-retail-forecast-hybrid-vpc");
});

test("a network that the stack creates needs none", () => {
  expect(findCommands(planOf("retail-forecast").stack("network"))).toEqual([]);
});
