import * as fc from "fast-check";
import { ENVIRONMENT_NAME } from "../../../src/environment/environment-files";
import { githubSubject } from "../../../src/parts/github-actions/subject";
import { takenName } from "../../../src/facts/job-environments";
import { LAYERS } from "../../../src/base/layers";
import { environmentPolicies } from "../../../src/reports/deployer-policy/environment-policies";
import { githubFiles, githubRoleUses, repositoryIn } from "../../../src/reports/deployer-policy/github-roles";
import { deployerName } from "../../../src/reports/deployer-policy/role-boundary";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { environmentPlan } from "../../support/altered";
import { planOf } from "../../support/reference-plans";

/** Words of which names of GitHub environments, roles, policies and files consist. */
const WORD = fc.constantFrom(
  "plan",
  "apply",
  "deployer",
  "pull-request",
  "prod",
  "eu",
  "boundary",
  "copilot",
  ...LAYERS,
);
const LEGAL = fc
  .oneof(
    { weight: 4, arbitrary: fc.array(WORD, { minLength: 1, maxLength: 3 }).map((words) => words.join("-")) },
    fc.stringMatching(/^[a-z][a-z0-9-]{1,22}[a-z0-9]$/),
  )
  .filter((name) => ENVIRONMENT_NAME.pattern.test(name));

/** Names outside of AWS and GitHub's repository that an environment gives to one thing each, by their kind. */
const namesOf = (name: string): readonly string[] => [
  ...githubRoleUses(name)
    // Every environment of the repository shares that of pull requests, with a role of its own.
    .filter(({ use }) => use !== "pull-request")
    .map(({ githubEnvironment }) => githubSubject({ repository: "o/r", environment: githubEnvironment })),
  ...["pull-request", "plan", "apply", "boundary", ...LAYERS.map((layer) => `${layer}-plan-1`)].map(
    (each) => `role or policy ${deployerName(name, each)}`,
  ),
  ...LAYERS.map((layer) => `plan ${name}-${layer}.tar.gz`),
  ...LAYERS.map((layer) => `stack ${name}-${layer}`),
  `title and group apply ${name}`,
];

const OF_PULL_REQUESTS = githubSubject({ repository: "o/r", environment: "plan" });

test("two environments share no role, policy, stored plan and GitHub environment, unless a name is reported", () => {
  let reported = 0;
  fc.assert(
    fc.property(fc.uniqueArray(LEGAL, { minLength: 2, maxLength: 4 }), (names) => {
      const kept = names.filter((name) => takenName(name, names) === undefined);
      reported += names.length - kept.length;
      const all = [...kept.flatMap(namesOf), OF_PULL_REQUESTS];
      expect(all.filter((each, index) => all.indexOf(each) !== index)).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(reported).toBeGreaterThan(10);
});

test.each([
  ["plan", [], "plans of pull requests"],
  ["prod-plan", ["prod"], "plans of prod"],
  ["prod-plan-plan", ["prod", "prod-plan"], "plans of prod-plan"],
  ["prod-deployer", ["prod"], "roles and policies of the deployer of prod"],
  ["prod-deployer-eu", ["prod"], "roles and policies of the deployer of prod"],
  ["copilot", [], "Copilot"],
  ["github-pages", [], "GitHub Pages"],
])("%s beside %j is the name of another thing", (name, others, what) =>
  expect(takenName(name, others)).toContain(what),
);

test.each([
  ["prod", ["prod-plan", "prod-deployer"]],
  ["prod-plan", ["stage"]],
  ["plans", ["prod"]],
  ["prod-planner", ["prod"]],
])("%s beside %j is free", (name, others) => expect(takenName(name, others)).toBeUndefined());

test.each([
  ["plan", [], "plan.yaml"],
  ["prod-plan", ["prod"], "prod-plan.yaml"],
])("the environment %s beside %j gets no roles: the error names its file and a fix", (name, others, file) => {
  const plan = Object.create(environmentPlan(planOf("mlapp")), { name: { value: name } }) as EnvironmentPlan;
  const policies = environmentPolicies(plan);
  const write = (all: readonly string[]) => () => githubFiles(policies, repositoryIn("acme/platform"), all);
  expect(write([name, ...others])).toThrow(file);
  expect(write([name, ...others])).toThrow("rename");
});
