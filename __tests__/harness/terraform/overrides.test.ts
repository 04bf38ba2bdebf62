import { LAYERS } from "../../../src/base/layers";
import { StackJson } from "../../../src/terraform/stack-json";
import {
  overridesFor,
  protectedResources,
  withOverride,
  withoutProtection,
} from "../../real/terraform/harness/overrides";
import { QUIRKS, affected } from "../../real/terraform/harness/quirks";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";

const stacks = ENVIRONMENTS.flatMap((environment) => LAYERS.map((layer) => planOf(environment).stack(layer)));

/** Addresses of every block that an override file changes. */
function touched(override: object): string[] {
  const { resource = {}, data = {} } = override as Record<string, Record<string, object>>;
  const names = (byType: Record<string, object>, prefix: string) =>
    Object.entries(byType).flatMap(([type, byName]) =>
      Object.keys(byName).map((name) => `${prefix}${type}.${name}`),
    );
  return [...names(resource, ""), ...names(data, "data.")];
}

test.each(QUIRKS)("quirk $id applies to a resource of an environment", (quirk) => {
  expect(stacks.flatMap((stack) => affected(quirk, stack))).not.toEqual([]);
});

test("an override changes only remote states and the blocks that a quirk applies to", () => {
  expect(stacks).toHaveLength(ENVIRONMENTS.length * LAYERS.length);
  for (const stack of stacks) {
    const named = [
      ...QUIRKS.flatMap((quirk) => affected(quirk, stack)),
      ...stack.dataSources("terraform_remote_state"),
    ].map(({ address }) => address);
    const override = touched(overridesFor(stack, { hostedZoneId: "ZONE" }));
    expect(override.sort()).toEqual([...new Set(named)].sort());
  }
});

test("the backend keeps the settings that synth wrote", () => {
  const stack = planOf("retail-forecast").stack("state");
  expect(overridesFor(stack, {})).toMatchObject({
    terraform: {
      backend: {
        s3: { ...(stack.terraform["backend"] as { s3: object }).s3, use_path_style: true },
      },
    },
  });
});

test("the backend is not overridden for the first apply", () => {
  const stack = planOf("retail-forecast").stack("state");
  expect(overridesFor(stack, { keepBackend: true })).not.toHaveProperty("terraform");
});

test("a resource that is left out gets no instance", () => {
  const stack = planOf("mlapp").stack("platform");
  const leftOut = ["helm_release.load_balancer_controller"];
  expect(overridesFor(stack, { leftOut })).toMatchObject({
    resource: { helm_release: { load_balancer_controller: { count: 0 } } },
  });
  expect(overridesFor(stack, {})).not.toHaveProperty("resource.helm_release");
});

test("the ignored changes of a resource are kept beside those that quirks add", () => {
  const stack = new StackJson("a-cluster", {
    resource: {
      aws_eks_node_group: { general: { lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] } } },
    },
    terraform: { backend: { s3: {} } },
  });
  expect(overridesFor(stack, {})).toMatchObject({
    resource: {
      aws_eks_node_group: {
        general: {
          lifecycle: [
            { ignore_changes: ["scaling_config[0].desired_size", "update_config", "remote_access"] },
          ],
        },
      },
    },
  });
});

test("prevent_destroy is removed only from the resources that have it", () => {
  const stack = planOf("retail-forecast").stack("cluster");
  expect(protectedResources(stack).map(({ address }) => address)).toEqual([
    "aws_kms_key.cluster",
    "aws_s3_bucket.models",
  ]);
  expect(withoutProtection(stack)).toEqual({
    resource: {
      aws_kms_key: { cluster: { lifecycle: { prevent_destroy: false } } },
      aws_s3_bucket: { models: { lifecycle: { prevent_destroy: false } } },
    },
  });
});

test("an override is merged as Terraform merges its file: arguments are replaced, lifecycle is merged", () => {
  const module = {
    provider: { aws: [{ region: "a" }, { alias: "b", region: "b" }], helm: [{ x: 1 }] },
    terraform: { backend: { s3: { key: "k" } }, required_providers: {} },
    data: { aws_x: { own: { a: 1 } } },
    resource: {
      aws_y: { one: { a: 1, block: { p: 1, q: 2 }, lifecycle: { prevent_destroy: true } }, two: { a: 1 } },
    },
  };
  const override = {
    provider: { aws: [{ max_retries: 3 }, { alias: "b", max_retries: 4 }] },
    terraform: { backend: { s3: { key: "other" } } },
    resource: { aws_y: { one: { block: { p: 3 }, lifecycle: [{ ignore_changes: ["a"] }] } } },
  };
  expect(withOverride(module, override)).toEqual({
    provider: {
      aws: [
        { region: "a", max_retries: 3 },
        { alias: "b", region: "b", max_retries: 4 },
      ],
      helm: [{ x: 1 }],
    },
    terraform: { backend: { s3: { key: "other" } }, required_providers: {} },
    data: { aws_x: { own: { a: 1 } } },
    resource: {
      aws_y: {
        one: { a: 1, block: { p: 3 }, lifecycle: { prevent_destroy: true, ignore_changes: ["a"] } },
        two: { a: 1 },
      },
    },
  });
});
