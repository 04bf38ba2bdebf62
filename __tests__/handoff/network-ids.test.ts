import { networkIds } from "../../src/handoff/variables/network-ids";
import { parameterized } from "../../src/handoff/variables/variable";
import { type JsonObject } from "../../src/terraform/stack-json";
import { withIds, withMoreIds } from "../support/network-by-ids";
import { planOf } from "../support/reference-plans";

const ID = /\b(vpc|subnet|sg|vpce|rtb|tgw-attach)-[0-9a-f]{17}\b/;

/** The module without metadata, in which synth names the environment's file. */
const textOf = (json: JsonObject): string =>
  JSON.stringify(json, (key, value: unknown) => (key === "//" || key === "variable" ? undefined : value));

const moduleOf = (json: JsonObject): JsonObject => parameterized(json, { ...networkIds(json), locals: {} });

test.each([
  [
    "subnets and route tables",
    withIds,
    [
      "private_a_route_table_id",
      "private_a_subnet_id",
      "private_b_route_table_id",
      "private_b_subnet_id",
      "vpc_id",
    ],
  ],
  [
    "a group, endpoints and an attachment",
    withMoreIds,
    [
      "endpoints_security_group_id",
      "organization_attachment_id",
      "private_a_subnet_id",
      "private_b_subnet_id",
      "s3_vpc_endpoint_id",
      "sts_vpc_endpoint_id",
      "vpc_id",
    ],
  ],
] as const)("a module of a network with ids of %s has a variable for each", (_, plan, names) => {
  const { bindings } = networkIds(plan().stack("network").json);
  expect(bindings.map(({ variable }) => variable.name).sort()).toEqual(names);
});

test.each([
  ["made", withIds],
  ["given", withMoreIds],
])("a module of a network with %s parts has no id outside of its variables", (_, plan) => {
  const { json } = plan().stack("network");
  expect(textOf(json)).toMatch(ID);
  expect(textOf(moduleOf(json))).not.toMatch(ID);
});

test("the values of the variables give the stack again", () => {
  const { json } = withMoreIds().stack("network");
  const { bindings } = networkIds(json);
  const given = bindings.reduce(
    (text, { variable: { name, value } }) =>
      text
        .replaceAll(`\${var.${name}}`, String(value))
        .replaceAll(new RegExp(`var\\.${name}\\b`, "g"), `\\"${String(value)}\\"`),
    textOf(moduleOf(json)),
  );
  expect(JSON.parse(given)).toEqual(JSON.parse(textOf(json)));
});

test("a network by names has none of these variables", () => {
  expect(networkIds(planOf("retail-forecast-console").stack("network").json)).toEqual({
    bindings: [],
    derived: [],
  });
});
