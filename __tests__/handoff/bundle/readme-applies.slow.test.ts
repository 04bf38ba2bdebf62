import { bundleOfPlan, changedFile, file, loadBundles, section } from "../../support/bundles";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";

beforeAll(loadBundles);

describe.each(ENVIRONMENTS)("%s", (environment) => {
  test.each(["README.md", "platform/README.md", "models/README.md"])(
    "%s names the cluster's admins as the principals for platform and models",
    (path) => {
      const cluster = planOf(environment).stack("cluster");
      const entries = cluster
        .resources("aws_eks_access_policy_association")
        .filter(({ config }) => String(config["policy_arn"]).endsWith("/AmazonEKSClusterAdminPolicy"))
        .map(({ config }) => /aws_eks_access_entry\.\w+/.exec(String(config["principal_arn"]))?.[0] ?? "");
      const admins = entries.map((address) => String(cluster.find(address)?.config["principal_arn"]));
      expect(admins).not.toEqual([]);
      const text = file(environment, path);
      expect(text).toContain(
        `run Terraform as ${admins.map((arn) => `\`${arn}\``).join(" or ")}: the cluster allows no other principal`,
      );
      expect(text).toContain("The principal that created the cluster gets no access from creating it.");
    },
  );

  test("cluster/README.md names no principal", () => {
    expect(file(environment, "cluster/README.md")).not.toContain("run Terraform as");
  });
});

test("with a public API, the README names the ranges that reach it", async () => {
  const change = { cluster: { apiAccess: { publicCidrs: ["192.0.2.0/24"] } } };
  expect(await changedFile("retail-forecast", change, "platform/README.md")).toContain(
    "which allows the ranges of `api_public_access_cidrs`",
  );
});

test("without a public API, the README names the private API", () => {
  expect(file("retail-forecast", "platform/README.md")).toContain("the cluster's private API");
});

describe("for charts in the account's own registry", () => {
  const login =
    "aws ecr get-login-password --region ap-southeast-1 | helm registry login --username AWS --password-stdin 111122223333.dkr.ecr.ap-southeast-1.amazonaws.com\n";

  test.each(["platform/README.md", "README.md"])("%s has the login command", (path) => {
    expect(file("retail-forecast", path)).toContain(login);
  });

  test("the README states the lifetime of the token", () => {
    expect(file("retail-forecast", "platform/README.md")).toContain("12 hours");
  });

  test.each(["platform/README.md", "README.md"])("%s has no login command for public charts", (path) => {
    expect(file("ml-inference-prod", path)).not.toContain("helm registry login");
  });
});

describe("the README of the bundle lists prerequisites and manual steps:", () => {
  const before = (environment: string, layer: string): string =>
    section(file(environment, "README.md"), `### ${layer}`);

  test.each([
    ["ml-inference-prod", "models", "The secret `ml-inference/api-key` in Secrets Manager"],
    ["ml-inference-prod", "models", "under `s3://ml-inference-prod-models-222233334444/ml-inference-api/`."],
    ["mlapp", "models", "under `s3://mlapp-model-registry/model-service/`, and the bucket itself."],
    ["mlapp", "models", "An image of training-service that contains the command `sleep`"],
    ["mlapp", "models", "The web ACL `arn:aws:wafv2:us-east-1:333344445555:regional/webacl/mlapp/"],
    ["mlapp", "network", "The Route 53 hosted zone `Z0123456789MLAPPZONE`"],
    ["mlapp", "cluster", "The IAM principal `arn:aws:iam::333344445555:role/mlops-admin`"],
    [
      "mlapp",
      "platform",
      "Build these images yourself, each in the folder of its Dockerfile, with these tags: `333344445555.dkr.ecr.us-east-1.amazonaws.com/mlapp/model-service:2.0.1`",
    ],
    [
      "retail-forecast",
      "network",
      "The ACM certificate `arn:aws:acm:ap-southeast-1:111122223333:certificate/",
    ],
    [
      "retail-forecast",
      "network",
      "AWS sends an email to retail-ml-platform@example.com. Confirm the subscription",
    ],
    ["retail-forecast-option-b", "network", "The web ACL `arn:aws:wafv2:ap-southeast-1:555566667777:"],
    ["retail-forecast-console", "network", "The network that this module looks up"],
  ])("%s, %s: %s", (environment, layer, text) => expect(before(environment, layer)).toContain(text));

  test("an image that drains by itself needs no sleep", async () => {
    const models = [{ name: "own", image: { tag: "1" }, drainsOnSigterm: true, drainSeconds: 200 }];
    const text = await changedFile("ml-inference-prod", { models }, "README.md");
    expect(text).toContain(
      "An image of own that keeps serving for 200 seconds (`DRAIN_SECONDS`) after SIGTERM",
    );
    expect(text).not.toContain("`sleep`");
  });

  test("nothing that the environment does not use", () => {
    expect(before("mlapp", "models")).not.toContain("Secrets Manager");
    expect(before("mlapp", "network")).not.toMatch(/ACM certificate|AWS sends an email|looks up/);
  });

  test("no list for a module without prerequisites", () => {
    expect(before("ml-inference-prod", "network")).not.toContain("Prerequisites");
  });

  test("only the images of models are built; the images of charts are pulled", () => {
    expect(before("retail-forecast", "platform")).toContain(
      "Build these images yourself, each in the folder of its Dockerfile, with these tags: `111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/retail-forecast-api:1.0.0`.\n",
    );
  });
});

test("with a deployer role, the README asks for a principal that may assume it", async () => {
  const deployerRole = "arn:aws:iam::222233334444:role/TerraformDeployer";
  const { files } = await bundleOfPlan(planWith("ml-inference-prod", { cluster: { deployerRole } }));
  expect(files.get("README.md")).toContain(
    `run Terraform as a principal that may assume \`${deployerRole}\`: the providers of platform and models`,
  );
});
