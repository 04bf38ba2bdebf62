import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { objectsOf, type Pods } from "../../../src/infrastructure/kubernetes-objects";
import { vpcsOf } from "../../../src/infrastructure/network-routes";
import { LAYERS } from "../../../src/base/layers";
import { Kubectl } from "../../../src/deploy/deploy/kubectl";
import { Programs } from "../../../src/deploy/deploy/programs";
import { type DeployedStack } from "../../../src/deploy/deploy/stacks";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { asObject, type JsonObject } from "../../../src/terraform/stack-json";
import { type Outcome } from "../../../src/deploy/verify/finding";
import { POD_NAME } from "../../../src/deploy/verify/pod/manifest";
import { type Questions, podQuestions } from "../../../src/deploy/verify/pod/questions";
import { verifyFromPod } from "../../../src/deploy/verify/pod/run";
import { AwsServices } from "./harness/aws-services";
import { Deployment } from "./harness/deployment";
import { deployedPlan } from "./harness/plans";
import { type ProgramEnd, runProgram } from "./harness/pod-programs";
import { modelsOf } from "../../../src/infrastructure/capacity-shortage";
import { homeOf } from "../../../src/infrastructure/text-references";

const ROLE = "arn:aws:iam::111122223333:role/model";
const TOKEN = "web.identity.token";

/** Environments whose models differ in network, pods and labels. */
const CASES = ["retail-forecast", "mlapp", "ml-platform"] as const;

describe.each(CASES)("OPS-01 %s", (environment) => {
  const plan = deployedPlan(environment);
  const pods = podsOf(plan);
  const questions = podQuestions(plan, pods);
  const image = `${homeOf(plan).accountId}.dkr.ecr.${homeOf(plan).region}.amazonaws.com/tools/verify:1`;
  const folder = mkdtempSync(join(tmpdir(), "verify-pod-"));
  let deployment: Deployment;
  let services: AwsServices;
  let isRefused = false;
  let addresses = inside(plan, questions);
  let token = TOKEN;
  let keys: string[];
  const created: JsonObject[] = [];

  beforeAll(async () => {
    deployment = await Deployment.of(plan, {
      nodes: { perGroup: 3 },
      kubelets: {
        refuses: (each) => isRefused && each === image,
        program: (pod) => run(pod),
      },
    });
    keys = [`${questions.files?.prefix ?? ""}1/model.bin`];
    services = await AwsServices.start(deployment.cluster.certificate, {
      region: questions.region,
      role: ROLE,
      webIdentityToken: TOKEN,
      bucket: questions.files?.bucket ?? "none",
      keys,
    });
    writeAws(folder, deployment);
  });

  afterAll(async () => {
    services.stop();
    await deployment.stop();
    rmSync(folder, { recursive: true });
  });

  const run = (pod: JsonObject): Promise<ProgramEnd> => {
    created.push(pod);
    return runProgram(pod, { addresses, port: services.port, identity: { role: ROLE, token } });
  };

  async function verify(): Promise<readonly Outcome[]> {
    const programs = new Programs(
      { ...process.env, PATH: `${folder}:${String(process.env["PATH"])}` },
      { err: () => undefined },
    );
    const all = stacksOf(plan);
    const models = all.find(({ layer }) => layer === "models") as DeployedStack;
    return Kubectl.connected({ all, programs }, models, (kubectl) =>
      verifyFromPod({
        plan,
        kubectl,
        pods,
        image,
        say: () => undefined,
        isInterrupted: () => programs.isInterrupted,
      }),
    );
  }

  /** Findings that are not as expected. Latencies are those of this machine. */
  const differences = (findings: readonly Outcome[]) =>
    findings
      .filter(({ area, verdict }) => area !== "latency" && verdict !== "ok" && verdict !== "not verified")
      .map(({ name, found }) => `${name}: ${found}`);

  const podsLeft = () =>
    deployment.pods.until(
      (all) => all.every(({ metadata }) => asObject(metadata)["name"] !== POD_NAME),
      "the pod is deleted",
    );

  test("the pod is admitted, answers, and is deleted", async () => {
    const findings = await verify();
    expect(differences(findings)).toEqual([]);
    expect(findings.filter(({ name }) => questions.inside.includes(name))).toHaveLength(
      questions.inside.length,
    );
    expect(findings.some(({ name }) => name.startsWith("read of s3://"))).toBe(true);
    expect(findings.filter(({ area }) => area === "latency")).toHaveLength(questions.ecr.length + 1);
    await podsLeft();
  });

  test("no Service selects the pod, and every policy for all models does", () => {
    const labels = asObject(asObject(created[0]?.["metadata"])["labels"]);
    const selects = (selector: JsonObject) =>
      Object.entries(selector).every(([key, value]) => labels[key] === value);
    const services = objectsOf(plan).ofKind("service");
    expect(services.filter(({ spec }) => selects(asObject(spec["selector"] ?? { none: "" })))).toEqual([]);
    const policies = objectsOf(plan)
      .ofKind("network_policy")
      .filter(({ namespace }) => namespace === pods.owner.namespace)
      .map(({ spec }) => asObject(spec.podSelector?.matchLabels ?? {}));
    expect(policies.filter(selects).length).toBeGreaterThan(1);
  });

  test("a public address of an endpoint's name is a difference, and a bucket without files is not verified", async () => {
    const [name = ""] = questions.inside;
    addresses = { ...inside(plan, questions), [name]: "203.0.113.7" };
    keys.length = 0;
    const findings = await verify();
    expect(differences(findings)).toEqual([`${name}: 203.0.113.7`]);
    expect(findings.find((each) => each.name.startsWith("read of"))).toMatchObject({
      found: "no object yet",
      verdict: "not verified",
    });
    addresses = inside(plan, questions);
    await podsLeft();
  });

  test("a role that refuses the token of the pod is a difference", async () => {
    token = "of another account";
    expect(differences(await verify())).toEqual(["role of the model at STS: AccessDenied"]);
    token = TOKEN;
    await podsLeft();
  });

  test("an image that the registry does not have ends the wait, and the pod is deleted", async () => {
    isRefused = true;
    expect(differences(await verify())).toEqual(["pod: ImagePullBackOff"]);
    isRefused = false;
    await podsLeft();
  });
});

