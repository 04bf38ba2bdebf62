import { pullThrough } from "../../../../src/parts/pull-through-cache/checks/pull-through";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { foundBy } from "../../../support/findings";
import { type Plan } from "../../../support/plan";
import { editValues } from "../../../checks/images/plans";

const cached = (): Plan => planWith("ml-inference-prod", { components: { "pull-through-cache": {} } });
const rule = (cluster: Editable): Editable =>
  Object.values(cluster.resource.aws_ecr_pull_through_cache_rule as Editable)[0] as Editable;

const found = (edit: (stacks: { cluster: Editable; platform: Editable }) => void): string[] =>
  foundBy(
    pullThrough,
    altered(cached(), ({ cluster, platform }) => edit({ cluster, platform })),
  );

test("pull-through finds nothing in an environment with the cache", () => {
  expect(foundBy(pullThrough, environmentPlan(cached()))).toEqual([]);
});

test("pull-through finds a registry that ECR does not support", () => {
  expect(found(({ cluster }) => (rule(cluster).upstream_registry_url = "nvcr.io"))).toContainEqual(
    expect.stringContaining("its upstream registry is nvcr.io, expected one of public.ecr.aws"),
  );
});

test("pull-through finds an image that is copied from another registry than that of its authors", () => {
  expect(found(({ cluster }) => (rule(cluster).upstream_registry_url = "quay.io"))).toContainEqual(
    expect.stringContaining(
      "is copied from quay.io/eks/aws-load-balancer-controller, which its authors do not publish; expected public.ecr.aws/eks/aws-load-balancer-controller",
    ),
  );
});

test("pull-through finds an image path that its authors do not publish", () => {
  const edits = found(({ platform }) => {
    editValues(platform.resource.helm_release.load_balancer_controller, (values) => {
      values.image.repository = String(values.image.repository).replace("/eks/", "/other/");
    });
  });
  expect(edits).toEqual([expect.stringContaining("is copied from public.ecr.aws/other/")]);
});

test.each([
  ["no secret", undefined, "credential_arn is missing"],
  [
    "a secret of another name",
    "arn:aws:secretsmanager:us-east-1:111122223333:secret:docker-AbCdEf",
    "docker",
  ],
])("pull-through finds a registry that needs a secret with %s", (_, secret, part) => {
  const findings = found(({ cluster }) => {
    rule(cluster).upstream_registry_url = "ghcr.io";
    if (secret !== undefined) rule(cluster).credential_arn = secret;
  });
  expect(findings).toContainEqual(
    expect.stringMatching(`ghcr.io needs a secret whose name begins with ecr-pullthroughcache/.*${part}`),
  );
});

test("pull-through accepts a secret with the required beginning", () => {
  const findings = found(({ cluster }) => {
    rule(cluster).upstream_registry_url = "ghcr.io";
    rule(cluster).credential_arn =
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/github-AbCdEf";
  });
  expect(findings.filter((each) => each.includes("needs a secret"))).toEqual([]);
});

test("pull-through finds two rules with one prefix", () => {
  const findings = found(({ cluster }) => {
    cluster.resource.aws_ecr_pull_through_cache_rule.second = { ...rule(cluster) };
  });
  expect(findings).toContainEqual(expect.stringContaining("is that of another rule"));
});

test("pull-through finds a role of nodes that may pull and not import", () => {
  const findings = found(({ cluster }) => {
    for (const attachment of Object.values(cluster.resource.aws_iam_role_policy_attachment as Editable)) {
      const each = attachment as Editable;
      each.policy_arn = String(each.policy_arn).replace("RegistryPullOnly", "RegistryReadOnly");
    }
  });
  expect(findings).toEqual([expect.stringContaining("does not permit ecr:BatchImportUpstreamImage")]);
});

const OWN_RULE = { ecr_repository_prefix: "own", upstream_registry_url: "public.ecr.aws" };

/** An environment with a rule of its own, and an image of a pod in place of the model's. */
const withOwnRule = (image?: string): string[] =>
  foundBy(
    pullThrough,
    altered("ml-inference-prod", ({ cluster, models }) => {
      cluster.resource.aws_ecr_pull_through_cache_rule = { own: OWN_RULE };
      const [container] = models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec
        .container as Editable[];
      if (image !== undefined && container) container["image"] = image;
    }),
  );

test("pull-through finds a rule that no image needs", () => {
  expect(withOwnRule()).toEqual([
    "aws_ecr_pull_through_cache_rule.own: no image of the stacks is under own, so public images come in under a name of this account without a use",
  ]);
});

test("pull-through accepts a rule of an own file that an image needs", () => {
  const registry = "222233334444.dkr.ecr.ap-southeast-2.amazonaws.com";
  expect(withOwnRule(`${registry}/own/docker/library/busybox:1.37.0`)).not.toContainEqual(
    expect.stringContaining("no image of the stacks"),
  );
});
