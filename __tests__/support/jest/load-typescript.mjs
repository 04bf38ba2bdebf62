// Loads TypeScript in the processes that run tests.
import { readFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import { withoutTypes } from "./remove-types.js";

createRequire(import.meta.url).extensions[".ts"] = (module, filename) => {
  module._compile(withoutTypes(readFileSync(filename, "utf8"), filename).code, filename);
};
process.setSourceMapsEnabled(true);

// The runner imports test files as ES modules; this passes them to the loader above.
register("./load-typescript-hooks.mjs", import.meta.url);
