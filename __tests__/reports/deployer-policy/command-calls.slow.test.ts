import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import {
  COMMAND_CALLS,
  COMMAND_USES,
  type CommandUse,
  PRINTED_CALLS,
} from "../../../src/reports/deployer-policy/facts/command-calls";
import { environmentPolicies } from "../../../src/reports/deployer-policy/environment-policies";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { everyOptionPlan } from "../../support/every-option-plan";
import { planOf } from "../../support/reference-plans";

/*
 * The calls of the AWS CLI in the code of the commands. Every literal that is an operation of the CLI counts, whether a command
 * runs it, composes it from parts or prints it.
 */

const ROOT = join(__dirname, "../../..");

/** Folders and files with the calls of each use. */
const CODE: Readonly<Record<CommandUse, readonly string[]>> = {
  operate: [
    "src/deploy",
    "src/deploy/deploy",
    "src/deploy/repair",
    "src/deploy/verify",
    // The script that verify runs.
    "src/facts/content-comparison.ts",
    "src/deploy/adopt",
    "src/cli/versions",
    ".github/scripts",
  ],
  teardown: ["src/deploy/teardown", "src/deploy/deploy/destroy-state.ts"],
};

const filesIn = (path: string): string[] =>
  /\.\w+$/.test(path) && !path.startsWith(".github")
    ? [path]
    : readdirSync(join(ROOT, path))
        .filter((name) => /\.(ts|mjs|json|sh)$/.test(name))
        .map((name) => `${path}/${name}`);

const filesOf = (use: CommandUse): string[] =>
  CODE[use].flatMap(filesIn).filter((file) => use === "teardown" || !CODE.teardown.includes(file));

/** Literals of a file in their order, also those inside templates. The words of a line such as `ec2 describe-vpcs` are literals of their own. */
const literals = (file: string): string[] =>
  texts(file)
    // A teardown runs the commands that it prints; others print them for a person with other permissions.
    .map((text) => (file.startsWith("src/deploy/teardown/") ? text.replace(/^(`?)aws /, "$1") : text))
    .flatMap((text) => (COMMAND.test(text) ? text.replace(/^[`\s]*/, "").split(/\s+/) : [text]));

function texts(file: string): string[] {
  if (file.endsWith(".json")) return textsOf(JSON.parse(readFileSync(join(ROOT, file), "utf8")));
  // Of a shell, each call of the CLI is a line.
  if (file.endsWith(".sh"))
    return [...readFileSync(join(ROOT, file), "utf8").matchAll(/\baws ([a-z0-9]+ [a-z-]+)/g)].map(
      ([, call = ""]) => call,
    );
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith(".mjs") ? ts.ScriptKind.JS : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    else if (ts.isTemplateExpression(node)) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** All texts of a JSON value. */
const textsOf = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];

const SERVICES =
  /^(acm|autoscaling|backup|cloudwatch|ec2|ecr|eks|elbv2|iam|kms|logs|rds|resourcegroupstaggingapi|route53|route53resolver|s3api|secretsmanager|sns|ssm|sts)$/;
const VERBS =
  "describe|list|get|delete|put|modify|update|create|batch|detach|revoke|terminate|release|untag|tag";
const OPERATION = new RegExp(`^(?:${VERBS})-[a-z0-9-]+$`);

/** A line that begins with a service and an operation. */
const COMMAND = new RegExp(`^[\`\\s]*(?:${SERVICES.source.slice(1, -1)}) (?:${VERBS})-[a-z0-9-]+`);

/** Operations that a file names as whole literals: the arguments of a call. */
const operationsIn = (file: string): string[] => literals(file).filter((text) => OPERATION.test(text));

/** Calls whose service is the literal before the operation. */
const callsIn = (file: string): string[] => {
  const texts = literals(file);
  return texts.flatMap((text, index) =>
    OPERATION.test(text) && SERVICES.test(texts[index - 1] ?? "")
      ? [`${texts[index - 1] ?? ""} ${text}`]
      : [],
  );
};

/** Literals that look like operations and are none. */
const NO_CALLS = new Set(["describe-", "tag-key"]);

const operationOf = (call: string): string => call.split(" ")[1] ?? "";
const known = (use: CommandUse): string[] => [
  ...COMMAND_CALLS[use].map(({ call }) => call),
  ...PRINTED_CALLS,
];

test("the calls of the commands are read", () => {
  expect(filesOf("operate").length).toBeGreaterThan(40);
  expect(filesOf("teardown").flatMap(callsIn)).toEqual(
    expect.arrayContaining(["ec2 describe-vpc-endpoints", "s3api delete-objects", "logs delete-log-group"]),
  );
  expect(filesOf("operate").flatMap(callsIn)).toEqual(
    expect.arrayContaining(["sts get-caller-identity", "s3api get-object", "ecr describe-images"]),
  );
});

