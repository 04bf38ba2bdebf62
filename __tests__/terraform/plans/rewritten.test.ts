import fc from "fast-check";
import { type Planned, Unplanned } from "../../../src/terraform/plans/planned-values";
import { rewritten } from "../../../src/terraform/plans/rewritten";

const VALUES: Readonly<Record<string, Planned>> = {
  "aws_s3_bucket.models.arn": "arn:aws:s3:::models",
  "aws_s3_bucket.models.id": "models",
  "aws_iam_role.pod.arn": "arn:aws:iam::111122223333:role/pod",
  "data.terraform_remote_state.network.outputs.ids": ["subnet-1", "subnet-2"],
  "aws_launch_template.nodes.latest_version": 3,
  "aws_vpc.main.id": new Unplanned("text"),
  "aws_subnet.a.id": new Unplanned("text"),
  "aws_subnet.b.id": new Unplanned("text"),
  "data.aws_subnets.found.ids": new Unplanned("list"),
  "path.module": ".",
};

const of = (value: Planned, references: readonly string[], namesObjects = true) =>
  rewritten({ value, references, valueOf: (reference) => VALUES[reference], namesObjects });

test("a value that equals its only reference becomes that reference", () => {
  expect(of("arn:aws:s3:::models", ["aws_s3_bucket.models.arn"])).toBe("${aws_s3_bucket.models.arn}");
});

test("a number as text equals a numeric reference", () => {
  expect(of("3", ["aws_launch_template.nodes.latest_version"])).toBe(
    "${aws_launch_template.nodes.latest_version}",
  );
});

const ids = "data.terraform_remote_state.network.outputs.ids";

test("a list that equals its only reference becomes that reference, in any order", () => {
  expect(of(["subnet-2", "subnet-1"], [ids])).toBe(`\${${ids}}`);
});

test("the comma-separated text of a list becomes a join of its reference", () => {
  expect(of("subnet-1,subnet-2", [ids])).toBe(`\${join(",", ${ids})}`);
});

test("the longest value is replaced first: the ARN of a bucket is not a prefix and its name", () => {
  expect(
    of({ Resource: ["arn:aws:s3:::models", "arn:aws:s3:::models/*"], Bucket: "models" }, [
      "aws_s3_bucket.models.id",
      "aws_s3_bucket.models.arn",
      "aws_s3_bucket.models.arn",
    ]),
  ).toEqual({
    Resource: ["${aws_s3_bucket.models.arn}", "${aws_s3_bucket.models.arn}/*"],
    Bucket: "${aws_s3_bucket.models.id}",
  });
});

test("literal text is escaped", () => {
  expect(of("${x} %{if} models", ["aws_s3_bucket.models.id"])).toBe(
    "$${x} %%{if} ${aws_s3_bucket.models.id}",
  );
});

test("literal text without references is escaped", () => {
  expect(of("${x}", [])).toBe("$${x}");
});

test("the path of a file in the module is relative to path.module", () => {
  expect(of("./charts/x", ["path.module"])).toBe("${path.module}/charts/x");
});

describe("there is no result", () => {
  const id = "aws_s3_bucket.models.id";

  test.each<[string, Planned, readonly string[]]>([
    ["a value occurs more often than its reference", "models/models", [id]],
    ["the value of a reference does not occur", "model", [id]],
    ["a value occurs less often than its reference", "MODELS and models", [id, id]],
    ["two references have the same value", "models", [id, "aws_s3_bucket.same.id"]],
    ["an unknown text has two references", new Unplanned("text"), ["aws_vpc.main.id", "aws_subnet.a.id"]],
    ["an unknown text has a known reference", new Unplanned("text"), [id]],
    ["an unknown text refers to a list", new Unplanned("text"), ["data.aws_subnets.found.ids"]],
    ["an unknown text refers to an unplanned resource", new Unplanned("text"), ["aws_lb.demo"]],
  ])("if %s", (_, value, references) => expect(of(value, references)).toBeUndefined());

  test("if an unknown text need not be the id of an object", () => {
    expect(of(new Unplanned("text"), ["aws_vpc.main.id"], false)).toBeUndefined();
  });
});

test("an unknown id becomes its reference", () => {
  expect(of(new Unplanned("text"), ["aws_vpc.main.id"])).toBe("${aws_vpc.main.id}");
});

test("an unknown list becomes the reference to a list", () => {
  expect(of(new Unplanned("list"), ["data.aws_subnets.found.ids"])).toBe("${data.aws_subnets.found.ids}");
});

test("an unknown list becomes a list of its references", () => {
  expect(of(new Unplanned("list"), ["aws_subnet.a.id", "aws_subnet.b.id"])).toEqual([
    "${aws_subnet.a.id}",
    "${aws_subnet.b.id}",
  ]);
});

test("unknown items of a list become its unknown references, in order", () => {
  expect(
    of(
      [new Unplanned("text"), "models", new Unplanned("text")],
      ["aws_subnet.b.id", "aws_s3_bucket.models.id", "aws_subnet.a.id"],
    ),
  ).toEqual(["${aws_subnet.b.id}", "${aws_s3_bucket.models.id}", "${aws_subnet.a.id}"]);
});

test("a result has the value and the references of the input, also for similar values", () => {
  const names = ["aws_x.one.id", "aws_x.two.id", "aws_x.three.id"] as const;
  const short = fc.stringMatching(/^[ab/]{1,3}$/);
  const part = fc.oneof(
    short,
    fc.constantFrom(...names).map((name) => ({ name })),
  );
  let rewrites = 0;
  fc.assert(
    fc.property(
      fc.tuple(short, short, short),
      fc.array(part, { minLength: 1, maxLength: 6 }),
      (ids, parts) => {
        const idOf = (name: string): string => ids[names.findIndex((each) => each === name)] ?? "";
        const value = parts.map((each) => (typeof each === "string" ? each : idOf(each.name))).join("");
        const references = parts.flatMap((each) => (typeof each === "string" ? [] : each.name));
        const text = rewritten({ value, references, valueOf: idOf, namesObjects: true });
        if (text === undefined) return;
        rewrites += 1;
        const named = [...String(text).matchAll(/\$\{([^}]*)\}/g)].map(([, name = ""]) => name);
        expect(named.sort()).toEqual([...references].sort());
        expect(String(text).replace(/\$\{([^}]*)\}/g, (_, name: string) => idOf(name))).toBe(value);
      },
    ),
  );
  expect(rewrites).toBeGreaterThan(0);
});
