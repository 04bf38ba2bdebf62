/** Runs in a thread of its own, where Node.js asks how to load a module. */
export const load = (url, context, next) =>
  new URL(url).pathname.endsWith(".ts") ? { format: "commonjs", shortCircuit: true } : next(url, context);
