import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../../..");

/** Packs the program, and installs it without a network into an empty project, with an empty home and cache. */
export function installPackage(work: string): { readonly tarball: string; readonly project: string } {
  const packed = join(work, "packed");
  const project = join(work, "project");
  for (const folder of [packed, project, join(work, "home")]) mkdirSync(folder);
  run(REPOSITORY, ["run", "pack", "--", packed], process.env);
  const [tarball] = readdirSync(packed).filter((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error("npm run pack wrote no tarball");
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "platform", private: true }));
  run(project, ["install", "--offline", "--no-audit", "--no-fund", join(packed, tarball)], {
    PATH: process.env["PATH"],
    HOME: join(work, "home"),
  });
  return { tarball: join(packed, tarball), project };
}

function run(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  execFileSync("npm", args, { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
}
