import { LAYERS, type Layer } from "../../src/base/layers";
import { type PolicyDocument } from "../../src/reports/deployer-policy/documents";
import {
  type EnvironmentPolicies,
  environmentPolicies,
} from "../../src/reports/deployer-policy/environment-policies";
import { policyFiles } from "../../src/reports/deployer-policy/files";
import { githubFiles, repositoryIn } from "../../src/reports/deployer-policy/github-roles";
import { environmentPlan } from "../support/altered";
import { planOf } from "../support/reference-plans";
import { StolenRole } from "../reports/deployer-policy/attacks/stolen-role";
import { ENVIRONMENT, Machine } from "./machine";
import { workflow } from "./workflow-files";

/*
 * Each job that assumes a role runs with simulated programs, and its calls of AWS on states and stored plans are compared with the policies that
 * `policy --github` gives to the role: no more, and no less.
 */

const BUCKET = "arn:aws:s3:::ml-inference-prod-tfstate-222233334444";
const stateOf = (layer: Layer): string => `${BUCKET}/${ENVIRONMENT}/${layer}/terraform.tfstate`;
const planned = (layer: Layer): string => `${BUCKET}/plans/17-1/${ENVIRONMENT}-${layer}.tar.gz`;

/** Jobs with a role, with the name of the role and the layers that they run for. */
const JOBS: readonly (readonly [role: string, file: string, job: string, layers: readonly Layer[]])[] = [
  ["pull-request", "plan.yml", "plan", ["state", "network", "cluster"]],
  ["plan", "layer.yml", "plan", ["cluster", "platform"]],
  ["apply", "layer.yml", "apply", ["cluster", "platform"]],
];

type Object3 = Readonly<Record<string, { readonly [key: string]: string }>>;
interface Module {
  readonly resource: { readonly aws_iam_policy?: Object3; readonly aws_iam_role_policy_attachment: Object3 };
}

let policies: EnvironmentPolicies;
/** Documents that a role always has, as the written module attaches them. */
const documentsOf = new Map<string, readonly PolicyDocument[]>();
beforeAll(() => {
  policies = environmentPolicies(environmentPlan(planOf(ENVIRONMENT)));
  const files = new Map(
    [...policyFiles(policies), ...githubFiles(policies, repositoryIn("acme/platform"), [ENVIRONMENT])].map(
      ({ name, text }) => [name, JSON.parse(name.endsWith(".json") ? text : "{}") as unknown],
    ),
  );
  const [main, github] = ["main.tf.json", "github.tf.json"].map(
    (name) => (files.get(name) as Module).resource,
  );
  const written = { ...main?.aws_iam_policy, ...github?.aws_iam_policy };
  for (const [role] of JOBS) {
    const attached = Object.values(github?.aws_iam_role_policy_attachment ?? {}).filter(
      ({ role: of = "", count }) =>
        count === undefined && of === `\${aws_iam_role.github_${role.replace("-", "_")}.name}`,
    );
    documentsOf.set(
      role,
      attached.map(({ policy_arn: arn = "" }) => {
        const { policy = "" } = written[/aws_iam_policy\.(\w+)\.arn/.exec(arn)?.[1] ?? ""] ?? {};
        return files.get(/module\}\/([\w-]+\.json)/.exec(policy)?.[1] ?? "") as PolicyDocument;
      }),
    );
  }
});

/** Calls of AWS behind a command, as `action object` (Terraform, "Backend Type: s3", S3 Bucket Permissions, read 2026-11-29). */
function callsOf(command: string, layer: Layer): string[] {
  const [read, written] = [`s3:GetObject ${stateOf(layer)}`, `s3:PutObject ${stateOf(layer)}`];
  const locks = ["Get", "Put", "Delete"].map((verb) => `s3:${verb}Object ${stateOf(layer)}.tflock`);
  if (/^terraform .* init /.test(command)) return [`s3:ListBucket ${BUCKET}`, read];
  if (/^terraform .* plan /.test(command)) return [read, ...(command.includes("-lock=false") ? [] : locks)];
  if (/^terraform .* apply /.test(command)) return [read, written, ...locks];
  const [, verb, key = ""] = /^aws s3api (put|get)-object .*--key (\S+)/.exec(command) ?? [];
  if (verb !== undefined) return [`s3:${verb === "put" ? "Put" : "Get"}Object ${BUCKET}/${key}`];
  return [];
}

