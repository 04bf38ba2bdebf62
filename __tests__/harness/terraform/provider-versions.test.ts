import {
  type Block,
  argumentsIn,
  isDeprecated,
  writtenIn,
} from "../../real/terraform/harness/provider-schema";
import { admits } from "../../real/terraform/harness/version-constraint";

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

test("computed attributes are no arguments, and attributes with objects have nested arguments", () => {
  expect(argumentsIn(BLOCK)).toEqual([
    ...["name", "old", "route", "route.cidr", "route.target", "tags"],
    ...["config", "config.subnets", "legacy", "legacy.on"],
  ]);
});

test("written arguments include those of blocks, lists of objects and dynamic blocks, but not the keys of maps", () => {
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

test("an argument is deprecated by itself or by its block", () => {
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
])("whether the version range of the stacks allows %s: %s", (version, isAdmitted) => {
  expect(admits(">= 5.100.0, < 7.0.0", version)).toBe(isAdmitted);
});

test.each(["~> 5.0", "5.100.0"])("fails when a constraint is of another form: %s", (constraint) => {
  expect(() => admits(constraint, "5.100.0")).toThrow(`unsupported constraint: ${constraint}`);
});
