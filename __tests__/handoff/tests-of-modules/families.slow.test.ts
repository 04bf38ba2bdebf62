import { testFileOf } from "../../../src/handoff/tests-of-modules/test-file";
import { type Module } from "../../../src/handoff/module/module";
import { type Json, type JsonObject, asObject } from "../../../src/terraform/stack-json";
import { ofType } from "../../../src/handoff/variables/variable";
import { LAYERS } from "../../../src/base/layers";
import { handedModule, moduleIn } from "../../support/bundles";
import { planOf } from "../../support/reference-plans";

interface TestFile {
  readonly run: Readonly<
    Record<
      string,
      {
        readonly assert?: readonly Assertion[];
        readonly variables?: JsonObject;
        readonly expect_failures?: readonly string[];
      }
    >
  >;
}
interface Assertion {
  readonly condition: string;
  readonly error_message: string;
}

const assertionsOf = (module: Module): readonly Assertion[] =>
  Object.values((testFileOf(module, []) as unknown as TestFile).run).flatMap(({ assert = [] }) => assert);

const about = (module: Module, address: string): string[] =>
  assertionsOf(module).flatMap(({ condition, error_message: message }) =>
    message.startsWith(`${address}: `) ? [condition] : [],
  );

const listing = (module: Module): string =>
  assertionsOf(module)
    .map(({ condition }) => condition)
    .filter((condition) => condition.includes("fileset("))
    .join("\n");

const network = moduleIn(planOf("retail-forecast"), "network");

/** The module with the subnets of each kind as one block. */
function folded(members: Readonly<Record<string, string>>): Module {
  const subnets = ofType(network.json, "aws_subnet");
  const others = Object.entries(subnets).filter(([name]) => !(name in members));
  const families = Object.entries(members).map(([name, address]): [string, Json] => [
    address.split("[")[0] ?? "",
    { ...asObject(subnets[name]), for_each: "${var.zones}" },
  ]);
  return {
    ...network,
    json: {
      ...network.json,
      resource: {
        ...asObject(network.json["resource"]),
        aws_subnet: Object.fromEntries([...others, ...families]),
      },
      moved: Object.entries(members).map(([name, address]) => ({
        from: `aws_subnet.${name}`,
        to: `aws_subnet.${address}`,
      })),
    },
  };
}

test("a block has a condition on its arguments", () => {
  expect(about(network, "aws_subnet.private_a")).toEqual([
    "${aws_subnet.private_a.map_public_ip_on_launch == false}",
  ]);
});

test("a block with instances has a condition on all of them", () => {
  expect(
    about(folded({ private_a: 'private["a"]', private_b: 'private["b"]' }), "aws_subnet.private"),
  ).toEqual(["${alltrue([for found in aws_subnet.private : found.map_public_ip_on_launch == false])}"]);
});

test("an instance that lacked the property is exempt, and instances beside it are not", () => {
  expect(about(folded({ private_a: 'all["a"]', public_a: 'all["b"]' }), "aws_subnet.all")).toEqual([
    '${alltrue([for key, found in aws_subnet.all : contains(["b"], key) ? true : (found.map_public_ip_on_launch == false)])}',
  ]);
});

test("blocks that lacked the property have no condition, and the search for blocks knows them", () => {
  expect(about(network, "aws_subnet.public_a")).toEqual([]);
  expect(listing(network)).toContain('"aws_subnet.public_a"');
  const both = folded({ public_a: 'public["a"]', public_b: 'public["b"]' });
  expect(about(both, "aws_subnet.public")).toEqual([]);
  expect(listing(both)).toContain('"aws_subnet.public"');
});

test("every ingress rule of the environment has a condition", () => {
  const type = "aws_vpc_security_group_ingress_rule";
  const names = Object.keys(ofType(network.source, type));
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => about(network, `${type}.${name}`).length !== 1)).toEqual([]);
});

test("every variable with a bound has a value that is refused, but for maps of objects, and none accepts null", () => {
  const modules = LAYERS.map((layer) => handedModule("ml-platform", layer));
  const variables = modules.flatMap((module) => {
    const { run } = testFileOf(module, []) as unknown as TestFile;
    const refused = Object.values(run).flatMap(({ variables: given = {}, expect_failures: failures = [] }) =>
      Object.keys(given).filter((name) => failures.includes(`var.${name}`)),
    );
    return Object.entries(asObject(module.json["variable"])).map(([name, declared]) => ({
      name,
      isBounded: asObject(declared)["validation"] !== undefined,
      isMap: String(asObject(declared)["type"]).startsWith("map(object("),
      isRefused: refused.includes(name),
      acceptsNull: asObject(declared)["nullable"] !== false,
    }));
  });
  const bounded = variables.filter(({ isBounded }) => isBounded);
  expect(bounded.length).toBeGreaterThan(20);
  expect(bounded.filter(({ isRefused, isMap }) => !isRefused && !isMap)).toEqual([]);
  // No run has a wrong value for a field of a map yet.
  expect(bounded.filter(({ isMap }) => isMap).map(({ name }) => name)).toEqual([
    "zones",
    "attachments",
    "releases",
  ]);
  expect(variables.filter(({ acceptsNull }) => acceptsNull)).toEqual([]);
});
