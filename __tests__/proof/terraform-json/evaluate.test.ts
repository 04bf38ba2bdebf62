import { evaluated } from "../../../src/proof/terraform-json/evaluate";
import { type Json, type JsonObject } from "../../../src/proof/terraform-json/stack-json";

const known = {
  variables: { n: 10, tag: "a${b}", id: "rtb-0a", list: ["x", "y"] } as JsonObject,
  locals: { most: "${var.n + ceil(var.n * 25 / 100)}" } as JsonObject,
};

test.each<[string, Json]>([
  ["${var.n}", 10],
  ["${var.list}", ["x", "y"]],
  ["${var.list[1]}", "y"],
  ["image:${var.tag}", "image:a$${b}"],
  ["${local.most}", 13],
  ["${local.most * 512 + 1}Mi", "6657Mi"],
  ["${tostring(local.most)}", "13"],
])("%s is evaluated", (text, expected) => expect(evaluated(text, known)).toEqual(expected));

test.each([
  "${var.unknown}",
  "${var.n > 1 ? 1 : 0}",
  "${local.other}",
  "${var.list[7]}",
  "${f(var.n)}",
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
])("a text in the comparison %s is replaced", (text, expected) =>
  expect(evaluated(text, known)).toBe(expected),
);
