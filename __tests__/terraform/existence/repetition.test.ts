import fc from "fast-check";
import { SCOPE, booleans, lists, numbers } from "../../support/repetitions";
import { repetitionOf } from "../../../src/terraform/existence/repetition";
import { type BlockInstance } from "../../../src/terraform/language/instances";
import { jsonOf } from "../../../src/terraform/language/values/residue";
import { HclMap } from "../../../src/terraform/language/values/value";
import { type Json, type JsonObject } from "../../../src/terraform/stack-json";

const instancesOf = (config: JsonObject): string => repetitionOf(config, SCOPE).instances;

test("a block without count and for_each has an instance", () => {
  expect(instancesOf({ bucket: "x" })).toBe("some");
});

test.each<Json>([
  0,
  "0",
  "${0}",
  "${1 - 1}",
  "${var.off ? 1 : 0}",
  "${var.text ? 1 : 0}",
  "${!var.on ? 1 : 0}",
])("count = %j is no instance", (count) => expect(instancesOf({ count })).toBe("none"));

test.each<Json>([
  "${local.enabled ? 1 : 0}",
  "${var.none}",
  '${var.stage == "prod" ? 1 : 0}',
  "${length(local.nobody)}",
  "${length([])}",
  "${length({})}",
  "${length(var.empty)}",
  '${false && aws_vpc.main.id == "x" ? 1 : 0}',
  '${contains(local.names, "c") ? 1 : 0}',
  "${min(0, 1)}",
  '${tonumber("0")}',
  "${var.on ? 0 : length(aws_subnet.a.ids)}",
  "${aws_vpc.main.enable_dns_support ? 0 : length([])}",
])("count = %s is no instance by the default values", (count) => expect(instancesOf({ count })).toBe("none"));

test.each<Json>([
  1,
  "3",
  "${var.on ? 1 : 0}",
  "${var.two}",
  "${length(local.names)}",
  '${var.stage != "prod" ? 1 : 0}',
  "${length([aws_vpc.main.id])}",
  "${length({ a = aws_vpc.main.id })}",
  '${var.on || aws_vpc.main.id == "x" ? 1 : 0}',
  "${max(0, 1)}",
  "${signum(1)}",
  "${length(concat([1], aws_subnet.a.ids))}",
  '${length([for name in local.names : name if name == "a" || aws_vpc.main.id == name])}',
  "${aws_vpc.main.enable_dns_support ? 1 : 2}",
])("count = %s is an instance", (count) => expect(instancesOf({ count })).toBe("some"));

test.each<Json>([
  "${var.required ? 1 : 0}",
  "${var.any}",
  "${var.missing ? 1 : 0}",
  "${local.missing}",
  "${local.loop}",
  "${length(aws_subnet.a.ids)}",
  '${aws_vpc.main.id == "x" ? 1 : 0}',
  '${aws_vpc.main.id == "x" && true ? 1 : 0}',
  '${file("x") == "" ? 1 : 0}',
  "${each.value}",
  "prefix-${var.two}",
  null,
  true,
  -1,
])("count = %j is not evaluated", (count) => expect(instancesOf({ count })).toBe("unknown"));

test.each<Json>([
  {},
  "${{}}",
  "${toset([])}",
  "${var.empty}",
  "${toset(local.nobody)}",
  "${toset(concat([], local.nobody))}",
  "${merge({}, var.empty)}",
  '${[for name in local.names : name if name == "c"]}',
  "${var.off ? { a = 1 } : {}}",
  '${var.off ? toset(["a"]) : toset([])}',
])("for_each = %j is no instance", (forEach) => expect(instancesOf({ for_each: forEach })).toBe("none"));

test.each<Json>([
  { a: "x" },
  { a: "${aws_vpc.main.id}" },
  "${{ a = 1 }}",
  '${toset(["a"])}',
  "${toset([aws_vpc.main.id])}",
  "${toset(local.names)}",
  "${toset(keys(var.ranges))}",
  "${var.ranges}",
  "${merge(var.empty, { b = aws_vpc.main.id })}",
  "${var.on ? { a = 1 } : {}}",
])("for_each = %j is an instance", (forEach) => expect(instancesOf({ for_each: forEach })).toBe("some"));

test.each<Json>([
  "${aws_subnet.a}",
  "${toset(data.aws_subnets.all.ids)}",
  "${var.any}",
  "${merge(var.empty, aws_vpc.main.tags)}",
  "${{ for name in var.any : name => name }}",
  '${fileset("x", "*")}',
  null,
  "a",
])("for_each = %j is not evaluated", (forEach) => expect(instancesOf({ for_each: forEach })).toBe("unknown"));