/** The job, with simulated programs. The steps that wait for pods reach the Kubernetes API only. */
function callsOfJob(file: string, job: string, layer: Layer): string[] {
  const machine = new Machine(layer);
  const steps = (workflow(file).jobs[job]?.steps ?? []).filter(
    ({ name = "" }) => !/compare|wait|events/.test(name),
  );
  const from = steps.findIndex(({ uses = "" }) => uses.startsWith("aws-actions/"));
  const stored = job === "apply" ? new Machine(layer, machine.bucket).store() : {};
  expect(from).toBeGreaterThan(-1);
  for (const { run } of steps.slice(from))
    if (run !== undefined)
      expect(machine.shell(run, { KEY: stored["key"] ?? "", SHA256: stored["sha256"] ?? "" })).toMatchObject({
        status: 0,
      });
  return [...new Set(machine.calls.flatMap((command) => callsOf(command, layer)))].sort();
}

const matches = (pattern: string, object: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`).test(object);

/** Calls that the policies of a role allow on the bucket, and on the state, the lock and the stored plan of a layer. */
function allowed(role: string, layer: Layer): string[] {
  const objects = [BUCKET, stateOf(layer), `${stateOf(layer)}.tflock`, planned(layer)];
  const found = (documentsOf.get(role) ?? []).flatMap(({ Statement }) =>
    Statement.flatMap(({ Action, Resource = [] }) =>
      [Action]
        .flat()
        .flatMap((action) =>
          objects
            .filter((object) => [Resource].flat().some((pattern) => matches(pattern, object)))
            .map((object) => `${action} ${object}`),
        ),
    ),
  );
  return [...new Set(found)].filter((call) => /^s3:(\w+Object|ListBucket) /.test(call)).sort();
}

const each = JOBS.flatMap(([role, file, job, layers]) =>
  layers.map((layer) => [role, layer, file, job] as const),
);

test.each(each)(
  "the role %s has for %s exactly what its job calls on states and stored plans",
  (role, layer, file, job) => {
    expect(documentsOf.get(role)?.length).toBeGreaterThan(0);
    expect(allowed(role, layer)).toEqual(callsOfJob(file, job, layer));
  },
);

describe("an attacker with the role of pull requests", () => {
  const stolen = () => new StolenRole(documentsOf.get("pull-request") ?? [], policies.boundary);
  const context = { "aws:RequestedRegion": "ap-southeast-2", "aws:ResourceAccount": "222233334444" };

  test.each(LAYERS)("cannot delete the lock, overwrite the plan, or write the state of %s", (layer) => {
    const lock = `${stateOf(layer)}.tflock`;
    const attacks = [
      ["s3:DeleteObject", lock],
      ["s3:PutObject", lock],
      ["s3:DeleteObjectVersion", lock],
      ["s3:PutObject", planned(layer)],
      ["s3:DeleteObject", planned(layer)],
      ["s3:PutObject", stateOf(layer)],
      ["s3:DeleteObject", stateOf(layer)],
    ].filter(([action = "", resource = ""]) => stolen().mayMake({ action, resource, context }));
    expect(attacks).toEqual([]);
  });

  test("reads the states of its three layers, and no others", () =>
    expect(
      LAYERS.filter((layer) =>
        stolen().mayMake({ action: "s3:GetObject", resource: stateOf(layer), context }),
      ),
    ).toEqual(["state", "network", "cluster"]));

  test("has no action that changes anything", () => {
    const actions = (documentsOf.get("pull-request") ?? []).flatMap(({ Statement }) =>
      Statement.flatMap(({ Action }) => [Action].flat()),
    );
    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => !/:(Describe|Get|List|BatchGet)|^kms:Decrypt$/.test(action))).toEqual(
      [],
    );
  });
});
