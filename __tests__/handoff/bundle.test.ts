import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Bundle, bundleOf } from "../../src/handoff/bundle/bundle";
import { type Format, SYNTAXES } from "../../src/handoff/module/format";
import { type Json, type JsonObject, asObject } from "../../src/synthesized/stack-json";
import { handedStacks } from "../support/handed-stacks";
import { ENVIRONMENTS, planOf } from "../support/plans";

const FORMATS = Object.keys(SYNTAXES) as Format[];
const LAYERS = ["state", "network", "cluster", "platform", "models"];
const COMMIT = "0123456789ab";
const bundles = new Map<string, Bundle>();

beforeAll(async () => {
  for (const format of FORMATS) {
    for (const environment of ENVIRONMENTS) {
      const bundle = await bundleOf(handedStacks(planOf(environment)), {
        environment,
        commit: COMMIT,
        format,
      });
      bundles.set(`${environment} ${format}`, bundle);
    }
  }
});

const bundle = (environment: string, format: Format = "hcl"): Bundle => {
  const made = bundles.get(`${environment} ${format}`);
  if (!made) throw new Error(`${environment} was not made`);
  return made;
};

const file = (environment: string, path: string, format: Format = "hcl"): string => {
  const text = bundle(environment, format).files.get(path);
  if (text === undefined) throw new Error(`${environment} has no ${path}`);
  return text;
};

const EVERY = ENVIRONMENTS.flatMap((environment) => FORMATS.map((format) => [environment, format] as const));