test("the ranges of a prefix list of AWS are some", () => {
  expect(instancesOf({ count: "${length(data.aws_prefix_list.s3.cidr_blocks)}" })).toBe("some");
});

test.each([
  ["${var.on ? 1 : 0}", ["on"]],
  ["${local.enabled ? 1 : 0}", ["off", "stage"]],
  ["${length(local.names)}", []],
])("count = %s depends on the variables %j", (count, variables) => {
  expect([...repetitionOf({ count }, SCOPE).variables].sort()).toEqual(variables);
});

test("a boolean of an assignment is in the place of its default", () => {
  const { instances } = repetitionOf({ count: "${var.on ? 1 : 0}" }, SCOPE, new Map([["on", false]]));
  expect(instances).toBe("none");
});

/** The key of an instance, with its `each.value` or `count.index`. */
function keyAndValue({ key, names }: BlockInstance): readonly [key: unknown, value: unknown] {
  const entries = names.get("each") ?? names.get("count");
  const value =
    entries instanceof HclMap ? (entries.entries.get("value") ?? entries.entries.get("index")) : null;
  return [JSON.parse(key.slice(1, -1)), jsonOf(value ?? null)];
}

describe("instances with known keys", () => {
  test.each<[JsonObject, unknown]>([
    [
      { count: 2 },
      [
        [0, 0],
        [1, 1],
      ],
    ],
    [{ for_each: { a: "x" } }, [["a", "x"]]],
    [
      { for_each: '${toset(["b", "a", "b"])}' },
      [
        ["a", "a"],
        ["b", "b"],
      ],
    ],
    [
      { for_each: "${toset(local.names)}" },
      [
        ["a", "a"],
        ["b", "b"],
      ],
    ],
    [{ for_each: { a: { port: 443 } } }, [["a", { port: 443 }]]],
    // Values are as they are written, since an argument has them in the same scope.
    [{ for_each: { a: "${aws_vpc.main.id}" } }, [["a", "${aws_vpc.main.id}"]]],
    [
      { for_each: { a: { cidr: "0.0.0.0/0", of: "${var.any}" } } },
      [["a", { cidr: "0.0.0.0/0", of: "${var.any}" }]],
    ],
    [{ for_each: "${local.openings}" }, [["a", { cidr: "0.0.0.0/0", of: "${aws_vpc.main.id}" }]]],
  ])("%j has the instances %j", (config, expected) => {
    expect(repetitionOf(config, SCOPE).known?.map(keyAndValue)).toEqual(expected);
  });

  test.each<JsonObject>([
    { for_each: { "${aws_vpc.main.id}": "x" } },
    { for_each: "${var.ranges}" },
    { for_each: "${toset([aws_vpc.main.id])}" },
    { count: "${var.two}" },
    { count: 1000 },
  ])("those of %j are not listed: they depend on something else, or are too many", (config) =>
    expect(repetitionOf(config, SCOPE).known).toBeUndefined(),
  );
});

test("a count has the value that a plain interpreter computes", () => {
  fc.assert(
    fc.property(numbers, ({ text, value }) => {
      const { instances } = repetitionOf({ count: `\${${text}}` }, SCOPE);
      expect([text, instances]).toEqual([text, value > 0 ? "some" : "none"]);
    }),
  );
});

test("a condition has the value that a plain interpreter computes", () => {
  fc.assert(
    fc.property(booleans, ({ text, value }) => {
      const { instances } = repetitionOf({ count: `\${${text} ? 1 : 0}` }, SCOPE);
      expect([text, instances]).toEqual([text, value ? "some" : "none"]);
    }),
  );
});

test("a set is empty where a plain interpreter finds no item", () => {
  fc.assert(
    fc.property(lists, ({ text, value }) => {
      const { instances } = repetitionOf({ for_each: `\${toset(${text})}` }, SCOPE);
      expect([text, instances]).toEqual([text, value.length > 0 ? "some" : "none"]);
    }),
  );
});

test("an unknown part never makes a known answer wrong: the answer holds for each value of the part", () => {
  const unknown = "aws_vpc.main.enable_dns_support";
  fc.assert(
    fc.property(booleans, booleans, fc.constantFrom("&&", "||"), (one, other, operator) => {
      const written = `((${one.text} ${operator} ${unknown}) && ${other.text})`;
      const { instances } = repetitionOf({ count: `\${${written} ? 1 : 0}` }, SCOPE);
      const values = [true, false].map(
        (value) => (operator === "&&" ? one.value && value : one.value || value) && other.value,
      );
      const expected = values[0] === values[1] ? (values[0] ? "some" : "none") : "unknown";
      expect([written, instances]).toEqual([written, expected]);
    }),
  );
});
