import { join } from "node:path";
import { LAYERS } from "../../../src/base/layers";
import { type Editable } from "../../support/altered";
import { publishTo, workFolder } from "../../support/published-output";
import { ATTACKS } from "./attacks";
import { HandedModules } from "./handed-modules";
import { NEW, PlanFiles, check, found } from "./plan-files";

const work = workFolder("plan-of-stack");
const plans = new PlanFiles(work);
const out = join(work, "out");

beforeAll(() => publishTo(out, { mlapp: {} }));

const differences = (findings: readonly Editable[]): Editable[] =>
  findings.filter((each) => each["check"] === "plan-of-stack");

const compared = (...args: string[]): Editable[] =>
  (JSON.parse(check(...args, "--json").stdout) as { plans: Editable[] }).plans;

/** Plans of all layers of an edited copy of the output. */
const attacked = (): string[] =>
  LAYERS.flatMap((layer) => [
    "--plan",
    plans.of("mlapp", layer, NEW, {
      edit: (stack) => ATTACKS.filter((each) => each.layer === layer).forEach(({ edit }) => edit(stack)),
    }),
  ]);

test("each of fifteen attacks in plans is one error, at its address", () => {
  const errors = differences(found("--in", out, ...attacked()));
  expect(ATTACKS).toHaveLength(15);
  expect(errors).toHaveLength(15);
  for (const { layer, address, message } of ATTACKS)
    expect(errors).toContainEqual(
      expect.objectContaining({
        severity: "error",
        stack: `mlapp-${layer}`,
        address: expect.stringMatching(new RegExp(`^${address.replaceAll("*", ".*")}$`)) as string,
        message,
      }),
    );
});

test("such an error has no id of a finding, which a waiver could name", () => {
  for (const error of differences(found("--in", out, ...attacked()))) {
    expect(error).not.toHaveProperty("finding");
    expect(error).not.toHaveProperty("waiver");
  }
});

test("a foreign module is named once, and not again as one that is not read", () => {
  const file = plans.of("mlapp", "network", NEW, {
    edit: (stack) => (stack["module"] = { intruder: { source: "./m" } }),
  });
  const named = found("--in", out, "--plan", file).filter((each) =>
    JSON.stringify(each).includes("module.intruder"),
  );
  expect(named).toEqual([expect.objectContaining({ check: "plan-of-stack", address: "module.intruder" })]);
});

test("the text says how much of each plan was compared", () => {
  const { stdout } = check("--in", out, "--plan", plans.of("mlapp", "network"));
  expect(stdout).toMatch(
    /compared mlapp-network\n {8}\d+ values of \d+ equal the stack; \d+ are judged from planned values only/,
  );
});

test("the JSON says how much of each plan was compared", () => {
  const [network] = compared("--in", out, "--plan", plans.of("mlapp", "network"));
  expect(network).toEqual({
    stack: "mlapp-network",
    with: "stack",
    values: expect.any(Number) as number,
    compared: expect.any(Number) as number,
  });
  expect(network?.["compared"]).toBeGreaterThan(300);
  expect(network?.["values"]).toBeGreaterThan(network?.["compared"]);
});

test("without an output folder nothing is compared, and the report says so", () => {
  const file = plans.of("mlapp", "network");
  expect(check("--plan", file).stdout).toMatch(
    /compared mlapp-network\n {8}0 values of \d+: there is no stack to compare with; give the output folder of synth: --in DIR/,
  );
  expect(compared("--plan", file)).toEqual([
    { stack: "mlapp-network", with: "nothing", values: expect.any(Number) as number, compared: 0 },
  ]);
});

