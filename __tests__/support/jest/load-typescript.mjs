// Loads TypeScript in the processes that run tests.
import { createRequire, register } from "node:module";
import { javascriptOf } from "./remove-types.js";

createRequire(import.meta.url).extensions[".ts"] = (module, filename) => {
  module._compile(javascriptOf(filename), filename);
};
process.setSourceMapsEnabled(true);

// The runner imports test files as ES modules; this passes them to the loader above.
register("./load-typescript-hooks.mjs", import.meta.url);
