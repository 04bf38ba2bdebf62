import { coveringSample } from "../../support/covering-sample";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Document } from "yaml";
import { runReview } from "../../../src/review/command";
import { type Layer } from "../../../src/base/layers";
import { asObject } from "../../../src/terraform/stack-json";
import { bringUp } from "./harness/life";
import { overridesFor } from "./harness/overrides";
import { plannedChanges } from "./harness/plan-changes";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { applyWithLocalState, moveStateIntoBucket } from "./harness/state-first";
import { removeWaivers } from "./harness/waivers";
import { resynthesize } from "../../../src/synth/resynthesize";
import { trialSynth } from "../../../src/synth/trial-synth";

const ENVIRONMENT = "retail-forecast";
let sandbox: Sandbox;
let yaml: string;
let base: string;

interface Case {
  readonly change: string;
  readonly edit: (file: Document) => void;
  /** Actions that the plans must have, as `action address`, so that no comparison is empty. */
  readonly has: readonly string[];
  /**
   * Layers that the test applies, since a later layer reads their outputs. Then it plans and applies the way back, too.
   *
   * @default - none
   */
  readonly applied?: readonly Layer[];
  /** Layers whose plans are compared. @default - network and cluster */
  readonly planned?: readonly Layer[];
}

const group = (values: object) => (file: Document) => {
  file.setIn(["cluster", "nodeGroups"], { general: values });
};

const CASES: readonly Case[] = [
  {
    change: "a zone with nodes",
    edit: (file) => {
      addZone(file);
      file.setIn(["cluster", "zones"], ["a", "b"]);
    },
    has: ["add aws_subnet.private_c", "change aws_vpc_endpoint.sts", "add aws_eks_node_group.general_c"],
    applied: ["network", "cluster"],
  },
  {
    change: "a zone for the control plane, too",
    edit: (file) => {
      addZone(file);
      file.setIn(["cluster", "zones"], ["a", "b", "c"]);
    },
    has: ["change aws_eks_cluster.main", "add aws_eks_node_group.general_c"],
    applied: ["network"],
  },
  {
    change: "a model",
    edit: (file) => {
      const model = { name: "demand-api", image: { tag: "1.0.0" }, port: 9090, paths: ["/demand"] };
      file.addIn(["models"], model);
      removeWaivers(file, "capacity-autoscaler");
    },
    has: ["add aws_ecr_repository.demand_api", "add aws_vpc_security_group_egress_rule.alb_to_nodes_9090"],
    applied: ["network", "cluster"],
  },
  {
    change: "another port of a model",
    edit: (file) => file.setIn(["models", 0, "port"], 9090),
    has: ["destroy aws_vpc_security_group_egress_rule.alb_to_nodes_8080"],
  },
  {
    change: "another instance type",
    edit: group({ instanceTypes: ["m6i.large"] }),
    has: ["replace aws_eks_node_group.general_a"],
  },
  {
    change: "Spot nodes",
    edit: group({ capacityType: "SPOT" }),
    has: ["replace aws_eks_node_group.general_a"],
  },
  {
    change: "more nodes",
    edit: (file) => {
      file.setIn(["cluster", "nodeGroups"], { general: { minPerZone: 2, maxPerZone: 3 } });
      removeWaivers(file, "capacity-autoscaler");
    },
    has: ["change aws_eks_node_group.general_a"],
  },
  {
    change: "larger disks",
    edit: group({ diskGiB: 80 }),
    has: ["change aws_launch_template.general", "change aws_eks_node_group.general_a"],
  },
  {
    change: "a second node group",
    edit: (file) => {
      file.setIn(["cluster", "nodeGroups"], { general: {}, more: { maxPerZone: 1 } });
      removeWaivers(file, "capacity-autoscaler");
    },
    has: ["add aws_eks_node_group.more_a", "add aws_launch_template.more"],
    applied: ["cluster"],
  },
  {
    change: "a newer Kubernetes",
    edit: (file) => file.setIn(["cluster", "version"], "1.37"),
    has: ["change aws_eks_cluster.main", "change aws_eks_node_group.general_a"],
  },
  {
    change: "an interface endpoint",
    edit: (file) => file.setIn(["network", "endpoints", "sagemakerRuntime"], true),
    has: ["add aws_vpc_endpoint.sagemaker_runtime"],
    applied: ["network"],
  },
  {
    change: "a longer retention of logs",
    edit: (file) => {
      file.setIn(["network", "flowLogs", "retentionDays"], 90);
      file.setIn(["cluster", "logRetentionDays"], 90);
    },
    has: ["change aws_cloudwatch_log_group.control_plane"],
  },
  {
    change: "another group of flow logs",
    edit: (file) => file.setIn(["network", "flowLogs", "logGroupName"], "another"),
    has: ["replace aws_flow_log.flow_logs"],
  },
  {
    change: "another owner",
    edit: (file) => file.setIn(["owner"], "another-team"),
    has: ["change aws_s3_bucket.state_bucket", "change aws_vpc.main", "change aws_eks_cluster.main"],
    planned: ["state", "network", "cluster"],
  },
  {
    change: "NAT",
    edit: (file) => file.setIn(["network", "egress"], "single-nat"),
    has: ["add aws_nat_gateway.main"],
  },
];

