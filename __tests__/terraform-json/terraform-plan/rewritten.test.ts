import fc from "fast-check";
import { type Planned, Unknown } from "../../../src/terraform-json/terraform-plan/planned-values";
import { rewritten } from "../../../src/terraform-json/terraform-plan/rewritten";

const VALUES: Readonly<Record<string, Planned>> = {
  "aws_s3_bucket.models.arn": "arn:aws:s3:::models",
  "aws_s3_bucket.models.id": "models",
  "aws_iam_role.pod.arn": "arn:aws:iam::111122223333:role/pod",
  "data.terraform_remote_state.network.outputs.ids": ["subnet-1", "subnet-2"],
  "aws_launch_template.nodes.latest_version": 3,
  "aws_vpc.main.id": new Unknown("text"),
  "aws_subnet.a.id": new Unknown("text"),
  "aws_subnet.b.id": new Unknown("text"),
  "data.aws_subnets.found.ids": new Unknown("list"),
  "path.module": ".",
};

const of = (value: Planned, references: readonly string[], namesObjects = true) =>
  rewritten({ value, references, valueOf: (reference) => VALUES[reference], namesObjects });

test("a value that is the one of its only reference is that reference", () => {
  expect(of("arn:aws:s3:::models", ["aws_s3_bucket.models.arn"])).toBe("${aws_s3_bucket.models.arn}");
  expect(of("3", ["aws_launch_template.nodes.latest_version"])).toBe(
    "${aws_launch_template.nodes.latest_version}",
  );
});

test("a list by reference is that reference, in whatever order its items come, and so is its text with commas", () => {
  const ids = "data.terraform_remote_state.network.outputs.ids";
  expect(of(["subnet-2", "subnet-1"], [ids])).toBe(`\${${ids}}`);
  expect(of("subnet-1,subnet-2", [ids])).toBe(`\${join(",", ${ids})}`);
});

test("the longest value is found first, so a bucket's ARN is not its name with something before it", () => {
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

test("literal text is escaped, so that it stays text", () => {
  expect(of("${x} %{if} models", ["aws_s3_bucket.models.id"])).toBe(
    "$${x} %%{if} ${aws_s3_bucket.models.id}",
  );
  expect(of("${x}", [])).toBe("$${x}");
});

test("a file of the module keeps its path in the module", () => {
  expect(of("./charts/x", ["path.module"])).toBe("${path.module}/charts/x");
});

test("what is found more or less often than it is written is not guessed", () => {
  expect(of("models/models", ["aws_s3_bucket.models.id"])).toBeUndefined();
  expect(of("model", ["aws_s3_bucket.models.id"])).toBeUndefined();
  expect(of("MODELS and models", ["aws_s3_bucket.models.id", "aws_s3_bucket.models.id"])).toBeUndefined();
});

test("what two references could be is not guessed", () => {
  expect(of("models", ["aws_s3_bucket.models.id", "aws_s3_bucket.same.id"])).toBeUndefined();
});

test("an unknown id is the reference that is written there, and a list of them one each", () => {
  expect(of(new Unknown("text"), ["aws_vpc.main.id"])).toBe("${aws_vpc.main.id}");
  expect(of(new Unknown("list"), ["data.aws_subnets.found.ids"])).toBe("${data.aws_subnets.found.ids}");
  expect(of(new Unknown("list"), ["aws_subnet.a.id", "aws_subnet.b.id"])).toEqual([
    "${aws_subnet.a.id}",
    "${aws_subnet.b.id}",
  ]);
  expect(
    of(
      [new Unknown("text"), "models", new Unknown("text")],
      ["aws_subnet.b.id", "aws_s3_bucket.models.id", "aws_subnet.a.id"],
    ),
  ).toEqual(["${aws_subnet.b.id}", "${aws_s3_bucket.models.id}", "${aws_subnet.a.id}"]);
});

test("unknown text is not guessed: neither a document, nor an id of which the plan knows better", () => {
  expect(of(new Unknown("text"), ["aws_vpc.main.id"], false)).toBeUndefined();
  expect(of(new Unknown("text"), ["aws_vpc.main.id", "aws_subnet.a.id"])).toBeUndefined();
  expect(of(new Unknown("text"), ["aws_s3_bucket.models.id"])).toBeUndefined();
  expect(of(new Unknown("text"), ["data.aws_subnets.found.ids"])).toBeUndefined();
  expect(of(new Unknown("text"), ["aws_lb.demo"])).toBeUndefined();
});

test("whatever is rewritten comes to the same value and names the same, however alike values are", () => {
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
