import { mkdtempSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { admissionOf } from "../../../src/checks/identity/admission";
import { type JsonObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Api } from "./harness/api";
import { Cluster } from "./harness/cluster";
import { kubectl } from "./harness/kubectl";
import { requests } from "../../../src/checks/identity/admission-requests.json";
import { customObjectsOf } from "../../../src/infrastructure/kubernetes-releases";

const roleOf = (name: string): string => `arn:aws:iam::444455556666:role/${name}`;
const PLAN = planWith("ml-platform", {
  cluster: {
    access: [
      { role: roleOf("science"), people: ["data-scientists", "model-owners"] },
      { role: roleOf("operate"), people: ["operators"] },
      { role: roleOf("teams/tenant"), policy: "edit" },
    ],
  },
});
const POLICIES = customObjectsOf(environmentPlan(PLAN)).filter(({ kind }) =>
  kind.startsWith("ValidatingAdmissionPolicy"),
);

/** A client of the API, with all rights: what it may not do, an admission policy denies. */
interface Person {
  readonly user: string;
  readonly groups: readonly string[];
}

const inGroup = (group: string): Person => ({ user: "person", groups: [group, "system:masters"] });
const sessionOf = (role: string): Person => ({
  user: `arn:aws:sts::444455556666:assumed-role/${role}/a@b.example`,
  groups: ["system:masters"],
});
const [SCIENCE, OPERATORS, TENANT] = [
  inGroup("people:data-scientists"),
  inGroup("people:operators"),
  sessionOf("tenant"),
];
const ADMIN = sessionOf("tenant-admin");
/** Holders of the policy impersonate the service accounts of their namespace, and bind roles to them. */
const account = (namespace: string): Person => ({
  ...{ user: `system:serviceaccount:${namespace}:default`, groups: ["system:masters"] },
});

let cluster: Cluster;
let api: Api;
const folder = mkdtempSync(join(tmpdir(), "people-limits-"));

/** The answer to a call of a person. */
async function answerTo({ user, groups }: Person, args: readonly string[]): Promise<string> {
  const as = [`--as=${user}`, ...groups.map((group) => `--as-group=${group}`)];
  return kubectl(cluster.accessOf("deployer"), "models", [...as, ...args]).catch((error: unknown) =>
    String(error),
  );
}

const file = (object: JsonObject): string => {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, JSON.stringify(object));
  return path;
};

const forward = (person: Person, namespace: string, pod: string): Promise<string> =>
  answerTo(person, [
    "create",
    "--raw",
    `/api/v1/namespaces/${namespace}/pods/${pod}/portforward`,
    "-f",
    file({}),
  ]);

/** Opens a forward by a WebSocket, as kubectl does first. */
async function forwardBySocket({ user, groups }: Person, namespace: string, pod: string): Promise<string> {
  const { server, certificate, token } = cluster.accessOf("deployer");
  const headers: OutgoingHttpHeaders = {
    authorization: `Bearer ${token}`,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": Buffer.alloc(16).toString("base64"),
    "sec-websocket-protocol": "SPDY/3.1+portforward.k8s.io",
    "impersonate-user": user,
    "impersonate-group": [...groups],
  };
  const url = `${server}/api/v1/namespaces/${namespace}/pods/${pod}/portforward`;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { ca: certificate, headers }, resolve).on("error", reject).end();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

const create = (person: Person, object: JsonObject): Promise<string> =>
  answerTo(person, ["create", "--dry-run=server", "-f", file(object)]);

const ingress = (name: string, annotations: JsonObject): JsonObject => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name, namespace: "models", annotations },
  spec: { defaultBackend: { service: { name: "a", port: { number: 80 } } } },
});
const ALB = "alb.ingress.kubernetes.io";

const service = (spec: JsonObject): JsonObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "a", namespace: "models" },
  spec: { ports: [{ port: 80 }], ...spec },
});

