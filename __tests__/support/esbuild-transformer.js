// Types are checked by `tsc` alone; jest only needs the types taken off.
const { transformSync } = require("esbuild");

module.exports = {
  process: (source, filename) =>
    transformSync(source, {
      loader: "ts",
      format: "cjs",
      target: "node20",
      sourcemap: "inline",
      sourcefile: filename,
    }),
};
