// Records the files that a process opens, and writes their paths to the file that OPENED_FILES names.
const fs = require("node:fs");

const opened = new Set();
const record = (path) => {
  if (typeof path === "string") opened.add(path);
};
for (const name of ["readFileSync", "openSync", "readFile", "open"]) {
  const original = fs[name];
  fs[name] = function (path, ...rest) {
    record(path);
    return original.call(this, path, ...rest);
  };
}
const write = fs.writeFileSync;
process.on("exit", () => write(process.env.OPENED_FILES, JSON.stringify([...opened])));
