import { BUNDLE_LAYERS, bundleOfPlan, file, handedModule, loadBundles } from "../../support/bundles";
import { withArgoCd } from "../../support/argo-cd";
import { planWith } from "../../support/changed-plans";
import { StackJson } from "../../../src/terraform/stack-json";
import { versionOfChart } from "../../support/chart-versions";

beforeAll(loadBundles);

describe("the README of a bundle", () => {
  test("lists the modules in apply order", () => {
    const text = file("ml-inference-prod", "README.md");
    const positions = BUNDLE_LAYERS.map((layer) => text.indexOf(`[${layer}](${layer}/README.md)`));
    expect(positions.every((position) => position > 0)).toBe(true);
    expect([...positions].sort((a, b) => a - b)).toEqual(positions);
  });

  test.each([
    [
      "ml-inference-prod",
      `aws-load-balancer-controller | \`${versionOfChart("aws-load-balancer-controller")}\``,
    ],
    ["ml-inference-prod", "ml-inference-api | `1.4.2`"],
    ["ml-inference-prod", "hashicorp/aws | `>= 5.100.0, < 7.0.0, != 6.14.0, != 6.22.0`"],
    ["retail-forecast", "| Kubernetes | mlops-retail-cluster | `1.36` | EKS |"],
    ["retail-forecast", "| add-on | coredns | `default for Kubernetes 1.36, looked up by each plan` | EKS |"],
    ["retail-forecast", "| add-on | eks-pod-identity-agent | `v1.3.10-eksbuild.3` | EKS |"],
  ])("of %s lists the version %s", (environment, row) => {
    expect(file(environment, "README.md")).toContain(row);
  });

  const own = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast";
  test.each([
    "bash mirror-images.sh",
    `docker buildx build --platform linux/amd64 --tag ${own}/retail-forecast-api:1.0.0 --push .`,
  ])("of a network without internet access has the push command %s", (command) => {
    expect(file("retail-forecast", "README.md")).toContain(`${command}\n`);
  });

  test("ML-04 names the folder of Git that Argo CD applies, which is in no module", async () => {
    const { files } = await bundleOfPlan(withArgoCd());
    expect(files.get("README.md")).toContain(
      "Argo CD applies `environments/prod` of https://git-codecommit.ap-southeast-2.amazonaws.com/v1/repos/models at `main` to the namespace `gitops-models`. These modules do not contain it, and no check has judged it.",
    );
    expect(file("ml-inference-prod", "README.md")).not.toContain("Argo CD");
  });

  test("of ARM nodes has the build command for their platform", async () => {
    const change = { cluster: { nodeGroups: { general: { instanceTypes: ["m7g.large"] } } } };
    const { files } = await bundleOfPlan(planWith("retail-forecast", change));
    expect(files.get("README.md")).toContain("docker buildx build --platform linux/arm64 --tag ");
  });

  test("of Fargate beside ARM nodes has the build command for the platform of Fargate", async () => {
    const change = { cluster: { nodeGroups: { general: { instanceTypes: ["m7g.large"] } } } };
    const { files } = await bundleOfPlan(planWith("mlapp", change));
    expect(files.get("README.md")).toContain("docker buildx build --platform linux/amd64 --tag ");
  });

  test("names the programs that its commands need", () => {
    expect(file("retail-forecast", "README.md")).toContain(
      "They need Terraform >= 1.11.0, or OpenTofu 1.12.6 or later (command `tofu` in place of `terraform`), and the AWS CLI; some steps also need Docker (to build images), bash, crane and jq (to copy images with all their platforms), Helm (for charts and custom resource definitions) and kubectl (to upgrade these definitions).",
    );
  });

  test("names the command for access with kubectl", () => {
    expect(file("retail-forecast", "README.md")).toContain("terraform output -raw update_kubeconfig_command");
  });
});

describe.each(BUNDLE_LAYERS)("the README of the module %s", (layer) => {
  const page = (): string => file("ml-inference-prod", `${layer}/README.md`);

  test.each(["## Run it", "## Change it", "## Test it", "## Tear it down", "## Versions"])(
    "has the section %s",
    (title) => expect(page()).toContain(title),
  );

  test.each<[string, string | RegExp]>([
    [
      "the command that locks providers",
      "terraform providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_amd64 -platform=darwin_arm64",
    ],
    ["the machine that applies it", /Apply it from .*machine/],
    ["the changes that no variable makes", "What no variable sets is changed in the environment's YAML file"],
    ["the values of its test", "values in the `variables` of that file"],
  ])("describes %s", (_, text) => expect(page()).toMatch(text instanceof RegExp ? text : literal(text)));

  test("describes the first plan of an applied stack", () => {
    const moves = handedModule("ml-inference-prod", layer).families.length > 0;
    expect(page()).toContain(
      `the first plan ${moves ? "only moves resources, to the addresses in the \`moved\` blocks," : "shows no changes"} with the provider versions of the last apply`,
    );
  });

  const ENVIRONMENT = "retail-forecast-option-b";
  const docs = (): string =>
    /<!-- BEGIN_TF_DOCS -->\n([^]*)\n<!-- END_TF_DOCS -->\n$/.exec(
      file(ENVIRONMENT, `${layer}/README.md`),
    )?.[1] ?? "";

  test("lists every input in its terraform-docs tables", () => {
    const values = file(ENVIRONMENT, `${layer}/${ENVIRONMENT}.tfvars`);
    const inputs = [...values.matchAll(/^(\w+) +=/gm)].map(([, name]) => name ?? "");
    expect(inputs.length).toBeGreaterThan(0);
    for (const name of inputs)
      expect(docs()).toContain(
        `| <a name="input_${name}"></a> [${name}](#input\\_${name.replaceAll("_", "\\_")}) |`,
      );
  });

  test("lists every output and resource in its terraform-docs tables", () => {
    const module = new StackJson(layer, handedModule(ENVIRONMENT, layer).json);
    expect(module.resources().length).toBeGreaterThan(0);
    for (const name of Object.keys(module.outputs)) expect(docs()).toContain(`<a name="output_${name}"></a>`);
    for (const { address } of module.resources()) expect(docs()).toContain(`| [${address}](`);
  });
});

test("a long type of a map of objects has a line for each attribute in the table of inputs", () => {
  expect(file("retail-forecast-option-b", "cluster/README.md")).toContain(
    "| <pre>map(object({<br/>    capacity_type  = string<br/>",
  );
});

const literal = (text: string): RegExp => new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));

describe("the README states the contents of a module:", () => {
  const contents = (environment: string, layer: string): string =>
    file(environment, `${layer}/README.md`).split("\n")[2] ?? "";

  test("a VPC that the module creates", () => {
    expect(contents("retail-forecast", "network")).toContain("the VPC with subnets");
    expect(contents("retail-forecast", "network")).not.toMatch(/existing VPC|load balancer/);
  });

  test("an existing VPC", () => {
    expect(contents("retail-forecast-console", "network")).toContain("data sources for an existing VPC");
  });

  test("a load balancer of the network module", () => {
    expect(contents("retail-forecast-option-b", "network")).toContain("; the load balancer.");
  });

  test("a model bucket, if the cluster module has one", () => {
    expect(contents("ml-inference-prod", "cluster")).toContain("the model bucket");
    expect(contents("mlapp", "cluster")).not.toContain("the model bucket");
  });

  test("Fargate profiles", () => {
    expect(contents("mlapp", "cluster")).toContain("Fargate profiles");
  });
});
