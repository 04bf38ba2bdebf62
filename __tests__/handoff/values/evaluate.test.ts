import { createHash } from "node:crypto";
import { evaluated } from "../../../src/handoff/values/evaluate";
import { type Json, type JsonObject } from "../../../src/terraform/stack-json";

/** As Terraform writes the JSON. */
const checksum = (value: object): string =>
  createHash("sha256").update(JSON.stringify(value).replaceAll("<", "\\u003c")).digest("hex");

const known = {
  variables: { n: 10, tag: "a${b}", id: "rtb-0a", list: ["x", "y"] } as JsonObject,
  locals: { most: "${var.n + ceil(var.n * 25 / 100)}", data: { B: ["x"], A: "<${var.n}" } } as JsonObject,
};

test.each<[string, Json]>([
  ["${var.n}", 10],
  ["${var.list}", ["x", "y"]],
  ["${var.list[1]}", "y"],
  ["image:${var.tag}", "image:a$${b}"],
  ["${local.most}", 13],
  ["${local.most * 512 + 1}Mi", "6657Mi"],
  ["${tostring(local.most)}", "13"],
  ["${var.n * 2 - 3}", 17],
  ['${cidrsubnet("10.48.0.0/16", 8, var.n)}', "10.48.10.0/24"],
  ["${sha256(jsonencode(local.data))}", checksum({ A: "<10", B: ["x"] })],
])("%s is evaluated", (text, expected) => expect(evaluated(text, known)).toEqual(expected));

test("a key is evaluated", () => expect(evaluated({ "${var.id}/a": 1 }, known)).toEqual({ "rtb-0a/a": 1 }));

test.each([
  "${var.unknown}",
  "${local.other}",
  "${var.list[7]}",
  "${var.tag + 1}",
  "var.n",
  "${self.tag == var.tag}",
])("%s is unchanged, because it is unknown or not supported", (text) =>
  expect(evaluated(text, known)).toBe(text),
);

test.each([
  ["${self.table_id == var.id}", '${self.table_id == "rtb-0a"}'],
  ["${self.is_main || self.table_id != var.id}", '${self.is_main || self.table_id != "rtb-0a"}'],
  [
    "${alltrue([for each in self.tables : each == var.id])}",
    '${alltrue([for each in self.tables : each == "rtb-0a"])}',
  ],
  [
    "${length([for each in self.tables : each.name if each.id != var.id]) == 1}",
    '${length([for each in self.tables : each.name if each.id != "rtb-0a"]) == 1}',
  ],
  ["${!(self.table_id == var.id)}", '${!(self.table_id == "rtb-0a")}'],
  ["${var.n > 1 ? 1 : 0}", "${10 > 1 ? 1 : 0}"],
  ["${f(var.n, local.most)}", "${f(10, local.most)}"],
  ['${self.url == "https://${var.id}/${self.path}"}', '${self.url == "https://rtb-0a/${self.path}"}'],
  ["of ${f(var.id)}", 'of ${f("rtb-0a")}'],
])("a value in the expression %s is replaced", (text, expected) =>
  expect(evaluated(text, known)).toBe(expected),
);