const policy = (name: string): JsonObject => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace: "models" },
  spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] },
});

beforeAll(async () => {
  expect(POLICIES).toHaveLength(10);
  cluster = await Cluster.start();
  api = cluster.as("deployer");
  for (const name of ["argocd", "monitoring", "kubeflow", "mlflow", "models"])
    await api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
  await api.apply({ apiVersion: "v1", kind: "Node", metadata: { name: "node", labels: { a: "b" } } });
  await api.apply(ingress("grouped", { [`${ALB}/group.name`]: "models" }));
  await api.apply(policy("there"));
  for (const { kind, name, spec } of POLICIES) {
    const { status } = await api.apply({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind,
      metadata: { name },
      spec,
    });
    expect(status).toBeLessThan(300);
  }
  // The API server reads new policies after a moment.
  while (!(await create(TENANT, policy("a"))).includes("denied")) continue;
  while (!(await forward(SCIENCE, "kubeflow", "mysql-0")).includes("denied")) continue;
});

afterAll(async () => {
  await cluster.stop();
});

test("the API server finds no mistake of types in the expressions", async () => {
  for (const { status } of await api.list(
    "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
  ))
    expect((status as JsonObject | undefined)?.["typeChecking"] ?? {}).toEqual({});
});

test.each<[pod: string, namespace: string, person: Person]>([
  ["argo-cd-argocd-server-7d9c5b8f6d-x2v4k", "argocd", OPERATORS],
  ["kube-prometheus-stack-grafana-7d9c5b8f6d-x2v4k", "monitoring", OPERATORS],
  ["prometheus-kube-prometheus-stack-prometheus-0", "monitoring", OPERATORS],
  ["alertmanager-kube-prometheus-stack-alertmanager-0", "monitoring", OPERATORS],
  ["ml-pipeline-ui-7d9c5b8f6d-x2v4k", "kubeflow", SCIENCE],
  ["mlflow-7d9c5b8f6d-x2v4k", "mlflow", SCIENCE],
  ["argo-cd-argocd-repo-server-7d9c5b8f6d-x2v4k", "argocd", ADMIN],
])("a forward to %s is admitted", async (pod, namespace, person) => {
  expect(await forward(person, namespace, pod)).toContain("not found");
  expect(await forwardBySocket(person, namespace, pod)).toContain("not found");
});

test.each<[pod: string, namespace: string, person: Person]>([
  ["argo-cd-argocd-repo-server-7d9c5b8f6d-x2v4k", "argocd", OPERATORS],
  ["argo-cd-argocd-redis-7d9c5b8f6d-x2v4k", "argocd", OPERATORS],
  ["argo-cd-argocd-application-controller-0", "argocd", OPERATORS],
  ["argo-cd-argocd-server-7d9c5b8f6d-x2v4k", "kubeflow", OPERATORS],
  ["ml-pipeline-7d9c5b8f6d-x2v4k", "kubeflow", SCIENCE],
  ["ml-pipeline-ui-artifact-7d9c5b8f6d-x2v4k", "kubeflow", SCIENCE],
  ["mysql-0", "kubeflow", SCIENCE],
  ["mlflow-migrate-x2v4k", "mlflow", SCIENCE],
  ["demand-forecast-7d9c5b8f6d-x2v4k", "models", SCIENCE],
])("a forward to %s in %s is denied", async (pod, namespace, person) => {
  const denied = "people forward ports to pods with pages only";
  expect(await forward(person, namespace, pod)).toContain(denied);
  expect(await forwardBySocket(person, namespace, pod)).toContain(denied);
});

const patch = (person: Person, change: JsonObject): Promise<string> =>
  answerTo(person, [
    "patch",
    "node",
    "node",
    "--type=merge",
    "--dry-run=server",
    "-p",
    JSON.stringify(change),
  ]);

