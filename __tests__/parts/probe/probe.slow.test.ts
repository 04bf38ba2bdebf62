import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { neededEndpoints } from "../../../src/platform/needs";
import { composeEnvironment } from "../../../src/platform/compose";
import { estimate } from "../../../src/cost/estimate";
import { USUAL } from "../../../src/cost/line";
import { type EnvironmentPlan as Plan, EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type OutputStack } from "../../../src/terraform/output";
import { asObject } from "../../../src/terraform/stack-json";
import { declarationChanges } from "../../../dev/declarations/changes";
import { Score } from "../../../dev/declarations/score";
import { reviewOf } from "../../review/pairs";
import { environmentSchemaOf } from "../../../src/parts/environment-schema";
import { runHandoff } from "../../../src/handoff/command";
import { writeEnvironmentRecord } from "../../../src/terraform/environment-record";
import { runOfAsync } from "../../support/command-runs";
import { commitSynth } from "../../support/commit-synth";
import { workFolder } from "../../support/published-output";
import { halfOfRow } from "../../support/covering-sample";
import { configWith } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { component } from "../../../src/platform/contract";
import { probe } from "./component";
import { withKnowledge } from "./knowledge";
import { NAME, WITH_PROBE, config, stacksWith, synthesizeTo } from "./synthesized";
import { resynthesize } from "../../../src/synth/resynthesize";
import { trialSynth } from "../../../src/synth/trial-synth";
import { controlPlanePorts } from "../../../src/platform/network/control-plane-ports";

function findings(stacks: readonly OutputStack[]): string[] {
  const plans = [new EnvironmentPlan(NAME, stacks)];
  return runChecks({ plans, checks: CHECKS, waiversOf: () => [], today: TODAY }).map(
    ({ check, address, message }) => `${check.id} ${address}: ${message}`,
  );
}

const before = stacksWith(WITH_PROBE, configWith(NAME));
const after = stacksWith();
const known = new Set(findings(before));
const newFindings = (stacks: readonly OutputStack[]) => findings(stacks).filter((each) => !known.has(each));
const plan: Plan = new EnvironmentPlan(NAME, after);

