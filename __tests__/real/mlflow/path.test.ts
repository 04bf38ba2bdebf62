import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promotionsOf } from "../../../src/parts/mlflow/model/promotions";
import { trackingAddressOf, trackingNeeds } from "../../../src/parts/mlflow/model/tracking";
import { runsOf } from "../../../src/parts/kubeflow-pipelines/model/programs";
import { trackingAddress } from "../../../src/parts/kubeflow-pipelines/model/step-variables";
import { accountKey } from "../../../src/infrastructure/identity-roles";
import { objectsOf } from "../../../src/infrastructure/kubernetes-objects";
import { type PolicyNeed } from "../../../src/infrastructure/network-needs";
import { policyProofOf } from "../../../src/checks/network/policy-needs";
import { environmentPlan } from "../../support/altered";
import { planOf } from "../../support/reference-plans";
import { Pipeline } from "../pipelines/harness/steps";
import { type LocalAws, startLocalAws } from "../terraform/harness/local-aws";
import { run } from "../terraform/harness/processes";
import { keyOf, type Pod } from "./harness/pod";
import { S3Gate } from "./harness/s3-gate";
import { type StartedServer, startedServer } from "./harness/started-server";
import { texts } from "../../../src/terraform/stack-json";
import { accountOf } from "../../../src/infrastructure/kubernetes-pods";
import { permits, rightsOfGroups } from "../../../src/checks/identity/rights-of-groups";

/** The way of a model from data to an answer and back, in the reference environment with all parts. */
const PLAN = environmentPlan(planOf("ml-platform"));
const BUCKETS = { artifacts: "ml-platform-mlflow-444455556666", models: "ml-platform-models-444455556666" };
const MODEL = "fraud-detection";
const IMAGE = "444455556666.dkr.ecr.eu-central-1.amazonaws.com/ml-platform/platform/pipeline-steps:2.17.0-2";

const FRAUD = [0.95, 9, 120];
const HONEST = [0.1, 1, 12.5];

const folder = mkdtempSync(join(tmpdir(), "path-"));
let s3: LocalAws;
let gate: S3Gate;
let server: StartedServer;
let pod: Pod;

/** The command line of AWS as a service account, or as an administrator beside the gate. */
const aws = async (account: string | undefined, ...args: readonly string[]): Promise<string> => {
  const endpoint = account === undefined ? s3.endpoint : gate.endpoint;
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: account === undefined ? "test" : keyOf(account),
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_DEFAULT_REGION: "eu-central-1",
    AWS_CONFIG_FILE: join(folder, "no-config"),
  };
  const command = { program: "aws", args: [...args, "--endpoint-url", endpoint], cwd: folder, env };
  return (await run(command)).stdout;
};

beforeAll(async () => {
  s3 = await startLocalAws(folder, process.env);
  gate = await S3Gate.start(PLAN, s3.endpoint);
  for (const bucket of Object.values(BUCKETS)) await aws(undefined, "s3", "mb", `s3://${bucket}`);
  server = await startedServer({ plan: PLAN, s3: gate.endpoint, buckets: BUCKETS });
  pod = server.pod;
});

afterAll(async () => {
  await server.stop();
  await gate.stop();
  await s3.stop();
});

const may = (group: string, verb: string, resource: string, namespace: string): boolean =>
  permits(rightsOfGroups(PLAN).get(`people:${group}`)?.rules ?? [], { namespace, group: "", resource, verb });

/** Whether the policies of both sides admit a connection, which they do not if nobody asked for it. */
const isOpen = (needs: readonly PolicyNeed[]): boolean =>
  needs.length === 2 &&
  needs.every(
    ({ pods, direction, port }) =>
      !policyProofOf(PLAN).stopped.some(
        (each) => each.pods === pods && each.direction === direction && each.port === port,
      ),
  );

/** The trained model, whose file is the same in each run. */
let trained: Pipeline;

test("(1) data scientists open the pages of Pipelines and MLflow by a forwarded port", () => {
  for (const namespace of ["kubeflow", "mlflow"])
    for (const [verb, resource] of [
      ["get", "services"],
      ["list", "pods"],
      ["create", "pods/portforward"],
    ] as const)
      expect([namespace, resource, may("data-scientists", verb, resource, namespace)]).toEqual([
        namespace,
        resource,
        true,
      ]);
});

test("(3, 4, 6) a run trains a model, and its last step registers the model in MLflow without rights in AWS", async () => {
  const [steps] = runsOf(PLAN);
  const address = trackingAddress(PLAN, "kubeflow");
  expect(address).toBe("http://mlflow.mlflow.svc.cluster.local");
  expect(steps && isOpen(trackingNeeds(PLAN, steps.pods, address))).toBe(true);
  trained = await Pipeline.registering(IMAGE, MODEL);
  // The name of the Service leads to the server in a cluster.
  const { code, output } = await trained.run(
    {},
    { MLFLOW_TRACKING_URI: `http://127.0.0.1:${pod.port}`, MLFLOW_DISABLE_TELEMETRY: "true" },
  );
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
  expect(await aws(undefined, "s3", "ls", "--recursive", `s3://${BUCKETS.artifacts}/artifacts/`)).toMatch(
    /model\/model\.joblib/,
  );
});

