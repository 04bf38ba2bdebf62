import { differenceOf, explains, settingDifference } from "../../src/review/explanation";
import { type Json } from "../../src/terraform-json/stack-json";

type Pair = readonly [before: Json | undefined, after: Json | undefined];

const isExplained = (setting: Pair, value: Pair): boolean =>
  explains(settingDifference(...setting), differenceOf(...value));

test.each<[what: string, setting: Pair, value: Pair]>([
  ["the value itself", [30, 60], [30, 60]],
  ["a tag in an image", ["1.0.0", "1.1.0"], ["x.dkr/api:1.0.0", "x.dkr/api:1.1.0"]],
  [
    "an added item of a list",
    [["10.0.0.0/8"], ["10.0.0.0/8", "10.1.0.0/16"]],
    [["10.0.0.0/8"], ["10.0.0.0/8", "10.1.0.0/16"]],
  ],
  ["an added item of a list in a text", [[], ["10.1.0.0/16"]], ["10.0.0.0/8", "10.0.0.0/8,10.1.0.0/16"]],
  [
    "a prefix of several names",
    ["acme", "shop"],
    [
      ["acme-a", "acme-b"],
      ["shop-a", "shop-b"],
    ],
  ],
  ["an added value", [undefined, "arn:aws:x"], [undefined, { key: "arn:aws:x" }]],
])("%s is explained", (_, setting, value) => {
  expect(isExplained(setting, value)).toBe(true);
});

test.each<[what: string, setting: Pair, value: Pair]>([
  ["a part of a longer number", [30, 60], [300, 600]],
  ["a part of a longer version", ["1.0", "1.1"], ["1.0.0", "1.1.0"]],
  ["a part of another range", ["0.0.0.0/8", "1.0.0.0/8"], ["10.0.0.0/8", "11.0.0.0/8"]],
  ["a part of a word", ["api", "app"], ["rapid", "rappd"]],
  ["the old value alone", [30, 60], [30, 90]],
  ["the new value alone", [30, 60], [10, 60]],
  ["another change around it", ["1.0.0", "1.1.0"], ["a:1.0.0", "b:1.1.0"]],
  ["a further item in a list", [[], ["x-long"]], [[], ["x-long", "other"]]],
  ["a number in an expression", [2, 3], ["${data.x.ids[2]}", "${data.x.ids[3]}"]],
  ["a boolean", [false, true], [false, true]],
  ["no change", [30, 60], [30, 30]],
])("%s is not explained", (_, setting, value) => {
  expect(isExplained(setting, value)).toBe(false);
});