describe.each(EVERY)("%s as %s", (environment, format) => {
  const paths = (): string[] => [...bundle(environment, format).files.keys()];
  const syntax = SYNTAXES[format];

  test("has a root module for each stack, with versions, providers, a backend, variables and values", () => {
    for (const layer of LAYERS) {
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

  test("holds one syntax", () => {
    const foreign = format === "hcl" ? /\.(tf|tftest|tfvars)\.json$/ : /\.(tf|tfvars|hcl)$/;
    expect(paths().length).toBeGreaterThan(60);
    expect(paths().filter((path) => foreign.test(path))).toEqual([]);
  });

  test("names no file of synth, no path of a machine and no note of cdktf", () => {
    const all = [...bundle(environment, format).files].filter(([path]) => path !== "parity.json");
    expect(all.length).toBeGreaterThan(60);
    const found = all.filter(([, text]) =>
      /cdk\.tf\.json|cdktf|uniqueId|\/home\/|\/root\/|\/tmp\/(?!$)|TfToken/.test(
        text.replaceAll('"/tmp"', ""),
      ),
    );
    expect(found.map(([path]) => path)).toEqual([]);
  });

  test("says at the top of each file where it comes from, and what to do about edits", () => {
    const files = [...bundle(environment, format).files].filter(([path]) => path.endsWith(syntax.module));
    expect(files.length).toBeGreaterThan(40);
    for (const [, text] of files) {
      expect(text.slice(0, 300)).toContain(`from environment ${environment} at commit ${COMMIT}`);
      expect(text.slice(0, 300)).toContain("take ownership");
    }
  });

  test("bakes no bucket or account into backends, remote states and providers", () => {
    const { account } = accountOf(environment);
    const files = paths().filter((path) => /\/(backend|remote-state|providers)\.tf/.test(path));
    expect(files.length).toBeGreaterThan(10);
    for (const path of files) {
      const text = file(environment, path, format);
      expect(text).not.toContain(account);
      expect(text).not.toContain("tfstate-");
    }
    expect(file(environment, `network/backend-${environment}${syntax.backend}`, format)).toContain(
      `tfstate-${account}`,
    );
  });

  test("every file of text ends in one line break", () => {
    const files = [...bundle(environment, format).files].filter(([path]) => !path.includes("/charts/"));
    expect(files.length).toBeGreaterThan(60);
    expect(files.filter(([, text]) => !/[^\n]\n$/.test(text)).map(([path]) => path)).toEqual([]);
  });

  test("its proof names every file and counts every type", () => {
    const { parity, files } = bundle(environment, format);
    expect(Object.keys(parity.files).sort()).toEqual(
      [...files.keys()].filter((path) => path !== "parity.json").sort(),
    );
    expect(parity).toMatchObject({ environment, format, commit: COMMIT });
    expect(Object.keys(parity.modules).sort()).toEqual([...LAYERS].sort());
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

  test("the chart that a module names as its own lies in it", () => {
    const users = LAYERS.filter((layer) =>
      planOf(environment)
        .text(layer as "models")
        .includes("${path.module}/charts"),
    );
    for (const layer of users) expect(paths()).toContain(`${layer}/charts/custom-resources/Chart.yaml`);
    expect(paths().filter((path) => path.includes("charts/")).length).toBe(users.length * 2);
  });
});

function accountOf(environment: string): { account: string } {
  const [provider] = planOf(environment).stack("network").providers["aws"] as [
    { allowed_account_ids: [string] },
  ];
  return { account: provider.allowed_account_ids[0] };
}

test("resources stand in the file of their subject, and what belongs to a model in the model's", () => {
  const has = (path: string, ...texts: string[]): void => {
    for (const text of texts) expect(file("ml-inference-prod", path)).toContain(text);
  };
  has(
    "network/vpc.tf",
    'resource "aws_vpc" "main"',
    'resource "aws_subnet" "private_a"',
    'resource "aws_nat_gateway" "a"',
  );
  has("network/security-groups.tf", 'resource "aws_security_group" "nodes"');
  has("network/endpoints.tf", 'resource "aws_vpc_endpoint" "ecr_api"');
  has("network/network-acls.tf", 'resource "aws_network_acl_rule" "private_egress_100"');
  has(
    "cluster/node-groups.tf",
    'resource "aws_eks_node_group" "general_a"',
    'resource "aws_launch_template" "general"',
  );
  has(
    "models/model-ml-inference-api.tf",
    'resource "kubernetes_deployment_v1" "ml_inference_api"',
    'resource "aws_iam_role" "ml_inference_api"',
  );
  has("models/remote-state.tf", 'data "terraform_remote_state" "cluster"');
});

describe("comments", () => {
  test("each endpoint says who calls it, and what for", () => {
    expect(file("ml-inference-prod", "network/endpoints.tf")).toContain(
      '# AWS Load Balancer Controller: makes load balancers and registers pods\nresource "aws_vpc_endpoint" "elasticloadbalancing" {',
    );
    const all = ENVIRONMENTS.filter(
      (environment) => planOf(environment).stack("network").resources("aws_vpc_endpoint").length > 0,
    );
    expect(all.length).toBeGreaterThan(2);
    for (const environment of all) {
      const text = file(environment, "network/endpoints.tf");
      const endpoints = [...text.matchAll(/^resource "aws_vpc_endpoint" "\w+" \{$/gm)];
      expect([...text.matchAll(/^# .+: .+\nresource "aws_vpc_endpoint"/gm)].length).toBe(endpoints.length);
    }
  });

  test("each rule says between whom it is, on which port, and why", () => {
    const groups = file("ml-inference-prod", "network/security-groups.tf");
    expect(groups).toContain("# nodes from control-plane, TCP 10250: kubelet: logs, exec, metrics\n");
    expect(groups).toContain("# nodes to S3, TCP 443: image layers, packages and model files in S3\n");
    expect(groups).toContain("# nodes from itself, every port: nodes and pods among themselves\n");
    const acls = file("ml-inference-prod", "network/network-acls.tf");
    expect(acls).toContain("# from 10.0.0.0/8, TCP 80: clients to the load balancer\n");
    expect(acls).toContain(
      "# to 10.0.0.0/8, TCP 1024 to 65535: answers, since an ACL keeps no connections\n",
    );
    for (const [text, type] of [
      [groups, "aws_vpc_security_group_\\w+_rule"],
      [acls, "aws_network_acl_rule"],
    ] as const) {
      const rules = [...text.matchAll(new RegExp(`^resource "${type}"`, "gm"))];
      expect(rules.length).toBeGreaterThan(10);
      expect([...text.matchAll(new RegExp(`^# .+: .+\\nresource "${type}"`, "gm"))].length).toBe(
        rules.length,
      );
    }
  });

  test("a range that is a variable is named as such", () => {
    expect(file("ml-inference-prod", "network/security-groups.tf")).toContain(
      "# control-plane from var.api_access_cidrs[0], TCP 443: operators and runners\n",
    );
  });

  test("JSON has them too", () => {
    const { resource } = JSON.parse(file("ml-inference-prod", "network/endpoints.tf.json", "json")) as {
      resource: JsonObject;
    };
    expect(asObject(asObject(resource["aws_vpc_endpoint"])["ecr_api"])["//"]).toBe(
      "nodes: authorizes image pulls",
    );
  });
});

test("policies are objects, references stand bare, and no text is quoted around an expression alone", () => {
  const files = ENVIRONMENTS.flatMap((environment) =>
    [...bundle(environment).files].filter(([path]) => path.endsWith(".tf")),
  );
  const texts = files.map(([, text]) => text).join("");
  expect(texts.match(/= jsonencode\(\{/g)?.length).toBeGreaterThan(50);
  expect(texts).not.toContain('\\"Version\\"');
  expect(texts).not.toMatch(/= "\$\{[\w.[\]]+\}"/);
  expect(texts).not.toMatch(/_[0-9A-F]{8}"/);
});

describe("README", () => {
  test("of the bundle names every module in the order of applying, and every version that is pinned", () => {
    const text = file("ml-inference-prod", "README.md");
    const positions = LAYERS.map((layer) => text.indexOf(`[${layer}](${layer}/README.md)`));
    expect(positions.every((position) => position > 0)).toBe(true);
    expect([...positions].sort((a, b) => a - b)).toEqual(positions);
    for (const pinned of [
      "aws-load-balancer-controller | `3.5.0`",
      "ml-inference-api | `1.4.2`",
      "hashicorp/aws | `>= 5.100.0, < 7.0.0`",
    ]) {
      expect(text).toContain(pinned);
    }
  });

  test("of a network without internet has the commands that fill the account's own registry", () => {
    const text = file("retail-forecast", "README.md");
    const own = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast";
    for (const command of [
      "helm pull aws-load-balancer-controller --repo https://aws.github.io/eks-charts --version 3.5.0",
      `helm push aws-load-balancer-controller-3.5.0.tgz oci://${own}/charts`,
      "docker pull public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0",
      `docker push ${own}/eks/aws-load-balancer-controller:v3.5.0`,
      `docker push ${own}/retail-forecast-api:1.0.0`,
    ]) {
      expect(text).toContain(`${command}\n`);
    }
  });

  test.each(LAYERS)(
    "of %s says what it holds, from where it is applied, how to lock, test and tear it down",
    (layer) => {
      const text = file("ml-inference-prod", `${layer}/README.md`);
      for (const title of ["## Run it", "## Change it", "## Test it", "## Tear it down", "## Versions"])
        expect(text).toContain(title);
      expect(text).toContain(
        "terraform providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64",
      );
      expect(text).toMatch(/It is applied from .*machine/);
      expect(text).toContain("What changes the graph stays a matter of the generator");
    },
  );

  test.each(LAYERS)(
    "of %s has a row for every input and output between the marks of terraform-docs",
    (layer) => {
      const text = file("retail-forecast-option-b", `${layer}/README.md`);
      const docs = /<!-- BEGIN_TF_DOCS -->\n([^]*)\n<!-- END_TF_DOCS -->\n$/.exec(text)?.[1] ?? "";
      const stack = planOf("retail-forecast-option-b").stack(layer as "network");
      const values = file("retail-forecast-option-b", `${layer}/retail-forecast-option-b.tfvars`);
      const inputs = [...values.matchAll(/^(\w+) +=/gm)].map(([, name]) => name ?? "");
      expect(inputs.length).toBeGreaterThan(0);
      for (const name of inputs)
        expect(docs).toContain(
          `| <a name="input_${name}"></a> [${name}](#input\\_${name.replaceAll("_", "\\_")}) |`,
        );
      for (const name of Object.keys(stack.outputs)) expect(docs).toContain(`<a name="output_${name}"></a>`);
      for (const { address } of stack.resources()) expect(docs).toContain(`| [${address}](`);
    },
  );
});

describe("the module's own test", () => {
  test.each(ENVIRONMENTS)("%s: every condition is about a resource that the module has", (environment) => {
    const plan = planOf(environment);
    let conditions = 0;
    for (const layer of LAYERS) {
      const text = file(environment, `${layer}/tests/${layer}.tftest.json`, "json");
      const { run, mock_provider: mocks } = JSON.parse(text) as {
        run: Record<
          string,
          { assert?: { condition: string }[]; expect_failures?: string[]; command: string }
        >;
        mock_provider: object;
      };
      const addresses = [
        ...plan.stack(layer as "models").resources(),
        ...plan.stack(layer as "models").dataSources(),
      ].map(({ address }) => address);
      expect(Object.keys(mocks).sort()).toEqual(Object.keys(plan.stack(layer as "models").providers).sort());
      for (const { assert = [], expect_failures: failures = [], command } of Object.values(run)) {
        expect(command).toBe("plan");
        const named = assert.flatMap(({ condition }) =>
          [...condition.matchAll(/\b(?:aws|kubernetes|helm)_\w+\.\w+/g)].map(([address]) => address),
        );
        expect([...named, ...failures].filter((address) => !addresses.includes(address))).toEqual([]);
        conditions += named.length + failures.length;
      }
    }
    expect(conditions).toBeGreaterThan(20);
  });

  test("holds what matters: a private API, no way out of private subnets, encrypted state", () => {
    const conditions = (layer: string): string =>
      file("retail-forecast", `${layer}/tests/${layer}.tftest.hcl`);
    expect(conditions("cluster")).toContain(
      "aws_eks_cluster.main.vpc_config[0].endpoint_private_access == true",
    );
    expect(conditions("cluster")).toContain(
      "aws_eks_cluster.main.vpc_config[0].endpoint_public_access == false",
    );
    expect(conditions("network")).toContain(
      "aws_route.public_internet.route_table_id != aws_route_table.private.id",
    );
    expect(conditions("state")).toContain("aws_s3_bucket_server_side_encryption_configuration.state_bucket");
  });

  test("asserts nothing that does not hold today", () => {
    // Public subnets of this environment give addresses to what starts in them.
    const text = file("retail-forecast", "network/tests/network.tftest.hcl");
    expect(text).toContain("aws_subnet.private_a.map_public_ip_on_launch == false");
    expect(text).not.toContain("aws_subnet.public_a.map_public_ip_on_launch");
  });
});

test("docs/handoff.md shows what is really written", () => {
  const page = readFileSync(join(__dirname, "../../docs/handoff.md"), "utf8");
  const excerpts = [...page.matchAll(/From `([\w./-]+)`[^`]*(?:`[\w-]+`[^`]*)?\n\n```hcl\n([^]*?)```/g)];
  expect(excerpts.length).toBe(page.match(/```hcl/g)?.length);
  for (const [, path = "", excerpt = ""] of excerpts) {
    expect(file("ml-inference-prod", path)).toContain(excerpt);
  }
});

test("renames that the environment keeps go along", async () => {
  const stacks = handedStacks(planOf("retail-forecast")).map((each) => {
    if (each.layer !== "network") return each;
    const moved: Json = [{ from: "aws_subnet.old", to: "aws_subnet.private_a" }];
    return {
      ...each,
      stack: Object.assign(Object.create(each.stack) as typeof each.stack, {
        json: { ...each.stack.json, moved },
      }),
    };
  });
  const { files } = await bundleOf(stacks, { environment: "retail-forecast", commit: COMMIT, format: "hcl" });
  expect(files.get("network/moved.tf")).toContain(
    "moved {\n  from = aws_subnet.old\n  to   = aws_subnet.private_a\n}\n",
  );
});

test("fails when a chart that a module names is not there", async () => {
  const stacks = handedStacks(planOf("ml-inference-prod")).map((each) => ({
    ...each,
    files: new Map<string, string>(),
  }));
  await expect(
    bundleOf(stacks, { environment: "ml-inference-prod", commit: COMMIT, format: "hcl" }),
  ).rejects.toThrow(
    "got no charts/custom-resources beside its JSON, expected what synth wrote there; run npm run synth",
  );
});
