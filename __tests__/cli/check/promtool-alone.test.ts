import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutNetwork } from "../../../src/base/processes";
import { promtoolAt } from "../../../src/cli/check/promtool";

const folder = mkdtempSync(join(tmpdir(), "promtool-alone-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("promtool gets no variables, and no network where the system permits a namespace", () => {
  const program = join(folder, "promtool");
  const [seen, space] = [join(folder, "seen"), join(folder, "space")];
  writeFileSync(
    program,
    `#!/bin/sh\nenv > ${seen}\n[ -e /proc/self/ns/net ] && readlink /proc/$$/ns/net > ${space}\n`,
    { mode: 0o755 },
  );
  process.env["A_SECRET"] = "x";
  promtoolAt(program)([], []);
  const names = readFileSync(seen, "utf8")
    .split("\n")
    .map((line) => line.split("=")[0]);
  expect(names.filter((name) => !["", "_", "PWD", "OLDPWD", "SHLVL"].includes(name ?? ""))).toEqual([]);
  if (!existsSync(space)) return;
  const isOwn = readFileSync(space, "utf8").trim() === readlinkSync("/proc/self/ns/net");
  expect(isOwn).toBe(withoutNetwork({}).length === 0);
});