describe("a part in a folder of its own", () => {
  test("is absent without its key in the file of the environment", () => {
    const addresses = before.flatMap(({ stack }) => stack.resources().map(({ address }) => address));
    expect(addresses.filter((address) => /probe|sqs/.test(address))).toEqual([]);
  });

  test("gets an endpoint of a service that no other part calls, with its name", () => {
    const [endpoint] = plan
      .resources("aws_vpc_endpoint")
      .filter(({ config }) => String(config["service_name"]).endsWith(".sqs"));
    expect(asObject(endpoint?.config["tags"] ?? null)).toMatchObject({ RequestedBy: "Probe" });
  });

  test("gets the port of its webhook on nodes", () => {
    const ports = plan
      .resources("aws_vpc_security_group_ingress_rule")
      .filter(({ config }) => config["from_port"] === 9555);
    expect(ports.map(({ config }) => config["description"])).toEqual(["webhook of the Probe"]);
    const composed = composeEnvironment(NAME, config, WITH_PROBE);
    expect(controlPlanePorts(composed).map(({ port }) => port)).toContain(9555);
    expect(neededEndpoints(composed).map(({ service }) => service)).toContain("sqs");
  });

  test("tags the private subnets, and no public ones", () => {
    const tagged = plan
      .resources("aws_subnet")
      .filter(({ config }) => "probe.example.com/discovery" in asObject(config["tags"] ?? null));
    const isPrivate = plan.resources("aws_subnet").filter(({ name }) => name.startsWith("private"));
    expect(tagged.map(({ name }) => name)).toEqual(isPrivate.map(({ name }) => name));
    expect(tagged).not.toEqual([]);
  });

  test("requires its tag of the private subnets of an existing network", () => {
    const console = environmentSchemaOf(WITH_PROBE).parse({
      ...configWith("retail-forecast-console"),
      components: { probe: { queue: "probe-reports" } },
    });
    const network = new EnvironmentPlan(NAME, stacksWith(WITH_PROBE, console));
    const required = network
      .resources("data.aws_subnet")
      .filter(({ config }) =>
        JSON.stringify(config["lifecycle"] ?? {}).includes("probe.example.com/discovery"),
      );
    expect(required.map(({ name }) => name)).toEqual(["private_a", "private_b"]);
  });

  test("has resources and outputs in the network layer, with its key as their cause", () => {
    expect(plan.find("network", "aws_security_group.probe")?.config["vpc_id"]).toBe("${aws_vpc.main.id}");
    expect(plan.stack("network")?.outputs).toHaveProperty("probe_security_group_id");
    const causes = synthesizeTo(workFolder("probe-network"), { components: WITH_PROBE }).get(NAME) ?? [];
    const [cause] = causes.filter(({ addresses }) => addresses.includes("aws_security_group.probe"));
    expect(cause?.part).toEqual(["components", "probe"]);
  });

  test("reads an output of the cluster layer in the values of its chart", () => {
    expect(plan.stack("cluster")?.outputs).toHaveProperty("probe_log_group");
    const [release] = plan.resources("helm_release").filter(({ name }) => name === "probe");
    expect(JSON.stringify(release?.config["values"])).toContain("outputs.probe_log_group");
  });

  test("has its namespace before its service account, and is installed before charts that its webhook could refuse", () => {
    const dependencies = (type: string, name: string) =>
      plan.resources(type).find((each) => each.name === name)?.config["depends_on"];
    expect(dependencies("kubernetes_service_account_v1", "probe")).toContain("kubernetes_namespace_v1.probe");
    expect(dependencies("helm_release", "load_balancer_controller")).not.toContain("helm_release.probe");
    expect(dependencies("helm_release", "probe")).toContain("helm_release.load_balancer_controller");
    expect(dependencies("helm_release", "secrets_store_driver")).toContain("helm_release.probe");
    expect(dependencies("helm_release", "probe")).toContain("kubernetes_service_account_v1.probe");
  });

  test("is installed before the chart of a part that requires what it provides", () => {
    const chart = { id: "Release", repository: "https://charts.example.com", version: "1.0.0" };
    const dependent = component({
      id: "dependent",
      title: "Dependent",
      requires: ["certificates"],
      charts: [{ ...chart, name: "dependent", images: {}, namespace: "kube-system", values: () => ({}) }],
    });
    const provider = { ...probe, provides: ["certificates"] } as const;
    const others = WITH_PROBE.filter((part) => part !== probe);
    const [release] = new EnvironmentPlan(NAME, stacksWith([dependent, ...others, provider]))
      .resources("helm_release")
      .filter(({ name }) => name === "dependent");
    expect(release?.config["depends_on"]).toContain("helm_release.probe");
  });

  test("passes all checks with the facts of its chart", () => {
    expect(withKnowledge(() => newFindings(after))).toEqual([]);
  });

  test("is not judged without the facts of its chart", () => {
    const found = newFindings(after);
    expect(found).toContainEqual(
      expect.stringMatching(
        /^release-known helm_release.probe: chart probe \S+ with values \w+ is not judged: its images, .* unknown$/,
      ),
    );
    expect(found).toContainEqual(expect.stringMatching(/^endpoint-callers aws_vpc_endpoint.sqs: .*Probe/));
  });

  test("has its endpoint on the bill", () => {
    const lines = (stacks: readonly OutputStack[]) =>
      estimate(new EnvironmentPlan(NAME, stacks), { today: TODAY, ...USUAL }).lines.map((line) =>
        JSON.stringify(line),
      );
    const more = lines(after).filter((line) => !lines(before).includes(line));
    expect(more).toContainEqual(expect.stringContaining("endpoint"));
  });

  test("has its key as the recorded part of the file of its release", () => {
    const folder = workFolder("probe-causes");
    const causes = synthesizeTo(folder, { components: WITH_PROBE }).get(NAME) ?? [];
    const [cause] = causes.filter(({ addresses }) => addresses.includes("helm_release.probe"));
    expect(cause?.part).toEqual(["components", "probe"]);
  });

  test("is named by a review", () => {
    const review = JSON.stringify(reviewOf({ environment: NAME, before, after }));
    for (const name of ["helm_release.probe", "aws_vpc_endpoint.sqs", "probe_log_group"]) {
      expect(review).toContain(name);
    }
  });
});

