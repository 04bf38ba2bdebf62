import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { LAYERS } from "../../src/base/layers";
import { ownerFiles } from "../../src/handoff/owner-files/owner-files";
import { PINS } from "../../src/handoff/owner-files/plan-workflow";
import { ENVIRONMENT, Handoffs, read } from "./handoffs";

const CHANGELOG = "CHANGELOG.md";
const WORKFLOW = ".github/workflows/plan.yml";

const handoffs = new Handoffs("owner-files", "json");

beforeAll(() => handoffs.synthesize());

interface Job {
  readonly if?: string;
  readonly "runs-on": string;
  readonly strategy: { readonly matrix: { readonly module: readonly string[] } };
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
}

const jobsIn = (text: string): Record<string, Job> => (parse(text) as { jobs: Record<string, Job> }).jobs;

const commands = (job: Job | undefined): string[] => (job?.steps ?? []).flatMap(({ run }) => run ?? []);

test("the first hand-over writes a list of changes, and a workflow that plans", async () => {
  const folder = await handoffs.handedOver();
  expect(read(folder, CHANGELOG)).toContain("The modules state, network, cluster, platform, models of");
  expect(Object.keys(jobsIn(read(folder, WORKFLOW)))).toEqual(["test", "plan", "plan-in-cluster"]);
});

test("the first hand-over names them, and a next one does not", async () => {
  const folder = handoffs.newFolder();
  const named = (stdout: string): string[] =>
    [...stdout.matchAll(/^ {2}(.*) is yours from now on/gm)].map(([, path = ""]) => path);
  expect(named((await handoffs.to(folder)).stdout)).toEqual([CHANGELOG, WORKFLOW]);
  expect(named((await handoffs.to(folder)).stdout)).toEqual([]);
});

test("a next hand-over does not change or restore them, and --check does not compare them", async () => {
  const folder = await handoffs.handedOver();
  writeFileSync(join(folder, CHANGELOG), "# Ours\n");
  rmSync(join(folder, WORKFLOW));
  const { status, stdout } = await handoffs.run(["--check", folder]);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringMatching(/are current\n$/) as string,
  });
  expect((await handoffs.to(folder)).status).toBe(0);
  expect(read(folder, CHANGELOG)).toBe("# Ours\n");
  expect(existsSync(join(folder, WORKFLOW))).toBe(false);
});

test("with --force they stay too", async () => {
  const folder = await handoffs.handedOver();
  writeFileSync(join(folder, CHANGELOG), "# Ours\n");
  expect((await handoffs.to(folder, ["--force"])).status).toBe(0);
  expect(read(folder, CHANGELOG)).toBe("# Ours\n");
});

test("the proof does not list them", async () => {
  const { files } = JSON.parse(read(await handoffs.handedOver(), "parity.json")) as { files: object };
  expect(Object.keys(files)).not.toContain(CHANGELOG);
  expect(Object.keys(files)).not.toContain(WORKFLOW);
});

test("each module is tested, and planned by exactly one job", async () => {
  const { test: tested, ...plans } = jobsIn(read(await handoffs.handedOver(), WORKFLOW));
  expect(tested?.strategy.matrix.module).toEqual(LAYERS);
  expect(Object.values(plans).flatMap(({ strategy }) => strategy.matrix.module)).toEqual(LAYERS);
});

test("modules of the cluster's API are planned by the runner that a variable names, and only with it", async () => {
  const { "plan-in-cluster": job } = jobsIn(read(await handoffs.handedOver(), WORKFLOW));
  expect(job).toMatchObject({
    "runs-on": "${{ vars.CLUSTER_RUNNER }}",
    if: expect.stringContaining("vars.CLUSTER_RUNNER != ''") as string,
    strategy: { matrix: { module: ["platform", "models"] } },
  });
});

test("no job with credentials runs for a fork, and none applies", async () => {
  const jobs = Object.values(jobsIn(read(await handoffs.handedOver(), WORKFLOW)));
  const withRole = jobs.filter(({ steps }) => steps.some(({ uses = "" }) => uses.startsWith("aws-actions/")));
  expect(withRole).toHaveLength(2);
  for (const job of withRole)
    expect(job.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  expect(jobs.flatMap(commands).filter((command) => /\b(apply|destroy)\b/.test(command))).toEqual([]);
});

test("GitHub obeys no line that Terraform prints", async () => {
  const runs = Object.values(jobsIn(read(await handoffs.handedOver(), WORKFLOW))).flatMap(commands);
  expect(runs.length).toBeGreaterThan(6);
  expect(
    runs.filter(
      (run) => !/^echo "::stop-commands::\$\(openssl rand -hex 16\)"\nterraform .* 2>&1\n$/.test(run),
    ),
  ).toEqual([]);
});

test("it plans with the files that the README names", async () => {
  const folder = await handoffs.handedOver();
  const { plan } = jobsIn(read(folder, WORKFLOW));
  const names = commands(plan).flatMap(
    (command) => /-(?:backend-config|var-file)=(\S+)/.exec(command)?.[1] ?? [],
  );
  expect(names).toEqual([`backend-${ENVIRONMENT}.json`, `${ENVIRONMENT}.tfvars.json`]);
  for (const name of names) {
    expect(read(folder, "README.md")).toContain(`=${name}`);
    for (const layer of LAYERS) expect(existsSync(join(folder, layer, name))).toBe(true);
  }
});

test("a hand-over without modules of the cluster's API has no job for them", () => {
  const files = ownerFiles({ environment: "mlapp", format: "hcl", layers: ["state", "network"] });
  const workflow = files.get(WORKFLOW) ?? "";
  expect(Object.keys(jobsIn(workflow))).toEqual(["test", "plan"]);
  expect(workflow).not.toContain("CLUSTER_RUNNER");
});

test("its actions and its Terraform are those of the workflow that applies a layer", () => {
  const workflow = readFileSync(".github/workflows/layer.yml", "utf8");
  for (const pin of Object.values(PINS)) expect(workflow).toMatch(new RegExp(`: ${pin}$`, "m"));
});
