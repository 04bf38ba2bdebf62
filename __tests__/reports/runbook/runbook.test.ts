import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runRunbook } from "../../../src/reports/runbook-command";
import { deployChapter } from "../../../src/reports/runbook/deploy";
import { runbookNames } from "../../../src/reports/runbook/facts";
import { closedWebhooks } from "../../../src/infrastructure/kubernetes-webhooks";
import { environmentPlan } from "../../support/altered";
import { type Run, runOf } from "../../support/command-runs";
import { ENVIRONMENTS } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { publishTo, workFolder } from "../../support/published-output";
import { withNameServers } from "../../support/name-servers";
import { planOf } from "../../support/reference-plans";

const work = workFolder("runbook");
const [out, pages] = [join(work, "out"), join(work, "pages")];

const run = (...args: readonly string[]): Run =>
  runOf((output) => runRunbook(["--in", out, ...args], { variables: {}, today: TODAY }, output));

beforeAll(() => {
  publishTo(out);
  const { status, stdout } = run("--out", pages);
  expect([status, stdout]).toEqual([0, ""]);
});

const pageOf = (environment: string): string => readFileSync(join(pages, `${environment}.md`), "utf8");

interface Block {
  readonly title: string;
  readonly commands: string;
}

const blocksOf = (page: string): Block[] =>
  [...page.matchAll(/^(.*:\*{0,2})\n\n```sh\n([^]*?)\n```$/gm)].map(([, title = "", commands = ""]) => ({
    title,
    commands,
  }));

/** Commands that change nothing, by their beginning. */
const READING =
  /^(aws [\w-]+ (describe|list|get)-[\w-]+ |aws sts get-caller-identity$|kubectl (--namespace \S+ )?(get|describe|logs|rollout (status|history)) |terraform -chdir=\S+ (output|plan) |npx private-eks-inference (lock images|lock versions|verify) --environments \S+$|npx private-eks-inference destroy --environments \S+( --leftovers)?$|curl --fail --show-error --include |for arn in \$\(kubectl )/;

describe.each(ENVIRONMENTS)("the runbook of %s", (environment) => {
  const blocks = (): Block[] => blocksOf(pageOf(environment));

  test("says that a change can be applied in two steps, and which command continues", () => {
    const text = pageOf(environment).split("## Change something")[1]?.split("\n## ")[0] ?? "";
    expect(text).toContain("applies platform or models twice");
    expect(text).toContain("it asks for each of the two plans");
  });

  test("has the error of each webhook that refuses objects, and what answers it", () => {
    const webhooks = closedWebhooks(environmentPlan(planOf(environment)));
    expect(webhooks.length).toBeGreaterThan(3);
    for (const { name, namespace, deployment = "" } of webhooks) {
      const row = pageOf(environment)
        .split("\n")
        .find((line) => line.includes(`failed calling webhook "${name}"`));
      expect(row).toContain(`${namespace}/${deployment}`);
      expect(pageOf(environment)).toContain(
        `kubectl --namespace ${namespace} describe deployment ${deployment}`,
      );
    }
  });

  test("has titles of commands, and no block without one", () => {
    expect(new Set(blocks().map(({ title }) => title))).toEqual(
      new Set(["Read only:", "Writes local files:", "**Changes:**"]),
    );
    expect(blocks()).toHaveLength(pageOf(environment).split("```sh").length - 1);
  });

  test("reads only where it says so, and in every symptom", () => {
    const reading = blocks().filter(({ title }) => title === "Read only:");
    const commands = reading.flatMap((block) => block.commands.split("\n"));
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter((command) => !READING.test(command))).toEqual([]);
    const [, symptoms = ""] = /## Symptoms\n([^]*?)\n## /.exec(pageOf(environment)) ?? [];
    expect(blocksOf(symptoms).filter(({ title }) => title !== "Read only:")).toEqual([]);
  });

  test("has commands that a shell can parse, with no reference of Terraform", () => {
    const script = blocks()
      .map(({ commands }) => commands)
      .join("\n");
    expect(script).not.toMatch(/\$\{|undefined|NaN|<[a-z]/);
    const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });

  test("names cluster, models and node groups of the JSON", () => {
    const values = (type: string, key: string): string[] =>
      planOf(environment)
        .stacks.flatMap((stack) => stack.resources(type))
        .map(({ config }) => String(config[key]));
    const names = [...values("aws_eks_cluster", "name"), ...values("aws_eks_node_group", "node_group_name")];
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !pageOf(environment).includes(name))).toEqual([]);
  });

  test("deploys every layer once, in the order of the layers", () => {
    const [, chapter = ""] = /## Deploy\n([^]*?)\n## /.exec(pageOf(environment)) ?? [];
    const layers = [
      ...chapter.matchAll(/^npx private-eks-inference deploy --environments \S+ --layers (\w+)$/gm),
    ];
    expect(layers.map(([, layer]) => layer)).toEqual(["state", "network", "cluster", "platform", "models"]);
  });
});

