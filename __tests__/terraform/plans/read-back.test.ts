import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonObject, StackJson } from "../../../src/terraform/stack-json";
import { readBack } from "../../../src/terraform/plans/read-back";
import { type UnknownAttribute } from "../../../src/terraform/unknown-values";
import { type Editable } from "../../support/altered";
import { withOwnFile } from "../../support/own-stacks";
import { reading } from "../../support/plan-readings";
import { terraformPlan, withBlocksAsLists } from "../../support/terraform-plans";

describe("real plans of Terraform 1.11.4 and AWS provider 5.100.0 against a local AWS API, trimmed", () => {
  const sample = (name: string): Editable =>
    JSON.parse(readFileSync(join(__dirname, "../samples", `${name}.golden.json`), "utf8")) as Editable;
  const source = new StackJson("sample-network", sample("source"));
  const expected = withBlocksAsLists(source);
  // The prefix list of the local AWS API has no ranges, so the plans have no instance.
  delete expected["resource"].aws_network_acl_rule;

  test("a plan of JSON gives the source, except for values that plans do not contain", () => {
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

  test.each(["json-first", "hcl-first"])(
    "with the synthesized stack, %s gives the complete source",
    (name) => {
      const { json, gaps } = reading(sample(name), source);
      expect(json).toEqual(expected);
      expect(gaps).toEqual([]);
    },
  );

  test("a plan of HCL before the first apply gives references to single objects, and reports other unknown values", () => {
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
      "aws_s3_bucket_policy.models policy",
      "aws_sns_topic.alarm display_name",
      "output.alb_arn alb_arn",
    ]);
  });

  test("a plan of HCL after an apply gives policies, from the values of their references", () => {
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
    // the policy contains a local value, whose value plans do not contain
    expect(gaps).toContain("aws_iam_role.pod assume_role_policy");
  });

  test.each(["json-first", "hcl-first", "hcl-second"])("%s gives literal template marks escaped", (name) => {
    expect(reading(sample(name)).json["resource"].aws_security_group.nodes.description).toBe(
      "costs $${5} and %%{if}",
    );
  });

  test("blocks that a dynamic block creates are a gap, because plans omit dynamic blocks", () => {
    const { json } = readBack(sample("hcl-first"), undefined);
    const asked: UnknownAttribute[] = [];
    const groups = json.withReadCallback((unread) => asked.push(unread))["resource"] as Editable;
    expect(groups["aws_security_group"].endpoints.ingress).toHaveLength(2);
    expect(asked).toEqual([
      { address: "aws_security_group.endpoints", attribute: "ingress", why: "created by a dynamic block" },
    ]);
  });

  test("such blocks are a gap also beside declared blocks, and if parts of them are known after apply", () => {
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

  describe("objects that the configuration of a new resource does not have", () => {
    /** Attributes that are gaps when they are read, in a plan whose endpoint has these values beside its configuration. */
    const gapsWith = (values: Editable, configured: Editable = {}, type = "aws_vpc_endpoint"): string[] => {
      const plan = sample("hcl-first");
      const of = (list: Editable[]): Editable =>
        list.find(({ address }) => address === "aws_vpc_endpoint.sts") ?? {};
      Object.assign(of(plan["resource_changes"])["change"].after, values);
      Object.assign(of(plan["configuration"].root_module.resources)["expressions"], configured);
      const asked: string[] = [];
      const { json } = readBack(
        JSON.parse(JSON.stringify(plan).replaceAll("aws_vpc_endpoint", type)),
        undefined,
      );
      const read = json.withReadCallback(({ attribute }) => asked.push(attribute)) as Editable;
      for (const key of Object.keys(values))
        [read["resource"][type].sts[key]].flat().map((each) => each?.entries);
      return asked;
    };

    test("are no gap where only the provider sets the attribute", () => {
      expect(gapsWith({ dns_entry: [{ hosted_zone_id: "Z1" }] })).toEqual([]);
    });

    test("are a gap where a configuration can have the block", () => {
      expect(gapsWith({ subnet_configuration: [{ subnet_id: "subnet-1" }] })).toEqual([
        "subnet_configuration",
      ]);
    });

    test("are judged by the schema of the nested block that has them", () => {
      const written = { dns_options: [{ dns_record_ip_type: { constant_value: "ipv4" } }] };
      const nested = { dns_record_ip_type: "ipv4", entries: [{ name: "a" }] };
      expect(gapsWith({ dns_options: [nested] }, written)).toEqual([]);
    });

    test("are a gap in a type without a schema", () => {
      const values = { dns_entry: [{ hosted_zone_id: "Z1" }] };
      expect(gapsWith(values, {}, "aws_vpc_endpoint_of_later")).toEqual(["dns_entry"]);
    });
  });

  test("a dynamic block of the synthesized stack is not used if the plan creates no blocks from it", () => {
    const plan = sample("hcl-first");
    const change = plan["resource_changes"].find(
      ({ address }: Editable) => address === "aws_security_group.endpoints",
    ).change;
    change.after.ingress = [];
    const { json } = reading(plan, source);
    expect(json["resource"].aws_security_group.endpoints).not.toHaveProperty("dynamic");
  });

  test("the result contains no sensitive value, even if a function computes it from one", () => {
    const plan = sample("hcl-second");
    const topic = plan["resource_changes"].find(({ type }: Editable) => type === "aws_sns_topic");
    expect(topic.change).toMatchObject({
      after: { display_name: "hunter2" },
      after_sensitive: { display_name: true },
    });
    topic.change.after.display_name = "computed from hunter2";
    const { json } = reading(plan);
    expect(json["resource"].aws_sns_topic.alarm.display_name).toBe("${var.pass}");
    expect(JSON.stringify(json["resource"])).not.toContain("hunter2");
  });

  describe("lifecycle, backend, required version and local values", () => {
    const readSample = () => {
      const asked: UnknownAttribute[] = [];
      const { json } = readBack(sample("hcl-second"), undefined);
      return { asked, read: json.withReadCallback((unread) => asked.push(unread)) as Editable };
    };

    test("are not enumerable", () => {
      const { read, asked } = readSample();
      expect(Object.keys(read["resource"].aws_s3_bucket.models)).toEqual(["bucket"]);
      expect(asked).toEqual([]);
    });

    test("are gaps when they are read", () => {
      const { read, asked } = readSample();
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
  });

  test("a text of the synthesized stack is not used if the plan has another value", () => {
    const changed = structuredClone(source.json) as Editable;
    changed["resource"].aws_iam_role.pod.assume_role_policy = changed[
      "resource"
    ].aws_iam_role.pod.assume_role_policy.replace("models:api", "models:other");
    const { gaps } = reading(sample("hcl-second"), new StackJson("sample-network", changed as JsonObject));
    expect(gaps).toEqual(["aws_iam_role.pod assume_role_policy"]);
  });

  test("a text of the synthesized stack is not used if it has other references", () => {
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

  test("the result lists called modules and the changes that a partial plan omits as left out", () => {
    const plan = sample("hcl-first");
    plan["configuration"].root_module.module_calls = { extra: {} };
    plan["complete"] = false;
    plan["resource_changes"] = plan["resource_changes"].filter(({ type }: Editable) => type === "aws_vpc");
    const { leftOut } = reading(plan);
    expect(leftOut.map(({ why }) => why)).toEqual([
      "module.extra is not read: checks read only root modules",
      expect.stringMatching(/^the plan is partial and leaves out .*aws_vpc_endpoint\.sts/),
    ]);
  });
});

test("with the synthesized stack, a plan has the places of own blocks", () => {
  const stack = new StackJson("sample-network", { resource: { aws_vpc: { main: {} } } });
  const own = withOwnFile(stack, 'resource "aws_sns_topic" "x" {\n}\n');
  const { json } = readBack({}, own);
  expect(
    new StackJson(
      "sample-network",
      json.withReadCallback(() => undefined),
    ).own,
  ).toMatchObject([{ address: "aws_sns_topic.x", line: 1 }]);
});

describe("a block that the plan has no instance of", () => {
  const block = { type: "aws_s3_bucket_public_access_block", name: "state", mode: "managed" };
  const address = "aws_s3_bucket_public_access_block.state";
  const other = { type: "aws_s3_bucket", name: "state", mode: "managed", address: "aws_s3_bucket.state" };
  const planWith = (configured: Editable, change: Editable[] = [], more: Editable = {}): JsonObject => ({
    configuration: {
      root_module: {
        resources: [
          { ...other, expressions: { bucket: { constant_value: "x" } } },
          { ...block, address, expressions: {}, ...configured },
        ],
      },
    },
    resource_changes: [
      { ...other, change: { actions: ["create"], before: null, after: { bucket: "x" } } },
      ...change,
    ],
    ...more,
  });
  const COUNT = { count_expression: { references: ["var.on"] } };
  const typesOf = (plan: JsonObject, folder?: StackJson): string[] =>
    Object.keys((reading(plan, folder).json["resource"] ?? {}) as Editable);
  const destroyed = { ...block, address, index: 0, change: { actions: ["delete"], before: {}, after: null } };
  const created = {
    ...block,
    address: `${address}[0]`,
    index: 0,
    change: { actions: ["create"], before: null, after: {} },
  };

  test.each<[string, Editable, Editable[], Editable]>([
    ["with count", COUNT, [], {}],
    ["with for_each", { for_each_expression: { references: ["var.on"] } }, [], {}],
    ["with count, and that the plan destroys", COUNT, [destroyed], {}],
    ["with count, in a complete plan", COUNT, [], { complete: true }],
    ["with a constant count, which plans omit, in a complete plan", {}, [], { complete: true }],
  ])("is absent: %s", (_, configured, change, more) => {
    expect(typesOf(planWith(configured, change, more))).toEqual(["aws_s3_bucket"]);
  });

  test("is absent although the synthesized stack has it", () => {
    const folder = new StackJson("shop-state", {
      resource: { [block.type]: { state: { count: "${var.on ? 1 : 0}" } } },
    });
    expect(typesOf(planWith(COUNT), folder)).toEqual(["aws_s3_bucket"]);
  });

  test.each<[string, Editable, Editable[], Editable]>([
    ["has an instance", COUNT, [created], {}],
    ["may be left out by -target of an older version of Terraform", {}, [], {}],
    ["is left out of a partial plan", COUNT, [], { complete: false }],
  ])("is present if it %s", (_, configured, change, more) => {
    expect(typesOf(planWith(configured, change, more))).toEqual(["aws_s3_bucket", block.type]);
  });

  test("is present if it belongs to a load balancer that a variable turns off", () => {
    const COUNTED = { mode: "managed", expressions: {}, ...COUNT };
    const resources = [
      { ...COUNTED, address: "aws_lb.x", type: "aws_lb", name: "x" },
      { ...COUNTED, address: "aws_lb_listener.x", type: "aws_lb_listener", name: "x" },
      { ...COUNTED, address: "aws_s3_bucket.x", type: "aws_s3_bucket", name: "x" },
    ];
    expect(typesOf({ configuration: { root_module: { resources } } })).toEqual(["aws_lb", "aws_lb_listener"]);
  });

  test("the restored stack says that it has only blocks that exist", () => {
    const { json } = readBack(planWith(COUNT), undefined);
    expect(json.withReadCallback(() => undefined)["//"]).toEqual({ planned: true, absent: [address] });
  });
});

describe("a block without planned values", () => {
  const planned = (count: string | number): Editable => {
    const stack = new StackJson("a-network", {
      variable: { on: { default: false } },
      data: { aws_prefix_list: { s3: {} } },
      resource: { aws_vpc: { a: { count, cidr_block: "10.0.0.0/16" } } },
    });
    const plan = terraformPlan(stack, { syntax: "json", applied: false });
    plan["planned_values"].root_module.resources = [];
    const { resource = {} } = reading(plan, stack).json as Editable;
    return resource as Editable;
  };

  test("is none of the stack", () => {
    expect(planned(0)).toEqual({});
  });

  test.each(["${var.on ? 1 : 0}", "${length(data.aws_prefix_list.s3.cidr_blocks)}"])(
    "is none of the stack, with the count %s",
    (count) => {
      expect(planned(count)).toEqual({});
    },
  );
});

describe("a local value or a variable with another value than in the stack", () => {
  const stackWith = (range: string, ranges: readonly string[] = [range]): StackJson =>
    new StackJson("a-network", {
      variable: { port: { default: 443 } },
      locals: { range, ranges: [...ranges], name: "${timestamp()}" },
      resource: {
        aws_vpc_security_group_ingress_rule: {
          a: { cidr_ipv4: "${local.range}", from_port: "${var.port}", description: "from ${local.range}" },
          b: { description: "${local.name}" },
        },
        aws_subnet: { a: { cidr_block: "${local.ranges[0]}" } },
      },
    });
  const SHAPES = [
    { syntax: "json", applied: false },
    { syntax: "hcl", applied: false },
  ] as const;
  const blocksOf = (planned: StackJson, written: StackJson, shape: (typeof SHAPES)[number]): Editable =>
    (reading(terraformPlan(planned, shape), written).json as Editable)["resource"] as Editable;

  test.each(SHAPES)("is the planned value: %j", (shape) => {
    const { aws_vpc_security_group_ingress_rule: rules } = blocksOf(
      stackWith("0.0.0.0/0"),
      stackWith("10.0.0.0/8"),
      shape,
    );
    expect(rules.a).toEqual({
      cidr_ipv4: "0.0.0.0/0",
      description: "from 0.0.0.0/0",
      from_port: "${var.port}",
    });
  });

  test.each(SHAPES)("is the text of the stack where the value is the same: %j", (shape) => {
    const stack = stackWith("10.0.0.0/8");
    expect(blocksOf(stack, stack, shape)).toEqual(stack.json["resource"]);
  });

  test("is the planned value of a variable", () => {
    const plan = terraformPlan(stackWith("10.0.0.0/8"), SHAPES[0]);
    const rule = (plan["resource_changes"] as Editable[]).find(
      ({ address }) => address === "aws_vpc_security_group_ingress_rule.a",
    ) as Editable;
    rule["change"].after.from_port = 22;
    const { json } = reading(plan, stackWith("10.0.0.0/8"));
    expect((json as Editable)["resource"].aws_vpc_security_group_ingress_rule.a.from_port).toBe(22);
  });
});