test("(7) after the alias is set, the job copies the version to the prefix that the file of the environment names", async () => {
  const [job] = promotionsOf(PLAN);
  expect(job && isOpen(trackingNeeds(PLAN, job.pods, trackingAddressOf(PLAN, job.pods)))).toBe(true);
  await pod.client("alias", MODEL, "1");
  const { code, output, stderr } = await pod.promote();
  expect([code, stderr, output]).toEqual([0, expect.anything(), expect.stringContaining(`${MODEL}/1/`)]);
});

test("(7) the job reads S3 by an address that the server signs, and a person without a way to S3 reads the file from the server", async () => {
  const presigned = (): number => gate.calls.filter(({ isPresigned }) => isPresigned).length;
  const former = presigned();
  expect(former).toBeGreaterThan(0);
  expect(await pod.client("files", MODEL, "1")).toBe("model.joblib");
  expect(presigned()).toBe(former);
});

test("(8) the pods of the model read that prefix with their own role, and the server of the format loads its one file", async () => {
  const account = accountOfModel();
  const served = join(folder, "served");
  mkdirSync(served);
  await aws(account, "s3", "cp", "--recursive", `s3://${BUCKETS.models}/${prefixOfModel()}`, served);
  expect(prefixOfModel()).toBe("fraud-detection/1/");
  expect(await trained.predictions([FRAUD, HONEST], served)).toEqual([1, 0]);
});

test("(10) model owners read the logs of their pods, and operators open Grafana", () => {
  expect(may("model-owners", "get", "pods/log", "models")).toBe(true);
  expect(may("operators", "create", "pods/portforward", "monitoring")).toBe(true);
  expect(may("auditors", "create", "pods/portforward", "monitoring")).toBe(false);
});

test("(11) the files of a version are still there after the next one, so that the former prefix serves it again", async () => {
  await pod.client("version", MODEL, "1");
  await pod.client("alias", MODEL, "2");
  expect((await pod.promote()).code).toBe(0);
  const listed = await aws(undefined, "s3", "ls", "--recursive", `s3://${BUCKETS.models}/`);
  const keys = listed
    .trim()
    .split("\n")
    .map((line) => line.split(/\s+/).at(-1));
  expect(keys).toEqual([
    "fraud-detection/1.json",
    "fraud-detection/1/model.joblib",
    "fraud-detection/2.json",
    "fraud-detection/2/model.joblib",
  ]);
});

test("the policies allow each call of S3 on the way, and each program makes only its own", () => {
  expect(gate.calls.filter(({ isAllowed }) => !isAllowed)).toEqual([]);
  const callers = new Map<string, Set<string>>();
  for (const { caller, action } of gate.calls)
    callers.set(caller, (callers.get(caller) ?? new Set()).add(action));
  const made = Object.fromEntries([...callers].map(([caller, actions]) => [caller, [...actions].sort()]));
  expect(made).toEqual({
    "mlflow.mlflow": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
    "mlflow.mlflow-promotion": ["s3:ListBucket", "s3:PutObject"],
    [keyOf(accountOfModel())]: ["s3:GetObject", "s3:ListBucket"],
  });
});

test.each([
  ["the job reads artifacts of MLflow", "mlflow:mlflow-promotion", `s3://${BUCKETS.artifacts}/`],
  [
    "the job reads files of a model",
    "mlflow:mlflow-promotion",
    `s3://${BUCKETS.models}/fraud-detection/1/model.joblib`,
  ],
  [
    "steps read files of a model",
    "kubeflow:pipeline-runner",
    `s3://${BUCKETS.models}/fraud-detection/1/model.joblib`,
  ],
  ["a model reads artifacts of MLflow", "models:fraud-detection", `s3://${BUCKETS.artifacts}/`],
])("the policies refuse that %s", async (_, account, place) => {
  const isObject = !place.endsWith("/");
  const args = isObject ? ["cp", place, join(folder, "stolen")] : ["ls", place];
  await expect(aws(account, "s3", ...args)).rejects.toThrow(/AccessDenied|403/);
});

/** The service account of the pods of the model, as `namespace:name`. */
function accountOfModel(): string {
  const pods = objectsOf(PLAN).pods.find(({ owner }) => owner.name.startsWith(MODEL));
  if (!pods) throw new Error("the environment has no such model");
  return accountKey(pods.owner.namespace, accountOf(PLAN, pods));
}

/** Prefix that the volume of the pods shows. */
function prefixOfModel(): string {
  const [option = "", ...others] = objectsOf(PLAN)
    .ofKind("persistent_volume")
    .flatMap(({ spec }) => texts(spec.mountOptions))
    .filter((each) => each.startsWith("prefix "));
  expect(others).toEqual([]);
  return option.slice("prefix ".length);
}