function addZone(file: Document): void {
  file.setIn(["network", "zones"], ["a", "b", "c"]);
  file.addIn(["network", "publicSubnets", "cidrs"], "10.0.3.0/24");
  file.addIn(["network", "privateSubnets", "cidrs"], "10.0.103.0/24");
  removeWaivers(file, "capacity-autoscaler");
}

beforeAll(async () => {
  sandbox = await Sandbox.create("predictions", ENVIRONMENT);
  // the test is about Terraform's actions, and a lock would reject lost addresses
  rmSync(join(sandbox.folder, "environments", `${ENVIRONMENT}.addresses.json`));
  sandbox.edit((file) => file.setIn(["cluster", "zones"], ["a", "b"]));
  yaml = readFileSync(fileOfEnvironment(), "utf8");
  await sandbox.synth();
  base = join(sandbox.folder, "base");
  sandbox.copyOutput(base);
  await moveStateIntoBucket(sandbox, await applyWithLocalState(sandbox));
  await bringUp(sandbox.stack("network"));
  await bringUp(sandbox.stack("cluster"));
});

const fileOfEnvironment = (): string => join(sandbox.folder, "environments", `${ENVIRONMENT}.yaml`);

// One case of each first action runs in each gate. An address more or less, or another action, fails. Each case ends with the layers as they were, so that it fails no other one.
test.each(coveringSample(CASES, ({ has }) => has[0]?.split(" ")[0] ?? ""))(
  "$change: each prediction is the plan of Terraform",
  async (each) => {
    const { change, edit, has, applied = [], planned = ["network", "cluster"] } = each;
    writeFileSync(fileOfEnvironment(), yaml);
    sandbox.edit(edit);
    await sandbox.synth();
    const there = await comparisons(change, base, planned, applied);
    const back = applied.length === 0 ? [] : await wayBack(`${change}, and back`, applied);
    expect([...there, ...back].map(({ prediction }) => prediction)).toEqual(
      [...there, ...back].map(({ plan }) => plan),
    );
    const found = there.flatMap(({ plan }) => plan);
    expect(has.filter((action) => !found.includes(action))).toEqual([]);
  },
);

async function wayBack(name: string, applied: readonly Layer[]): Promise<Comparison[]> {
  const changed = join(sandbox.folder, "changed");
  sandbox.copyOutput(changed);
  writeFileSync(fileOfEnvironment(), yaml);
  await sandbox.synth();
  try {
    return await comparisons(name, changed, applied, applied);
  } finally {
    rmSync(changed, { recursive: true });
  }
}

interface Comparison {
  readonly prediction: readonly string[];
  readonly plan: readonly string[];
}

/** The actions of each layer, sorted, as review predicts them and as Terraform plans them. */
async function comparisons(
  name: string,
  before: string,
  planned: readonly Layer[],
  applied: readonly Layer[],
): Promise<Comparison[]> {
  const predictions = predictionsFrom(before);
  const found: Comparison[] = [];
  for (const layer of planned) {
    const stack = sandbox.stack(layer);
    stack.useLocalApi();
    const saved = await stack.plan(`plan: ${name}`);
    const changes = plannedChanges(await stack.show(saved)).filter((each) => !/ output\./.test(each));
    const left = leftOut(stack);
    const prediction = predictions
      .filter((each) => each.stack === stack.name && !left.has(each.address))
      .flatMap(({ action, address, instances }) =>
        Array<string>(instances ?? 1).fill(`${action} ${address}`),
      );
    found.push({ prediction: prediction.sort(), plan: changes.map(inWordsOfReview).sort() });
    if (applied.includes(layer)) await stack.apply(saved, `apply: ${name}`);
  }
  return found;
}

interface Prediction {
  readonly stack: string;
  readonly address: string;
  readonly action: string;
  readonly instances?: number;
}

function predictionsFrom(before: string): Prediction[] {
  let [out, err] = ["", ""];
  const after = join(sandbox.folder, "after");
  rmSync(after, { recursive: true, force: true });
  sandbox.copyOutput(after);
  const status = runReview(
    ["--before", before, "--in", after, "--environments", ENVIRONMENT, "--json"],
    {
      resynthesize,
      trialSynth,
      root: sandbox.folder,
      today: new Date().toISOString().slice(0, 10),
      variables: {},
    },
    { out: (text) => (out += text), err: (text) => (err += text) },
  );
  expect([status, err]).toEqual([0, ""]);
  const [review] = (JSON.parse(out) as { environments: [{ resources: Prediction[] }] }).environments;
  return review.resources.filter(({ action }) => action !== "none");
}

const WORDS: Readonly<Record<string, string>> = { create: "add", update: "change", delete: "destroy" };

/** `create aws_route.a[0]` as `add aws_route.a`. */
function inWordsOfReview(change: string): string {
  const [action = "", address = ""] = change.split(" ");
  return `${WORDS[action] ?? action} ${address.replace(/\[.*\]$/, "")}`;
}

/** Resources that the local API does not have, so that no plan contains them. */
function leftOut(stack: Stack): ReadonlySet<string> {
  const overrides = asObject(JSON.parse(JSON.stringify(overridesFor(stack.json, {}))) as never)["resource"];
  return new Set(
    Object.entries(asObject(overrides)).flatMap(([type, byName]) =>
      Object.entries(asObject(byName)).flatMap(([name, block]) =>
        asObject(block)["count"] === 0 ? [`${type}.${name}`] : [],
      ),
    ),
  );
}
