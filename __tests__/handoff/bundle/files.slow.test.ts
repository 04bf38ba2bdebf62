import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleOf } from "../../../src/handoff/bundle/bundle";
import { SYNTAXES } from "../../../src/handoff/module/format";
import { type Json } from "../../../src/terraform/stack-json";
import { BUNDLE_LAYERS, COMMIT, FORMATS, bundle, file, loadBundles } from "../../support/bundles";
import { ENVIRONMENTS } from "../../support/environments";
import { handedStacks } from "../../support/handed-stacks";
import { planOf } from "../../support/reference-plans";
import { tagOfChartImage } from "../../support/chart-versions";

const EVERY = ENVIRONMENTS.flatMap((environment) => FORMATS.map((format) => [environment, format] as const));

beforeAll(loadBundles);

describe.each(EVERY)("%s as %s", (environment, format) => {
  const paths = (): string[] => [...bundle(environment, format).files.keys()];
  const syntax = SYNTAXES[format];

  test("each stack has a root module with versions, providers, a backend, variables, values, a README and a test", () => {
    for (const layer of BUNDLE_LAYERS) {
      expect(paths()).toEqual(
        expect.arrayContaining(
          [
            ...["versions", "providers", "backend", "variables"].map((name) => `${name}${syntax.module}`),
            `${environment}${syntax.values}`,
            `backend-${environment}${syntax.backend}`,
            "README.md",
            `tests/${layer}${syntax.test}`,
          ].map((path) => `${layer}/${path}`),
        ),
      );
    }
  });

  test("all files have the same syntax", () => {
    const foreign = format === "hcl" ? /\.(tf|tftest|tfvars)\.json$/ : /\.(tf|tfvars|hcl)$/;
    expect(paths().length).toBeGreaterThan(60);
    expect(paths().filter((path) => foreign.test(path) && path !== ".tflint.hcl")).toEqual([]);
  });

  test("no file contains a file name of synth, a path of a machine or metadata of cdktf", () => {
    const all = [...bundle(environment, format).files].filter(([path]) => path !== "parity.json");
    expect(all.length).toBeGreaterThan(60);
    const found = all.filter(([, text]) =>
      /cdk\.tf\.json|cdktf|uniqueId|\/home\/|\/root\/|\/tmp\/(?!$)|TfToken/.test(
        text
          .replaceAll('"/tmp"', "")
          .replaceAll(/\/tmp\/(database-password|password\.sha256|store\.textproto)/g, ""),
      ),
    );
    expect(found.map(([path]) => path)).toEqual([]);
  });

  test("no file but the proof names the commit", () => {
    const naming = [...bundle(environment, format).files].filter(([, text]) => text.includes(COMMIT));
    expect(naming.map(([path]) => path)).toEqual(["parity.json"]);
  });

  test("backends, remote states and providers contain no literal bucket or account", () => {
    const account = accountOf(environment);
    const files = paths().filter((path) => /\/(backend|remote-state|providers)\.tf/.test(path));
    expect(files.length).toBeGreaterThan(10);
    for (const path of files) {
      const text = file(environment, path, format);
      expect(text).not.toContain(account);
      // The tag that identifies an environment has the account as a variable.
      expect(text.replaceAll("-tfstate-${var.account_id}/", "")).not.toContain("tfstate-");
    }
  });

  test("the file of backend settings contains the state bucket", () => {
    expect(file(environment, `network/backend-${environment}${syntax.backend}`, format)).toContain(
      `tfstate-${accountOf(environment)}`,
    );
  });

  test("every text file ends with exactly one line break", () => {
    const files = [...bundle(environment, format).files].filter(([path]) => !path.includes("/charts/"));
    expect(files.length).toBeGreaterThan(60);
    expect(files.filter(([, text]) => !/[^\n]\n$/.test(text)).map(([path]) => path)).toEqual([]);
  });

  test("the proof lists every file, with environment, format and commit", () => {
    const { parity, files } = bundle(environment, format);
    expect(Object.keys(parity.files).sort()).toEqual(
      [...files.keys()].filter((path) => path !== "parity.json").sort(),
    );
    expect(parity).toMatchObject({ environment, format, commit: COMMIT });
  });

  test("the proof counts the resources of every type", () => {
    const { parity } = bundle(environment, format);
    expect(Object.keys(parity.modules).sort()).toEqual([...BUNDLE_LAYERS].sort());
    for (const stack of planOf(environment).stacks) {
      const layer = stack.name.slice(environment.length + 1);
      const counts = Object.fromEntries(
        Object.entries(parity.modules[layer]?.blocks ?? {}).filter(([block]) =>
          block.startsWith("resource "),
        ),
      );
      const expected: Record<string, number> = {};
      for (const { type } of stack.resources())
        expected[`resource ${type}`] = (expected[`resource ${type}`] ?? 0) + 1;
      expect(counts).toEqual(expected);
    }
  });

  test("a module contains the local chart that it uses", () => {
    const users = BUNDLE_LAYERS.filter((layer) =>
      planOf(environment).text(layer).includes("${path.module}/charts"),
    );
    for (const layer of users) expect(paths()).toContain(`${layer}/charts/custom-resources/Chart.yaml`);
    expect(paths().filter((path) => path.includes("charts/")).length).toBe(users.length * 2);
  });
});

