import { settings } from "../../../src/parts/argo-cd/settings";
import { minimalFile, problemsOfFiles } from "../../support/minimal-file";

const CODECOMMIT = "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/models";

const problemsOf = (...lines: readonly string[]): string[] =>
  problemsOfFiles({
    one: minimalFile({ components: ["argo-cd:", ...lines.map((line) => `  ${line}`)] }),
  });

const repository = (url: string): string => `repository: { url: "${url}", path: prod }`;

test("ML-04 a repository in CodeCommit of the region is accepted without internet access", () => {
  expect(problemsOf(repository(CODECOMMIT))).toEqual([]);
});

test.each<[what: string, lines: string[], problem: string]>([
  [
    "a host of the internet without internet access",
    [repository("https://github.com/acme/models.git")],
    "one.yaml:16:24 components.argo-cd.repository.url: got the host github.com in a network without internet access, expected CodeCommit of eu-west-1, or a host that this network reaches; use a repository in CodeCommit of eu-west-1, describe a host inside with components.argo-cd.privateHost, or set network.egress",
  ],
  [
    "CodeCommit of another region",
    [repository("https://git-codecommit.us-east-1.amazonaws.com/v1/repos/models")],
    "got CodeCommit of us-east-1, for which this network has no endpoint",
  ],
  [
    "a host inside without a route",
    [
      repository("https://git.example.com/models.git"),
      "privateHost: { cidrs: [10.99.0.0/24], resolvedBy: private-zone }",
    ],
    "components.argo-cd.privateHost.cidrs[0]: got 10.99.0.0/24, to which this network has no route, expected a range within 10.0.0.0/16; correct the range, or add the network of the host to network.attachments",
  ],
  [
    "ranges of CodeCommit",
    [repository(CODECOMMIT), "privateHost: { cidrs: [10.0.0.0/24], resolvedBy: private-zone }"],
    "got ranges for CodeCommit, which has an endpoint, expected no privateHost with CodeCommit of the region; remove privateHost",
  ],
  [
    "the namespace of the platform",
    [repository(CODECOMMIT), "namespace: argocd"],
    "got argocd, which the platform owns, expected a namespace for Argo CD alone; choose another name",
  ],
  [
    "the namespace of the models",
    [repository(CODECOMMIT), "namespace: models"],
    "got models, which Terraform owns",
  ],
  ["a namespace of Kubernetes", [repository(CODECOMMIT), "namespace: kube-system"], "the platform owns"],
  [
    "a password in the URL",
    [repository("https://team:secret@git.example.com/models.git")],
    "remove the user and the password; put them into a Secret (docs/parts/argo-cd.md)",
  ],
  [
    "the key of names, which models replaces,",
    [repository(CODECOMMIT), "images: [sentiment, churn]"],
    "components.argo-cd.images: got images, expected a key of components.argo-cd; write models: { sentiment: {}, churn: {} }; each name keeps its repository",
  ],
  [
    "the name of a model of the file",
    [repository(CODECOMMIT), "models: { spell: {} }"],
    "components.argo-cd.models.spell: got spell, a model of the file, expected a name that no model of the file has; rename it here and in Git, or remove it from models",
  ],
  [
    "the name of an object of the namespace",
    [repository(CODECOMMIT), "models: { within: {} }"],
    "got within, the name of another object in the namespace",
  ],
  [
    "the path of a model of the file",
    [repository(CODECOMMIT), "models: { sentiment: { paths: [/predict/] } }"],
    "components.argo-cd.models.sentiment.paths[0]: got /predict/, which spell serves with /predict, expected a path that is not above or below that of another model; choose another path",
  ],
  [
    "a path above that of a model of the file",
    [repository(CODECOMMIT), "models: { sentiment: { paths: [/] } }"],
    "got /, which is above /predict of spell",
  ],
  [
    "a path below that of another model of Git",
    [repository(CODECOMMIT), "models: { a: { paths: [/a] }, b: { paths: [/a/b] } }"],
    "components.argo-cd.models.b.paths[0]: got /a/b, which a serves with /a",
  ],
  [
    "files of another model of Git",
    [repository(CODECOMMIT), "models: { a: { bucketPrefix: a/ }, b: { bucketPrefix: a/b/ } }"],
    "components.argo-cd.models.b.bucketPrefix: got a/b/, of which a reads a/, expected a prefix that is not above or below that of another model; choose another prefix",
  ],
  [
    "files of a model of the file",
    [repository(CODECOMMIT), "models: { sentiment: { bucketPrefix: spell/ } }"],
    "got spell/, of which spell reads spell/",
  ],
  ["SSH", [repository("git@example.com:acme/models.git")], "remove the user and the password"],
  ["another scheme", [repository("ssh://example.com/models.git")], "copy the HTTPS URL of the repository"],
  [
    "a path out of the repository",
    [`repository: { url: "${CODECOMMIT}", path: ../prod }`],
    "write a relative path without ..",
  ],
])("ML-04 %s is refused with its line and the correction", (_, lines, problem) => {
  const problems = problemsOf(...lines);
  expect(problems).toEqual([expect.stringContaining(problem)]);
  expect(problems[0]).toMatch(/^one\.yaml:\d+:\d+ /);
});

test.each([
  ["nlb", "each model of the file has an NLB of its own"],
  ["none", "the environment has no load balancer"],
])("ML-04 a path of a model of Git is refused with entry.type %s", (type, got) => {
  const file = minimalFile({
    components: [
      "argo-cd:",
      `  ${repository(CODECOMMIT)}`,
      "  models: { sentiment: { paths: [/sentiment] } }",
    ],
  }).replace(/^entry: .*$/m, `entry: { type: ${type} }`);
  expect(problemsOfFiles({ one: file })).toEqual([
    expect.stringContaining(
      `components.argo-cd.models.sentiment.paths: got paths where ${got}, expected entry.type ingress, whose load balancer Ingresses share; set entry.type: ingress, or remove paths`,
    ),
  ]);
});

test("ML-04 models of Git with files and paths of their own are accepted", () => {
  expect(
    problemsOf(
      repository(CODECOMMIT),
      "models: { a: { bucketPrefix: a/, paths: [/a, /ab], port: 9000, healthPath: /ready }, ab: {} }",
    ),
  ).toEqual([]);
});

test("ML-04 a host inside the VPC, or behind an attachment, is accepted", () => {
  expect(
    problemsOf(
      repository("https://git.example.com:8443/models.git"),
      "privateHost: { cidrs: [10.0.9.0/28], resolvedBy: private-zone }",
    ),
  ).toEqual([]);
});

test.each([
  ["no path", { repository: { url: CODECOMMIT } }],
  ["a private host without ranges", { privateHost: { cidrs: [], resolvedBy: "private-zone" } }],
  ["a private host without its way of names", { privateHost: { cidrs: ["10.0.0.0/24"] } }],
  ["an unknown sync", { sync: "sometimes" }],
  ["no pods", { maxPods: 0 }],
  ["an unknown key", { kinds: ["Ingress"] }],
])("ML-04 %s is refused", (_, given) => {
  expect(settings.safeParse({ repository: { url: CODECOMMIT, path: "a" }, ...given }).success).toBe(false);
});