test("operators cordon a node, and change nothing else of it", async () => {
  expect(await patch(OPERATORS, { spec: { unschedulable: true } })).toContain("patched");
  const others: JsonObject[] = [
    { metadata: { labels: { a: "c" } } },
    { metadata: { labels: { a: null } } },
    { metadata: { annotations: { a: "b" } } },
    { metadata: { finalizers: ["a.example/b"] } },
    { metadata: { ownerReferences: [{ apiVersion: "v1", kind: "Node", name: "x", uid: "y" }] } },
    { spec: { taints: [{ key: "a", effect: "NoExecute" }] } },
    { spec: { providerID: "aws:///a/i-1" } },
  ];
  for (const change of others)
    expect(await patch(OPERATORS, change)).toContain("people change spec.unschedulable of a node only");
  expect(await patch(ADMIN, { metadata: { labels: { a: "c" } } })).toContain("patched");
});

test("holders of the policy edit take no hosts of a group, and other roles do", async () => {
  for (const key of ["group.name", "group.order"]) {
    const grouped = ingress("a", { [`${ALB}/${key}`]: "-1" });
    expect(await create(TENANT, grouped)).toContain("an Ingress of a group takes hosts of others");
    expect(await create(ADMIN, grouped)).toContain("created");
  }
  expect(await create(TENANT, ingress("a", { [`${ALB}/scheme`]: "internal" }))).toContain("created");
  const hosts = JSON.stringify({ metadata: { annotations: { [`${ALB}/group.name`]: null } } });
  expect(await answerTo(TENANT, ["patch", "ingress", "grouped", "--dry-run=server", "-p", hosts])).toContain(
    "an Ingress of a group takes hosts of others",
  );
});

test("holders of the policy edit write no network policy and no externalIPs", async () => {
  expect(await create(TENANT, policy("a"))).toContain("network policies are those of the file");
  expect(await answerTo(TENANT, ["delete", "networkpolicy", "there", "--dry-run=server"])).toContain(
    "network policies are those of the file",
  );
  expect(await create(TENANT, service({ externalIPs: ["10.0.0.1"] }))).toContain("externalIPs take traffic");
  expect(await create(TENANT, service({}))).toContain("created");
  expect(await create(ADMIN, service({ externalIPs: ["10.0.0.1"] }))).toContain("created");
});

test("a service account that holders of a policy impersonate is limited as they are, and others are not", async () => {
  for (const object of [
    ingress("a", { [`${ALB}/group.name`]: "models" }),
    policy("a"),
    service({ externalIPs: ["10.0.0.1"] }),
  ]) {
    expect(await create(account("models"), object)).toContain("denied");
    expect(await create(account("kubeflow"), object)).toContain("created");
  }
});

const KINDS: Readonly<Record<string, readonly [version: string, kind: string]>> = {
  ingresses: ["networking.k8s.io/v1", "Ingress"],
  networkpolicies: ["networking.k8s.io/v1", "NetworkPolicy"],
  services: ["v1", "Service"],
};

test("the API server denies the objects that people-rights takes for denied, and no others", async () => {
  const plan = environmentPlan(PLAN);
  const witnesses = requests.filter(({ verb }) => verb === "create");
  expect(witnesses.filter(({ takes }) => takes !== undefined).length).toBeGreaterThan(3);
  for (const { object = {}, group, resource } of witnesses)
    for (const person of [TENANT, account("models"), ADMIN]) {
      const [apiVersion, kind] = KINDS[resource] ?? [];
      const answer = await create(person, { ...object, apiVersion: apiVersion ?? "", kind: kind ?? "" });
      const asked = { operation: "CREATE", group, resource, namespace: "models", object };
      const caller = { username: person.user, groups: person.groups };
      expect([answer, answer.includes("denied request"), answer.includes("created")]).toEqual([
        answer,
        admissionOf(plan).isDenied(caller, asked),
        !admissionOf(plan).isDenied(caller, asked),
      ]);
    }
});
