import { githubFiles, repositoryIn } from "../../../src/tools/deployer-policy/github-roles";
import { environmentPlan } from "../../support/altered";
import { planOf } from "../../support/reference-plans";

const files = new Map(
  githubFiles(environmentPlan(planOf("mlapp")), "acme/platform").map(({ name, text }) => [name, text]),
);

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
  expect(files.get("GITHUB.md")).toContain(`--role-name mlapp-${use} `);
});

test.each(["acme", "acme/*", "acme/a b", "a/b/c"])("fails when the repository is %s", (text) =>
  expect(() => repositoryIn(text)).toThrow("Expected OWNER/NAME"),
);
