import { githubFiles, repositoryIn } from "../../../src/reports/deployer-policy/github-roles";
import { readSubject } from "../../../src/parts/github-actions/facts";
import { MOST_POLICIES } from "../../../src/reports/deployer-policy/documents";
import { environmentPolicies } from "../../../src/reports/deployer-policy/environment-policies";
import { policyFiles } from "../../../src/reports/deployer-policy/files";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";

interface Module {
  readonly resource: {
    readonly aws_iam_role: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly aws_iam_role_policy_attachment: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly aws_iam_policy: Readonly<Record<string, object>>;
  };
}

/** Files of an environment by name, those of its policies included. */
function written(name: string, repository = "acme/platform"): ReadonlyMap<string, string> {
  const policies = environmentPolicies(environmentPlan(planOf(name)));
  return new Map(
    [...policyFiles(policies), ...githubFiles(policies, repositoryIn(repository), [name])].map((file) => [
      file.name,
      file.text,
    ]),
  );
}

const files = written("mlapp");
const moduleIn = (all: ReadonlyMap<string, string>, file: string): Module["resource"] =>
  (JSON.parse(all.get(file) ?? "") as Module).resource;

/** Names of the policies that a role has, those of creations apart. */
function attachedTo(all: ReadonlyMap<string, string>, role: string) {
  const attachments = Object.values(moduleIn(all, "github.tf.json").aws_iam_role_policy_attachment).filter(
    (each) => each["role"] === `\${aws_iam_role.${role}.name}`,
  );
  const policies = Object.assign(
    {},
    ...["main.tf.json", "github.tf.json"].map((file) => moduleIn(all, file).aws_iam_policy),
  ) as Readonly<Record<string, object>>;
  const names = (some: typeof attachments): string[] =>
    some.map(({ policy_arn: arn = "" }) => {
      const id = /^\$\{aws_iam_policy\.(\w+)\.arn\}$/.exec(arn)?.[1] ?? "";
      return String((policies[id] as { readonly name?: string } | undefined)?.name);
    });
  return {
    always: names(attachments.filter((each) => each["count"] === undefined)),
    ofCreations: names(attachments.filter((each) => each["count"] !== undefined)),
  };
}

test.each([
  ["pull-request", "plan"],
  ["plan", "mlapp-plan"],
  ["apply", "mlapp"],
])("the role %s trusts exactly the jobs of the GitHub environment %s", (use, environment) => {
  const { Statement } = JSON.parse(files.get(`trust-${use}.json`) ?? "") as { Statement: object[] };
  expect(Statement).toEqual([
    {
      Effect: "Allow",
      Principal: {
        Federated: "arn:aws:iam::333344445555:oidc-provider/token.actions.githubusercontent.com",
      },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": `repo:acme/platform:environment:${environment}`,
        },
      },
    },
  ]);
  const { aws_iam_role: roles } = moduleIn(files, "github.tf.json");
  expect(roles[`github_${use.replace("-", "_")}`]).toMatchObject({
    name: `mlapp-deployer-${use}`,
    assume_role_policy: `\${file("\${path.module}/trust-${use}.json")}`,
  });
  expect(files.get("GITHUB.md")).toContain(`\`mlapp-deployer-${use}\``);
});

test("each role has the boundary of the deployer", () => {
  const roles = Object.values(moduleIn(files, "github.tf.json").aws_iam_role);
  expect(roles).toHaveLength(3);
  for (const role of roles)
    expect(role["permissions_boundary"]).toBe("${aws_iam_policy.mlapp_deployer_boundary.arn}");
});

test("a pull request has policies of its own, which no other role has; a plan reads every layer", () => {
  const { always, ofCreations } = attachedTo(files, "github_pull_request");
  expect(always.length).toBeGreaterThan(0);
  expect(always).toEqual(always.map((_, index) => `mlapp-deployer-pull-request-${index + 1}`));
  expect(ofCreations).toEqual([]);
  expect(attachedTo(files, "github_plan")).toEqual({
    always: ["state", "network", "cluster", "platform", "models"].map(
      (layer) => `mlapp-deployer-${layer}-plan-1`,
    ),
    ofCreations: [],
  });
});

