import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const SECTIONS = ["Does not know", "Read first", "Terms", "Main change"];
/** Lines of one screen. */
const SCREEN = 40;

const rooms = readdirSync(join(ROOT, "src"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const pageOf = (room: string): string => {
  const path = join(ROOT, "src", room, "README.md");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
};

test("src has rooms", () => {
  expect(rooms.length).toBeGreaterThan(15);
});

test.each(rooms)(
  "%s: its page of one screen has what it answers, must not know, shows first, its terms and its main change",
  (room) => {
    const page = pageOf(room);
    expect(page.split("\n")[0]).toBe(`# ${room}`);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(SECTIONS);
    expect(page.split("\n").length).toBeLessThanOrEqual(SCREEN);
  },
);

test.each(rooms)("%s: the three files to read first, and each path that its page names, exist", (room) => {
  const page = pageOf(room);
  const [, first = ""] = /^## Read first\n([^]*?)^## /m.exec(page) ?? [];
  expect(first.match(/^\d\. \[/gm)).toHaveLength(3);
  const linked = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, path = ""]) => join(ROOT, "src", room, path));
  const named = [...page.matchAll(/`((?:[\w.-]+\/)+(?:[\w.-]+)?)`/g)].map(([, path = ""]) => path);
  const isThere = (path: string): boolean =>
    [join(ROOT, path), join(ROOT, "src", room, path), join(ROOT, "src", path)].some(existsSync);
  expect(linked.filter((path) => !existsSync(path))).toEqual([]);
  expect(named.filter((path) => !path.startsWith("private-eks-inference/") && !isThere(path))).toEqual([]);
});

/** Rows of the page that follows one setting through the rooms: a file, and a line in it. */
const rows = [
  ...readFileSync(join(ROOT, "docs/maintain/architecture.md"), "utf8").matchAll(
    /^\|[^|]*\| \[[^\]]*\]\(\.\.\/\.\.\/(src\/[^)]*)\) *\| `([^`]*)` *\|$/gm,
  ),
].map(([, file = "", line = ""]) => [file, line] as const);

test("the page follows one setting from its key to the sentence that reviews it", () => {
  expect([...new Set(rows.map(([file]) => file.split("/")[1]))]).toEqual([
    "environment",
    "platform",
    "infrastructure",
    "checks",
    "review",
  ]);
});

test.each(rows)("%s has the line that the page names: %s", (file, line) => {
  expect(readFileSync(join(ROOT, file), "utf8")).toContain(line);
});