describe.each(COMMAND_USES)("%s", (use) => {
  test("every call of a service in the code has its permissions", () => {
    const missing = filesOf(use).flatMap((file) =>
      callsIn(file)
        .filter((call) => !known(use).includes(call) && !ofLayers(call))
        .map((call) => `${file}: ${call}`),
    );
    expect(missing).toEqual([]);
  });

  test("every operation in the code has its permissions, also where the service is a variable", () => {
    const operations = new Set(known(use).map(operationOf));
    const missing = filesOf(use).flatMap((file) =>
      operationsIn(file)
        .filter((operation) => !operations.has(operation) && !NO_CALLS.has(operation) && !ofLayers(operation))
        .map((operation) => `${file}: ${operation}`),
    );
    expect(missing).toEqual([]);
  });

  test("no permission is for a call that the code does not name", () => {
    const named = new Set(
      // A teardown also runs the code of deploy, such as the reading of states.
      [...filesOf("operate"), ...filesOf(use)]
        .flatMap((file) => literals(file))
        .flatMap((text) => text.split(/[^a-z0-9-]+/)),
    );
    const composed = /^(delete-(load-balancer|target-group)|update-kubeconfig)$/;
    const superfluous = COMMAND_CALLS[use]
      .map(({ call }) => operationOf(call))
      .filter((operation) => !named.has(operation) && !composed.test(operation));
    expect(superfluous).toEqual([]);
  });

  test("the policies allow each action, in every environment", () => {
    for (const plan of [planOf("ml-platform"), planOf("mlapp"), everyOptionPlan()]) {
      const { commands } = environmentPolicies(new EnvironmentPlan(plan.environment, plan.output));
      const allowed = new Set(
        commands
          .filter((each) => each.use === use)
          .flatMap(({ documents }) => documents.flatMap(({ Statement }) => Statement))
          .flatMap(({ Action }) => [Action].flat()),
      );
      const missing = COMMAND_CALLS[use]
        .flatMap(({ actions }) => actions)
        .filter((action) => !allowed.has(action) && !withoutObjects(action, plan.environment));
      expect(missing).toEqual([]);
    }
  });
});

/** A plan is stored and fetched with the roles of its layer, whose policies another test reads. */
const ofLayers = (call: string): boolean => /put-object$/.test(call);

/** Actions on objects that an environment does not have. */
const withoutObjects = (action: string, environment: string): boolean =>
  (environment === "mlapp" && action === "backup:ListRecoveryPointsByBackupVault") ||
  (environment !== "every-option" && action === "iam:GetPolicy");

test("a plan is stored with the role of a plan, and fetched with that of an apply, each for its layer only", () => {
  const { environment, output } = planOf("mlapp");
  const { layers } = environmentPolicies(new EnvironmentPlan(environment, output));
  const objects = (use: "plan" | "apply", action: string) =>
    layers.map(({ layer, documents }) => [
      layer,
      documents[use]
        .flatMap(({ Statement }) => Statement)
        .filter(({ Action }) => [Action].flat().includes(action))
        .flatMap(({ Resource = [] }) => [Resource].flat())
        .filter((arn) => arn.includes("/plans/"))
        .map((arn) => arn.replace(/^.*\/plans\//, "")),
    ]);
  const expected = layers.map(({ layer }) => [layer, [`*/mlapp-${layer}.tar.gz`]]);
  expect(objects("plan", "s3:PutObject")).toEqual(expected);
  expect(objects("apply", "s3:GetObject")).toEqual(expected);
  expect(objects("plan", "s3:GetObject").flatMap(([, found]) => found)).toEqual([]);
});

test("layers with charts from ECR pull them, and layers with Kubernetes objects connect to the cluster", () => {
  const allowed = (environment: string, layer: string, use: "plan" | "apply"): string[] => {
    const { output } = planOf(environment);
    const { layers } = environmentPolicies(new EnvironmentPlan(environment, output));
    return layers
      .filter((each) => each.layer === layer)
      .flatMap(({ documents }) => documents[use])
      .flatMap(({ Statement }) => Statement)
      .flatMap(({ Action }) => [Action].flat());
  };
  const pull = ["ecr:BatchGetImage", "ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer"];
  for (const environment of [
    "ml-platform",
    "retail-forecast",
    "retail-forecast-console",
    "retail-forecast-option-b",
  ])
    for (const use of ["plan", "apply"] as const)
      expect(allowed(environment, "platform", use)).toEqual(
        expect.arrayContaining([...pull, "eks:DescribeCluster"]),
      );
  expect(allowed("mlapp", "platform", "apply")).not.toContain("ecr:BatchGetImage");
  expect(allowed("mlapp", "models", "plan")).toContain("eks:DescribeCluster");
  expect(allowed("mlapp", "network", "apply")).not.toContain("eks:DescribeCluster");
});
