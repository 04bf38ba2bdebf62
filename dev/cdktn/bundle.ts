import { buildSync } from "esbuild";
import { cpSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { FOLDER } from "./packages";

/**
 * Packages of cdktf and their successors. The bindings for kubernetes and helm stay those of cdktf, on cdktn, since not every
 * mirror has their successors (2026-11-23, docs/decisions/0075).
 */
const SUCCESSORS = {
  cdktf: "cdktn",
  constructs: "constructs",
  "@cdktf/provider-aws": "@cdktn/provider-aws",
};

/** Writes a program on cdktn into one file. Returns the packages in it, as paths from this folder. */
export function bundleOnCdktn(entry: string, outfile: string): string[] {
  const { metafile } = buildSync({
    // Successors are resolved from there, also where a package of the root folder imports them.
    absWorkingDir: resolve(FOLDER),
    entryPoints: [resolve(entry)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    alias: SUCCESSORS,
    // Reads locks; the repository has none.
    external: ["@cdktf/hcl2json"],
    metafile: true,
    logLevel: "warning",
  });
  // Extracts of which a program reads single lines are beside it, as in the package.
  for (const name of ["provider-schemas", "service-actions"])
    cpSync(`src/evidence/${name}/extracts`, join(dirname(outfile), name), { recursive: true });
  const packages = Object.keys(metafile.inputs).map(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0],
  );
  return [...new Set(packages.filter((path) => path !== undefined))].sort();
}
