import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LONGEST_PAGE } from "../../src/review/rendering/markdown";
import { withGithub } from "./github-api";

/** The page that write-pages.mjs writes for the comment, also where a branch attacks it. */

const work = mkdtempSync(join(tmpdir(), "written-page-"));
afterAll(() => rmSync(work, { recursive: true }));

const folder = (): string => mkdtempSync(join(work, "f-"));

interface Request {
  /** Source of a program in place of the reviewer. */
  readonly program: string;
  readonly reasons?: readonly string[];
  /** Output of the branch. @default - an empty folder */
  readonly head?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The page and its folder. */
async function written({ program, reasons = ["x"], head = folder(), env = {} }: Request) {
  const [inputs, pages] = [folder(), folder()];
  const [change, source] = [join(inputs, "change.json"), join(inputs, "program.mjs")];
  writeFileSync(change, JSON.stringify({ kind: "code", reasons, plan: false }));
  writeFileSync(source, program);
  const args = [change, folder(), head, pages];
  const run = await withGithub({}, "write-pages.mjs", args, { PROGRAM: source, ...env });
  expect(run).toMatchObject({ status: 0 });
  return { pages, text: readFileSync(join(pages, "change.md"), "utf8") };
}

/** A reviewer with a report in JSON and a page in Markdown. */
const reviewer = (report: object, markdown = ""): string =>
  `process.stdout.write(process.argv.includes("--json") ? ${JSON.stringify(JSON.stringify(report))} : ${JSON.stringify(markdown)})`;

test("a forged summary in the artifact of the branch becomes no page, and a link in it is not followed", async () => {
  const head = folder();
  mkdirSync(join(head, "pages"));
  writeFileSync(join(head, "pages/prod.md"), "<!-- review of prod -->\nforged");
  writeFileSync(join(head, "review.json"), '["forged"]');
  const program = reviewer({ environments: [] });
  const { pages, text } = await written({ program, head });
  expect(readdirSync(pages)).toEqual(["change.md"]);
  expect(text).toContain("No environment changes.");
  expect(text).not.toContain("forged");
  symlinkSync("/etc/hostname", join(head, "linked"));
  expect((await written({ program, head })).text).toContain("a link");
});

test("an environment whose name is a path writes no file elsewhere", async () => {
  const program = reviewer({ environments: [{ environment: "../../evil", verdict: "safe" }] });
  const { pages, text } = await written({ program });
  expect(() => readFileSync(join(pages, "../../evil.md"))).toThrow();
  expect(text).toContain("name of an environment");
});

test("links and mentions in names of files and in messages of synth are shown as code", async () => {
  const evil = "x` @o/admins [click](https://evil.example) ```\n# approved\n@o/admins";
  const { text } = await written({
    program: `process.stderr.write(${JSON.stringify(evil)}); process.exit(1)`,
    reasons: [evil],
  });
  // Without code spans and fenced blocks, whose fence is longer than each run of backticks inside, nothing is left.
  const outside = text
    .replaceAll(/^(`{3,})\n[\s\S]*?\n\1$/gm, "")
    .replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
  expect(text).toContain("@o/admins");
  expect(outside).not.toMatch(/@o|evil|approved/);
});

describe("the comment of many environments and reasons", () => {
  // The reviewer prints a page of the longest length, with a hidden line of its own.
  const hidden = "<!-- review -->\n";
  const request = {
    program: reviewer(
      { environments: [{ environment: "prod", verdict: "safe" }] },
      `${hidden}${"y".repeat(LONGEST_PAGE - hidden.length - 1)}\n`,
    ),
    reasons: Array.from({ length: 90 }, (_, index) => `${index} ${"r".repeat(400)}`),
  };

  test("fits, with one hidden line, the number of further reasons, and both commits", async () => {
    const env = { BASE_SHA: "1".repeat(40), HEAD_SHA: "abc1234".padEnd(40, "0") };
    const { text } = await written({ ...request, env });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.match(/<!--/g)).toHaveLength(1);
    expect(text).toMatch(
      /^<!-- review -->\nCommit ` abc1234 `, compared with ` 1111111 ` of the default branch\./,
    );
    expect(text).toContain("- and 78 more");
    expect(text).toContain("y".repeat(50_000));
  });

  test("names no commit that is not one", async () => {
    const { text } = await written({ ...request, env: { BASE_SHA: "@admins", HEAD_SHA: "abc" } });
    expect(text).toContain("- and 78 more");
    expect(text).not.toMatch(/Commit|@admins/);
  });
});

test("a change of what decides gets a comment, also where no environment changes", async () => {
  const program = reviewer(
    {
      environments: [{ environment: "prod", verdict: "no change" }],
      deciding: [{ level: "attention", text: "a lock changes" }],
    },
    "<!-- review -->\n- a lock changes\n",
  );
  const { text } = await written({ program });
  expect(text).toContain("- a lock changes");
  expect(text).not.toContain("No environment changes");
});
