import { execFileSync } from "node:child_process";
import { dirname, join } from "node:path";
import { getFileInfo } from "prettier";

const ROOT = join(__dirname, "../..");

/** Tracked TypeScript that no script writes, one file of each folder. */
const FILES = new Map(
  execFileSync("git", ["ls-files", "*.ts"], { cwd: ROOT, encoding: "utf8" })
    .split("\n")
    .filter((file) => file !== "" && !/\/generated\/|\.golden\./.test(file))
    .map((file) => [dirname(file), file]),
);

test("the formatter leaves out no folder with TypeScript that no script writes", async () => {
  expect(FILES.size).toBeGreaterThan(200);
  const infos = await Promise.all(
    [...FILES.values()].map(async (file) => ({
      file,
      ...(await getFileInfo(join(ROOT, file), {
        ignorePath: [".gitignore", ".prettierignore"].map((name) => join(ROOT, name)),
      })),
    })),
  );
  expect(infos.flatMap(({ file, ignored }) => (ignored ? [file] : []))).toEqual([]);
});
