import { join } from "node:path";
import { type Editable } from "../../support/altered";
import { publishTo, workFolder } from "../../support/published-output";
import { NEW, PlanFiles, check, found } from "./plan-files";

const work = workFolder("plan-arguments");
const plans = new PlanFiles(work);
const out = join(work, "out");

beforeAll(() => publishTo(out, { "retail-forecast": {} }));

const untagged = (plan: Editable): void => {
  delete plan["configuration"].provider_config.aws.expressions.default_tags;
};

test("--plan STACK=FILE equals --plan FILE where the default tags name the stack", () => {
  const file = plans.of("retail-forecast", "network");
  expect(found("--in", out, "--plan", `retail-forecast-network=${file}`)).toEqual(
    found("--in", out, "--plan", file),
  );
});

test("--plan STACK=FILE accepts a plan without default tags", () => {
  const file = plans.of("retail-forecast", "network", NEW, { editPlan: untagged });
  expect(check("--in", out, "--plan", `retail-forecast-network=${file}`).stderr).toBe("");
});

test.each<[string, string, () => string[]]>([
  [
    "has no default tags and no name",
    "name the stack: --plan STACK=FILE",
    () => ["--plan", plans.of("retail-forecast", "network", NEW, { editPlan: untagged })],
  ],
  [
    "has default tags of another stack than its name",
    "got a plan whose default tags name retail-forecast-network, expected a plan of retail-forecast-cluster",
    () => ["--plan", `retail-forecast-cluster=${plans.of("retail-forecast", "network")}`],
  ],
  [
    "is the second of its stack",
    "got a second plan of retail-forecast-network, expected one plan for each stack",
    () => {
      const file = plans.of("retail-forecast", "network");
      return ["--plan", file, "--plan", file];
    },
  ],
  [
    "belongs to a stack that the folder lacks",
    "got a plan of other-network, expected a plan of a stack in --in: retail-forecast-state,",
    () => [
      "--plan",
      plans.of("retail-forecast", "network", NEW, {
        editPlan: (plan) => {
          const [tags] = plan["configuration"].provider_config.aws.expressions.default_tags;
          tags.tags.constant_value.environment = "other";
        },
      }),
    ],
  ],
  [
    "does not exist",
    "--plan nothing.json: got no such file",
    () => ["--plan", "retail-forecast-network=nothing.json"],
  ],
])("fails when a plan %s", (_, message, args) => {
  const { status, stdout, stderr } = check("--in", out, ...args());
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(message);
});

test("a file whose name looks like STACK=FILE can be given with its folder", () => {
  const { stderr } = check("--plan", "./retail-forecast-network=plan.json");
  expect(stderr).toContain("--plan ./retail-forecast-network=plan.json: got no such file");
});

test("fails with the errors of all plans at once", () => {
  const { stderr } = check("--plan", "one.json", "--plan", "two.json");
  expect(stderr).toMatch(/one\.json: got no such file.*\n.*two\.json: got no such file/);
});
