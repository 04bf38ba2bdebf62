import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { runCheck } from "../../../src/cli/check/command";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { SENTIMENT, argoCdIn, gitModels } from "../../support/argo-cd";
import { type Editable } from "../../support/altered";
import { manifestsOfModel } from "../../support/manifests-of-model";
import { publishTo, workFolder } from "../../support/published-output";
import { resynthesize } from "../../../src/synth/resynthesize";

const work = workFolder("on-manifests");
const PLATFORM = "ml-platform";
const ROLE = "arn:aws:iam::444455556666:role/ml-platform-model-sentiment";
const out = join(work, "out");
const NAME = "ml-inference-prod";
const REGISTRY = `222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/${NAME}`;

beforeAll(() =>
  publishTo(out, {
    mlapp: {},
    [PLATFORM]: gitModels({ sentiment: { ...SENTIMENT, healthPath: "/healthz" } }),
    [NAME]: {
      network: { egress: "none" },
      cluster: { nodeGroups: { general: { instanceTypes: ["m7i.large"] } } },
      components: { "argo-cd": { ...argoCdIn("ap-southeast-2"), models: { sentiment: {} } } },
    },
  }),
);

let folders = 0;

/** Writes files below a new folder. */
function folderWith(files: Readonly<Record<string, string>>): string {
  folders += 1;
  const folder = join(work, `render-${folders}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const yamlOf = (objects: readonly object[]): string => objects.map((each) => stringify(each)).join("---\n");

const check = (folder: string, ...args: string[]): Run =>
  runOf((output) =>
    runCheck(
      ["--in", out, "--manifests", folder, "--environments", NAME, ...args],
      { variables: {}, today: TODAY, resynthesize },
      output,
    ),
  );

test("ML-04 a model that meets all checks passes, with its number of checks", () => {
  const { status, stdout, stderr } = check(
    folderWith({ "sentiment/model.yaml": yamlOf(manifestsOfModel(REGISTRY)) }),
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^\d+ checks: 0 errors, 0 warnings, 0 waived\n\nnot proved\n/);
});

test("ML-04 the report ends with what the manifests alone do not prove, in text and in JSON", () => {
  const folder = folderWith({ "model.yaml": yamlOf(manifestsOfModel(REGISTRY)) });
  expect(check(folder).stdout).toMatch(
    /\n\nnot proved\n {2}no check judges: contents and keep-alive times of images 1, checks that need what Terraform creates \d+\n {2}not run: check, check --plan, verify\n$/,
  );
  const { notProved } = JSON.parse(check(folder, "--json").stdout) as { notProved: object[] };
  expect(notProved).toContainEqual({
    kind: "judged",
    what: "contents and keep-alive times of images",
    count: 1,
  });
  expect(notProved).toContainEqual({ kind: "command", what: "check" });
});

const [ACCOUNT, DEPLOYMENT, SERVICE, AUTOSCALER, BUDGET] = [0, 1, 2, 3, 4];

/** A budget of the model. */
const budget = (spec: object) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "sentiment" },
  spec: { ...spec, selector: { matchLabels: { "app.kubernetes.io/name": "sentiment" } } },
});

const pod = (objects: Editable[]): Editable => objects[DEPLOYMENT]?.["spec"].template.spec as Editable;
const objectAt = (objects: Editable[], index: number): Editable => objects[index] as Editable;
const container = (objects: Editable[]): Editable => pod(objects)["containers"][0] as Editable;

test.each<[what: string, edit: (objects: Editable[]) => unknown, id: string, message: string]>([
  [
    "an image of a public registry",
    (all) => (container(all)["image"] = "docker.io/acme/sentiment:1.0.0"),
    "image-reachable",
    "docker.io/acme/sentiment",
  ],
  [
    "an image without a repository in the environment",
    (all) => (container(all)["image"] = String(container(all)["image"]).replace("/sentiment", "/other")),
    "image-reachable",
    "no layer creates the repository",
  ],
  [
    "a tag that moves",
    (all) => (container(all)["image"] = String(container(all)["image"]).replace("1.0.0", "latest")),
    "image-exact",
    "whose tag is mutable",
  ],
  [
    "a container without requests",
    (all) => delete container(all)["resources"].requests.cpu,
    "container-resources",
    "container api has no CPU request",
  ],
  [
    "a privileged container",
    (all) => (container(all)["securityContext"].privileged = true),
    "pod-security",
    "container api is privileged",
  ],
  [
    "a pod that may run as root, in words of the API",
    (all) => {
      delete container(all)["securityContext"].runAsNonRoot;
      delete pod(all)["securityContext"].runAsNonRoot;
    },
    "pod-security",
    "container api lacks runAsNonRoot = true",
  ],
  [
    "a service account that does not exist",
    (all) => (pod(all)["serviceAccountName"] = "other"),
    "pod-references",
    "service account other does not exist in gitops-models",
  ],
  [
    "a token without a role",
    (all) => delete pod(all)["automountServiceAccountToken"],
    "rbac",
    "it has a token, and no role is bound to its service account",
  ],
  [
    "an account that gives each pod a token",
    (all) => delete all[ACCOUNT]?.["automountServiceAccountToken"],
    "rbac",
    "every pod with this service account has a token",
  ],
  [
    "a budget that allows no eviction",
    (all) => (all[BUDGET] = budget({ minAvailable: 2 })),
    "disruption-budget",
    "it allows no eviction of sentiment",
  ],
  [
    "a budget with no unavailable pod",
    (all) => (all[BUDGET] = budget({ maxUnavailable: 0 })),
    "disruption-budget",
    "it allows no eviction of sentiment",
  ],
  [
    "a rollout that ends all pods at once",
    (all) =>
      (objectAt(all, DEPLOYMENT)["spec"].strategy = {
        type: "RollingUpdate",
        rollingUpdate: { maxUnavailable: "100%", maxSurge: 0 },
      }),
    "rolling-update",
    "maxUnavailable is 100%",
  ],
  [
    "a rollout that recreates all pods",
    (all) => (objectAt(all, DEPLOYMENT)["spec"].strategy = { type: "Recreate" }),
    "rolling-update",
    "a rollout stops all pods before it starts new ones",
  ],
  [
    "an autoscaler of nothing",
    (all) => (objectAt(all, AUTOSCALER)["spec"].scaleTargetRef.name = "sentimental"),
    "hpa-works",
    "it scales nothing",
  ],
  [
    "a node group that does not exist",
    (all) => (pod(all)["nodeSelector"] = { "private-eks-inference/node-group": "gpu" }),
    "pod-placement",
    "fit no node group",
  ],
  [
    "a zone without nodes",
    (all) => (pod(all)["nodeSelector"] = { "topology.kubernetes.io/zone": "ap-southeast-2c" }),
    "pod-placement",
    "fit no node group",
  ],
  [
    "a Service whose port no container has",
    (all) => (objectAt(all, SERVICE)["spec"].ports[0].targetPort = 9090),
    "service-port",
    "9090",
  ],
  [
    "a load balancer",
    (all) => (objectAt(all, SERVICE)["spec"].type = "LoadBalancer"),
    "manifest-services",
    "its type is LoadBalancer, expected ClusterIP",
  ],
  [
    "a kind that the project refuses",
    (all) => all.push({ apiVersion: "v1", kind: "Secret", metadata: { name: "key" } }),
    "manifest-kinds",
    "the project allows no Secret of v1, but ConfigMap, Service, ServiceAccount, Deployment, HorizontalPodAutoscaler, PodDisruptionBudget",
  ],
  [
    "a version that no check reads",
    (all) => (objectAt(all, 3)["apiVersion"] = "autoscaling/v1"),
    "manifest-kinds",
    "no check reads autoscaling/v1 HorizontalPodAutoscaler",
  ],
  [
    "another namespace",
    (all) => (objectAt(all, SERVICE)["metadata"].namespace = "ml-inference"),
    "manifest-namespace",
    "its namespace is ml-inference, expected gitops-models or none",
  ],
  [
    "two objects with one name",
    (all) => all.push(structuredClone(objectAt(all, SERVICE))),
    "manifest-names",
    "another object has the same kind and name",
  ],
])("ML-04 finds %s, with file and line", (_, edit, id, message) => {
  const objects = manifestsOfModel(REGISTRY);
  edit(objects);
  const folder = folderWith({ "model.yml": yamlOf(objects) });
  const { status, stdout } = check(folder);
  expect(status).toBe(1);
  const lines = stdout.split("\n");
  const place = lines.findIndex((line) => line.includes(` ${id} `));
  expect(lines[place]).toMatch(/ \(.*model\.yml:\d+\)/);
  expect(lines.slice(place, place + 3).join("\n")).toContain(message);
});

test("ML-04 a key of an API as a variable is a warning", () => {
  const objects = manifestsOfModel(REGISTRY);
  container(objects)["env"].push({
    name: "OPENAI_API_KEY",
    value: "sk-abcdefghijklmnopqrstuvwxyz0123456789",
  });
  const { stdout } = check(folderWith({ "model.yaml": yamlOf(objects) }));
  expect(stdout).toMatch(/^warning secret-like-variables [^]*env OPENAI_API_KEY is named like a secret/m);
});

/** Manifests of a model with files and a path in ml-platform. */
function linkedManifests(): Editable[] {
  const objects = structuredClone(
    manifestsOfModel("444455556666.dkr.ecr.eu-central-1.amazonaws.com/ml-platform"),
  );
  objectAt(objects, ACCOUNT)["metadata"].annotations = {
    "eks.amazonaws.com/role-arn": ROLE,
    "eks.amazonaws.com/sts-regional-endpoints": "true",
  };
  container(objects)["lifecycle"] = { preStop: { exec: { command: ["sleep", "15"] } } };
  pod(objects)["terminationGracePeriodSeconds"] = 90;
  return objects;
}

test("ML-01 a server of vLLM in Git is judged by its arguments, calls and folders, and another version is named", () => {
  const serving = (tag: string): string => {
    const objects = manifestsOfModel(REGISTRY);
    Object.assign(container(objects), {
      image: `${REGISTRY}/sentiment:${tag}`,
      args: ["s3://bucket/sentiment", "--served-model-name=sentiment", "--swap-space=4"],
    });
    return check(folderWith({ "model.yaml": yamlOf(objects) })).stdout;
  };
  const known = serving("v0.33.0");
  for (const id of ["vllm-arguments", "vllm-calls", "vllm-folders"])
    expect(known).toMatch(new RegExp(`^error +${id} `, "m"));
  const other = serving("v0.32.1");
  expect(other).toMatch(/^notice +vllm-arguments /m);
  expect(other).toContain(
    `not judged: container api: arguments, variables, calls and folders of ${REGISTRY}/sentiment:v0.32.1`,
  );
  expect(other).not.toMatch(/^error +vllm-/m);
});

test("ML-04 a model of Git with the role and the path that the file gives it passes", () => {
  const folder = folderWith({ "model.yaml": yamlOf(linkedManifests()) });
  const { status, stdout } = check(folder, "--environments", PLATFORM);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining(" 0 errors, ") as unknown,
  });
});

test.each<[what: string, edit: (objects: Editable[]) => unknown, id: string, message: string]>([
  [
    "a service account without its role",
    (all) => delete objectAt(all, ACCOUNT)["metadata"].annotations,
    "manifest-models",
    `its annotation eks.amazonaws.com/role-arn is missing, expected ${ROLE}`,
  ],
  [
    "the role of another account",
    (all) =>
      (objectAt(all, ACCOUNT)["metadata"].annotations["eks.amazonaws.com/role-arn"] = ROLE.replace(
        "4444",
        "1111",
      )),
    "manifest-models",
    `is arn:aws:iam::111155556666:role/ml-platform-model-sentiment, expected ${ROLE}`,
  ],
  [
    "no service account",
    (all) => all.splice(ACCOUNT, 1),
    "manifest-models",
    "no ServiceAccount sentiment is in the folder",
  ],
  [
    "pods of another service account",
    (all) => {
      all.push({ ...structuredClone(objectAt(all, ACCOUNT)), metadata: { name: "other" } });
      pod(all)["serviceAccountName"] = "other";
    },
    "manifest-models",
    "its pods have the service account other, expected sentiment",
  ],
  [
    "pods without the label that the policy selects",
    (all) => {
      const { metadata, spec } = objectAt(all, DEPLOYMENT)["spec"].template as Editable;
      metadata["labels"] = { app: "sentiment" };
      objectAt(all, DEPLOYMENT)["spec"] = {
        ...objectAt(all, DEPLOYMENT)["spec"],
        selector: { matchLabels: { app: "sentiment" } },
        template: { metadata, spec },
      };
      objectAt(all, SERVICE)["spec"].selector = { app: "sentiment" };
    },
    "manifest-models",
    "its pods lack the label app.kubernetes.io/name: sentiment",
  ],
  ["no Service", (all) => all.splice(SERVICE, 1), "manifest-models", "no Service sentiment is in the folder"],
  [
    "a Service with another port",
    (all) => (objectAt(all, SERVICE)["spec"].ports[0].port = 8080),
    "manifest-models",
    "it has no port 80",
  ],
  [
    "a Service that leads to another port of the pods",
    (all) => {
      container(all)["ports"][0].containerPort = 9000;
      for (const name of ["startupProbe", "readinessProbe", "livenessProbe"])
        container(all)[name].httpGet.port = 9000;
      objectAt(all, SERVICE)["spec"].ports[0].targetPort = 9000;
    },
    "manifest-models",
    "its port 80 leads to 9000 of the pods, expected 8080",
  ],
  [
    "another path of the health check",
    (all) => {
      for (const name of ["startupProbe", "readinessProbe", "livenessProbe"])
        container(all)[name].httpGet.path = "/ping";
    },
    "manifest-models",
    "its probes request /ping, but the load balancer requests /healthz",
  ],
  [
    "settings of the load balancer",
    (all) =>
      (objectAt(all, SERVICE)["metadata"].annotations = {
        "alb.ingress.kubernetes.io/target-type": "instance",
      }),
    "manifest-models",
    "its annotation alb.ingress.kubernetes.io/target-type replaces that of the Ingress",
  ],
  [
    "pods that end before the load balancer knows",
    (all) => delete container(all)["lifecycle"],
    "graceful-stop",
    "preStop",
  ],
  [
    "an InferenceService",
    (all) =>
      all.push({
        apiVersion: "serving.kserve.io/v1beta1",
        kind: "InferenceService",
        metadata: { name: "churn" },
        spec: {},
      }),
    "manifest-kinds",
    "the project allows no InferenceService: the controller of KServe writes its Deployment, Service and autoscaler with rights in every namespace, and no check reads them; write the model to models of the file, with kind: kserve",
  ],
])("ML-04 finds %s of a model with a role and a path, with file and line", (_, edit, id, message) => {
  const objects = linkedManifests();
  edit(objects);
  const { status, stdout } = check(folderWith({ "model.yml": yamlOf(objects) }), "--environments", PLATFORM);
  expect(status).toBe(1);
  const lines = stdout.split("\n");
  const place = lines.findIndex((line) => line.includes(` ${id} `));
  expect(lines[place]).toMatch(/ \(.*model\.yml:\d+\)/);
  expect(lines.slice(place, place + 3).join("\n")).toContain(message);
});

test("ML-04 a model of the file that Git does not have yet is no mistake", () => {
  const folder = folderWith({
    "other.yaml": yamlOf([{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "other" }, data: {} }]),
  });
  expect(check(folder, "--environments", PLATFORM).status).toBe(0);
});

const findingsIn = (report: string): { check: string }[] =>
  (JSON.parse(report) as { findings: { check: string }[] }).findings;

test("ML-04 --json has the file and the line of the first key of each object", () => {
  const objects = manifestsOfModel(REGISTRY);
  delete container(objects)["resources"].limits.memory;
  const folder = folderWith({
    "a.yaml": yamlOf([objectAt(objects, ACCOUNT)]),
    "b/c.yaml": `# model\n${yamlOf(objects.slice(1))}`,
  });
  const { status, stdout } = check(folder, "--json");
  expect(status).toBe(1);
  expect(findingsIn(stdout)).toEqual([
    {
      check: "container-resources",
      severity: "error",
      environment: NAME,
      stack: `${NAME}-models`,
      address: "Deployment/sentiment",
      message: "deployment sentiment: container api has no memory limit",
      fix: expect.stringContaining("set requests for CPU and memory and a memory limit") as unknown,
      file: join(folder, "b/c.yaml"),
      line: 2,
    },
  ]);
});

