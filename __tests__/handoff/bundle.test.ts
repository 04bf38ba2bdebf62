import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Bundle, bundleOf } from "../../src/handoff/bundle/bundle";
import { type Format, SYNTAXES } from "../../src/handoff/module/format";
import { type Json, type JsonObject, asObject } from "../../src/terraform-json/stack-json";
import { handedStacks } from "../support/handed-stacks";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { planOf } from "../support/reference-plans";

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
      expect(text).toContain("values of the hand-over, which stand in that file's own `variables`");
      expect(text).toContain("no change with the provider versions that it was last applied with");
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

/** The page of a module in an environment that is changed. */
async function changedFile(environment: string, change: object, path: string): Promise<string> {
  const stacks = handedStacks(planWith(environment, change));
  const { files } = await bundleOf(stacks, { environment, commit: COMMIT, format: "hcl" });
  return files.get(path) ?? "";
}

/** A part of a page, from its title to the next of the same rank. */
const section = (page: string, title: string): string => {
  const from = page.indexOf(`\n${title}\n`);
  if (from < 0) throw new Error(`no ${title}`);
  const rest = page.slice(from + title.length + 2);
  const end = rest.search(new RegExp(`^${title.replace(/[^#].*/, "")} `, "m"));
  return end < 0 ? rest : rest.slice(0, end);
};

describe("a README says what a change of a variable does", () => {
  const change = (environment: string, layer: string): string =>
    section(file(environment, `${layer}/README.md`), "## Change it");

  test("instance types replace groups, a disk their nodes, and a range the entries of the network ACL", () => {
    const cluster = change("ml-inference-prod", "cluster");
    expect(cluster).toContain(
      "- `node_group_general_instance_types` replaces `aws_eks_node_group.general_a`, `aws_eks_node_group.general_b`: Terraform destroys before it makes anew, all at once.",
    );
    expect(cluster).toContain("- `node_group_general_disk_gib` replaces every node of");
    expect(change("ml-inference-prod", "network")).toContain(
      "- `api_access_cidrs` replaces `aws_network_acl_rule.private_egress_200`",
    );
  });

  test("a tag replaces pods", () => {
    expect(change("mlapp", "models")).toContain(
      "- `model_service_image_tag` replaces the pods of `kubernetes_deployment_v1.model_service`, step by step.",
    );
  });

  test("a switch makes or destroys what counts by it", () => {
    expect(change("retail-forecast-option-b", "network")).toContain(
      "- `demo_enabled` makes or destroys `aws_lb.demo`, `aws_lb_listener.http`",
    );
  });

  test("where a variable is an output too, others follow", () => {
    expect(change("retail-forecast", "network")).toContain("- `certificate_arn` is in an output too");
  });

  test("of a module whose variables replace nothing has no list", () => {
    expect(change("mlapp", "platform")).toContain("Read each plan before it is applied.\n");
    expect(change("mlapp", "platform")).not.toContain("\n- ");
  });

  test("how many nodes run is set by a command for each group", () => {
    const cluster = change("ml-inference-prod", "cluster");
    for (const group of ["general-a", "general-b"]) {
      expect(cluster).toContain(
        `aws eks update-nodegroup-config --region ap-southeast-2 --cluster-name ml-inference-prod-cluster --nodegroup-name ${group} --scaling-config desiredSize=N\n`,
      );
    }
    expect(cluster).toContain("Nothing in these modules moves the number");
  });

  test("the version of Kubernetes stands in these files, and goes up by one", () => {
    const cluster = change("ml-inference-prod", "cluster");
    expect(cluster).toContain(
      "Kubernetes 1.36 stands in `version` of `aws_eks_cluster` (cluster.tf), `version` of `aws_eks_node_group` (node-groups.tf), `kubernetes_version` of `data.aws_eks_addon_version` (addons.tf).",
    );
    expect(cluster).toContain("one minor version at a time");
  });
});

