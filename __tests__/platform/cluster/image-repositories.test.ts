import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { PROD, clusterOf, settings, parsed } from "../cluster-stack";

test("EKS-09 the image of each model has a repository with immutable tags, scans and encryption", () => {
  expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(EcrRepository, {
    name: "ml-inference-prod/ml-inference-api",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
    encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.cluster.arn}" }],
  });
});

test("EKS-09 a repository with images is not destroyed", () => {
  expect(planOf(PROD).text("cluster")).toHaveResourceWithProperties(EcrRepository, {
    name: "ml-inference-prod/ml-inference-api",
    force_delete: false,
  });
});

test("EKS-09 untagged and old images expire", () => {
  const policy = parsed(settings(clusterOf(PROD), "aws_ecr_lifecycle_policy.ml_inference_api")["policy"]);
  expect(asArray(policy["rules"]).map((rule) => asObject(asObject(rule)["selection"])["tagStatus"])).toEqual([
    "untagged",
    "any",
  ]);
});

const repositoryNames = (environment: string) =>
  clusterOf(environment)
    .resources("aws_ecr_repository")
    .map((repository) => repository.config["name"]);

test("EKS-09 without internet access the mirrored chart and its image have repositories too", () => {
  expect(repositoryNames("retail-forecast")).toEqual([
    "retail-forecast/charts/aws-load-balancer-controller",
    "retail-forecast/eks/aws-load-balancer-controller",
    "retail-forecast/retail-forecast-api",
  ]);
});

test("EKS-09 with internet access only models have repositories", () => {
  expect(repositoryNames(PROD)).toEqual(["ml-inference-prod/ml-inference-api"]);
});

test.each(ENVIRONMENTS)("EKS-09 %s: every repository has a lifecycle policy", (environment) => {
  const stack = clusterOf(environment);
  const repositories = stack.resources("aws_ecr_repository");
  expect(repositories).not.toEqual([]);
  expect(stack.resources("aws_ecr_lifecycle_policy").map((policy) => policy.config["repository"])).toEqual(
    repositories.map((repository) => `\${${repository.address}.name}`),
  );
});

test("EKS-09 a model with an image in another repository gets none", () => {
  const repository = "222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/shared/api";
  const models = [{ name: "ml-inference-api", image: { repository, tag: "1.4.2" } }];
  expect(planWith(PROD, { models }).stack("cluster").resources("aws_ecr_repository")).toEqual([]);
});
