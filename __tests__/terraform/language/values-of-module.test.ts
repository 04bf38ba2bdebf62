import { createHash } from "node:crypto";
import { valuesOfModule } from "../../../src/terraform/at-defaults";
import { type Json } from "../../../src/terraform/stack-json";

/** As Terraform writes the JSON. */
const checksum = (value: object): string =>
  createHash("sha256").update(JSON.stringify(value).replaceAll("<", "\\u003c")).digest("hex");

const valueOf = valuesOfModule(
  {
    variable: { n: {}, tag: {}, id: {}, list: {}, open: { default: 1 } },
    locals: { most: "${var.n + ceil(var.n * 25 / 100)}", data: { B: ["x"], A: "<${var.n}" } },
  },
  { n: 10, tag: "a${b}", id: "rtb-0a", list: ["x", "y"] },
);

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
  ['${(var.n)}-${ lookup({ a = var.id }, "a") }', "10-rtb-0a"],
  ["${var.n > 1 ? 1 : 0}", 1],
])("%s is evaluated", (text, expected) => expect(valueOf(text)).toEqual(expected));

test("a key is evaluated", () => expect(valueOf({ "${var.id}/a": 1 })).toEqual({ "rtb-0a/a": 1 }));

test.each(["${var.unknown}", "${local.other}", "${var.list[7]}", "${var.tag + 1}", "var.n", "${f(var.n)}"])(
  "%s is unchanged, because Terraform refuses it, or it is a text",
  (text) => expect(valueOf(text)).toBe(text),
);

test.each([
  ["${var.open}", "${var.open}"],
  ["${self.table_id == var.id}", '${self.table_id == "rtb-0a"}'],
  ["${(self.is_main || self.table_id!=var.id)}", '${self.is_main || self.table_id != "rtb-0a"}'],
  [
    "${length([for each in self.tables : each.name if each.id != var.id]) == 1}",
    '${length([for each in self.tables : each.name if each.id != "rtb-0a"]) == 1}',
  ],
  ["${!(self.table_id == var.id)}", '${!(self.table_id == "rtb-0a")}'],
  ["${max(self.port, local.most, var.open)}", "${max(self.port, 13, var.open)}"],
  ['${self.url == "https://${var.id}/${self.path}"}', '${self.url == "https://rtb-0a/${self.path}"}'],
  ["of ${upper(self.tag)} and ${var.id}", "of ${upper(self.tag)} and rtb-0a"],
])("%s, which only an apply knows, is %s", (text, expected) => expect(valueOf(text)).toBe(expected));