test("ML-04 objects of a List are judged, hidden folders and empty documents are not", () => {
  const objects = manifestsOfModel(REGISTRY);
  pod(objects)["hostNetwork"] = true;
  const list = { apiVersion: "v1", kind: "List", items: objects };
  const folder = folderWith({
    "list.yaml": `---\n${yamlOf([list])}---\n`,
    ".git/config.yaml": "kind: Secret",
    "README.md": "# text",
  });
  const results = findingsIn(check(folder, "--json").stdout);
  expect(results.map((each) => each.check)).toEqual(["pod-security"]);
});

test.each<[what: string, folder: () => string, args: string[], message: string]>([
  [
    "a folder that does not exist",
    () => join(work, "none"),
    [],
    "got no folder, expected a folder with rendered manifests; correct the path",
  ],
  [
    "a folder without manifests",
    () => folderWith({ "README.md": "# text" }),
    [],
    "got no file with the ending .yaml, .yml or .json, expected a folder with the rendered manifests of an Application; render the folder",
  ],
  [
    "a template of Helm",
    () =>
      folderWith({ "deployment.yaml": "kind: Deployment\n{{- if .Values.a }}\nmetadata: {}\n{{- end }}\n" }),
    [],
    "expected a rendered manifest in YAML; correct the file, or render its template first",
  ],
  [
    "a list",
    () => folderWith({ "a.yaml": "- kind: Service\n" }),
    [],
    "a.yaml:1: got a document that is no mapping",
  ],
  [
    "an environment without Argo CD",
    () => folderWith({ "a.yaml": yamlOf(manifestsOfModel(REGISTRY)) }),
    ["--environments", "mlapp"],
    "--manifests: got mlapp without Argo CD, expected an environment with components.argo-cd",
  ],
  [
    "plans beside it",
    () => folderWith({ "a.yaml": yamlOf(manifestsOfModel(REGISTRY)) }),
    ["--plan", "x.json"],
    "cannot be used with option",
  ],
])("ML-04 fails with %s", (_, folder, args, message) => {
  const { status, stderr } = check(folder(), ...args);
  expect(status).not.toBe(0);
  expect(stderr).toContain(message);
});

test("ML-04 --help names the option", () => {
  const { stdout } = runOf((output) =>
    runCheck(["--help"], { variables: {}, today: TODAY, resynthesize }, output),
  );
  expect(stdout).toContain("--manifests <dir>");
});
