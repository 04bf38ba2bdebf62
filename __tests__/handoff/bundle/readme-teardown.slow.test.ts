import { volumesTearDown } from "../../../src/handoff/module/layer-facts";
import { type Module } from "../../../src/handoff/module/module";
import { type JsonObject, asObject } from "../../../src/terraform/stack-json";
import { BUNDLE_LAYERS, file, loadBundles, section } from "../../support/bundles";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";

beforeAll(loadBundles);

const tearDown = (environment: string, layer: string): string =>
  section(file(environment, `${layer}/README.md`), "## Tear it down");

describe("the README describes the deletion of the load balancer:", () => {
  test.each([
    ["mlapp", "the controller deletes the load balancer together with the Ingress."],
    ["ml-inference-prod", "the controller deletes the load balancer together with the Service."],
    ["retail-forecast-option-b", "The load balancer is destroyed with the network module."],
    ["retail-forecast-console", "The load balancer belongs to none of these modules and remains."],
  ])("%s: %s", (environment, text) => expect(tearDown(environment, "models")).toContain(text));
});

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const protectedIn = (layer: (typeof BUNDLE_LAYERS)[number]): string[] => {
    const isProtected = ({ config }: { config: JsonObject }): boolean =>
      asObject(config["lifecycle"])["prevent_destroy"] === true;
    return planOf(environment)
      .stack(layer)
      .resources()
      .filter(isProtected)
      .map(({ address }) => `\`${address}\``);
  };

  test.each(BUNDLE_LAYERS)("%s: the README lists exactly the resources with prevent_destroy", (layer) => {
    const named = /Protected from destroy: (.*?)\. Destroying/.exec(tearDown(environment, layer))?.[1];
    const listed = named?.replace(/ \([\w.-]+\)/g, "").split(", ") ?? [];
    expect(listed.sort()).toEqual(protectedIn(layer).sort());
  });

  test("the state module has protected resources", () => {
    expect(protectedIn("state")).not.toEqual([]);
  });
});

describe("the README of the state module", () => {
  test("moves the state out of its bucket", () => {
    expect(tearDown("mlapp", "state")).toContain(
      "terraform init -backend-config=backend-mlapp.hcl\ncp first-apply/backend_override.tf .\nterraform init -migrate-state\n",
    );
  });

  test("deletes all versions of all objects by force_destroy", () => {
    expect(tearDown("mlapp", "state")).toContain(
      "set `force_destroy = true` in `aws_s3_bucket.state_bucket` (state-bucket.tf)",
    );
  });

  test("applies these edits before the destroy", () => {
    expect(tearDown("mlapp", "state")).toContain(
      "terraform apply -var-file=mlapp.tfvars\nterraform destroy -var-file=mlapp.tfvars\n",
    );
  });
});

test("the README states that an existing network remains", () => {
  expect(tearDown("retail-forecast-console", "network")).toContain("only looked up, and remain");
  expect(tearDown("retail-forecast", "network")).not.toContain("only looked up");
});

test("the page of the bundle says what a destroy leaves of volumes, if the cluster can create them", () => {
  const moduleWith = (type: string) => ({ source: { resource: { [type]: { a: {} } } } }) as unknown as Module;
  expect(volumesTearDown([moduleWith("kubernetes_storage_class_v1")])).toContain(
    "delete the claims that `kubectl get persistentvolumeclaims --all-namespaces` lists",
  );
  expect(volumesTearDown([moduleWith("kubernetes_namespace_v1")])).toBe("");
});
