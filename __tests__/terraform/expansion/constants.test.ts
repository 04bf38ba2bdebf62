import { Expansion } from "../../../src/terraform/expand";
import { type JsonObject } from "../../../src/terraform/stack-json";

const KEPT = { keepsTexts: true, keepsOpenLocals: true } as const;

const nameOf = (bucket: string): unknown => {
  const module: JsonObject = { resource: { aws_s3_bucket: { a: { bucket } } } };
  const { resource } = new Expansion(module, {}, KEPT).whole();
  return (resource as { aws_s3_bucket: { a: { bucket: unknown } } }).aws_s3_bucket.a.bucket;
};

test.each([
  ['${true ? "a" : "b"}', "a"],
  ['${join("-", ["a", "b"])}', "a-b"],
  ['${lookup({ "x" = "a" }, "x", "b")}', "a"],
])(
  "an expression of constants alone, %s, has its value beside texts that stay as written",
  (written, value) => {
    expect(nameOf(written)).toBe(value);
  },
);

test("a text that reads a block stays as it is written", () => {
  const written = '${replace(aws_kms_key.a.key_id,"a",  "b")}';
  const module = { resource: { aws_kms_key: { a: {} }, aws_s3_bucket: { a: { bucket: written } } } };
  const { resource } = new Expansion(module, {}, KEPT).whole();
  expect((resource as typeof module.resource).aws_s3_bucket.a.bucket).toBe(written);
});
