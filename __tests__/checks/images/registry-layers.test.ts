import { registryLayers } from "../../../src/checks/images/registry-layers";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const pulling = (repository: string) =>
  planWith("mlapp", {
    models: [{ name: "api", image: { repository, tag: "1.0.0" }, port: 8080, paths: ["/"] }],
  });

test.each(ENVIRONMENTS)("registry-layers knows every registry of %s", (environment) => {
  expect(foundBy(registryLayers, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each(["ghcr.io/acme/api", "quay.io/acme/api", "acme/api"])(
  "registry-layers knows the registry of %s",
  (repository) => {
    expect(foundBy(registryLayers, environmentPlan(pulling(repository)))).toEqual([]);
  },
);

test("registry-layers does not judge a registry that it does not know", () => {
  expect(foundBy(registryLayers, environmentPlan(pulling("registry.acme.example/api")))).toEqual([
    "kubernetes_deployment_v1.api: not judged: container api pulls from registry.acme.example, whose layer host is " +
      "unknown; the policy of the S3 endpoint denies other buckets of the region",
  ]);
});

test("registry-layers accepts any registry where the S3 endpoint allows every bucket", () => {
  const plan = altered(pulling("registry.acme.example/api"), ({ network }) => {
    delete network.resource.aws_vpc_endpoint.s3.policy;
  });
  expect(foundBy(registryLayers, plan)).toEqual([]);
});
