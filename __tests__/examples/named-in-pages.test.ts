import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT, documents } from "../support/documents";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: object };

/** Names that a text gives by a pattern, which captures them. */
const namedBy = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].map(([, name = ""]) => name);

/** Pages for those who change this project. */
const pages = [...documents()].filter(([path]) => /^(AGENTS|\.github\/|docs\/maintain\/|README)/.test(path));

/** Scripts of npm in a text. Those of a folder of its own, such as with `npm --prefix`, are not among them. */
const scriptsIn = (text: string): string[] => namedBy(/\bnpm run ([a-z][\w:-]*)/g, text);

/** Paths of this repository in code spans, blocks and links of words, without lines and placeholders: `NAME`, `<id>`, `*`. */
const pathsIn = (text: string): string[] =>
  namedBy(
    /(?<![\w./-])((?:src|dev|docs|__tests__|examples|locks|images|\.github|\.ci)\/[^\s#`'"()[\],;|]+)/g,
    text,
  )
    .filter(
      (path) =>
        !/[*<{…]|\b(NAME|PATH|VERSION|LAYER|E)\b/.test(path) && !/^docs\/decisions\/\d{4}$/.test(path),
    )
    .map((path) => path.replace(/(:[\d:]+)?[.:/]*$/, ""));

test("pages name scripts and paths", () => {
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.flatMap(([, text]) => scriptsIn(text)).length).toBeGreaterThan(50);
  expect(pages.flatMap(([, text]) => pathsIn(text)).length).toBeGreaterThan(100);
});

test("each npm script that a document names exists", () => {
  const named = [...documents()].flatMap(([page, text]) => scriptsIn(text).map((name) => ({ page, name })));
  expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
});

test("each path that a page for maintainers names exists", () => {
  const named = pages.flatMap(([page, text]) => pathsIn(text).map((path) => ({ page, path })));
  expect(named.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("a script and a path that do not exist are found, and a placeholder is none", () => {
  expect(scriptsIn("run `npm run absent`")).toEqual(["absent"]);
  expect(pathsIn("see `src/absent/file.ts`, `docs/parts/<id>.md` and `src/parts/NAME/component.ts`")).toEqual(
    ["src/absent/file.ts"],
  );
});

test("each jest command of a page has a configuration: without one, jest reads no TypeScript", () => {
  const commands = [...documents()].flatMap(([page, text]) =>
    [...text.matchAll(/\bnpx jest\b.*/g)].map(([command]) => ({ page, command })),
  );
  expect(commands.length).toBeGreaterThan(3);
  expect(commands.filter(({ command }) => !command.startsWith("npx jest --config __tests__/"))).toEqual([]);
});

test("AGENTS.md fits on one screen, and leads to the list of the pages for maintainers, which has each of them", () => {
  const page = read("AGENTS.md");
  expect(page.split("\n").length).toBeLessThanOrEqual(70);
  expect(page).toContain("(docs/maintain/README.md)");
  const list = read("docs/maintain/README.md");
  const listed = readdirSync(join(ROOT, "docs/maintain")).filter((name) => name !== "README.md");
  expect(listed.length).toBeGreaterThan(10);
  expect(listed.filter((name) => !list.includes(`](${name})`))).toEqual([]);
});

test("each path of CODEOWNERS exists", () => {
  const paths = namedBy(/^\/(\S+)/gm, read(".github/CODEOWNERS"));
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("each package that dependabot leaves out is one of package.json", () => {
  const { updates } = parse(read(".github/dependabot.yml")) as {
    updates: { "package-ecosystem": string; ignore?: { "dependency-name": string }[] }[];
  };
  const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: object };
  const ignored = updates.flatMap(({ ignore = [] }) => ignore.map((each) => each["dependency-name"]));
  expect(ignored.length).toBeGreaterThan(3);
  const isKnown = (name: string): boolean =>
    Object.keys(devDependencies).some((each) =>
      name.endsWith("*") ? each.startsWith(name.slice(0, -1)) : each === name,
    );
  expect(ignored.filter((name) => !isKnown(name))).toEqual([]);
});
