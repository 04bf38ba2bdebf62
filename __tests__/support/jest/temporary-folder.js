const { chmodSync, mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** All temporary files of a run are in one folder. Modules load once for many test files, so hooks cannot remove them. */
module.exports.createTemporaryFolder = () => {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), "jest-"));
  // Some tests start processes of another user.
  chmodSync(process.env.TMPDIR, 0o755);
};

module.exports.removeTemporaryFolder = () => {
  const folder = process.env.TMPDIR ?? "";
  if (/[/\\]jest-\w+$/.test(folder)) rmSync(folder, { recursive: true, force: true });
};
