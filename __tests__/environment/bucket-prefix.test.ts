import fc from "fast-check";
import { problemsOfFiles } from "../support/minimal-file";
import { readExpectation } from "../../src/environment/loader/expectation";
import { modelSchema } from "../../src/environment/schema/model";

/** Expectation for a prefix; undefined if the prefix is valid. */
function refusal(bucketPrefix: unknown): string | undefined {
  const { error } = modelSchema.safeParse({ name: "m", image: { tag: "1" }, bucketPrefix });
  return error?.issues.map(({ message }) => readExpectation(message)?.expected ?? message).join(" | ");
}

const part = fc.stringMatching(/^[a-z0-9_!.'()-]{1,5}$/);
const proper = part.filter((text) => text !== "." && text !== "..");

test("a prefix of proper parts is valid", () => {
  fc.assert(
    fc.property(fc.array(proper, { minLength: 1, maxLength: 4 }), (parts) =>
      expect(refusal(`${parts.join("/")}/`)).toBeUndefined(),
    ),
  );
});

test("a prefix with one part that is empty, a step to another folder or a wildcard is refused", () => {
  const bad = fc.constantFrom("", ".", "..", "*", "a*", "?", "b?c", "${aws:username}", "a b", "%2e%2e");
  const around = fc.array(proper, { maxLength: 3 });
  fc.assert(
    fc.property(around, bad, around, (before, wrong, after) =>
      expect(refusal(`${[...before, wrong, ...after].join("/")}/`)).toContain("without a part . or .."),
    ),
  );
});

test("all prefixes of a file that are wrong are reported at once, with line, path and fix", () => {
  const file = `account: "111122223333"
region: eu-west-1
project: one
owner: platform
repository: acme/one
network: {}
cluster:
  version: "1.35"
  admins: [arn:aws:iam::111122223333:role/Admin]
entry: { type: nlb, scheme: internal }
models:
  - { name: a, image: { tag: "1" }, bucketPrefix: ../x/ }
  - { name: b, image: { tag: "1" }, bucketPrefix: x/./y/ }
  - { name: c, image: { tag: "1" }, bucketPrefix: "x*/" }
`;
  const expected =
    "expected parts of letters, digits and _ ! . ' ( ) -, each followed by /, without / at the start and without a part . or ..; write a prefix such as fraud-detection/";
  expect(problemsOfFiles({ one: file }).filter((line) => line.includes("bucketPrefix"))).toEqual([
    expect.stringContaining(`one.yaml:12:51 models[0].bucketPrefix: got ../x/, ${expected}`),
    expect.stringContaining(`one.yaml:13:51 models[1].bucketPrefix: got x/./y/, ${expected}`),
    expect.stringContaining(`one.yaml:14:51 models[2].bucketPrefix: got "x*/", ${expected}`),
  ]);
});