test("a request has the host and the path of the file", () => {
  expect(pageOf("mlapp")).toContain("curl --fail --show-error --include https://mlapp.com/train\n");
});

test("without a host in the stacks, the reader is asked for it", () => {
  expect(pageOf("ml-inference-prod")).toContain("http://HOST/");
  expect(pageOf("ml-inference-prod")).toContain("Replace `HOST`");
});

test("a load balancer with a certificate is requested by the host of the certificate", () => {
  expect(pageOf("retail-forecast-option-b")).toContain("https://demo.retail.example.com/\n");
  expect(pageOf("ml-inference-hardened")).toContain("https://inference.ml.example.com/\n");
});

test("the next version of Kubernetes comes with the end of support of the present one", () => {
  expect(pageOf("mlapp")).toContain("### Kubernetes 1.36 to 1.37");
  expect(pageOf("mlapp")).toContain("Standard support of 1.36 ends on 2027-08-02.");
});

test("--json names the files", () => {
  const { stdout } = run("--environments", "mlapp", "--out", join(work, "one"), "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    runbooks: [{ environment: "mlapp", file: join(work, "one/mlapp.md") }],
  });
});

test("an upgrade of Kubernetes leaves nodes and add-ons where they are until the decision to stay, so that EKS can roll it back", () => {
  const page = pageOf("mlapp");
  const chapter = /### Kubernetes 1\.36 to 1\.37\n([^]*?)\n##/.exec(page)?.[1] ?? "";
  const steps = [
    "npx private-eks-inference lock versions --environments mlapp --ask",
    'Write only `cluster.version: "1.37"`',
    "npx private-eks-inference deploy --environments mlapp --layers cluster",
    "--kubernetes-version 1.36",
    "\nnpx private-eks-inference deploy --environments mlapp\n",
    "record the node releases and add-on versions of 1.37",
  ];
  const places = steps.map((step) => chapter.indexOf(step));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  // Labels of the models' namespace follow the version, so the end is every layer with a change.
  const [end = ""] = chapter.match(/\bnpx private-eks-inference deploy[^\n]*/g)?.slice(-1) ?? [];
  expect(end).toBe("npx private-eks-inference deploy --environments mlapp");
  expect(chapter).toContain("within 7 days");
  expect(chapter).toMatch(/EKS user guide, .* read 2026-\d\d-\d\d/);
  expect(chapter).toContain("Delete pods on Fargate before that");
  expect(pageOf("retail-forecast")).not.toContain("Delete pods on Fargate before that");
});

test("names that the name servers of a company have to forward are listed before the first apply", () => {
  const plan = environmentPlan(withNameServers());
  const chapter = deployChapter(plan, runbookNames(plan), []);
  const at = chapter.findIndex((text) => text.includes("10.200.0.2, 10.200.0.3"));
  expect(chapter[at]).toContain("have to forward");
  expect(chapter.slice(at).join("\n")).toContain("`api.ecr.ap-southeast-2.amazonaws.com`");
  expect(chapter.slice(at).join("\n")).toContain("--layers cluster");
});
