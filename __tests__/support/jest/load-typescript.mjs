// Loads TypeScript in the processes that run tests.
import { createRequire, register } from "node:module";
import { javascriptOf } from "./remove-types.js";

/** cdktf keeps every token for the life of the process, and with each one the app that made it: a megabyte for each plan. */
function forgetTokens() {
  globalThis.__cdktfTokenMap?.stringTokenMap.clear();
  globalThis.__cdktfTokenMap?.numberTokenMap.clear();
}

createRequire(import.meta.url).extensions[".ts"] = (module, filename) => {
  // The apps of a test file belong to it alone.
  if (filename.endsWith(".test.ts")) forgetTokens();
  module._compile(javascriptOf(filename), filename);
};
process.setSourceMapsEnabled(true);

// The runner imports test files as ES modules; this passes them to the loader above.
register("./load-typescript-hooks.mjs", import.meta.url);
