import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isLocalChart } from "../../../support/kubernetes-objects";
import { objectOfLookup } from "../../../../src/infrastructure/network-entries";
import { readStacks } from "../../../../src/terraform/output";
import { statedIn } from "../../../../src/infrastructure/stated";
import { EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { readEnvironmentRecord } from "../../../../src/terraform/environment-record";
import { type Layer } from "../../../../src/base/layers";
import { type Json, type JsonObject, asObject } from "../../../../src/terraform/stack-json";
import { makePrerequisites, makeStateBucket } from "../../terraform/harness/prerequisites";
import { bringUp } from "../../terraform/harness/life";
import { type OverrideOptions } from "../../terraform/harness/overrides";
import { type Variables } from "../../terraform/harness/processes";
import { type InterceptedApi } from "../../terraform/harness/intercepted-api";
import { withPrefixListRanges } from "../../terraform/harness/prefix-list-ranges";
import { Sandbox } from "../../terraform/harness/sandbox";
import { type Stack } from "../../terraform/harness/stack";
import { type Cluster } from "./cluster";
import { Deployment } from "./deployment";
import { outputsOf } from "./objects";

const SUBJECT = "applied by Terraform";

/**
 * An environment whose layers platform and models Terraform applies to a control plane of its own, with the emitted provider
 * blocks. The layers before them are not applied: their states hold only outputs, with the address of the control plane.
 */
export class ByTerraform {
  private constructor(
    readonly sandbox: Sandbox,
    readonly deployment: Deployment,
    private readonly programs: string,
    private readonly api: InterceptedApi,
  ) {}

  /**
   * Applies platform and models for the first time, and expects an empty plan after each. `applyLayer` can apply a layer in
   * another way, and returns after the stack is connected to the local API.
   */
  static async applied(
    environment: string,
    { subject = SUBJECT, applyLayer = bringUp }: ApplyOptions = {},
  ): Promise<ByTerraform> {
    const sandbox = await Sandbox.create(subject, environment);
    await makePrerequisites(sandbox);
    await makeStateBucket(sandbox);
    await sandbox.synth();
    const plan = planIn(sandbox);
    await makeSecrets(sandbox, plan);
    await makeLoadBalancers(sandbox, plan);
    const programs = join(sandbox.folder, "programs");
    const api = await withPrefixListRanges(sandbox.variables["AWS_ENDPOINT_URL"] ?? "");
    const deployment = await Deployment.of(plan, {
      applyLayers: async (layers, { cluster, loadBalancers }) => {
        if (layers.includes("models")) await loadBalancers.follow();
        for (const layer of ["network", "cluster"] as const)
          if (layers.includes(layer)) await putOutputs(sandbox, plan, layer, cluster);
        if (layers.includes("platform")) writeAws(programs, sandbox, plan, cluster);
        for (const layer of APPLIED)
          if (layers.includes(layer))
            await applyLayer(stackOf(sandbox, layer, programs, api), leftOut(plan, layer), {
              sandbox,
              cluster,
              variables: variablesOf(sandbox, programs, api),
            });
        return [];
      },
    });
    return new ByTerraform(sandbox, deployment, programs, api);
  }

  /** The plan of the sandbox's last synth. */
  get plan(): EnvironmentPlan {
    return planIn(this.sandbox);
  }

  stack(layer: AppliedLayer): Stack {
    return stackOf(this.sandbox, layer, this.programs, this.api);
  }

  /** Connects a stack to the local AWS API again, after a synth. */
  connect(layer: AppliedLayer): Stack {
    const stack = this.stack(layer);
    stack.useLocalApi(leftOut(this.plan, layer));
    return stack;
  }

  async stop(): Promise<void> {
    await Promise.all([this.deployment.stop(), this.api.stop()]);
  }
}

/** The place in which a layer is applied. */
export interface ApplyPlace {
  readonly sandbox: Sandbox;
  readonly cluster: Cluster;
  /** Variables that connect every program to the local API and the stand-in of `aws`. */
  readonly variables: Variables;
}

export interface ApplyOptions {
  /** Subject of the sandbox. @default "applied by Terraform" */
  readonly subject?: string;
  /** Applies a layer, and expects an empty plan. @default - init, plan and apply */
  readonly applyLayer?: (stack: Stack, options: OverrideOptions, place: ApplyPlace) => Promise<void>;
}

/** Layers whose providers need a control plane. */
export const APPLIED = ["platform", "models"] as const;

export type AppliedLayer = (typeof APPLIED)[number];

/** Charts of repositories, which no test can reach. Their objects are those of `platform-objects.ts`. */
export const chartsOfRepositories = (plan: EnvironmentPlan): string[] =>
  plan
    .resources("helm_release")
    .filter(({ config }) => !isLocalChart(config))
    .map(({ config }) => String(config["chart"]));

const leftOut = (plan: EnvironmentPlan, layer: Layer) => ({
  leftOut: plan
    .resources("helm_release")
    .filter((release) => release.layer === layer && !isLocalChart(release.config))
    .map(({ address }) => address),
});

function planIn({ outdir, environment }: Sandbox): EnvironmentPlan {
  return new EnvironmentPlan(
    environment,
    readStacks(outdir).filter((stack) => stack.environment === environment),
    statedIn(readEnvironmentRecord(outdir, environment).settings).instanceTypes,
  );
}

/** A stack whose `aws` command is the stand-in, and whose prefix lists have ranges. */
function stackOf(sandbox: Sandbox, layer: Layer, programs: string, api: InterceptedApi): Stack {
  return sandbox.stack(layer, variablesOf(sandbox, programs, api));
}

const variablesOf = ({ variables }: Sandbox, programs: string, { endpoint }: InterceptedApi): Variables => ({
  PATH: `${programs}:${String(variables["PATH"])}`,
  AWS_ENDPOINT_URL: endpoint,
});

/**
 * Writes the program `aws` that the provider blocks run for a token. Of EKS it accepts the emitted arguments only, and answers
 * as `aws eks get-token` and `aws eks update-kubeconfig` do, with the token of a user of the control plane. Calls of other
 * services reach the AWS CLI.
 */
function writeAws(folder: string, sandbox: Sandbox, plan: EnvironmentPlan, cluster: Cluster): void {
  const { cluster_name: name } = outputsOf(plan, "cluster");
  const credential = {
    kind: "ExecCredential",
    apiVersion: "client.authentication.k8s.io/v1beta1",
    spec: {},
    status: { token: cluster.accessOf("deployer").token },
  };
  const { server, certificate, token } = cluster.accessOf("deployer");
  const access = { server, "certificate-authority-data": Buffer.from(certificate).toString("base64") };
  const settings = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: access }],
    users: [{ name: "u", user: { token } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  };
  const own = `--region ${sandbox.region}`;
  const expected = `eks get-token --cluster-name ${String(name)} ${own}`;
  const connecting = `eks update-kubeconfig --name ${String(name)} ${own} --kubeconfig `;
  const lines = [
    "#!/bin/sh",
    'case "$*" in',
    `'${expected}') printf '%s' '${JSON.stringify(credential)}' ;;`,
    `'${connecting}'*) printf '%s' '${JSON.stringify(settings)}' > "\${8}" ;;`,
    `eks*) echo "got $*, expected ${expected}" >&2; exit 1 ;;`,
    `*) PATH="\${PATH#*:}" exec aws "$@" ;;`,
    "esac",
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "aws"), `${lines.join("\n")}\n`, { mode: 0o700 });
}

