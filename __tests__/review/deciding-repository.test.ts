import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { NO_RECORD, type EnvironmentRecord } from "../../src/terraform/environment-record";
import { decidingLinesSince } from "../../src/review/deciding-files/changed-files";
import { recordedDecidingLines } from "../../src/review/deciding-files/recorded";
import { type ReviewLine } from "../../src/review/stages/line";
import { plain } from "../../src/review/stages/phrase";

const said = (lines: readonly ReviewLine[]): string[] =>
  lines.map(({ level, text }) => `${level}: ${plain(text)}`);

describe("a checkout and a commit", () => {
  let top = "";
  const git = (...args: string[]): void => {
    const who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    expect(spawnSync("git", [...who, ...args], { cwd: top, encoding: "utf8" })).toMatchObject({ status: 0 });
  };
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  };
  const lines = (): string[] =>
    said(decidingLinesSince({ root: join(top, "eks"), ref: "HEAD", environmentsDir: "environments" }));

  beforeEach(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), "deciding-")));
    git("init", "--quiet");
    write("eks/environments/prod.yaml", "a: 1\n");
    write("eks/environments/checks/tags.ts", "export default {};\n");
    write("eks/package.json", '{"dependencies":{"private-eks-inference":"1.0.0"}}\n');
    write(".github/workflows/plan.yml", "on: push\njobs: {}\n");
    git("add", "--all");
    git("commit", "--quiet", "--message", "one");
  });

  afterEach(() => rmSync(top, { recursive: true }));

  test("without a change there is no line", () => {
    expect(lines()).toEqual([]);
  });

  test("changes that are not committed, new files and removed files have lines, also above the folder of the program", () => {
    write(".github/workflows/plan.yml", "on: [push, pull_request_target]\njobs: {}\n");
    write("eks/package.json", '{"dependencies":{"private-eks-inference":"1.1.0"}}\n');
    write("eks/environments/checks/names.ts", "export default {};\n");
    write("eks/environments/prod.yaml", "a: 2\n");
    write("notes.md", "text\n");
    rmSync(join(top, "eks/environments/checks/tags.ts"));
    expect(lines()).toEqual([
      expect.stringMatching(/^attention: \.github\/workflows\/plan\.yml: on /),
      expect.stringMatching(/^attention: eks\/environments\/checks\/tags\.ts was removed/),
      expect.stringMatching(/^attention: eks\/package\.json: private-eks-inference 1\.0\.0 → 1\.1\.0/),
      expect.stringMatching(/^attention: eks\/environments\/checks\/names\.ts is new/),
    ]);
  });
});

describe("two output folders", () => {
  const check = (
    id: string,
    severity: NonNullable<EnvironmentRecord["ownChecks"]>[number]["severity"],
  ): NonNullable<EnvironmentRecord["ownChecks"]>[number] => ({
    id,
    severity,
    title: id,
    why: id,
    source: `checks/${id}.ts`,
    findings: [],
  });
  const linesBetween = (
    before: NonNullable<EnvironmentRecord["ownChecks"]>,
    after: NonNullable<EnvironmentRecord["ownChecks"]>,
  ): string[] =>
    said(
      recordedDecidingLines([
        [
          { ...NO_RECORD, ownChecks: before },
          { ...NO_RECORD, ownChecks: after },
        ],
      ]),
    );

  test.each([
    ["a check that is removed", [check("a", "error")], [], [/^attention: own check a was removed/]],
    ["a check that is new", [], [check("a", "error")], [/^info: own check a is new/]],
    [
      "a milder check",
      [check("a", "error")],
      [check("a", "warning")],
      [/^attention: .*warning, before error/],
    ],
    ["a stricter check", [check("a", "warning")], [check("a", "error")], [/^info: .*error, before warning/]],
    ["the same checks", [check("a", "error")], [check("a", "error")], []],
  ] as const)("%s", (_, before, after, expected) => {
    expect(linesBetween(before, after)).toEqual(expected.map((each) => expect.stringMatching(each)));
  });

  test("another program is one line for all environments", () => {
    const records = [
      { ...NO_RECORD, version: "1.0.0" },
      { ...NO_RECORD, version: "1.1.0" },
    ] as const;
    expect(said(recordedDecidingLines([records, records]))).toEqual([
      expect.stringMatching(/^attention: the program was 1\.0\.0 and is 1\.1\.0/),
    ]);
  });
});
