// `tsc` checks types; to run tests they only have to be removed.
const { transformSync } = require("esbuild");

module.exports.withoutTypes = (source, filename) =>
  transformSync(source, {
    loader: "ts",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    sourcefile: filename,
  });
