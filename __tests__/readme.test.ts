import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./support/documents";

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };

const all = (pattern: RegExp): string[] => [...readme.matchAll(pattern)].map(([, found]) => found as string);

test("the README has at most 150 lines", () => {
  expect(readme.split("\n").length).toBeLessThanOrEqual(150);
});

test("the README names the file that npm run pack writes", () => {
  expect(readme).toContain(`./private-eks-inference-${version}.tgz`);
});

test("the README has the chapters in the order in which a user needs them", () => {
  const chapters = all(/^## (.*)$/gm);
  const order = [
    "Start",
    "Describe an environment",
    "Check",
    "Cost",
    "Review a change",
    "Deploy",
    "First request",
    "Change",
    "Remove",
  ];
  expect(chapters.slice(0, order.length)).toEqual(order);
});

test.each(["cost", "review"])("the sample of %s is part of the generated page", (page) => {
  const generated = readFileSync(join(ROOT, `docs/guide/${page}.md`), "utf8");
  const sample =
    new RegExp(`private-eks-inference ${page} [^]*?\n\`\`\`(?:text|markdown)\n([^]*?)\`\`\``).exec(
      readme,
    )?.[1] ?? "";
  const lines = sample.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.filter((line) => !generated.includes(line.trimEnd()))).toEqual([]);
});

describe("the claims of what is proved", () => {
  const [, chapter = ""] = /^## Proofs\n([^]*?)(?=^## )/m.exec(readme) ?? [];
  // A paragraph is a claim too.
  const claims = chapter
    .split(/\n(?=- |\n)/)
    .map((each) => each.trim())
    .filter(Boolean);

  test("are listed", () => expect(claims.length).toBeGreaterThan(4));

  test.each(claims)("%s has a link to a test or to a check", (claim) => {
    const links = [...claim.matchAll(/\]\(([^)#]+)(?:#([^)]+))?\)/g)].map(([, file, anchor]) => ({
      file,
      anchor,
    }));
    expect(links.length).toBeGreaterThan(0);
    for (const { file = "", anchor = "" } of links) {
      expect(`${file}#${anchor}`).toMatch(/^(__tests__\/.*\.test\.ts#$|docs\/reference\/checks\.md#.)/);
      const text = readFileSync(join(ROOT, file), "utf8");
      if (anchor === "") expect(text).toMatch(/\btest(?:\.each)?\(/);
      else expect(text).toContain(`\n## \`${anchor}\`\n`);
    }
  });

  test("are followed by what is not proved", () => expect(chapter).toMatch(/not proved/));
});
