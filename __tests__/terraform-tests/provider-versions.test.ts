import {
  type Block,
  argumentsIn,
  isDeprecated,
  writtenIn,
} from "../../terraform-tests/harness/provider-schema";
import { admits } from "../../terraform-tests/harness/version-constraint";

const BLOCK: Block = {
  attributes: {
    arn: { type: "string" },
    name: { type: "string", required: true },
    old: { type: "string", optional: true, deprecated: true },
    route: { type: ["set", ["object", { cidr: "string", target: "string" }]], optional: true },
    tags: { type: ["map", "string"], optional: true },
  },
  block_types: {
    config: { block: { attributes: { subnets: { type: ["list", "string"], required: true } } } },
    legacy: { block: { deprecated: true, attributes: { on: { type: "bool", optional: true } } } },
  },
};

test("what the provider alone sets is no argument; attributes that hold objects have arguments of their own", () => {
  expect(argumentsIn(BLOCK)).toEqual([
    ...["name", "old", "route", "route.cidr", "route.target", "tags"],
    ...["config", "config.subnets", "legacy", "legacy.on"],
  ]);
});

test("what is written is followed into blocks, lists of objects and dynamic blocks, and not into maps", () => {
  const config = {
    "//": {},
    name: "a",
    lifecycle: { prevent_destroy: true },
    route: [{ cidr: "b", unknown: "c" }],
    tags: { Name: "d" },
    config: { subnets: [] },
    dynamic: { legacy: { for_each: "e", content: { on: true } } },
    added: { inner: 1 },
  };
  expect(writtenIn(config, BLOCK)).toEqual([
    ...["name", "route", "route.cidr", "route.unknown", "tags", "config", "config.subnets"],
    ...["added", "legacy", "legacy.on"],
  ]);
});

test("an argument is deprecated by itself or by the block that it stands in", () => {
  const all = argumentsIn(BLOCK);
  expect(all.filter((path) => isDeprecated(BLOCK, path))).toEqual(["old", "legacy", "legacy.on"]);
  expect(isDeprecated(BLOCK, "added.inner")).toBe(false);
});

test.each([
  ["5.99.1", false],
  ["5.100.0", true],
  ["6.0.0", true],
  ["6.25.0", true],
  ["7.0.0-rc1", false],
  ["7.0.0", false],
])("the range of the stacks: %s %s", (version, isAdmitted) => {
  expect(admits(">= 5.100.0, < 7.0.0", version)).toBe(isAdmitted);
});

test.each(["~> 5.0", "5.100.0"])("fails when a constraint is of another form: %s", (constraint) => {
  expect(() => admits(constraint, "5.100.0")).toThrow(`a constraint that is not known here: ${constraint}`);
});
