import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTemporaryFolder } from "../../../support/jest/temporary-folder.js";
import { installPackage } from "./install";

/** Packs and installs the program once for all test files. */
export default function setUp(): void {
  createTemporaryFolder();
  const work = realpathSync(mkdtempSync(join(tmpdir(), "package-")));
  const { tarball, project } = installPackage(work);
  process.env["PACKAGE_TARBALL"] = tarball;
  process.env["PACKAGE_PROJECT"] = project;
}
