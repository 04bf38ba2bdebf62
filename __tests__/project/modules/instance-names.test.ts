import { instanceNames } from "../../../src/project/modules/instance-names";
import { type JsonObject } from "../../../src/terraform/stack-json";

const namesOf = (module: JsonObject, ...addresses: readonly string[]): Record<string, string> =>
  Object.fromEntries(instanceNames(module, addresses).renamed);

test("a data source of the family main has the name of its key, as the checked stack", () => {
  expect(namesOf({}, 'data.aws_subnets.main["organization"]')).toEqual({
    'data.aws_subnets.main["organization"]': "data.aws_subnets.organization",
  });
});

test("a data source of another family has the name of its block and its key", () => {
  expect(namesOf({}, 'data.aws_subnets.private["a"]')).toEqual({
    'data.aws_subnets.private["a"]': "data.aws_subnets.private_a",
  });
});

test("a name that another block has is not taken", () => {
  expect(namesOf({}, "data.aws_subnets.organization", 'data.aws_subnets.main["organization"]')).toEqual({
    'data.aws_subnets.main["organization"]': "data.aws_subnets.main_organization",
  });
});

test("a resource has the address that its move leads from", () => {
  const module = { moved: [{ from: "aws_subnet.blue", to: 'aws_subnet.main["b"]' }] };
  expect(namesOf(module, 'aws_subnet.main["b"]')).toEqual({ 'aws_subnet.main["b"]': "aws_subnet.blue" });
});
