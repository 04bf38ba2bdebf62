import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Simulated, treated } from "../../deploy/teardown/simulated";
import { type CommandLine, Programs } from "../../../src/deploy/deploy/programs";
import { type Session } from "../../../src/deploy/deploy/session";
import { looking } from "../../../src/deploy/teardown/connected";
import { runSteps } from "../../../src/deploy/teardown/run-steps";
import { type Item } from "../../../src/deploy/teardown/step";
import { Cluster } from "./harness/cluster";
import { kubectl } from "./harness/kubectl";

const ENVIRONMENT = "ml-platform";
const FINALIZER = "example.com/kept";
let cluster: Cluster;
/** The environment's stacks; answers of AWS are simulated, and kubectl asks the API server. */
const machine = new Simulated(ENVIRONMENT, {});
let session: Session;

beforeAll(async () => {
  cluster = await Cluster.start();
  session = sessionOn(cluster, machine);
  await apply(
    definition("targetgroupbindings", "elbv2.k8s.aws", "TargetGroupBinding"),
    definition("ingressclassparams", "elbv2.k8s.aws", "IngressClassParams"),
    definition("applications", "argoproj.io", "Application"),
    definition("others", "example.com", "Other"),
  );
  await applyIn(
    "kube-system",
    object("coordination.k8s.io/v1", "Lease", "aws-load-balancer-controller-leader", "kube-system"),
    object("coordination.k8s.io/v1", "Lease", "of-others", "kube-system"),
  );
  for (const name of [
    "targetgroupbindings.elbv2.k8s.aws",
    "ingressclassparams.elbv2.k8s.aws",
    "applications.argoproj.io",
  ])
    await call("wait", "--for=condition=Established", `customresourcedefinition/${name}`, "--timeout=60s");
}, 300_000);
afterAll(() => cluster.stop());

test("OPS-02 a kind that the cluster does not know has no objects", async () => {
  expect(await found("platform", "node-claims")).toEqual([]);
  expect(await found("platform", "entries")).toEqual([]);
});

test("OPS-02 an Application ends while its controller removes the finalizer, and the run waits for it", async () => {
  await apply(object("v1", "Namespace", "argocd"));
  await applyIn(
    "argocd",
    object("argoproj.io/v1alpha1", "Application", "child", "argocd", { finalizers: [FINALIZER] }),
  );
  expect(await found("platform", "applications")).toEqual(["block applications.argoproj.io argocd/child"]);
  await call("delete", "application", "child", "--namespace", "argocd", "--wait=false");

  const ended = runSteps(session, machine.facts, [machine.step("platform", "applications")]);
  while (!/waits for applications.argoproj.io argocd\/child/.test(machine.said.join("\n"))) await wait(50);
  await call(
    "patch",
    "application",
    "child",
    "--namespace",
    "argocd",
    "--type=merge",
    "--patch",
    '{"metadata":{"finalizers":null}}',
  );
  expect(await ended).toBe("done");
}, 60_000);

test("OPS-02 an Ingress stops the run, and an ending one is waited for", async () => {
  await apply({
    ...object("networking.k8s.io/v1", "Ingress", "open", "default", { finalizers: [FINALIZER] }),
    spec: { defaultBackend: { service: { name: "a", port: { number: 80 } } } },
  });
  expect(await found("platform", "entries")).toEqual(["block ingresses.networking.k8s.io default/open"]);
  await call("delete", "ingress", "open", "--wait=false");
  expect(await found("platform", "entries")).toEqual(["wait ingresses.networking.k8s.io default/open"]);
  await call("patch", "ingress", "open", "--type=merge", "--patch", '{"metadata":{"finalizers":null}}');
  expect(await found("platform", "entries")).toEqual([]);
}, 60_000);

test("OPS-02 an Ingress that no state has stops the run, and its binding goes with it while the controller runs", async () => {
  const ingress = "ingresses.networking.k8s.io log-in/log-in-mlflow";
  await apply(object("v1", "Namespace", "log-in"));
  const labels = { "ingress.k8s.aws/stack": "ml-platform" };
  await applyIn(
    "log-in",
    {
      ...object("networking.k8s.io/v1", "Ingress", "log-in-mlflow", "log-in", { finalizers: [FINALIZER] }),
      spec: { defaultBackend: { service: { name: "log-in-mlflow", port: { number: 80 } } } },
    },
    object("elbv2.k8s.aws/v1alpha1", "TargetGroupBinding", "k8s-login-1", "log-in", { labels }),
  );
  const binding = "targetgroupbindings.elbv2.k8s.aws log-in/k8s-login-1";
  expect(await found("platform", "entries")).toEqual([`block ${ingress}`, `wait ${binding}`]);
  await call("delete", "ingress", "log-in-mlflow", "--namespace", "log-in", "--wait=false");

  const ended = runSteps(session, machine.facts, [machine.step("platform", "entries")]);
  while (!machine.said.join("\n").includes(`waits for ${ingress}, ${binding}`)) await wait(50);
  const inNamespace = ["--namespace", "log-in"];
  await call("delete", "targetgroupbinding", "k8s-login-1", ...inNamespace);
  const patch = ["--type=merge", "--patch", '{"metadata":{"finalizers":null}}'];
  await call("patch", "ingress", "log-in-mlflow", ...inNamespace, ...patch);
  expect(await ended).toBe("done");
}, 60_000);

