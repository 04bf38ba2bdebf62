import { ACCEPTED_FILES, filesOf } from "../../src/checks/files";
import { type WaivedRules } from "../../src/checks/suppressions";
import { type JsonObject, StackJson } from "../../src/terraform/stack-json";
import { type Scanned, suppressionsIn } from "../../src/handoff/module/suppressions-in";
import { file, loadBundles } from "../support/bundles";

beforeAll(() => loadBundles(["mlapp"]));

const deployment = (image: string): JsonObject => ({
  spec: { template: { spec: { container: [{ image, image_pull_policy: "IfNotPresent" }] } } },
});
const member = (key: string) => ({ elements: [], key, address: `kubernetes_deployment_v1.model_${key}` });

/** A module with one block for the deployments of two models. */
const MODULE: Scanned = {
  layer: "models",
  source: {
    resource: {
      kubernetes_deployment_v1: {
        model_a: deployment("api:1"),
        model_b: deployment(`api@sha256:${"0".repeat(64)}`),
        other: deployment("other:1"),
      },
    },
  },
  json: {
    resource: {
      kubernetes_deployment_v1: {
        main: { for_each: "${var.models}", ...deployment("${each.value.image}") },
        other: deployment("other:1"),
      },
    },
  },
  families: [
    {
      address: "kubernetes_deployment_v1.main",
      section: "resource",
      type: "kubernetes_deployment_v1",
      name: "main",
      collections: [],
      members: [member("a"), member("b")],
      added: [],
    },
  ],
};

const found = (waivers: readonly WaivedRules[] = []): string[] =>
  suppressionsIn("checkov", MODULE, waivers).map(
    ({ rule, resource, reason }) => `${rule} ${resource.address}: ${reason}`,
  );

describe("expected findings of a module", () => {
  test("are at the block of a family, once for all its members", () => {
    const pull = found().filter((line) => line.startsWith("CKV_K8S_15 "));
    expect(pull.map((line) => line.replace(/:.*/, ""))).toEqual([
      "CKV_K8S_15 kubernetes_deployment_v1.main",
      "CKV_K8S_15 kubernetes_deployment_v1.other",
    ]);
  });

  test("are at the block of a family if one member has them", () => {
    expect(
      found().filter((line) => line.startsWith("CKV_K8S_43 kubernetes_deployment_v1.main")),
    ).toHaveLength(1);
  });

  test("have the reason of every member", () => {
    const waivers = ["a", "b"].map((key) => ({
      rules: ["CKV_K8S_22"],
      address: `kubernetes_deployment_v1.model_${key}`,
      reason: `model ${key} writes files`,
      until: "2027-05-31",
    }));
    expect(found(waivers).filter((line) => line.startsWith("CKV_K8S_22 "))).toEqual([
      "CKV_K8S_22 kubernetes_deployment_v1.main: model a writes files",
      "CKV_K8S_22 kubernetes_deployment_v1.main: model b writes files",
    ]);
  });

  test("name the block in the baseline of JSON as checkov does", () => {
    const text = filesOf(new StackJson("models", MODULE.json), (scanner) =>
      suppressionsIn(scanner, MODULE, []),
    );
    const names = [...(text.get(ACCEPTED_FILES.checkov) ?? "").matchAll(/"resource": "(.+)"/g)].map(
      ([, name]) => name,
    );
    expect([...new Set(names)].sort()).toEqual([
      "kubernetes_deployment_v1.main",
      "kubernetes_deployment_v1.other",
      "resource.main",
      "resource.other",
    ]);
  });
});

test.each([
  ["hcl", "checkov -d . --framework terraform --var-file mlapp.tfvars\n"],
  ["json", "checkov -d . --framework terraform_json --baseline .checkov.baseline\n"],
] as const)("the README of a bundle in %s has the command of checkov", (format, command) => {
  expect(file("mlapp", "README.md", format)).toContain(command);
});