/** Puts a state with the outputs of a layer where the other layers read it. */
async function putOutputs(
  sandbox: Sandbox,
  plan: EnvironmentPlan,
  layer: Layer,
  cluster: Cluster,
): Promise<void> {
  const { server, certificate } = cluster.accessOf("deployer");
  const connection = {
    cluster_endpoint: server,
    cluster_certificate_authority: Buffer.from(certificate).toString("base64"),
  };
  const outputs = { ...outputsOf(plan, layer), ...(layer === "cluster" ? connection : {}) };
  const file = join(sandbox.folder, `${layer}.tfstate`);
  writeFileSync(file, JSON.stringify(stateWith(outputs)));
  const { key } = asObject(asObject(plan.stack(layer)?.terraform["backend"])["s3"]);
  await sandbox.aws(
    ...["s3api", "put-object", "--bucket", sandbox.stateBucket],
    ...["--key", String(key), "--body", file],
  );
}

const stateWith = (outputs: Readonly<Record<string, Json>>): JsonObject => ({
  version: 4,
  terraform_version: "1.11.0",
  serial: 1,
  lineage: "00000000-0000-4000-8000-000000000000",
  outputs: Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [name, { value, type: typeOf(value) }]),
  ),
  resources: [],
});

/** Terraform's type of a value, as states write it. */
function typeOf(value: Json): Json {
  if (Array.isArray(value)) return ["tuple", value.map((item: Json) => typeOf(item))];
  if (value === null) return "dynamic";
  if (typeof value === "object")
    return ["object", Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeOf(item)]))];
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** Creates the secrets that an environment's file names. */
async function makeSecrets(sandbox: Sandbox, plan: EnvironmentPlan): Promise<void> {
  for (const { config } of plan.resources("data.aws_secretsmanager_secret"))
    await sandbox.aws(
      ...["secretsmanager", "create-secret", "--name", String(config["name"])],
      ...["--secret-string", "for tests"],
    );
}

/** Creates the ALBs whose names the stand-in of the load balancer controller gives to Ingresses, for lookups by name. */
async function makeLoadBalancers(sandbox: Sandbox, plan: EnvironmentPlan): Promise<void> {
  const looked = plan.resources("data.aws_lb").flatMap((lookup) => objectOfLookup(plan, lookup) ?? []);
  if (looked.length === 0) return;
  const subnets = await sandbox.aws("ec2", "describe-subnets", "--query", "Subnets[].SubnetId");
  for (const address of looked) {
    const { name } = asObject(plan.find("models", address)?.config["metadata"]);
    await sandbox.aws(
      ...["elbv2", "create-load-balancer", "--name", String(name)],
      ...["--subnets", ...(subnets as string[]).slice(0, 2)],
    );
  }
}
