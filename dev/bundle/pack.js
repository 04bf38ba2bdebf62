// @ts-check
"use strict";

// Packs the program: `npm run pack [-- FOLDER]` builds the bundles, writes the third-party licences and runs npm pack.
const { execFileSync } = require("node:child_process");
const { rmSync, writeFileSync } = require("node:fs");
const { dirname, join, resolve } = require("node:path");
const { build } = require("./bundle");
const { thirdPartyLicences } = require("./licences");

const root = dirname(dirname(__dirname));
const dist = join(root, "dist");
// A file of an earlier version would be packed.
for (const folder of ["wasm", "provider-schemas", "service-actions"])
  rmSync(join(dist, folder), { recursive: true, force: true });
const files = build(root, "main.ts", dist);
writeFileSync(join(dist, "THIRD-PARTY-LICENSES.md"), thirdPartyLicences(root, files));
const destination = resolve(process.argv[2] ?? ".");
execFileSync("npm", ["pack", "--pack-destination", destination], {
  cwd: root,
  stdio: ["ignore", "inherit", "inherit"],
});