test("an apply has the rights of a creation only while its layer is named", () => {
  const { always, ofCreations } = attachedTo(files, "github_apply");
  expect(always.filter((name) => !name.includes("-apply-"))).toEqual([]);
  expect(new Set(always.map((name) => name.replace(/-apply-\d+$/, ""))).size).toBe(5);
  expect(ofCreations.filter((name) => !name.includes("-create-"))).toEqual([]);
  const attachments = moduleIn(files, "github.tf.json").aws_iam_role_policy_attachment;
  expect(attachments["github_apply_mlapp_deployer_network_create_1"]).toMatchObject({
    count: '${contains(var.creates, "network") ? 1 : 0}',
  });
});

test.each(ENVIRONMENTS)(
  "the policies of each role of %s, with one creation, fit the quota",
  (environment) => {
    const all = written(environment);
    for (const role of ["github_pull_request", "github_plan", "github_apply"]) {
      const { always, ofCreations } = attachedTo(all, role);
      expect(always.length).toBeGreaterThan(0);
      const byLayer = Math.max(
        0,
        ...["state", "network", "cluster"].map(
          (layer) => ofCreations.filter((name) => name.includes(`-deployer-${layer}-`)).length,
        ),
      );
      expect(always.length + byLayer).toBeLessThanOrEqual(MOST_POLICIES);
    }
  },
);

test.each(["acme", "acme/*", "acme/a b", "a/b/c", "acme@1/platform", "acme/platform@2", "acme@1/platform@x"])(
  "fails when the repository is %s, and says how to find the ids",
  (text) => {
    expect(() => repositoryIn(text)).toThrow("Expected OWNER/NAME, or OWNER@ID/NAME@ID");
    expect(() => repositoryIn(text)).toThrow("gh api repos/OWNER/NAME");
  },
);

const subjectsIn = (all: ReadonlyMap<string, string>): string[] =>
  ["pull-request", "plan", "apply"].map((use) => {
    const { Statement } = JSON.parse(all.get(`trust-${use}.json`) ?? "") as {
      readonly Statement: readonly [
        { readonly Condition: { readonly StringEquals: Record<string, string> } },
      ];
    };
    return Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] ?? "";
  });

describe("a repository whose tokens have ids", () => {
  const withIds = () => written("mlapp", "acme@123456/platform@456789");

  test("each role trusts the ids alone: an owner who registers the names again has others", () =>
    expect(subjectsIn(withIds())).toEqual(
      ["plan", "mlapp-plan", "mlapp"].map(
        (environment) => `repo:acme@123456/platform@456789:environment:${environment}`,
      ),
    ));

  test("the checks read each subject as the workflow's job sends it", () =>
    expect(subjectsIn(withIds()).map(readSubject)).toEqual(
      ["plan", "mlapp-plan", "mlapp"].map((name) => ({
        repository: "acme/platform",
        ids: ["123456", "456789"],
        kind: "environment",
        name,
      })),
    ));

  test("the page names the repository, and does not ask for ids", () => {
    expect(withIds().get("GITHUB.md")).toContain("# Roles of acme/platform for mlapp");
    expect(withIds().get("GITHUB.md")).not.toContain("gh api");
  });
});

test("the page gives the role of plans a purpose in the cluster, and only that of applies all rights", () => {
  const page = files.get("GITHUB.md") ?? "";
  expect(page).toContain('- { role: "arn:aws:iam::333344445555:role/mlapp-deployer-plan", people: [plan] }');
  expect(page).toContain("admins: [arn:aws:iam::333344445555:role/mlapp-deployer-apply]");
});

test("with names alone, the page says which tokens are refused, and how to write the ids", () => {
  expect(files.get("GITHUB.md")).toContain("created, renamed or transferred on or after 2026-07-15");
  expect(files.get("GITHUB.md")).toContain("gh api repos/acme/platform");
});
