import { setTimeout as wait } from "node:timers/promises";
import { type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { Deployment } from "./harness/deployment";
import { kubectl } from "./harness/kubectl";
import { type Model, alive, isReady, modelsOf, podsOf, settled } from "./harness/models";
import { allObjects } from "./harness/objects";
import { refusedPods } from "./harness/outcome";
import { deployedPlan } from "./harness/plans";

let deployment: Deployment;
let models: Model[];
let jobs: JsonObject[];

beforeAll(async () => {
  deployment = await Deployment.of(deployedPlan("every-option"), { nodes: { perGroup: 3 } });
  models = modelsOf(deployment);
  jobs = allObjects(deployment.plan).filter(({ kind }) => kind === "CronJob");
  await settled(deployment, ({ min }) => min);
});

afterAll(async () => deployment.stop());

test("OPS-04 the pod of a job that is created from its CronJob is admitted, and gets a node", async () => {
  for (const job of jobs) {
    const name = nameOf(job);
    const namespace = String(asObject(job["metadata"])["namespace"]);
    await kubectl(deployment.cluster.accessOf("deployer"), namespace, [
      ...["create", "job", `--from=cronjob/${name}`, `${name}-now`],
    ]);
    await deployment.pods.until(
      (pods) =>
        alive(pods).some(
          (pod) => labelOf(pod, "batch.kubernetes.io/job-name") === `${name}-now` && isReady(pod),
        ),
      `a pod of ${name}`,
    );
  }
  expect(jobs.map(nameOf).sort()).toEqual(["mlflow-promotion", "off-hours-start", "off-hours-stop"]);
  expect(refusedPods(deployment.events)).toEqual([]);
});

test("OPS-04 the command of the stop job, with the rights of its account, ends all pods of models", async () => {
  await runJob("off-hours-stop");
  await settled(deployment, () => 0);
});

test("OPS-04 the autoscalers of stopped models become inactive, and leave them at zero", async () => {
  for (const { namespace, name } of models) {
    const path = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/${name}`;
    // the controller looks at each autoscaler every two seconds
    while (!(await reasonsOf(path)).includes("ScalingDisabled")) await wait(100);
  }
  expect(models.map((model) => podsOf(deployment, model).length)).toEqual(models.map(() => 0));
});

test("OPS-04 the command of the start job leads to the minimum of each autoscaler", async () => {
  await runJob("off-hours-start");
  await settled(deployment, ({ min }) => min);
});

test("OPS-04 the account of the jobs may scale no other Deployment, and may not change these in another way", async () => {
  const { namespace, name } = models[0] as Model;
  const account = await accountOfJobs(namespace);
  const denied = [
    ["patch", "deployment", name, '--patch={"metadata":{"labels":{"a":"b"}}}'],
    ["delete", "deployment", name],
    ["get", "pods"],
    ["get", "secrets"],
  ];
  for (const args of denied) await expect(kubectl(account, namespace, args)).rejects.toThrow(/forbidden/i);
  const others = ["scale", "--replicas=0", "deployment/coredns"];
  await expect(kubectl(account, "kube-system", others)).rejects.toThrow(/forbidden/i);
});

/** Reasons of the conditions of an object. */
async function reasonsOf(path: string): Promise<string[]> {
  const { status } = await deployment.api.send("GET", path);
  return asArray(asObject(status)["conditions"] ?? []).map((each) => String(asObject(each)["reason"]));
}

/** Runs the command of a job's container as its pod would. */
async function runJob(name: string): Promise<void> {
  const job = jobs.find((each) => nameOf(each) === name);
  const pod = asObject(asObject(asObject(asObject(job?.["spec"])["jobTemplate"])["spec"])["template"]);
  const [container] = asArray(asObject(pod["spec"])["containers"]).map(asObject);
  const namespace = String(asObject(job?.["metadata"])["namespace"]);
  const printed = await kubectl(
    await accountOfJobs(namespace),
    namespace,
    asArray(container?.["args"]).map(String),
  );
  expect(printed.match(/scaled$/gm)).toHaveLength(models.length);
}

/** A token of the service account of the jobs, as a pod has it. */
async function accountOfJobs(namespace: string) {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/off-hours/token`;
  const { status } = await deployment.api.send("POST", path, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: {},
  });
  return { ...deployment.cluster.accessOf("deployer"), token: String(asObject(status)["token"]) };
}

const nameOf = ({ metadata }: JsonObject): string => String(asObject(metadata)["name"]);

const labelOf = ({ metadata }: JsonObject, key: string): unknown =>
  asObject(asObject(metadata)["labels"])[key];