function accountOf(environment: string): string {
  const [provider] = planOf(environment).stack("network").providers["aws"] as [
    { allowed_account_ids: [string] },
  ];
  return provider.allowed_account_ids[0];
}

test.each<[path: string, blocks: readonly string[]]>([
  [
    "network/vpc.tf",
    ['resource "aws_vpc" "main"', 'resource "aws_subnet" "private"', 'resource "aws_nat_gateway" "main"'],
  ],
  ["network/security-groups.tf", ['resource "aws_security_group" "nodes"']],
  ["network/endpoints.tf", ['resource "aws_vpc_endpoint" "endpoints"']],
  ["network/network-acls.tf", ['resource "aws_network_acl_rule" "private"']],
  [
    "cluster/node-groups.tf",
    ['resource "aws_eks_node_group" "main"', 'resource "aws_launch_template" "main"'],
  ],
  ["models/model-main.tf", ['resource "kubernetes_service_v1" "main"', 'resource "aws_iam_role" "main"']],
  ["models/model-main-deployment.tf", ['resource "kubernetes_deployment_v1" "main"']],
  ["models/remote-state.tf", ['data "terraform_remote_state" "cluster"']],
])("%s contains the resources of its subject", (path, blocks) => {
  for (const block of blocks) expect(file("ml-inference-prod", path)).toContain(block);
});