/** Pods of the first model. */
function podsOf(plan: EnvironmentPlan): Pods {
  const [model] = modelsOf(plan);
  const found = objectsOf(plan).pods.find(({ owner }) => owner.name === model?.name);
  if (found === undefined) throw new Error(`${plan.name} has no model`);
  return found;
}

/** Addresses as private DNS of endpoints gives them, and that of S3. */
function inside(plan: EnvironmentPlan, { inside: names, s3 }: Questions): Record<string, string> {
  const own = vpcsOf(plan).ranges[0];
  const address = [24, 16, 8, 0]
    .map((bits) => Math.floor(((own?.first ?? 0) + 300) / 2 ** bits) % 256)
    .join(".");
  return { ...Object.fromEntries(names.map((name) => [name, address])), [s3]: "52.219.0.1" };
}

const stacksOf = (plan: EnvironmentPlan): DeployedStack[] =>
  LAYERS.flatMap((layer) => {
    const json = plan.stack(layer);
    return json === undefined
      ? []
      : [{ environment: plan.name, layer, name: `${plan.name}-${layer}`, folder: "none", json }];
  });

/** The program `aws` that writes the connection to the control plane. */
function writeAws(folder: string, { cluster }: Deployment): void {
  const { server, certificate, token } = cluster.accessOf("deployer");
  const settings = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "c",
        cluster: { server, "certificate-authority-data": Buffer.from(certificate).toString("base64") },
      },
    ],
    users: [{ name: "u", user: { token } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  };
  mkdirSync(folder, { recursive: true });
  const lines = [
    "#!/bin/sh",
    'for file in "$@"; do [ "$previous" = --kubeconfig ] && break; previous=$file; done',
    `printf '%s' '${JSON.stringify(settings)}' > "$file"`,
  ];
  writeFileSync(join(folder, "aws"), `${lines.join("\n")}\n`, { mode: 0o700 });
}