describe("a plan of a handed-over module", () => {
  const handed = new HandedModules(work);
  const network = (editPlan: (plan: Editable) => void = () => undefined): string =>
    plans.of(
      "mlapp",
      "network",
      { syntax: "hcl", applied: false },
      {
        module: handed.module("mlapp", "network"),
        editPlan,
      },
    );
  let module: string;

  beforeAll(async () => {
    module = await handed.folderOf("mlapp", "hcl", out);
  });

  test("is compared with the files of the module, and the report says how much of it", () => {
    const { stdout } = check("--module", module, "--plan", network());
    expect(stdout).toMatch(
      /compared mlapp-network\n {8}\d+ values of \d+ equal the files of the module; \d+ are judged from planned values and these files/,
    );
    expect(compared("--module", module, "--plan", network())).toEqual([
      expect.objectContaining({ stack: "mlapp-network", with: "module" }),
    ]);
    expect(differences(found("--module", module, "--plan", network()))).toEqual([]);
  });

  test("without the module is refused, with the option that names it", () => {
    for (const args of [["--in", out], []]) {
      const { status, stderr } = check(...args, "--plan", network());
      expect(status).toBe(1);
      expect(stderr).toContain("got a plan of a handed-over module, whose values are variables");
      expect(stderr).toContain("give the folder of the hand-over: --module DIR");
    }
  });

  test("of another environment is refused", async () => {
    const other = await handed.folderOf("retail-forecast", "hcl", folderWith("retail-forecast"));
    const { status, stderr } = check("--module", other, "--plan", network());
    expect(status).toBe(1);
    expect(stderr).toContain(
      "got a plan of mlapp-network, expected a plan of a module in --module: retail-forecast-state",
    );
  });

  const EDITS: readonly (readonly [string, string, string, (plan: Editable) => void])[] = [
    [
      "a block that the files do not have",
      "aws_sns_topic.mine",
      "the plan has it, and the stack does not",
      ({ configuration: { root_module: root } }) =>
        root.resources.push({
          address: "aws_sns_topic.mine",
          mode: "managed",
          type: "aws_sns_topic",
          name: "mine",
          provider_config_key: "aws",
          expressions: {},
        }),
    ],
    [
      "an expression of other references",
      "aws_subnet.private",
      "cidr_block: ",
      (plan) =>
        (configured(plan, "aws_subnet.private")["expressions"].cidr_block = { references: ["var.vpc_cidr"] }),
    ],
    [
      "an instance less",
      'aws_subnet.private["a"]',
      "the module has it with the plan's variables, and the planned values do not",
      (plan) => {
        const others = (each: Editable) => each["address"] !== 'aws_subnet.private["a"]';
        plan["resource_changes"] = (plan["resource_changes"] as Editable[]).filter(others);
        const root = plan["planned_values"].root_module;
        root.resources = (root.resources as Editable[]).filter(others);
      },
    ],
    [
      "an instance more",
      'aws_subnet.private["z"]',
      "the planned values have it, and the module does not with the plan's variables",
      (plan) => {
        const more = (each: Editable) =>
          each["address"] === 'aws_subnet.private["a"]'
            ? [each, { ...each, address: 'aws_subnet.private["z"]', index: "z" }]
            : [each];
        plan["resource_changes"] = (plan["resource_changes"] as Editable[]).flatMap(more);
        const root = plan["planned_values"].root_module;
        root.resources = (root.resources as Editable[]).flatMap(more);
      },
    ],
  ];

  test.each(EDITS)("with %s has one such error", (_, address, message, edit) => {
    expect(differences(found("--module", module, "--plan", network(edit)))).toEqual([
      expect.objectContaining({
        severity: "error",
        address,
        message: expect.stringContaining(message) as string,
      }),
    ]);
  });

  test("a planned value that its expression does not give is the one that checks judge", () => {
    const results = found(
      "--module",
      module,
      "--plan",
      network((plan) => {
        const endpoint = (plan["resource_changes"] as Editable[]).find(
          ({ address }) => address === 'aws_vpc_endpoint.endpoints["sts"]',
        );
        (endpoint as Editable)["change"].after.private_dns_enabled = false;
      }),
    );
    expect(results).toContainEqual(expect.objectContaining({ check: "endpoint-usable" }));
  });
});

const configured = (plan: Editable, address: string): Editable =>
  (plan["configuration"].root_module.resources as Editable[]).find(
    (each) => each["address"] === address,
  ) as Editable;

/** An output folder of another environment. */
function folderWith(environment: string): string {
  const folder = join(work, environment);
  publishTo(folder, { [environment]: {} });
  return folder;
}

describe("existence", () => {
  const noBlock = ({ resource }: Editable): void => {
    resource.aws_s3_bucket_public_access_block.state_bucket.count = 0;
  };
  const address = "aws_s3_bucket_public_access_block.state_bucket";
  const without = (plan: Editable): void => {
    const others = (each: Editable) => each["address"] !== address;
    plan["resource_changes"] = (plan["resource_changes"] as Editable[]).filter(others);
    plan["planned_values"].root_module.resources = (
      plan["planned_values"].root_module.resources as Editable[]
    ).filter(others);
  };
  const privateBuckets = expect.objectContaining({
    check: "private-buckets",
    address: "aws_s3_bucket.state_bucket",
  }) as object;

  test.each([
    ["count = 0 on it", { edit: noBlock }],
    ["no planned value of it", { editPlan: without }],
  ])("the state bucket has no public access block in a plan with %s, also without a folder", (_, edits) => {
    const file = plans.of("mlapp", "state", NEW, edits);
    expect(found("--in", out, "--plan", file)).toContainEqual(privateBuckets);
    expect(found("--plan", file)).toContainEqual(privateBuckets);
  });

  test("a block that the plan lacks is named once", () => {
    const file = plans.of("mlapp", "state", NEW, { editPlan: without });
    expect(differences(found("--in", out, "--plan", file))).toEqual([
      expect.objectContaining({
        address,
        message: "the configuration has it, and the planned values do not",
      }),
    ]);
  });
});