test("the hand-over has the part in its module, with the command that upgrades its definitions", async () => {
  const work = workFolder("probe");
  const synthesized = join(work, "cdktf.out");
  commitSynth({
    outdir: synthesized,
    underCdktfCli: false,
    isOutOfScope: () => false,
    write: (staged) => {
      synthesizeTo(staged, { components: WITH_PROBE });
      writeEnvironmentRecord(staged, NAME, { waivers: [], settings: [], causes: [] });
    },
  });
  const variables = { PATH: process.env["PATH"], CDKTF_OUTDIR: synthesized };
  const folder = join(work, "modules");
  const args = ["--environments", NAME, "--format", "json", "--out", folder];
  const run = await runOfAsync((output) =>
    runHandoff(args, { commit: () => "0123456789ab", variables, resynthesize, trialSynth }, output),
  );
  expect(run).toMatchObject({ status: 0 });
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const texts = files
    .filter((file) => /\.(md|json)$/.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8"));
  expect(texts.some((text) => text.includes("helm show crds probe --repo https://charts.example.com"))).toBe(
    true,
  );
  expect(texts.some((text) => text.includes("Before an apply that upgrades the probe, run:"))).toBe(true);
  expect(texts.some((text) => text.includes('"helm_release"') && text.includes('"probe"'))).toBe(true);
});

/** Declarations whose change has no effect that a check could know, with the reason. */
const UNKNOWABLE: readonly [leaf: RegExp, reason: string][] = [
  [
    /^needs\.services\[\d\]\.why|^needs\.fromControlPlane\[0\]\.why|\.description|crdsCommand\.of/,
    "text for readers",
  ],
  [/\.id "|accountId "/, "part of an address, which the address lock holds"],
  [/values\.(queue|logGroup) /, "a text that only the program reads"],
  [/^contributes\.(privateSubnetTags|encryptedLogGroups)/, "no fact says which tags a program looks for"],
  [/values\.serviceAccount(\.name)? remove$/, "the default of the chart is the same, or another finding"],
  [/values\.tolerations(\[0\](\.operator)?)? remove$/, "no node of the environment has a taint"],
  [/^isEnabled remove$/, "a whole part that is gone is not missing anywhere"],
];

test("every changed declaration of the part is noticed, except those that no fact can know", () => {
  const environments = [{ name: NAME, config }];
  const all = declarationChanges({ environments, components: WITH_PROBE, only: "probe" });
  expect(all.length).toBeGreaterThan(40);
  const leafOf = (change: (typeof all)[number]): string => change.chances[0].mutant.leaf;
  const leaves = halfOfRow([...new Set(all.map(leafOf))], 0);
  const changes = all.filter((change) => leaves.includes(leafOf(change)));
  const score = new Score({
    checks: CHECKS,
    today: TODAY,
    folder: workFolder("probe-declarations"),
    synthesize: (environment, folder, components = WITH_PROBE) =>
      synthesizeTo(folder, { components }, environment.config),
  });
  const results = withKnowledge(() => changes.map((change) => score.resultOf(change)));
  const open = results.filter(
    ({ effect, mutant }) =>
      effect !== "noticed" && !UNKNOWABLE.some(([leaf]) => leaf.test(`${mutant.leaf} ${mutant.change}`)),
  );
  expect(open.map(({ mutant: { leaf, change }, effect }) => `${effect} ${leaf} ${change}`)).toEqual([]);
});
