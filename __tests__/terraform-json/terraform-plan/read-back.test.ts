import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type JsonObject, StackJson } from "../../../src/terraform-json/stack-json";
import { readBack } from "../../../src/terraform-json/terraform-plan/read-back";
import { type UnknownAttribute } from "../../../src/terraform-json/terraform-plan/unknown-values";
import { type Editable } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { type ListLength, terraformPlan, withBlocksAsLists } from "../../support/terraform-plans";

/** What a plan is read back to, and what of it is a gap, as `address attribute`. */
function reading(plan: JsonObject, folder?: StackJson) {
  const gaps: UnknownAttribute[] = [];
  const { json, taken, leftOut } = readBack(plan, folder);
  const seen = structuredCloneOf(json.withReadCallback((unread) => gaps.push(unread))) as Editable;
  return {
    json: seen,
    gaps: [...new Set(gaps.map(({ address, attribute }) => `${address} ${attribute}`))],
    taken,
    leftOut,
  };
}

/** A copy that has all that is listed; what is a gap counts as asked for. */
const structuredCloneOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("real plans of Terraform 1.11.4 and AWS provider 5.100.0 against a local AWS API, trimmed", () => {
  const sample = (name: string): Editable =>
    JSON.parse(readFileSync(join(__dirname, "samples", `${name}.golden.json`), "utf8")) as Editable;
  const source = new StackJson("sample-network", sample("source"));
  const expected = withBlocksAsLists(source);

  test("a plan of JSON is the JSON that it was made of, but for what no plan holds", () => {
    const { json, gaps } = reading(sample("json-first"));
    const own = structuredClone(expected);
    own["locals"] = {};
    delete own["terraform"].backend;
    delete own["terraform"].required_version;
    delete own["resource"].aws_security_group.endpoints.dynamic;
    delete own["resource"].aws_s3_bucket.models.lifecycle;
    for (const variable of Object.values(own["variable"] as Editable)) delete variable.type;
    expect(json).toEqual(own);
    expect(gaps).toEqual([]);
  });

  test.each(["json-first", "hcl-first"])("with the folder, %s is the JSON that it was made of", (name) => {
    const { json, gaps } = reading(sample(name), source);
    expect(json).toEqual(expected);
    expect(gaps).toEqual([]);
  });

  test("a plan of HCL before the first apply gives what names one object, and says what it cannot give", () => {
    const { json, gaps } = reading(sample("hcl-first"));
    const { resource, output } = json as Editable;
    expect(resource.aws_vpc_endpoint.sts).toEqual(expected["resource"].aws_vpc_endpoint.sts);
    expect(resource.aws_lb.demo.subnets).toEqual(expected["resource"].aws_lb.demo.subnets);
    expect(output.subnet_ids).toEqual(expected["output"].subnet_ids);
    expect(gaps.sort()).toEqual([
      "aws_ecr_repository.models for_each",
      "aws_iam_role.pod assume_role_policy",
      "aws_iam_role_policy.flow_logs policy",
      "aws_lb.demo count",
      "aws_network_acl_rule.s3 cidr_block",
      "aws_network_acl_rule.s3 count",
      "aws_network_acl_rule.s3 rule_number",
      "aws_s3_bucket_policy.models policy",
      "aws_sns_topic.alarm display_name",
      "output.alb_arn alb_arn",
    ]);
  });

  test("after an apply a plan of HCL gives policies again, by the values of what they name", () => {
    const { json, gaps } = reading(sample("hcl-second"));
    const policy = (resource: Editable): unknown => JSON.parse(resource["policy"]);
    for (const [type, name] of [
      ["aws_iam_role_policy", "flow_logs"],
      ["aws_s3_bucket_policy", "models"],
    ] as const) {
      expect(policy(json["resource"][type][name])).toEqual(policy(expected["resource"][type][name]));
    }
    expect(json["output"].zones).toEqual(expected["output"].zones);
    expect(json["output"].demo).toEqual(expected["output"].demo);
    expect(json["resource"].aws_ecr_repository.models.name).toBe("${each.value}");
    // a local value stands in it, whose value no plan holds
    expect(gaps).toContain("aws_iam_role.pod assume_role_policy");
  });

  test("text that would be a template arrives as it was written, of JSON as of HCL", () => {
    for (const name of ["json-first", "hcl-first", "hcl-second"]) {
      expect(reading(sample(name)).json["resource"].aws_security_group.nodes.description).toBe(
        "costs $${5} and %%{if}",
      );
    }
  });

  test("what a dynamic block is about to make is a gap, as plans leave such blocks out", () => {
    const { json } = readBack(sample("hcl-first"), undefined);
    const asked: UnknownAttribute[] = [];
    const groups = json.withReadCallback((unread) => asked.push(unread))["resource"] as Editable;
    expect(groups["aws_security_group"].endpoints.ingress).toHaveLength(2);
    expect(asked).toEqual([
      { address: "aws_security_group.endpoints", attribute: "ingress", why: "made by a dynamic block" },
    ]);
  });

  test("what it makes is a gap also beside blocks that are named, and where parts of it are not known yet", () => {
    const plan = sample("hcl-first");
    const of = (list: Editable[]): Editable =>
      list.find(({ address }) => address === "aws_security_group.endpoints") ?? {};
    const ports = { from_port: { constant_value: 443 }, to_port: { constant_value: 443 } };
    of(plan["configuration"].root_module.resources)["expressions"].ingress = [ports];
    const { change } = of(plan["resource_changes"]) as { change: Editable };
    change["after_unknown"].ingress = [{ cidr_blocks: true }, {}];
    const asked: UnknownAttribute[] = [];
    const groups = readBack(plan, undefined).json.withReadCallback((unread) => asked.push(unread))[
      "resource"
    ] as Editable;
    expect(groups["aws_security_group"].endpoints.ingress).toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  test("a dynamic block of the folder is not taken where the plan makes nothing of it", () => {
    const plan = sample("hcl-first");
    const change = plan["resource_changes"].find(
      ({ address }: Editable) => address === "aws_security_group.endpoints",
    ).change;
    change.after.ingress = [];
    const { json } = reading(plan, source);
    expect(json["resource"].aws_security_group.endpoints).not.toHaveProperty("dynamic");
  });

  test("no sensitive value is in what is read, even where it is made of one by a function", () => {
    const plan = sample("hcl-second");
    const topic = plan["resource_changes"].find(({ type }: Editable) => type === "aws_sns_topic");
    expect(topic.change).toMatchObject({
      after: { display_name: "hunter2" },
      after_sensitive: { display_name: true },
    });
    topic.change.after.display_name = "made of hunter2";
    const { json } = reading(plan);
    expect(json["resource"].aws_sns_topic.alarm.display_name).toBe("${var.pass}");
    expect(JSON.stringify(json["resource"])).not.toContain("hunter2");
  });

  test("lifecycle, backend, required version and local values are gaps for whoever asks, and for nobody else", () => {
    const { json } = readBack(sample("hcl-second"), undefined);
    const asked: UnknownAttribute[] = [];
    const read = json.withReadCallback((unread) => asked.push(unread)) as Editable;
    expect(Object.keys(read["resource"].aws_s3_bucket.models)).toEqual(["bucket"]);
    expect(asked).toEqual([]);
    expect(read["resource"].aws_s3_bucket.models.lifecycle).toBeUndefined();
    expect(read["terraform"].backend).toBeUndefined();
    expect(read["terraform"].required_version).toBeUndefined();
    expect(read["locals"].issuer).toBeUndefined();
    expect(asked.map(({ address, attribute }) => `${address} ${attribute}`)).toEqual([
      "aws_s3_bucket.models lifecycle",
      "terraform backend",
      "terraform required_version",
      "locals issuer",
    ]);
  });

  test("a text of the folder is not taken where the plan holds another one", () => {
    const changed = structuredClone(source.json) as Editable;
    changed["resource"].aws_iam_role.pod.assume_role_policy = changed[
      "resource"
    ].aws_iam_role.pod.assume_role_policy.replace("models:api", "models:other");
    const { gaps } = reading(sample("hcl-second"), new StackJson("sample-network", changed as JsonObject));
    expect(gaps).toEqual(["aws_iam_role.pod assume_role_policy"]);
  });

  test("a text of the folder is not taken where it names something else", () => {
    const changed = structuredClone(source.json) as Editable;
    changed["resource"].aws_iam_role_policy.flow_logs.policy = changed[
      "resource"
    ].aws_iam_role_policy.flow_logs.policy.replaceAll(
      "aws_cloudwatch_log_group.flow_logs",
      "aws_s3_bucket.models",
    );
    const { gaps } = reading(sample("hcl-first"), new StackJson("sample-network", changed as JsonObject));
    expect(gaps).toEqual(["aws_iam_role_policy.flow_logs policy"]);
  });

  test("modules that are called and a partial plan are named as left out", () => {
    const plan = sample("hcl-first");
    plan["configuration"].root_module.module_calls = { extra: {} };
    plan["complete"] = false;
    plan["resource_changes"] = plan["resource_changes"].filter(({ type }: Editable) => type === "aws_vpc");
    const { leftOut } = reading(plan);
    expect(leftOut.map(({ why }) => why)).toEqual([
      "module.extra is not read: checks read root modules",
      expect.stringMatching(/^the plan is partial, it leaves out .*aws_vpc_endpoint\.sts/),
    ]);
  });
});

const SHAPES = (["json", "hcl"] as const).flatMap((syntax) =>
  [false, true].map((applied) => ({ syntax, applied, title: `${syntax}, ${applied ? "applied" : "new"}` })),
);

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const { stacks } = planOf(environment);
  const lengths: ListLength = (layer, output) => {
    const made = stacks.find(({ name }) => name === `${environment}-${layer}`)?.outputs[output] as Editable;
    return Array.isArray(made?.["value"]) ? made["value"].length : undefined;
  };

  test.each(SHAPES)("with the folder, a plan of each stack is the stack ($title)", (shape) => {
    expect(stacks).not.toEqual([]);
    for (const stack of stacks) {
      const { json, gaps } = reading(terraformPlan(stack, shape, lengths), stack);
      expect(json).toEqual(withBlocksAsLists(stack));
      expect(gaps).toEqual([]);
    }
  });

  test.each(SHAPES)("without the folder, what is no gap is as it was written ($title)", (shape) => {
    expect(stacks).not.toEqual([]);
    for (const stack of stacks) {
      const { json } = readBack(terraformPlan(stack, shape, lengths), undefined);
      const asked = new Set<string>();
      const wrong = differences(
        withBlocksAsLists(stack),
        json.withReadCallback(({ address, attribute }) => asked.add(`${address} ${attribute}`)),
        () => asked.size,
      );
      expect(wrong).toEqual([]);
    }
  });
});