test("OPS-02 a webhook without a pod stops the run before the models", async () => {
  await apply({
    ...object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "dead"),
    webhooks: [
      {
        name: "dead.example.com",
        clientConfig: { service: { namespace: "default", name: "gone" } },
        rules: [
          { apiGroups: ["example.com"], apiVersions: ["v1"], resources: ["others"], operations: ["DELETE"] },
        ],
        sideEffects: "None",
        admissionReviewVersions: ["v1"],
      },
    ],
  });
  expect(await found("models", "webhooks")).toEqual(["block validatingwebhookconfigurations dead"]);
  expect(await found("platform", "webhooks")).toEqual(["name validatingwebhookconfigurations dead"]);
}, 60_000);

test("OPS-02 definitions of charts and leases are left, since an installation of others can have them", async () => {
  await apply(object("elbv2.k8s.aws/v1alpha1", "IngressClassParams", "used", "default"));
  const steps = ["definitions", "leases"].map((id) => machine.step("platform", id));
  const platform = { ...session, chosen: session.all.filter(({ layer }) => layer === "platform") };
  expect(await runSteps(platform, machine.facts, steps)).toBe("done");

  const left = (
    await call("get", "customresourcedefinitions,leases", "--all-namespaces", "-o", "name")
  ).split("\n");
  expect(left.filter((name) => /elbv2|argoproj|example|leader$|of-others/.test(name)).sort()).toEqual([
    "customresourcedefinition.apiextensions.k8s.io/applications.argoproj.io",
    "customresourcedefinition.apiextensions.k8s.io/ingressclassparams.elbv2.k8s.aws",
    "customresourcedefinition.apiextensions.k8s.io/others.example.com",
    "customresourcedefinition.apiextensions.k8s.io/targetgroupbindings.elbv2.k8s.aws",
    "lease.coordination.k8s.io/aws-load-balancer-controller-leader",
    "lease.coordination.k8s.io/of-others",
  ]);
}, 60_000);

test("OPS-02 claims with volumes of the driver stop the run before the cluster", async () => {
  const spec = { accessModes: ["ReadWriteOnce"], storageClassName: "" };
  await apply(
    {
      ...object("v1", "PersistentVolume", "data"),
      spec: {
        ...spec,
        capacity: { storage: "1Gi" },
        persistentVolumeReclaimPolicy: "Retain",
        csi: { driver: "ebs.csi.aws.com", volumeHandle: "vol-1" },
      },
    },
    {
      ...object("v1", "PersistentVolumeClaim", "data", "default"),
      spec: { ...spec, volumeName: "data", resources: { requests: { storage: "1Gi" } } },
    },
  );
  await call("wait", "--for=jsonpath={.status.phase}=Bound", "persistentvolumeclaim/data", "--timeout=60s");
  expect(await found("cluster", "claims")).toEqual(["block persistentvolumeclaims default/data"]);
  await call("delete", "persistentvolumeclaim", "data");
  await call("wait", "--for=jsonpath={.status.phase}=Released", "persistentvolume/data", "--timeout=60s");
  expect(await found("cluster", "claims")).toEqual(["name persistentvolumes data (vol-1)"]);
}, 120_000);

const found = async (layer: Parameters<Simulated["step"]>[0], id: string): Promise<string[]> => {
  const items: readonly Item[] = await looking(session, machine.facts, true, (look, missing) => {
    if (missing) throw new Error(missing.reason);
    return machine.step(layer, id).find(look);
  });
  return treated(items);
};

const call = (...args: string[]): Promise<string> => kubectl(cluster.accessOf("deployer"), "default", args);

function object(apiVersion: string, kind: string, name: string, namespace?: string, more: object = {}) {
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...more } };
}

const definition = (plural: string, group: string, kind: string) => ({
  ...object("apiextensions.k8s.io/v1", "CustomResourceDefinition", `${plural}.${group}`),
  spec: {
    group,
    scope: "Namespaced",
    names: { plural, singular: kind.toLowerCase(), kind },
    versions: [
      {
        name: "v1alpha1",
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
      },
    ],
  },
});

const apply = (...objects: object[]): Promise<void> => applyIn("default", ...objects);

async function applyIn(namespace: string, ...objects: object[]): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), "teardown-")), "objects.json");
  writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
  await kubectl(cluster.accessOf("deployer"), namespace, ["apply", "-f", file]);
}

/** A session whose kubectl reaches the API server. */
function sessionOn(control: Cluster, { all }: Simulated): Session {
  const real = new Programs(process.env, { err: () => undefined });
  const simulated = machine.session([...all.map(({ layer }) => layer)]);
  const read = (line: CommandLine) => {
    const at = line.indexOf("--kubeconfig");
    if (line[0] === "kubectl") return real.read(line);
    if (line.includes("update-kubeconfig")) writeFileSync(String(line[at + 1]), kubeconfig(control));
    return Promise.resolve({ code: 0, stdout: "", stderr: "" });
  };
  const step = (what: string) => void machine.said.push(what);
  const programs = { read, step, isInterrupted: false } as unknown as Programs;
  return { ...simulated, programs, pace: { interval: 200, limit: 30_000 } };
}

function kubeconfig(control: Cluster): string {
  const { server, certificate, token } = control.accessOf("deployer");
  const authority = Buffer.from(certificate).toString("base64");
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "a", cluster: { server, "certificate-authority-data": authority } }],
    users: [{ name: "a", user: { token } }],
    contexts: [{ name: "a", context: { cluster: "a", user: "a" } }],
    "current-context": "a",
  });
}