describe("HCL", () => {
  const text = (): string =>
    ENVIRONMENTS.flatMap((environment) =>
      [...bundle(environment).files].filter(([path]) => path.endsWith(".tf")).map(([, each]) => each),
    ).join("");

  test("policies are objects in jsonencode", () => {
    expect(text().match(/= jsonencode\(\{/g)?.length).toBeGreaterThan(50);
    expect(text()).not.toContain('\\"Version\\"');
  });

  test("a single reference is not an interpolation in quotes", () => {
    expect(text()).not.toMatch(/= "\$\{[\w.[\]]+\}"/);
  });

  test("names have no hash suffix of cdktf", () => {
    expect(text()).not.toMatch(/_[0-9A-F]{8}"/);
  });
});

/** The tag that identifies an environment, also in a text of JSON. */
const IDENTITY = /private-eks-inference[\\"\s]*[=:][^\n]*/g;

test("only the state module, and the policies of the S3 endpoint and of backups, contain the name of the state bucket", () => {
  const naming = ENVIRONMENTS.flatMap((environment) =>
    [...bundle(environment).files]
      .filter(
        ([path, text]) =>
          /^\w+\/[\w-]+\.tf$/.test(path) && text.replaceAll(IDENTITY, "").includes("-tfstate-"),
      )
      .map(([path]) => path),
  );
  expect([...new Set(naming)]).toEqual([
    "state/state-bucket.tf",
    "network/endpoints.tf",
    "cluster/backups.tf",
    "state/access-logs.tf",
  ]);
});

test.each(FORMATS)("git ignores plans, states and the copied override of the first apply (%s)", (format) => {
  const ignored = [".terraform/", "*.tfstate", "*.tfstate.*", "/plan"];
  const copy = `backend_override${SYNTAXES[format].module}`;
  for (const layer of BUNDLE_LAYERS) {
    const own = layer === "state" ? [`/${copy}`] : [];
    expect(file("mlapp", `${layer}/.gitignore`, format).split("\n")).toEqual([...ignored, ...own, ""]);
  }
  expect(bundle("mlapp", format).files.has(`state/first-apply/${copy}`)).toBe(true);
});

test("the excerpts in docs/guide/handoff.md are those of real files", () => {
  const page = readFileSync(join(__dirname, "../../../docs/guide/handoff.md"), "utf8");
  const excerpts = [...page.matchAll(/From `([\w./-]+)`[^`]*(?:`[\w-]+`[^`]*)?\n\n```hcl\n([^]*?)```/g)];
  expect(excerpts.length).toBe(page.match(/```hcl/g)?.length);
  for (const [, path = "", excerpt = ""] of excerpts) {
    expect(file("ml-inference-prod", path)).toContain(excerpt);
  }
});

test("moved blocks of the environment are handed over", async () => {
  const stacks = handedStacks(planOf("retail-forecast")).map((each) => {
    if (each.layer !== "network") return each;
    const moved: Json = [{ from: "aws_subnet.old", to: "aws_subnet.private_a" }];
    const json = { value: { ...each.stack.json, moved } };
    return { ...each, stack: Object.create(each.stack, { json, generated: json }) as typeof each.stack };
  });
  const { files } = await bundleOf(stacks, { environment: "retail-forecast", commit: COMMIT, format: "hcl" });
  expect(files.get("network/moved.tf")).toContain(
    "moved {\n  from = aws_subnet.old\n  to   = aws_subnet.private_a\n}\n",
  );
});

test("fails when a chart that a module uses does not exist", async () => {
  const stacks = handedStacks(planOf("ml-inference-prod")).map((each) => ({
    ...each,
    files: new Map<string, string>(),
  }));
  await expect(
    bundleOf(stacks, { environment: "ml-inference-prod", commit: COMMIT, format: "hcl" }),
  ).rejects.toThrow(
    "got no charts/custom-resources beside its JSON, expected the folder that synth writes; run npx private-eks-inference synth",
  );
});

describe("IMG-01 images and charts", () => {
  const stacks = handedStacks(planOf("retail-forecast"));
  const provenance = { environment: "retail-forecast", commit: COMMIT, format: "json" as const };
  const key = `image public.ecr.aws/eks/aws-load-balancer-controller:${tagOfChartImage("aws-load-balancer-controller", "aws-load-balancer-controller")}`;
  const digest = `sha256:${"a".repeat(64)}`;

  test.each(ENVIRONMENTS)("the bundle of %s has the list", (environment) => {
    expect(file(environment, "images.lock.yaml")).toContain(`environment: ${environment}\n`);
  });

  test("without internet access, the bundle has the script, and with NAT it has none", () => {
    expect(file("retail-forecast", "mirror-images.sh")).toContain(`image '${key}'`);
    expect(bundle("ml-inference-prod").files.has("mirror-images.sh")).toBe(false);
  });

  test("list and script have recorded digests", async () => {
    const { files } = await bundleOf(stacks, provenance, [], {
      digests: new Map([[key, digest]]),
      charts: [],
    });
    expect(files.get("images.lock.yaml")).toContain(`digest: ${digest}`);
    expect(files.get("mirror-images.sh")).toContain(`'${digest}'`);
  });
});