/** Places where a value is another one and no gap; `asked` grows when a gap is read. */
function differences(expected: unknown, read: unknown, asked: () => number, place = ""): string[] {
  if (expected === null || typeof expected !== "object") {
    return Object.is(expected, read)
      ? []
      : [`${place}: ${JSON.stringify(read)}, not ${JSON.stringify(expected)}`];
  }
  return Object.entries(expected).flatMap(([key, item]) => {
    const before = asked();
    const found = read !== null && typeof read === "object" ? (read as Editable)[key] : undefined;
    if (asked() > before || key === "dynamic") return [];
    return differences(item, found, asked, `${place}.${key}`);
  });
}

describe("generated stacks", () => {
  const NAMES = ["one", "two", "three"] as const;
  const reference = fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom("id", "arn", "spec[0].host"))
    .map(([name, attribute]) => `\${example_thing.${name}.${attribute}}`);
  const literal = fc
    .stringMatching(/^[a-z:/*"\\ {}%$-]{1,8}$/)
    .map((text) => text.replace(/([$%])\{/g, "$1$1{"));
  const text = fc
    .array(fc.oneof(literal, reference), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("."));
  const value = fc.oneof(
    text,
    reference,
    fc.integer(),
    fc.boolean(),
    fc.array(text, { minLength: 1, maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  );
  // what is named like the id of something is taken to be one reference or a list of them
  const identity = fc.oneof(literal, reference);
  const config = fc.record(
    {
      policy: value,
      tags: value,
      size: value,
      role: identity,
      subnet_ids: fc.array(identity, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const block = fc.tuple(
    config,
    fc.array(
      config.filter((each) => Object.keys(each).length > 0),
      { maxLength: 2 },
    ),
  );
  const stackOf = fc.tuple(block, block, block).map((blocks) => {
    const things = blocks.map(([own, nested], index) => [
      NAMES[index],
      { ...own, ...(nested.length > 0 ? { rule: nested } : {}) },
    ]);
    return new StackJson("sample-network", {
      resource: { example_thing: Object.fromEntries(things) as JsonObject },
    });
  });

  test.each(SHAPES)("with the folder, a plan is the stack ($title)", (shape) => {
    fc.assert(
      fc.property(stackOf, (stack) => {
        const { json } = reading(terraformPlan(stack, shape), stack);
        expect((json as Editable)["resource"]).toEqual(withBlocksAsLists(stack)["resource"]);
      }),
    );
  });

  test.each(SHAPES)("without it, what is no gap is as it was written ($title)", (shape) => {
    fc.assert(
      fc.property(stackOf, (stack) => {
        const { json } = readBack(terraformPlan(stack, shape), undefined);
        let asked = 0;
        const read = json.withReadCallback(() => (asked += 1));
        expect(differences(withBlocksAsLists(stack), read, () => asked)).toEqual([]);
      }),
    );
  });
});
