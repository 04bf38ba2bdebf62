import { minimalFile, problemsOfFiles } from "../../support/minimal-file";

type Over = Omit<Parameters<typeof minimalFile>[0], "components">;

const file = (lines: readonly string[], over: Over = {}): string =>
  minimalFile({ components: ["github-actions:", ...lines.map((line) => `  ${line}`)], ...over });

const problemsOf = (...lines: readonly string[]): string[] => problemsOfFiles({ one: file(lines) });

test.each([
  ["a branch", ["repository: octo-org/models", "branch: main"]],
  ["a branch with a path", ["repository: octo-org/models", "branch: release/2026.11"]],
  ["a job environment", ["repository: Octo-Org/models.api", "environment: images"]],
  [
    "both ids",
    ["repository: octo/models", "branch: main", 'ownerId: "1"', 'repositoryId: "987654321012345678"'],
  ],
  [
    "large ids without quotes",
    ["repository: octo/models", "branch: main", "ownerId: 1", "repositoryId: 987654321012345678"],
  ],
  ["an owner with managed users", ["repository: octo_acme/models", "branch: main"]],
])("ML-06 a file can have %s", (_, lines) => {
  expect(problemsOf(...lines)).toEqual([]);
});

test.each<readonly [string, readonly string[], string]>([
  [
    "a URL as repository",
    ["repository: https://github.com/octo/models.git", "branch: main"],
    "one.yaml:16:17 components.github-actions.repository: got https://github.com/octo/models.git, expected a repository as OWNER/NAME, such as octo-org/models, of letters, digits and - _ .; write octo/models",
  ],
  [
    "an address for SSH as repository",
    ["repository: git@github.com:octo/models.git", "branch: main"],
    "; write octo/models",
  ],
  [
    "a repository without owner",
    ["repository: models", "branch: main"],
    "; write OWNER/NAME, without a wildcard",
  ],
  [
    "every repository of an owner",
    ["repository: octo/*", "branch: main"],
    "; write OWNER/NAME, without a wildcard",
  ],
  [
    "a whole reference as branch",
    ["repository: octo/models", "branch: refs/heads/main"],
    "components.github-actions.branch: got refs/heads/main, expected the name of one branch, of letters, digits and . _ / -, such as main; write the name of the branch: main",
  ],
  [
    "a tag as branch",
    ["repository: octo/models", "branch: refs/tags/v1"],
    "; write the name of a branch; tags and pull requests are not trusted",
  ],
  [
    "a wildcard in the branch",
    ["repository: octo/models", 'branch: "release/*"'],
    "; write one branch; a wildcard trusts everyone who can create a branch",
  ],
  [
    "a space in the branch",
    ["repository: octo/models", "branch: my branch"],
    "; write the name of the branch",
  ],
  [
    "a wildcard in the environment",
    ["repository: octo/models", 'environment: "prod-*"'],
    "; write the name of the environment as the repository's settings show it",
  ],
  [
    "no branch and no environment",
    ["repository: octo/models"],
    "one.yaml:15:3 components.github-actions: got no branch and no environment, expected the branch or the job environment whose tokens are trusted; set branch; or, if the job that pushes has an environment, set environment",
  ],
  [
    "both branch and environment",
    ["repository: octo/models", "branch: main", "environment: images"],
    "one.yaml:18:18 components.github-actions.environment: got images, expected no environment together with branch: the token of a job with an environment has no branch; remove branch if the job has an environment, otherwise remove environment",
  ],
  [
    "only the id of the owner",
    ["repository: octo/models", "branch: main", 'ownerId: "12"'],
    'one.yaml:18:14 components.github-actions.ownerId: got "12", expected ownerId together with repositoryId: a token contains both ids or none; add repositoryId, or remove ownerId if the repository\'s tokens contain no ids',
  ],
  [
    "only the id of the repository",
    ["repository: octo/models", "branch: main", 'repositoryId: "12"'],
    'components.github-actions.repositoryId: got "12"',
  ],
  [
    "an id of letters",
    ["repository: octo/models", "branch: main", "ownerId: octo", 'repositoryId: "12"'],
    "components.github-actions.ownerId: got octo, expected the digits of an id, such as 123456; copy the id that the GitHub API prints, in quotes",
  ],
])("ML-06 a file with %s is refused with its place and a fix", (_, lines, message) => {
  expect(problemsOf(...lines)).toEqual([expect.stringContaining(message)]);
});

const ROLE = ["repository: octo/models", "branch: main"];

test("ML-06 an environment without a repository of its own has nothing to push to", () => {
  const text = file(ROLE, { image: '{ tag: "1.0.0", repository: ghcr.io/acme/spell }' });
  expect(problemsOfFiles({ one: text.replace("network: {}", "network: { egress: single-nat }") })).toEqual([
    expect.stringContaining(
      "got no ECR repository of a model: every model has image.repository or no image, expected at least one repository of a model to push to; remove image.repository of a model",
    ),
  ]);
});

test("ML-06 mirrored images alone are nothing to push to, in a network without internet access", () => {
  const image = '{ tag: "1.0.0", repository: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/x }';
  expect(problemsOfFiles({ one: file(ROLE, { image }) })).toEqual([
    expect.stringContaining("got no ECR repository of a model"),
  ]);
});

test("ML-06 only one environment of an account can create GitHub's provider", () => {
  const [first, second] = [file(ROLE), file(ROLE, { name: "two" })];
  expect(problemsOfFiles({ one: first, two: second })).toEqual([
    expect.stringMatching(
      /^two\.yaml:\d+:\d+ components\.github-actions\.provider: got create, expected one OIDC provider of GitHub in account 111122223333, which one\.yaml creates; set provider: existing here, and apply the cluster layer of one\.yaml first$/,
    ),
  ]);
  expect(
    problemsOfFiles({ one: first, two: file([...ROLE, "provider: existing"], { name: "two" }) }),
  ).toEqual([]);
  expect(problemsOfFiles({ one: first, two: file(ROLE, { name: "two", account: "444455556666" }) })).toEqual(
    [],
  );
});