describe("a README says who applies, and from where", () => {
  test.each(ENVIRONMENTS)("%s: platform and models as the cluster's admins", (environment) => {
    const admins = planOf(environment)
      .stack("cluster")
      .resources("aws_eks_access_entry")
      .map(({ config }) => String(config["principal_arn"]));
    expect(admins).not.toEqual([]);
    for (const path of ["README.md", "platform/README.md", "models/README.md"]) {
      const text = file(environment, path);
      expect(text).toContain(
        `Terraform has to run there as ${admins.map((arn) => `\`${arn}\``).join(" or ")}: the cluster lets in nobody else`,
      );
      expect(text).toContain("Who made the cluster is not let in for that.");
    }
    expect(file(environment, "cluster/README.md")).not.toContain("Terraform has to run there as");
  });

  test("a public API is reached from its ranges", async () => {
    const change = { cluster: { apiAccess: { publicCidrs: ["192.0.2.0/24"] } } };
    expect(await changedFile("retail-forecast", change, "platform/README.md")).toContain(
      "which lets in the ranges of `api_public_access_cidrs`",
    );
    expect(file("retail-forecast", "platform/README.md")).toContain("the cluster's private API");
  });

  test("charts of the account's own registry take a login for each plan, and others none", () => {
    const login =
      "aws ecr get-login-password --region ap-southeast-1 | helm registry login --username AWS --password-stdin 111122223333.dkr.ecr.ap-southeast-1.amazonaws.com\n";
    const platform = file("retail-forecast", "platform/README.md");
    expect(platform).toContain(login);
    expect(platform).toContain("12 hours");
    expect(file("retail-forecast", "README.md")).toContain(login);
    expect(file("ml-inference-prod", "platform/README.md")).not.toContain("helm registry login");
    expect(file("ml-inference-prod", "README.md")).not.toContain("helm registry login");
  });
});

describe("where nothing runs yet, the bundle's README says what has to be there", () => {
  const before = (environment: string, layer: string): string =>
    section(file(environment, "README.md"), `### ${layer}`);

  test.each([
    ["ml-inference-prod", "models", "The secret `ml-inference/api-key` in Secrets Manager"],
    ["ml-inference-prod", "models", "below `s3://ml-inference-prod-models-222233334444/ml-inference-api/`."],
    ["mlapp", "models", "below `s3://mlapp-model-registry/model-service/`, and that bucket itself."],
    ["mlapp", "models", "An image of training-service that has the command `sleep`"],
    ["mlapp", "models", "The web ACL `arn:aws:wafv2:us-east-1:333344445555:regional/webacl/mlapp/"],
    ["mlapp", "network", "The Route 53 hosted zone `Z0123456789MLAPPZONE`"],
    ["mlapp", "cluster", "The IAM principal `arn:aws:iam::333344445555:role/mlops-admin`"],
    [
      "mlapp",
      "platform",
      "Build yourself, and tag as named here: `333344445555.dkr.ecr.us-east-1.amazonaws.com/mlapp/model-service:2.0.1`",
    ],
    [
      "retail-forecast",
      "network",
      "The ACM certificate `arn:aws:acm:ap-southeast-1:111122223333:certificate/",
    ],
    [
      "retail-forecast",
      "network",
      "AWS writes to retail-ml-platform@example.com: until somebody there confirms",
    ],
    ["retail-forecast-option-b", "network", "The web ACL `arn:aws:wafv2:ap-southeast-1:555566667777:"],
    ["retail-forecast-console", "network", "The network that this module looks up"],
  ])("%s, %s: %s", (environment, layer, text) => expect(before(environment, layer)).toContain(text));

  test("and nothing that the environment does not have", () => {
    expect(before("mlapp", "models")).not.toContain("Secrets Manager");
    expect(before("mlapp", "network")).not.toMatch(/ACM certificate|AWS writes to|looks up/);
    expect(before("ml-inference-prod", "network")).not.toContain("To be there first");
  });

  test("an image of a chart is pulled, and never built", () => {
    expect(before("retail-forecast", "platform")).toContain(
      "Build yourself, and tag as named here: `111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/retail-forecast-api:1.0.0`.\n",
    );
  });
});

describe("a README says how everything goes", () => {
  const tearDown = (environment: string, layer: string): string =>
    section(file(environment, `${layer}/README.md`), "## Tear it down");

  test("the load balancer with its Ingress or Service, with the network, or not at all", () => {
    expect(tearDown("mlapp", "models")).toContain("the load balancer goes with its Ingress.");
    expect(tearDown("ml-inference-prod", "models")).toContain("the load balancer goes with its Service.");
    expect(tearDown("retail-forecast-option-b", "models")).toContain(
      "The load balancer goes with the network module.",
    );
    expect(tearDown("retail-forecast-console", "models")).toContain(
      "The load balancer is none of these modules' and stays.",
    );
  });

  test.each(ENVIRONMENTS)("%s: what is protected is what the modules protect", (environment) => {
    for (const layer of LAYERS) {
      const isProtected = ({ config }: { config: JsonObject }): boolean =>
        asObject(config["lifecycle"])["prevent_destroy"] === true;
      const addresses = planOf(environment)
        .stack(layer as "models")
        .resources()
        .filter(isProtected)
        .map(({ address }) => `\`${address}\``);
      const named = /Protected from destroy: (.*?)\. What/.exec(tearDown(environment, layer))?.[1];
      const expected = addresses.sort().join();
      expect(
        named
          ?.replace(/ \([\w.-]+\)/g, "")
          .split(", ")
          .sort()
          .join() ?? "",
      ).toBe(expected);
      if (layer === "state") expect(addresses).not.toEqual([]);
    }
  });

  test("the state leaves its bucket, which then loses every version", () => {
    const text = tearDown("mlapp", "state");
    expect(text).toContain(
      "terraform init -backend-config=backend-mlapp.hcl\ncp first-apply/backend_override.tf .\nterraform init -migrate-state\n",
    );
    expect(text).toContain("set `force_destroy = true` in `aws_s3_bucket.state_bucket` (storage.tf)");
    expect(text).toContain(
      "terraform apply -var-file=mlapp.tfvars\nterraform destroy -var-file=mlapp.tfvars\n",
    );
  });

  test("a network that is found stays", () => {
    expect(tearDown("retail-forecast-console", "network")).toContain("only looked up, and stay");
    expect(tearDown("retail-forecast", "network")).not.toContain("only looked up");
  });
});

test("a module holds what its README says that it holds", () => {
  const holds = (environment: string, layer: string): string =>
    file(environment, `${layer}/README.md`).split("\n")[2] ?? "";
  expect(holds("retail-forecast", "network")).toContain("the VPC with subnets");
  expect(holds("retail-forecast", "network")).not.toMatch(/look-ups|load balancer/);
  expect(holds("retail-forecast-console", "network")).toContain("look-ups of a VPC that exists");
  expect(holds("retail-forecast-option-b", "network")).toContain("; the load balancer.");
  expect(holds("ml-inference-prod", "cluster")).toContain("the model bucket");
  expect(holds("mlapp", "cluster")).not.toContain("the model bucket");
  expect(holds("mlapp", "cluster")).toContain("Fargate profiles");
});

test("README of the bundle names the programs that its steps and commands take", () => {
  const text = file("retail-forecast", "README.md");
  expect(text).toContain("They run with Terraform >= 1.11.0 and the AWS CLI; some steps take more: Docker");
  expect(text).toContain("terraform output -raw update_kubeconfig_command");
  expect(text).toContain("| Kubernetes | mlops-retail-cluster | `1.36` | EKS |");
  expect(text).toContain("| add-on | coredns | `default for Kubernetes 1.36, asked at each plan` | EKS |");
  expect(text).toContain("| add-on | eks-pod-identity-agent | `v1.3.10-eksbuild.3` | EKS |");
});

test("only the state module names the bucket of states", () => {
  const naming = ENVIRONMENTS.flatMap((environment) =>
    [...bundle(environment).files]
      .filter(([path, text]) => /^\w+\/[\w-]+\.tf$/.test(path) && text.includes("-tfstate-"))
      .map(([path]) => path),
  );
  expect([...new Set(naming)]).toEqual(["state/storage.tf"]);
});

test.each(FORMATS)(
  "plans, states and what the first apply copies stay out of version control (%s)",
  (format) => {
    const ignored = [".terraform/", "*.tfstate", "*.tfstate.*", "/plan"];
    const copy = `backend_override${SYNTAXES[format].module}`;
    for (const layer of LAYERS) {
      const own = layer === "state" ? [`/${copy}`] : [];
      expect(file("mlapp", `${layer}/.gitignore`, format).split("\n")).toEqual([...ignored, ...own, ""]);
    }
    expect(bundle("mlapp", format).files.has(`state/first-apply/${copy}`)).toBe(true);
  },
);

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
